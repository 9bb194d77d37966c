"""``/balance/`` and ``/ledger/``: what a merchant has, and every line that made it so."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.fields import Choice, Instant, StrictString
from adulis.api.merchants import viewer_of
from adulis.api.pages import (
    COUNT_CAP,
    Counted,
    MerchantPageQuery,
    decode_cursor,
    encode_cursor,
    page,
)
from adulis.api.renderers import answer
from adulis.api.schema import documents, page_of
from adulis.api.shapes import read_query
from adulis.api.views import Endpoint
from adulis.escrow import queries as escrow
from adulis.ledger import queries as book
from adulis.ledger.values import BookLine
from adulis.payouts import queries as payouts
from adulis.wallets import queries as wallets

_PLACES = ("available", "held")


class BalanceOut(serializers.Serializer[Any]):
    """``available_paise + held_paise = total_paise``; in doubt is a part of held."""

    merchant_id = serializers.UUIDField()
    currency = serializers.CharField()
    available_paise = serializers.IntegerField()
    held_paise = serializers.IntegerField()
    total_paise = serializers.IntegerField()
    in_doubt_paise = serializers.IntegerField(help_text="The part of held the bank left in doubt.")
    pending_paise = serializers.IntegerField(help_text="Paid in, not cleared yet.")
    in_escrow_paise = serializers.IntegerField(help_text="Held for deals this merchant funded.")
    owed_paise = serializers.IntegerField(help_text="What the merchant owes the platform.")
    virtual_account = serializers.CharField(
        allow_null=True, help_text="Bank transfers to this number arrive in this wallet."
    )


class LedgerLineOut(serializers.Serializer[Any]):
    """One line: what changed, what the account held then, and what caused it."""

    id = serializers.IntegerField()
    account = serializers.ChoiceField(_PLACES)
    amount_paise = serializers.IntegerField(help_text="Negative: money left the account.")
    balance_paise = serializers.IntegerField(help_text="What the account held after this line.")
    kind = serializers.CharField()
    memo = serializers.CharField()
    subject = serializers.CharField(allow_null=True, help_text="What caused it: payout/<id> …")
    entry_id = serializers.UUIDField()
    at = serializers.DateTimeField(help_text="When it happened.")
    recorded_at = serializers.DateTimeField(help_text="When it was booked.")


class LedgerQuery(MerchantPageQuery):
    account = Choice(_PLACES, required=False)
    kind = StrictString(min_length=1, max_length=60, required=False)

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python, so it cannot be an attribute.
        return {
            **super().get_fields(),
            "from": Instant(required=False, help_text="Lines that happened at or after this."),
            "to": Instant(required=False, help_text="Lines that happened before this."),
        }


class BalanceView(Endpoint):
    @documents("get_balance", "Look at the balance", answers={200: BalanceOut}, merchant=True)
    def get(self, request: Request) -> HttpResponse:
        """From the ledger, all figures of one moment."""
        viewer = viewer_of(request)
        balance = wallets.balance_of(viewer.merchant_id)
        return answer(
            {
                "merchant_id": viewer.merchant_id,
                "currency": "INR",
                "available_paise": balance.available.minor,
                "held_paise": balance.held.minor,
                "total_paise": balance.total.minor,
                "in_doubt_paise": payouts.in_doubt_minor(viewer.merchant_id),
                "pending_paise": balance.pending.minor,
                "in_escrow_paise": escrow.in_escrow(viewer.merchant_id).minor,
                "owed_paise": balance.owed.minor,
                "virtual_account": wallets.virtual_account_of(viewer.merchant_id),
            }
        )


class LedgerView(Endpoint):
    @documents(
        "list_ledger_lines",
        "List ledger lines",
        query=LedgerQuery,
        answers={200: page_of(LedgerLineOut)},
        merchant=True,
    )
    def get(self, request: Request) -> HttpResponse:
        """Newest first, each with the running balance of its account."""
        viewer = viewer_of(request)
        query = read_query(request, LedgerQuery)
        addresses = _addresses(viewer.merchant_id, query.get("account"))
        wanted: dict[str, Any] = {
            "start": query.get("from"),
            "end": query.get("to"),
            "kind": query.get("kind"),
        }
        before = decode_cursor("ledger", query["cursor"])[0] if "cursor" in query else None
        found = book.lines(
            addresses,
            **wanted,
            before=before,
            limit=query["limit"] + 1,
            offset=0 if before else query["offset"],
        )
        count = book.count_lines(addresses, **wanted, at_most=COUNT_CAP + 1)
        return answer(
            page(
                request,
                query,
                [_shown(line) for line in found],
                Counted(min(count, COUNT_CAP), count > COUNT_CAP),
                cursor_of=lambda row: encode_cursor("ledger", row["id"]),
            )
        )


def _addresses(merchant_id: UUID, place: str | None) -> list[str]:
    return [f"merchant/{merchant_id}/{each}/INR" for each in ([place] if place else _PLACES)]


def _shown(line: BookLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "account": line.address.split("/")[2],
        "amount_paise": line.amount.minor,
        "balance_paise": None if line.balance is None else line.balance.minor,
        "kind": line.kind,
        "memo": line.memo,
        "subject": _subject(line),
        "entry_id": line.entry_id,
        "at": line.at,
        "recorded_at": line.recorded_at,
    }


def _subject(line: BookLine) -> str | None:
    for kind in ("payout", "deposit", "transfer", "milestone", "adjustment"):
        if f"{kind}_id" in line.metadata:
            return f"{kind}/{line.metadata[f'{kind}_id']}"
    return None


urlpatterns = [
    path("balance/", BalanceView.as_view(), name="balance"),
    path("ledger/", LedgerView.as_view(), name="ledger"),
]
