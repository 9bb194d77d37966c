"""Where the entries about a thing are: the other way round than ``subjects``.

Most are found by how their key begins. What a bank's statement booked is keyed by its line, so the
rooms are asked which lines and parts belong to a thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from uuid import UUID

from django.db.models import Q

from adulis.bidding.models import Auction
from adulis.deposits.models import Chargeback, Payment, Refund
from adulis.disputes.models import Dispute
from adulis.escrow.models import Agreement, Milestone
from adulis.gateways.models import StatementLine
from adulis.ledger.explorer import Scope
from adulis.payouts.models import Attempt
from adulis.reconciliation.models import Finding

# Of one thing: more parts than this are looked for by themselves.
_MOST_PARTS = 500


def scope_of(subject: str) -> Scope | None:
    """Where the entries about ``payout/<id>`` and the like are; None for what has none."""
    kind, _, thing = subject.partition("/")
    if kind in NAMED:
        is_one = _ONE_NAMED[kind].fullmatch(subject)
        return Scope(keys=(subject,), beginnings=(f"{subject}/",)) if is_one else None
    if kind not in KINDS:
        return None
    try:
        found = UUID(thing)
    except ValueError:
        return None
    return KINDS[kind](found)


def _begins(*names: str) -> Scope:
    return Scope(beginnings=tuple(f"{each}/" for each in names))


def _joined(scopes: Iterable[Scope]) -> Scope:
    keys: list[str] = []
    beginnings: list[str] = []
    entry_ids: list[UUID] = []
    addresses: list[str] = []
    for each in scopes:
        keys += each.keys
        beginnings += each.beginnings
        entry_ids += each.entry_ids
        addresses += each.addresses
    return Scope(tuple(keys), tuple(beginnings), tuple(entry_ids), tuple(addresses))


# --- By id ----------------------------------------------------------------------------------------


def _merchant(merchant_id: UUID) -> Scope:
    places = ("available", "held", "pending", "receivable")
    return Scope(addresses=tuple(f"merchant/{merchant_id}/{place}/INR" for place in places))


def _payout(payout_id: UUID) -> Scope:
    """What it moved, and what the bank's statements say of its attempts."""
    rows = Attempt.objects.filter(payout_id=payout_id).order_by("number")
    references = list(rows.values_list("reference", flat=True)[:_MOST_PARTS])
    legs = [f"{leg}/{each}" for leg in ("payment", "return") for each in references]
    found = Finding.objects.filter(what__in=legs).values_list("entry_ids", flat=True)
    lines = StatementLine.objects.filter(reference__in=references).exclude(reference="")
    return Scope(
        keys=(
            *(f"statement/{bank}/{line.hex}" for bank, line in lines.values_list("bank", "id")),
            *(f"return/{each}/missing_accepted" for each in references),
        ),
        beginnings=(f"payout/{payout_id}/",),
        entry_ids=tuple(each for ids in found for each in ids),
    )


def _deposit(deposit_id: UUID) -> Scope:
    """What brought it in, and everything that took of it."""
    refunds, chargebacks, payments = (
        rows.filter(deposit_id=deposit_id).order_by("id").values_list("id", flat=True)[:_MOST_PARTS]
        for rows in (Refund.objects, Chargeback.objects, Payment.objects)
    )
    return _joined(
        [
            _begins(f"deposit/{deposit_id}"),
            _begins(*(f"refund/{each}" for each in refunds)),
            _begins(*(f"chargeback/{each}" for each in chargebacks)),
            *(_payment(each) for each in payments),
        ]
    )


def _payment(payment_id: UUID) -> Scope:
    names = Payment.objects.filter(id=payment_id).values_list("gateway", "payment_id")
    return Scope(
        keys=tuple(f"gateway/{gateway}/payment/{name}/suspended" for gateway, name in names),
        beginnings=(f"payment/{payment_id}/",),
    )


def _milestone(milestone_id: UUID) -> Scope:
    disputes = Dispute.objects.filter(milestone_id=milestone_id).values_list("id", flat=True)
    return _joined(
        [
            Scope(
                beginnings=(f"milestone/{milestone_id}/",),
                addresses=(f"escrow/{milestone_id}/INR",),
            ),
            *(_dispute(each) for each in disputes[:_MOST_PARTS]),
        ]
    )


def _dispute(dispute_id: UUID) -> Scope:
    return Scope(beginnings=(f"dispute/{dispute_id}/",), addresses=(f"dispute/{dispute_id}/INR",))


def _agreement(agreement_id: UUID) -> Scope:
    rows = Milestone.objects.filter(agreement_id=agreement_id).order_by("position")
    return _joined(_milestone(each) for each in rows.values_list("id", flat=True)[:_MOST_PARTS])


def _deal(deal_id: UUID) -> Scope:
    """Its auctions' bonds and its milestones' money, of every agreement it has had."""
    subject = f"deal/{deal_id}"
    agreements = Agreement.objects.filter(
        Q(subject=subject) | Q(subject__startswith=f"{subject}/")
    ).values_list("id", flat=True)
    auctions = Auction.objects.filter(deal_id=deal_id).values_list("id", flat=True)
    return _joined(
        [
            _begins(*(f"auction/{each}" for each in auctions)),
            *(_agreement(each) for each in agreements[:_MOST_PARTS]),
        ]
    )


def _statement_line(line_id: UUID) -> Scope:
    lines = StatementLine.objects.filter(id=line_id).values_list("bank", flat=True)
    found = Finding.objects.filter(line_id=line_id).values_list("entry_ids", flat=True)
    names = [f"statement/{bank}/{line_id.hex}" for bank in lines]
    return Scope(
        keys=tuple(names),
        beginnings=tuple(f"{each}/" for each in names),
        entry_ids=tuple(each for ids in found for each in ids),
    )


def _by_key(kind: str) -> Callable[[UUID], Scope]:
    return lambda thing: _begins(f"{kind}/{thing}")


KINDS: dict[str, Callable[[UUID], Scope]] = {
    "payout": _payout,
    "deposit": _deposit,
    "milestone": _milestone,
    "dispute": _dispute,
    "deal": _deal,
    "agreement": _agreement,
    "merchant": _merchant,
    "gateway-payment": _payment,
    "statement-line": _statement_line,
    "settlement-line": _by_key("settlement"),
    **{kind: _by_key(kind) for kind in ("auction", "transfer", "adjustment", "refund")},
    "chargeback": _by_key("chargeback"),
}


# --- By a name of the bank's or a gateway's -------------------------------------------------------


# How each is written. With less said it would be all that a bank ever credited us, at once.
NAMED = {
    "credit": "credit/<bank>/<utr>",
    "gateway": "gateway/<gateway>/payment/<name>",
    "return": "return/<reference>",
}
_ONE_NAMED = {
    "credit": re.compile(r"credit/[^/]+/[^/]+"),
    "gateway": re.compile(r"gateway/[^/]+/payment/.+"),
    "return": re.compile(r"return/[^/]+"),
}
