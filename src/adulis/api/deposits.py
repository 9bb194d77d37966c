"""``/deposits/``: ask to be paid, list, look, cancel, say who paid."""

from __future__ import annotations

import re
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import deposits_shown as shown
from adulis.api import idempotency
from adulis.api.deposits_shown import DepositOut
from adulis.api.fields import (
    Choice,
    Instant,
    MoneyMinorField,
    StrictString,
    StrictUUID,
    TextsByName,
)
from adulis.api.idempotency import Done
from adulis.api.merchants import viewer_of
from adulis.api.pages import MerchantPageQuery, count_queryset, decode_cursor, encode_cursor, page
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import Shape, read_body, read_query
from adulis.api.views import Endpoint
from adulis.deposits import actions, errors, queries, tasks
from adulis.deposits.machine import DepositState
from adulis.deposits.purposes import PURPOSES
from adulis.deposits.values import DepositOrder, Method
from adulis.identity.values import DEPOSITS_WRITE, MemberRole, Viewer
from adulis.kernel.errors import Malformed
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import EXPONENTS, Money

_CREATING = (
    errors.MerchantNotVerifiedForDeposits,
    errors.DepositBelowMinimum,
    errors.DepositAboveMaximum,
    errors.DepositAboveLimit,
    errors.DepositCurrencyNotPossible,
    errors.QuoteNotUsable,
    errors.PurposeCodeNeeded,
)
# Where the payer's browser goes afterwards: never a script, never another program.
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#@\\]+(?:[/?#]\S*)?", re.ASCII)
_E_MAIL = re.compile(r"[^\s@]+@[^\s@]+")


class DepositIn(Shape):
    amount_minor = MoneyMinorField(help_text="What is to be paid, in minor units of ``currency``.")
    currency = Choice(list(EXPONENTS), required=False, help_text="INR unless said otherwise.")
    quote_id = StrictUUID(required=False, help_text="For foreign money: its rate, as promised.")
    purpose_code = Choice(
        list(PURPOSES),
        required=False,
        help_text="For foreign money: what it is paid for, by the Reserve Bank's list.",
    )
    methods = serializers.ListField(
        child=Choice(list(Method)),
        required=False,
        allow_empty=False,
        max_length=len(Method),
        help_text="How it may be paid; left out: all of them.",
    )
    description = StrictString(
        max_length=120, required=False, help_text="What the payer reads on the page."
    )
    reference = StrictString(max_length=40, required=False, help_text="Your own reference.")
    return_url = StrictString(
        max_length=500, required=False, help_text="Where the payer's browser goes afterwards."
    )
    payer_name = StrictString(max_length=120, required=False)
    payer_email = StrictString(max_length=254, required=False)
    metadata = TextsByName(required=False, help_text="Yours; up to 20 texts of 500 characters.")


class DeclarationIn(Shape):
    explanation = StrictString(
        min_length=1,
        max_length=500,
        help_text="Who paid, what they are to whom you named, and why they did.",
    )


class DepositQuery(MerchantPageQuery):
    """Which deposits; all given filters apply together."""

    status = Choice(list(DepositState), required=False)
    currency = Choice(list(EXPONENTS), required=False)
    reference = StrictString(max_length=40, required=False)
    created_after = Instant(required=False)
    created_before = Instant(required=False)


