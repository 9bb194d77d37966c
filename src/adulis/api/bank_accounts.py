"""``/bank-accounts/``: where a merchant's money may go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework.request import Request

from adulis.api import idempotency, shown, throttles
from adulis.api.beneficiaries import BeneficiaryIn, details_of
from adulis.api.fields import Choice, StrictString
from adulis.api.idempotency import Done
from adulis.api.merchants import viewer_of
from adulis.api.pages import MerchantPageQuery, count_queryset, page
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.shown import BankAccountOut
from adulis.api.views import Endpoint
from adulis.gateways import queries as gateways
from adulis.gateways.bank import AccountCheck, BankSilent
from adulis.gateways.errors import BankNotAnswering
from adulis.identity.values import PAYOUTS_WRITE, MemberRole, Viewer
from adulis.kernel import db
from adulis.payouts import actions, errors, queries
from adulis.payouts.values import BankDetails


class BankAccountIn(BeneficiaryIn):
    nickname = StrictString(max_length=60, required=False)


class NicknameIn(Shape):
    nickname = StrictString(max_length=60)


class BankAccountQuery(MerchantPageQuery):
    status = Choice(["active", "archived"], required=False)


class BankAccountList(Endpoint):
    @documents(
        "list_bank_accounts",
        "List bank accounts",
        query=BankAccountQuery,
        answers={200: page_of(BankAccountOut)},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        viewer = viewer_of(request)
        query = read_query(request, BankAccountQuery)
        rows = queries.bank_accounts_of(viewer.merchant_id)
        if "status" in query:
            rows = rows.filter(state=query["status"])
        start = query["offset"]
        found = [shown.bank_account(each) for each in rows[start : start + query["limit"] + 1]]
        return answer(page(request, query, found, count_queryset(rows)))

    @documents(
        "add_bank_account",
        "Add a bank account",
        body=BankAccountIn,
        answers={201: BankAccountOut, 200: BankAccountOut},
        refuses=(errors.IfscUnknown,),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """Either number and IFSC, or a VPA. The same details again are the same account."""
        viewer = _owner(request)
        given = read_body(request, BankAccountIn)
        details, nickname = details_of(given), given.get("nickname", "")

        def add(at: Any) -> Done:
            account, is_new = actions.add_bank_account(
                merchant_id=viewer.merchant_id,
                details=details,
                nickname=nickname,
                actor=viewer.actor,
                at=at,
            )
            status = 201 if is_new else 200
            return Done(shown.bank_account(account), f"bank-account/{account.id}", status)

        return idempotency.run(request, viewer, verb=add, again=_again(viewer), body=request.data)


class BankAccountDetail(Endpoint):
    @documents(
        "get_bank_account",
        "Look at a bank account",
        answers={200: BankAccountOut},
        refuses=(errors.BankAccountNotFound,),
        merchant=True,
    )
    def get(self, request: Request, account_id: UUID) -> HttpResponse:
        viewer = viewer_of(request)
        return answer(shown.bank_account(queries.bank_account_of(viewer.merchant_id, account_id)))

    @documents(
        "rename_bank_account",
        "Rename a bank account",
        body=NicknameIn,
        answers={200: BankAccountOut},
        refuses=(errors.BankAccountNotFound,),
        merchant=True,
    )
    def patch(self, request: Request, account_id: UUID) -> HttpResponse:
        """The nickname is the one thing about an account that may change."""
        viewer = _owner(request)
        given = read_body(request, NicknameIn)
        with db.transaction():
            account = actions.rename_bank_account(
                merchant_id=viewer.merchant_id,
                account_id=account_id,
                nickname=given["nickname"],
                actor=viewer.actor,
                at=viewer.seen_at,
            )
        return answer(shown.bank_account(account))


class BankAccountVerify(Endpoint):
    @documents(
        "verify_bank_account",
        "Verify a bank account",
        answers={200: BankAccountOut},
        refuses=(errors.BankAccountNotFound, BankNotAnswering),
        merchant=True,
        throttled=True,
    )
    def post(self, request: Request, account_id: UUID) -> HttpResponse:
        """A penny drop: does it take money, and in whose name is it?

        Asking twice asks the bank twice and moves no money of yours, so no Idempotency-Key is
        needed.
        """
        viewer = _owner(request)
        account = queries.bank_account_of(viewer.merchant_id, account_id)
        throttles.take("penny_drops_per_merchant", str(viewer.merchant_id))
        check = _ask_bank(queries.details_of(account))
        with db.transaction():
            account = actions.record_account_check(
                merchant_id=viewer.merchant_id,
                account_id=account_id,
                check=check,
                actor=viewer.actor,
                at=db.clock(),
            )
        return answer(shown.bank_account(account))


class BankAccountArchive(Endpoint):
    @documents(
        "archive_bank_account",
        "Archive a bank account",
        answers={200: BankAccountOut},
        refuses=(errors.BankAccountNotFound, errors.BankAccountArchived),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, account_id: UUID) -> HttpResponse:
        """No new payout goes there; those on their way are not touched."""
        viewer = _owner(request)

        def archive(at: Any) -> Done:
            account = actions.archive_bank_account(
                merchant_id=viewer.merchant_id, account_id=account_id, actor=viewer.actor, at=at
            )
            return Done(shown.bank_account(account), f"bank-account/{account.id}", status=200)

        return idempotency.run(request, viewer, verb=archive, again=_again(viewer), body={})


def _owner(request: Request) -> Viewer:
    """Where money may go is decided by owners, or by a key that an owner made for paying out."""
    viewer = viewer_of(request)
    viewer.require(MemberRole.OWNER)
    viewer.require_scope(PAYOUTS_WRITE)
    return viewer


def _ask_bank(details: BankDetails) -> AccountCheck:
    try:
        return gateways.connected_bank().check_account(
            name=details.holder_name,
            account_number=details.number,
            ifsc=details.ifsc,
            vpa=details.vpa,
            at=db.network_clock(),
        )
    except BankSilent as silence:
        raise BankNotAnswering(retry_after_seconds=5) from silence


def _again(viewer: Viewer) -> Any:
    def show(subject: str) -> dict[str, Any]:
        account_id = UUID(subject.partition("/")[2])
        return shown.bank_account(queries.bank_account_of(viewer.merchant_id, account_id))

    return show


_DETAIL = "bank-accounts/<uuid:account_id>/"
urlpatterns = [
    path("bank-accounts/", BankAccountList.as_view(), name="bank-accounts"),
    path(_DETAIL, BankAccountDetail.as_view(), name="bank-account"),
    path(f"{_DETAIL}verify/", BankAccountVerify.as_view(), name="bank-account-verify"),
    path(f"{_DETAIL}archive/", BankAccountArchive.as_view(), name="bank-account-archive"),
]
