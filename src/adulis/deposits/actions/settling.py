"""A gateway's settlement reports: kept, compared with what we booked, met by the bank's word."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from adulis.audit import actions as audit
from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import CaseKind, Decision
from adulis.deposits import postings
from adulis.deposits.actions.locking import lock_settlements
from adulis.deposits.actions.unreported import answer_unreported
from adulis.deposits.machine import (
    SETTLEMENT_LINE,
    ChargebackState,
    RefundState,
    SettlementLineState,
)
from adulis.deposits.models import (
    Chargeback,
    Payment,
    Refund,
    SettlementFile,
    SettlementLine,
    SettlementPayout,
)
from adulis.deposits.report import DISPUTE, FEE, PAYMENT, REFUND, GatewayPayout, Line, parse
from adulis.deposits.values import NOT_HERE, PROFILES
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.due import Claim
from adulis.kernel.encryption import seal_bytes
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money
from adulis.ledger import actions as ledger
from adulis.wallets import actions as wallets
from adulis.wallets.values import Announced

# Money of other currencies goes to accounts of ours abroad, whose statements nobody reads here.
ABROAD = "abroad"
_AGAIN = timedelta(seconds=30)


@db.transaction_required
def take_settlement(*, gateway: str, day: date, body: bytes, actor: Actor, at: datetime) -> int:
    """Keep a report and what is new in it, and announce its payouts to whoever hears of transfers.

    Returns how many lines were new. What an earlier report told otherwise is a case, and stays as
    it was told first. Raises SettlementMalformed, and has then kept nothing.
    """
    payouts = parse(body)
    lock_settlements(gateway)
    digest = hashlib.sha256(body).digest()
    if SettlementFile.objects.filter(gateway=gateway, digest=digest).exists():
        return 0
    file = SettlementFile(
        id=new_id(),
        gateway=gateway,
        day=day,
        digest=digest,
        line_count=sum(len(each.lines) for each in payouts),
        imported_at=at,
        imported_by=str(actor),
    )
    file.body_sealed = seal_bytes(body, place=file.body_place)
    file.save(force_insert=True)
    _lock_transfers([each.utr for each in payouts if each.net.currency == "INR"], actor, at)
    fresh = sum(_take_payout(file, each, actor, at) for each in payouts)
    audit.write(
        actor=actor,
        action="settlement.import",
        subject=f"settlement/{gateway}/{day}",
        merchant_id=None,
        before={},
        after={"payouts": len(payouts), "lines": file.line_count, "fresh": fresh},
        at=at,
    )
    return fresh


def _take_payout(file: SettlementFile, told: GatewayPayout, actor: Actor, at: datetime) -> int:
    row = SettlementPayout.objects.filter(gateway=file.gateway, payout_id=told.payout_id).first()
    if row is None:
        row = SettlementPayout.objects.create(
            gateway=file.gateway,
            file=file,
            payout_id=told.payout_id,
            day=file.day,
            utr=told.utr,
            net_minor=told.net.minor,
            currency=told.net.currency,
            standing=Announced.AWAITED if told.net.currency == "INR" else ABROAD,
            told_at=at,
        )
        _announce(row, actor, at)
    elif (row.utr, row.net) != (told.utr, told.net):
        _ask_about_payout(row, "a later report tells it otherwise", told, actor, at)
    known = {
        each.line_id: each
        for each in SettlementLine.objects.filter(
            gateway=file.gateway, line_id__in=[line.line_id for line in told.lines]
        )
    }
    fresh = [_row_of(line, row, at) for line in told.lines if line.line_id not in known]
    SettlementLine.objects.bulk_create(fresh, batch_size=1_000)
    for line in told.lines:
        before = known.get(line.line_id)
        if before is not None and not _is_same(before, line, row):
            _ask_about_line(before, "a later report tells it otherwise", _shown(line), actor, at)
    return len(fresh)


def _row_of(line: Line, payout: SettlementPayout, at: datetime) -> SettlementLine:
    return SettlementLine(
        gateway=payout.gateway,
        payout=payout,
        line_id=line.line_id,
        kind=line.kind,
        payment_id=line.payment_id,
        object_id=line.object_id,
        client_reference=line.client_reference,
        currency=line.net.currency,
        gross_minor=line.gross.minor,
        fee_minor=line.fee.minor,
        tax_minor=line.tax.minor,
        net_minor=line.net.minor,
        told_at=at,
        due_at=at,
    )


def _is_same(row: SettlementLine, line: Line, payout: SettlementPayout) -> bool:
    told = (payout.id, line.kind, line.object_id, line.net.currency)
    amounts = (line.gross.minor, line.fee.minor, line.tax.minor)
    known = (row.payout_id, row.kind, row.object_id, row.currency)
    return known == told and (row.gross_minor, row.fee_minor, row.tax_minor) == amounts


# --- lines ----------------------------------------------------------------------------------------


@db.transaction_required
def match_settlement(
    *, claims: Sequence[Claim], actor: Actor, at: datetime
) -> list[SettlementLine]:
    """Compare lines with what we booked; returns those about something that is not here yet.

    What stays away for longer than a gateway's messages may take, and what differs, is a case.
    That something was in no report is answered by the line that names it, whatever it says.
    """
    fences = {claim.id: claim.fence for claim in claims}
    locked = SettlementLine.objects.select_for_update(no_key=True, of=("self",)).filter(
        id__in=fences, state=SettlementLineState.IMPORTED
    )
    rows = [row for row in locked.order_by("id") if row.claim_count == fences[row.id]]
    now = db.clock()
    absent = []
    for row in rows:
        why = _COMPARED[row.kind](row)
        if why is None:
            if row.kind == FEE:
                _book_charge(row, actor, at)
            _move(row, "match", actor)
        elif why == NOT_HERE and now < row.told_at + _patience():
            row.due_at, row.lease_until, row.claim_count = now + _AGAIN, None, 0
            row.save(update_fields=["due_at", "lease_until", "claim_count"])
            absent.append(row)
        else:
            _move(row, "question", actor)
            _ask_about_line(row, why, {}, actor, at)
    answer_unreported(lines=rows, actor=actor, at=at)
    return absent


@db.transaction_required
def park_settlement(*, claims: Sequence[Claim], actor: Actor, at: datetime) -> None:
    """Matching these fails again and again: people look at them."""
    rows = SettlementLine.objects.select_for_update(no_key=True).filter(
        id__in=[claim.id for claim in claims], state=SettlementLineState.IMPORTED
    )
    for row in rows.order_by("id"):
        _move(row, "question", actor)
        _ask_about_line(row, "matching it failed again and again", {}, actor, at)


def _patience() -> timedelta:
    return PROFILES[settings.PAYMENT_GATEWAY_PROFILE].lag


def _payment(row: SettlementLine) -> str | None:
    found = Payment.objects.filter(gateway=row.gateway, payment_id=row.object_id).first()
    if found is None:
        return NOT_HERE
    charge = (row.fee_minor, row.tax_minor)
    if found.amount != row.gross or (found.fee_minor, found.tax_minor) != charge:
        return "we booked another amount or another charge"
    return None


def _refund(row: SettlementLine) -> str | None:
    found = Refund.objects.filter(gateway=row.gateway, refund_id=row.object_id).first()
    if found is None or found.state in {RefundState.REQUESTED, RefundState.PENDING}:
        return NOT_HERE
    if found.state != RefundState.PROCESSED or found.paid != -row.gross or row.charge:
        return f"our refund is {found.state}, of {found.paid}"
    return None


def _dispute(row: SettlementLine) -> str | None:
    found = Chargeback.objects.filter(gateway=row.gateway, dispute_id=row.object_id).first()
    if found is None or (row.gross_minor > 0 and found.state == ChargebackState.OPEN):
        return NOT_HERE
    paid = found.paid if row.gross_minor > 0 else -found.paid
    is_won = found.state == ChargebackState.WON
    if paid != row.gross or row.charge or (row.gross_minor > 0 and not is_won):
        return f"our chargeback is {found.state}, of {found.paid}"
    return None


def _fee(row: SettlementLine) -> str | None:
    """A charge for a dispute is booked with it; any other is our cost as the report tells it."""
    if row.gross_minor or row.charge.minor <= 0:
        return "a charge that charges nothing"
    if not row.object_id.startswith("dp_"):
        return None
    found = Chargeback.objects.filter(gateway=row.gateway, dispute_id=row.object_id).first()
    if found is None:
        return NOT_HERE
    if found.fee_minor != row.charge.minor or found.currency != row.currency:
        return f"we booked a charge of {Money(found.fee_minor, found.currency)}"
    return None


_COMPARED: dict[str, Callable[[SettlementLine], str | None]] = {
    PAYMENT: _payment,
    REFUND: _refund,
    DISPUTE: _dispute,
    FEE: _fee,
}


def _book_charge(row: SettlementLine, actor: Actor, at: datetime) -> None:
    if not row.object_id.startswith("dp_"):
        ledger.post(
            posting=postings.gateway_charged(
                row.id, row.charge, gateway=row.gateway, at=at, actor=actor
            )
        )


def _move(row: SettlementLine, verb: str, actor: Actor) -> None:
    row.state = SETTLEMENT_LINE.take(verb, SettlementLineState(row.state), actor.role).target
    row.due_at, row.lease_until, row.claim_count = None, None, 0
    row.save(update_fields=["state", "due_at", "lease_until", "claim_count"])


# --- payouts --------------------------------------------------------------------------------------


@db.transaction_required
def meet_payouts(*, actor: Actor, at: datetime) -> int:
    """See which announced payouts the bank has told of by now; returns how many were looked at.

    One that stays away for days is a case.
    """
    late = at - PROFILES[settings.PAYMENT_GATEWAY_PROFILE].case_after * 3
    rows = SettlementPayout.objects.select_for_update(no_key=True, skip_locked=True).filter(
        standing=Announced.AWAITED
    )
    waiting = list(rows.order_by("told_at")[:100])
    _lock_transfers([row.utr for row in waiting], actor, at)
    for row in waiting:
        _announce(row, actor, at)
        if row.standing == Announced.AWAITED and row.told_at < late and not row.has_case:
            _ask_about_payout(row, "the bank has not told of it", None, actor, at)
            row.has_case = True
            row.save(update_fields=["has_case"])
    return len(waiting)


def _lock_transfers(utrs: Sequence[str], actor: Actor, at: datetime) -> None:
    """All at once, in the order everybody takes them in: one by one, two could wait crosswise."""
    wallets.lock_transfers(bank=settings.BANK_CODE, utrs=utrs, actor=actor, at=at)


def _announce(row: SettlementPayout, actor: Actor, at: datetime) -> None:
    if row.standing == ABROAD:
        return
    standing = wallets.expect_settlement(
        gateway=row.gateway, bank=settings.BANK_CODE, utr=row.utr, amount=row.net,
        actor=actor, at=at,
    )  # fmt: skip
    if standing == row.standing:
        return
    row.standing = standing
    row.save(update_fields=["standing"])
    if standing is Announced.DIFFERS:
        _ask_about_payout(row, "the bank told of another amount, or booked it", None, actor, at)


# --- questions ------------------------------------------------------------------------------------


@db.transaction_required
def decide_settlement(
    *,
    case_id: UUID,
    decision: Decision,
    details: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    """``retry`` compares a line once more; ``accept`` notes that two people have seen it."""
    kind, _, name = questions.case_for_operator(case_id).subject.partition("/")
    row = None
    if kind == "settlement-line":
        row = SettlementLine.objects.select_for_update(no_key=True).get(id=UUID(name))
    cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
    if row is None or row.state != SettlementLineState.QUESTIONED:
        return
    if decision is Decision.RETRY:
        _move(row, "retry", actor)
        row.due_at = at
        row.save(update_fields=["due_at"])
    else:
        _move(row, "note", actor)


def _ask_about_line(
    row: SettlementLine, why: str, told: Mapping[str, Any], actor: Actor, at: datetime
) -> None:
    subject = f"settlement-line/{row.id}"
    cases.open_case(
        kind=CaseKind.SETTLEMENT_MISMATCH,
        key=questions.next_key(subject),
        subject=subject,
        merchant_id=None,
        evidence={
            "note": why,
            "line_id": row.line_id,
            "kind": row.kind,
            "object": row.object_id,
            "gross_minor": row.gross_minor,
            "charge_minor": row.charge.minor,
            "currency": row.currency,
            **{f"told_{name}": value for name, value in told.items()},
        },
        actor=actor,
        at=at,
    )


def _ask_about_payout(
    row: SettlementPayout, why: str, told: GatewayPayout | None, actor: Actor, at: datetime
) -> None:
    subject = f"settlement-payout/{row.id}"
    more = {} if told is None else {"told_utr": told.utr, "told_net_minor": told.net.minor}
    cases.open_case(
        kind=CaseKind.SETTLEMENT_MISMATCH,
        key=questions.next_key(subject),
        subject=subject,
        merchant_id=None,
        evidence={
            "note": why,
            "payout": row.payout_id,
            "utr": row.utr,
            "net_minor": row.net_minor,
            "currency": row.currency,
            **more,
        },
        actor=actor,
        at=at,
    )


def _shown(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "object": line.object_id,
        "gross_minor": line.gross.minor,
        "charge_minor": line.charge.minor,
        "currency": line.net.currency,
    }