class DepositList(Endpoint):
    @documents(
        "list_deposits",
        "List deposits",
        query=DepositQuery,
        answers={200: page_of(DepositOut)},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """Newest first. ``count`` is exact up to 10,000; go deeper by ``next``."""
        viewer = viewer_of(request)
        query = read_query(request, DepositQuery)
        rows = queries.deposits_of(viewer.merchant_id)
        for name, lookup in _LOOKUPS.items():
            if name in query:
                rows = rows.filter(**{lookup: query[name]})
        counted = count_queryset(rows)
        if "cursor" in query:
            last = UUID(decode_cursor("deposits", query["cursor"])[0])
            rows, start = rows.filter(id__lt=last), 0
        else:
            start = query["offset"]
        results = [shown.deposit(each) for each in rows[start : start + query["limit"] + 1]]
        return answer(
            page(
                request,
                query,
                results,
                counted,
                cursor_of=lambda row: encode_cursor("deposits", str(row["id"])),
            )
        )

    @documents(
        "create_deposit",
        "Ask to be paid",
        body=DepositIn,
        answers={201: DepositOut, 200: DepositOut},
        refuses=_CREATING,
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """Send the payer to ``checkout_url``; it is credited once, whatever happens there.

        When the gateway is slow the address comes later: read the deposit again until it is there.
        """
        viewer = depositor_of(request)
        order = _order_of(read_body(request, DepositIn))

        def create(at: Any) -> Done:
            made = actions.create_deposit(viewer=viewer, order=order, actor=viewer.actor, at=at)
            return Done(shown.deposit(made), f"deposit/{made.id}")

        def open_page(subject: str) -> dict[str, Any]:
            tasks.open_at_once(_id_of(subject))
            return _shown(viewer, subject)

        return idempotency.run(
            request, viewer, verb=create, again=_again(viewer), body=request.data, then=open_page
        )


class DepositDetail(Endpoint):
    @documents(
        "get_deposit",
        "Look at a deposit",
        answers={200: DepositOut},
        refuses=(errors.DepositNotFound,),
        merchant=True,
    )
    def get(self, request: Request, deposit_id: UUID) -> HttpResponse:
        viewer = viewer_of(request)
        return answer(shown.deposit(queries.deposit_of(viewer.merchant_id, deposit_id)))


class DepositCancel(Endpoint):
    @documents(
        "cancel_deposit",
        "Cancel a deposit",
        answers={200: DepositOut},
        refuses=(errors.DepositNotFound, errors.DepositAlreadyPaid, IllegalMove),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, deposit_id: UUID) -> HttpResponse:
        """Possible until something is paid. A payment that crosses it is credited all the same."""
        viewer = depositor_of(request)

        def cancel(at: Any) -> Done:
            row = actions.cancel_deposit(
                merchant_id=viewer.merchant_id, deposit_id=deposit_id, actor=viewer.actor, at=at
            )
            return Done(shown.deposit(row), f"deposit/{deposit_id}", status=200)

        def close_page(subject: str) -> dict[str, Any]:
            tasks.close_at_once(_id_of(subject))
            return _shown(viewer, subject)

        return idempotency.run(
            request, viewer, verb=cancel, again=_again(viewer), body={}, then=close_page
        )


class DepositPayer(Endpoint):
    @documents(
        "declare_payer",
        "Declare who paid a deposit",
        body=DeclarationIn,
        answers={201: DepositOut, 200: DepositOut},
        refuses=(errors.DepositNotFound, errors.NothingToDeclare),
        merchant=True,
        idempotent=True,
        throttled=True,
    )
    def post(self, request: Request, deposit_id: UUID) -> HttpResponse:
        """Somebody else paid than you had named (``third_party``): say who, and it clears.

        What you say is kept sealed; only the platform's operators read it. A refund goes to whoever
        paid, in any case.
        """
        viewer = depositor_of(request)
        given = read_body(request, DeclarationIn)

        def declare(at: Any) -> Done:
            row = actions.declare_payer(
                merchant_id=viewer.merchant_id,
                deposit_id=deposit_id,
                explanation=given["explanation"],
                actor=viewer.actor,
                at=at,
            )
            return Done(shown.deposit(row), f"deposit/{deposit_id}")

        return idempotency.run(
            request, viewer, verb=declare, again=_again(viewer), body=request.data
        )


def depositor_of(request: Request) -> Viewer:
    viewer = viewer_of(request)
    viewer.require(MemberRole.FINANCE)
    viewer.require_scope(DEPOSITS_WRITE)
    return viewer


def _order_of(given: dict[str, Any]) -> DepositOrder:
    address, e_mail = given.get("return_url", ""), given.get("payer_email", "")
    if address and _WEB_ADDRESS.fullmatch(address) is None:
        raise Malformed("This is not the address of a web page.", pointer="/return_url")
    if e_mail and _E_MAIL.fullmatch(e_mail) is None:
        raise Malformed("This is not an e-mail address.", pointer="/payer_email")
    return DepositOrder(
        amount=Money(given["amount_minor"], given.get("currency", "INR")),
        methods=tuple(dict.fromkeys(Method(each) for each in given.get("methods", ()))),
        description=given.get("description", ""),
        reference=given.get("reference", ""),
        return_url=address,
        payer_name=given.get("payer_name", ""),
        payer_email=e_mail,
        quote_id=given.get("quote_id"),
        purpose_code=given.get("purpose_code", ""),
        metadata=given.get("metadata", {}),
    )


_LOOKUPS = {
    "status": "state",
    "currency": "currency",
    "reference": "reference",
    "created_after": "created_at__gt",
    "created_before": "created_at__lt",
}


def _again(viewer: Viewer) -> Any:
    return partial(_shown, viewer)


def _shown(viewer: Viewer, subject: str) -> dict[str, Any]:
    return shown.deposit(queries.deposit_of(viewer.merchant_id, _id_of(subject)))


def _id_of(subject: str) -> UUID:
    return UUID(subject.partition("/")[2])


_DETAIL = "deposits/<uuid:deposit_id>/"
urlpatterns = [
    path("deposits/", DepositList.as_view(), name="deposits"),
    path(_DETAIL, DepositDetail.as_view(), name="deposit"),
    path(f"{_DETAIL}cancel/", DepositCancel.as_view(), name="deposit-cancel"),
    path(f"{_DETAIL}declare-payer/", DepositPayer.as_view(), name="deposit-payer"),
]
