"""Where a thing is looked at in the back office, by the name that rooms give it."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.urls import NoReverseMatch, reverse

_PLACES = {
    "payout": "payout",
    "payout-return": "payout",
    "payout-batch": "payouts_payoutbatch_change",
    "deposit": "deposit",
    "gateway-payment": "deposits_payment_change",
    "refund": "deposits_refund_change",
    "deal": "deal",
    "incoming-deal": "deal",
    "milestone": "escrow_milestone_change",
    "agreement": "escrow_agreement_change",
    "chargeback": "deposits_chargeback_change",
    "settlement-line": "deposits_settlementline_change",
    "settlement-payout": "settlement",
    "unreported-payment": "deposits_payment_change",
    "unreported-refund": "deposits_refund_change",
    "statement-line": "gateways_statementline_change",
    "bank-callback": "message_received",
    "merchant": "merchant",
    "user": "person",
    "dispute": "dispute",
    "incoming-dispute": "dispute",
    "milestone-dispute": "dispute",
    "entry": "ledger_entry",
    "transfer": "transfers_transfer_change",
    "auction": "bidding_auction_change",
    "report": "report",
    "case": "case",
    "letter": "letter",
    "news": "untold_one",
    "system-alert": "alert",
    "webhook-endpoint": "webhook_endpoint",
    "webhook-delivery": "webhook_delivery",
}


def place_of(subject: str) -> str:
    """The address of ``payout/<id>`` and the like; empty for what has no page."""
    kind, _, thing = subject.partition("/")
    if kind in {"credit", "gateway"}:
        return reverse("admin:suspense")
    named = _PLACES.get(kind)
    if named is None or not _is_id(thing):
        return ""
    try:
        return reverse(f"admin:{named}", args=[thing])
    except NoReverseMatch:
        return ""


def subject_of_row(label: str, thing: object) -> str:
    """What rooms call the row ``thing`` of a table (``payouts.payout``); empty if they do not."""
    named = f"{label.replace('.', '_').lower()}_change"
    kinds = [kind for kind, place in _PLACES.items() if place == named]
    return f"{kinds[0]}/{thing}" if kinds else ""


def entries_about(subject: str) -> str:
    """The address of the ledger's entries about ``payout/<id>`` and the like."""
    return f"{reverse('admin:ledger')}?{urlencode({'subject': subject})}"


def account_place(address: str) -> str:
    """The address of the page of an account of the ledger."""
    return reverse("admin:ledger_account", args=[address])


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
