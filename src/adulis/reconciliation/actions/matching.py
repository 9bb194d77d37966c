"""Match statement lines: what each one means, and the posting that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from adulis.cases.values import CaseKind
from adulis.gateways import actions as gateways
from adulis.gateways import queries as banks
from adulis.gateways.values import BankLine
from adulis.kernel import db
from adulis.kernel.actors import Actor, bank
from adulis.kernel.due import Claim
from adulis.kernel.money import rupees
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book
from adulis.ledger.values import BookEntry
from adulis.payouts import actions as payouts
from adulis.payouts import queries as paying
from adulis.payouts.values import Heard, Hearing, Leg, StatementWord
from adulis.reconciliation import postings
from adulis.reconciliation.actions.findings import matched, questioned, told_of
from adulis.reconciliation.matching import Known, read
from adulis.reconciliation.models import Finding
from adulis.reconciliation.values import Means, Reading, question
from adulis.wallets import actions as wallets
from adulis.wallets import queries as accounts
from adulis.wallets.errors import VirtualAccountUnknown
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
    readings = _readings(lines)
    awaited = banks.awaited_references(
        [line for line in lines if readings[line.id].leg is Leg.RETURN]
    )
    now = db.clock()
    spoken: list[tuple[BankLine, Reading]] = []
    for line in lines:
        reading = readings[line.id]
        match reading.means:
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
    from_outside = {line.id for line in lines if readings[line.id].means is Means.CREDIT}
    return [claim for claim in claims if claim.id in from_outside]


@db.transaction_required
def match_credit(*, claim: Claim, actor: Actor, at: datetime) -> None:
    """Match one transfer from outside: credit its merchant, once, or keep it safe and ask."""
    for line in gateways.lock_lines(claims=[claim], actor=actor, at=at):
        now = db.clock()
        name = credit_name(line.utr) if line.utr else _name_of_nameless(line)
        _credit(line, name, _merchant_behind(line), actor, now)


@db.transaction_required
def park_lines(*, claims: Sequence[Claim], actor: Actor, at: datetime) -> None:
    """Matching these fails again and again: a human looks, and the others go on."""
    for line in gateways.lock_lines(claims=claims, actor=actor, at=at):
        reading = question(line, CaseKind.MISSING_HERE)
        evidence = {"note": "matching it failed again and again"}
        questioned(line, reading, evidence=evidence, actor=actor, at=at)


# --- what a line means ----------------------------------------------------------------------------


def _readings(lines: Sequence[BankLine]) -> dict[object, Reading]:
    """Every line read, with what is known about all of them asked once."""
    words = {word for line in lines for word in (line.reference, *line.words) if word}
    names = words | {line.utr for line in lines if line.utr}
    others = banks.other_tellings(lines)
    references = paying.known_references(list(words))
    by_utr = paying.references_of_utrs(list(names))
    sent_back = {
        (line.bank, name) for line in lines if not line.is_credit for name in _sent_back_names(line)
    }
    return {
        line.id: read(
            line,
            Known(
                others=others[line.id],
                references=references,
                by_utr=by_utr,
                sent_back={name for bank_code, name in sent_back if bank_code == line.bank},
            ),
        )
        for line in lines
    }


def _sent_back_names(line: BankLine) -> list[str]:
    """Which of its words name a transfer that we sent back, of just this amount."""
    if line.kind == "charge" or line.reference:
        return []
    keys = {
        f"{credit_key(line.bank, word)}/explained": word for word in (line.utr, *line.words) if word
    }
    return [
        keys[key]
        for key, entry in book.entries(list(keys)).items()
        if entry.kind == "credit_sent_back"
        and entry.transfers[0].amount.minor == line.amount_minor
        and not Finding.objects.filter(what=f"sent_back/{line.bank}/{keys[key]}").exists()
    ]


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
            _credit(line, credit_name(line.utr or line.line_id), None, actor, now)
        else:
            _ask_about_payment(line, reading, heard, actor, now)


def word_of(line: BankLine, reference: str, leg: Leg) -> StatementWord:
    """What a line says about a payment of ours. Its row names it: each telling settles once."""
    return StatementWord(
        line=line.id.hex,
        reference=reference,
        leg=leg,
        amount=rupees(line.amount_minor),
        utr=line.utr,
        booked_at=line.booked_at,
    )


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


# --- transfers from outside -----------------------------------------------------------------------


def _credit(
    line: BankLine, name: str, merchant_id: UUID | None, actor: Actor, now: datetime
) -> None:
    """Book money that came in, once, whoever told of it first; without a merchant, in suspense."""
    key = credit_key(line.bank, name)
    booked = book.entries([key]).get(key)
    if booked is not None:
        _known_credit(line, booked, actor, now)
        return
    credit: dict[str, Any] = {
        "amount": rupees(line.amount_minor),
        "bank": line.bank,
        "utr": line.utr or name,
        "payer": line.counterparty,
        "actor": bank(line.bank),
        "at": line.booked_at,
    }
    if merchant_id is None:
        posted, subject = wallets.suspend_credit(**credit, evidence=told_of(line)), key
    else:
        posted = wallets.credit_bank_transfer(**credit, merchant_id=merchant_id)
        subject = f"merchant/{merchant_id}"
    matched(line, what=key, subject=subject, entry_ids=[posted.entry_id], actor=actor, at=now)


def _merchant_behind(line: BankLine) -> UUID | None:
    try:
        return accounts.merchant_behind(line.virtual_account)
    except VirtualAccountUnknown:
        return None


def _known_credit(line: BankLine, booked: BookEntry, actor: Actor, now: datetime) -> None:
    """It is in the book already: told by a callback, or by another line."""
    amount = booked.transfers[0].amount.minor
    before = Finding.objects.filter(what=booked.key).first()
    if before is not None:
        # It has its line already, so this one is too much altogether.
        is_same = amount == line.amount_minor
        kind = CaseKind.DUPLICATE_LINE if is_same else CaseKind.AMOUNT_MISMATCH
        evidence = {"booked_as": booked.key}
        questioned(line, question(line, kind), evidence=evidence, actor=actor, at=now)
    elif amount != line.amount_minor:
        reading = question(line, CaseKind.AMOUNT_MISMATCH, booked_minor=amount)
        questioned(line, reading, about=booked.key, actor=actor, at=now)
    else:
        matched(
            line,
            what=booked.key,
            subject=booked.transfers[0].target.rpartition("/available/")[0] or booked.key,
            entry_ids=[booked.id],
            actor=actor,
            at=now,
        )


_NAMELESS = """
SELECT entry.key
  FROM ledger_entry entry
  JOIN ledger_line out ON out.entry_id = entry.id
  JOIN ledger_account nostro ON nostro.id = out.account_id
  JOIN ledger_line into_wallet ON into_wallet.entry_id = entry.id
  JOIN ledger_account wallet ON wallet.id = into_wallet.account_id
 WHERE entry.kind = 'bank_transfer_credited'
   AND nostro.address = %(nostro)s AND out.amount_minor = %(effect)s
   AND wallet.address = %(wallet)s
   AND entry.at >= %(booked_at)s - interval '1 day' AND entry.at <= %(booked_at)s + interval '1 day'
   AND NOT EXISTS (SELECT FROM reconciliation_finding found WHERE found.what = entry.key)
 LIMIT 2
"""


def _name_of_nameless(line: BankLine) -> str:
    """A transfer whose UTR the bank did not print: the one it must be, or a name of its own.

    The same merchant was credited the same amount within a day, once, and no line shows it yet.
    """
    own = credit_name(f"line-{line.line_id}")
    merchant_id = _merchant_behind(line)
    if merchant_id is None:
        return own
    rows = db.fetch_all(
        _NAMELESS,
        {
            "nostro": postings.nostro(line.bank),
            "wallet": postings.available(merchant_id),
            "effect": -line.effect_minor,
            "booked_at": line.booked_at,
        },
    )
    return str(rows[0][0]).rpartition("/")[2] if len(rows) == 1 else own


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
    matched(line, what=what, subject=subject, entry_ids=[posted.entry_id], actor=actor, at=now)
