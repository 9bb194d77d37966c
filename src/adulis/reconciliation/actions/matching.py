"""Match statement lines: what each one means, and the posting that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from adulis.audit import actions as audit
from adulis.cases.values import CaseKind
from adulis.gateways import actions as gateways
from adulis.gateways import queries as banks
from adulis.gateways.values import BankLine
from adulis.kernel import db
from adulis.kernel.actors import Actor, bank
from adulis.kernel.due import Claim
from adulis.kernel.money import rupees
from adulis.ledger import actions as ledger
from adulis.payouts import actions as payouts
from adulis.payouts.values import Heard, Hearing, Leg
from adulis.reconciliation import postings
from adulis.reconciliation.actions.findings import matched, questioned
from adulis.reconciliation.actions.reading import readings_of, word_of
from adulis.reconciliation.actions.transfers import (
    book_transfer,
    credits_in_the_book,
    recognise_returns,
)
from adulis.reconciliation.values import Means, Reading, question
from adulis.wallets.values import credit_key, credit_name

# A return on the heels of its payment waits until that is matched.
LOOK_AGAIN = timedelta(seconds=1)


@db.transaction_required
def match_lines(*, claims: Sequence[Claim], actor: Actor, at: datetime) -> list[Claim]:
    """Match claimed lines, in the order of the bank's books; every one is booked or asked about.

    Returns the claims of transfers from outside: each of those locks a wallet, so each is matched
    in a transaction of its own (``match_credit``).
    """
    lines = gateways.lock_lines(claims=claims, actor=actor, at=at)
    readings = _readings(lines, actor, at)
    known = credits_in_the_book(lines, readings, actor, at)
    awaited = banks.awaited_references(
        [line for line in lines if readings[line.id].leg is Leg.RETURN]
    )
    now = db.clock()
    spoken: list[tuple[BankLine, Reading]] = []
    for line in lines:
        reading = readings[line.id]
        match reading.means:
            case _ if line.id in known:
                pass
            case Means.PAYMENT if reading.leg is Leg.RETURN and reading.reference in awaited:
                # Lines before this one may be with another worker.
                if not any(each.reference == reading.reference for each, _ in spoken):
                    gateways.postpone_lines(
                        line_ids=[line.id], until=now + LOOK_AGAIN, actor=actor, at=now
                    )
                    continue
                spoken.append((line, reading))
            case Means.PAYMENT:
                spoken.append((line, reading))
            case Means.CHARGE:
                _charge(line, actor, now)
            case Means.SENT_BACK:
                _sent_back(line, reading, actor, now)
            case Means.KNOWN:
                gateways.move_lines(line_ids=[line.id], verb="note", actor=actor, at=now)
            case Means.QUESTION:
                questioned(line, reading, actor=actor, at=now)
            case Means.CREDIT:
                pass
    _settle(spoken, actor, now)
    transfers = {line.id for line in lines if readings[line.id].means is Means.CREDIT}
    from_outside = transfers | known
    return [claim for claim in claims if claim.id in from_outside]


def _readings(lines: Sequence[BankLine], actor: Actor, at: datetime) -> dict[UUID, Reading]:
    """What each line is, payments that a restored database has forgotten among them."""
    readings = readings_of(lines)
    unknown = {
        line.reference
        for line in lines
        if readings[line.id].kind is CaseKind.MISSING_HERE and line.reference and not line.is_credit
    }
    # Not by words: what stands there was written by whoever asked for some payment.
    if payouts.recognise_forgotten(references=unknown, actor=actor, at=at):
        readings = readings_of(lines)
    return readings


@db.transaction_required
def park_lines(*, claims: Sequence[Claim], actor: Actor, at: datetime) -> None:
    """Matching these fails again and again: a human looks, and the others go on."""
    for line in gateways.lock_lines(claims=claims, actor=actor, at=at):
        reading = question(line, CaseKind.MISSING_HERE)
        evidence = {"note": "matching it failed again and again"}
        questioned(line, reading, evidence=evidence, actor=actor, at=at)


# --- payments and returns -------------------------------------------------------------------------

_QUESTIONS = {
    Heard.SETTLED_BEFORE: CaseKind.DUPLICATE_LINE,
    Heard.OTHER_AMOUNT: CaseKind.AMOUNT_MISMATCH,
    Heard.PARTIAL: CaseKind.PARTIAL_RETURN,
    Heard.CONTRADICTS: CaseKind.MISSING_HERE,
}


def _settle(spoken: Sequence[tuple[BankLine, Reading]], actor: Actor, now: datetime) -> None:
    told = [word_of(line, reading.reference, reading.leg) for line, reading in spoken]
    if not told:
        return
    hearings = payouts.hear_statement(told=told, actor=bank(spoken[0][0].bank), at=now)
    for (line, reading), heard in zip(spoken, hearings, strict=True):
        what = f"{reading.leg}/{reading.reference}"
        if heard.outcome is Heard.SETTLED and heard.entry_id is not None:
            matched(
                line,
                what=what,
                subject=f"payout/{heard.payout_id}",
                entry_ids=[heard.entry_id],
                actor=actor,
                at=now,
            )
        elif heard.outcome in {Heard.UNEXPECTED, Heard.UNKNOWN} and line.is_credit:
            # It may be one whose payment the bank tells later.
            name = credit_name(line.utr or line.line_id)
            book_transfer(line, name, None, about=what, actor=actor, now=now)
        else:
            _ask_about_payment(line, reading, heard, actor, now)
    paid = [
        reading.reference
        for (_, reading), heard in zip(spoken, hearings, strict=True)
        if reading.leg is Leg.PAYMENT and heard.outcome is Heard.SETTLED
    ]
    recognise_returns(paid, actor=actor, at=now)


def _ask_about_payment(
    line: BankLine, reading: Reading, heard: Hearing, actor: Actor, now: datetime
) -> None:
    assert heard.outcome is not None
    kind = _QUESTIONS.get(heard.outcome, CaseKind.MISSING_HERE)
    booked = None
    if kind is CaseKind.AMOUNT_MISMATCH and heard.expected_minor is not None:
        booked = heard.expected_minor if line.is_credit else -heard.expected_minor
    questioned(
        line,
        question(line, kind, booked_minor=booked),
        about=f"{reading.leg}/{reading.reference}",
        merchant_id=heard.merchant_id,
        evidence={"payout_id": None if heard.payout_id is None else str(heard.payout_id)},
        actor=actor,
        at=now,
    )


# --- everything else ------------------------------------------------------------------------------


def _charge(line: BankLine, actor: Actor, now: datetime) -> None:
    posting = postings.bank_charged(
        rupees(line.amount_minor),
        bank=line.bank,
        line=line.id.hex,
        at=line.booked_at,
        actor=bank(line.bank),
    )
    posted = ledger.post(posting=posting)
    what = f"charge/{line.id}"
    _audit(line, "bank.charge", what, now)
    matched(line, what=what, subject=what, entry_ids=[posted.entry_id], actor=actor, at=now)


def _sent_back(line: BankLine, reading: Reading, actor: Actor, now: datetime) -> None:
    posting = postings.credit_sent_back_settled(
        rupees(line.amount_minor),
        bank=line.bank,
        line=line.id.hex,
        at=line.booked_at,
        actor=bank(line.bank),
    )
    posted = ledger.post(posting=posting)
    what = f"sent_back/{line.bank}/{reading.name}"
    subject = credit_key(line.bank, reading.name)
    _audit(line, "credit.settle_sent_back", subject, now)
    matched(line, what=what, subject=subject, entry_ids=[posted.entry_id], actor=actor, at=now)


def _audit(line: BankLine, action: str, subject: str, now: datetime) -> None:
    """What the bank moved by itself, and its statement told us."""
    audit.write(
        actor=bank(line.bank),
        action=action,
        subject=subject,
        merchant_id=None,
        before={},
        after={"amount_paise": line.amount_minor, "line": line.line_id},
        at=now,
    )
