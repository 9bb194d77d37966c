"""Money from outside: booked once, whoever tells of it first, and whatever it turns out to be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.cases import queries as questions
from adulis.cases.values import CaseKind
from adulis.gateways import actions as gateways
from adulis.gateways import queries as banks
from adulis.gateways.values import BankLine
from adulis.kernel import db
from adulis.kernel.actors import Actor, bank
from adulis.kernel.due import Claim
from adulis.kernel.logs import mask_text
from adulis.kernel.money import rupees
from adulis.ledger import queries as book
from adulis.ledger.values import BookEntry
from adulis.payouts import actions as payouts
from adulis.payouts.errors import SettlementNotPossible
from adulis.payouts.values import Leg
from adulis.reconciliation import postings
from adulis.reconciliation.actions.findings import matched, questioned, told_of
from adulis.reconciliation.actions.reading import readings_of, word_of
from adulis.reconciliation.models import Finding
from adulis.reconciliation.values import Means, Reading, question
from adulis.wallets import actions as wallets
from adulis.wallets import queries as accounts
from adulis.wallets.errors import VirtualAccountUnknown
from adulis.wallets.values import credit_key, credit_name


@db.transaction_required
def match_credit(*, claim: Claim, actor: Actor, at: datetime) -> None:
    """Match one transfer from outside: credit its merchant, once, or keep it safe and ask.

    One that was booked as a transfer before its line turned out to be a return is put right.
    """
    for line in gateways.lock_lines(claims=[claim], actor=actor, at=at):
        wallets.lock_transfers(bank=line.bank, utrs=[line.utr], actor=actor, at=at)
        reading = readings_of([line])[line.id]
        now = db.clock()
        is_return = reading.means is Means.PAYMENT
        if is_return and _recognised(line, reading, actor, now):
            continue
        merchant_id = _merchant_behind(line)
        name = credit_name(line.utr) if line.utr else _name_of_nameless(line, merchant_id)
        about = f"{reading.leg}/{reading.reference}" if is_return else ""
        book_transfer(line, name, merchant_id, about=about, actor=actor, now=now)


def credits_in_the_book(
    lines: Sequence[BankLine], readings: dict[UUID, Reading], actor: Actor, at: datetime
) -> set[UUID]:
    """Lines read as a return of ours that a callback has booked as a transfer from outside.

    While this transaction lasts, no callback books the others.
    """
    back = [
        line
        for line in lines
        if line.utr
        and readings[line.id].means is Means.PAYMENT
        and readings[line.id].leg is Leg.RETURN
    ]
    keys = {line.id: credit_key(line.bank, credit_name(line.utr)) for line in back}
    for bank_code in sorted({line.bank for line in back}):
        utrs = [line.utr for line in back if line.bank == bank_code]
        wallets.lock_transfers(bank=bank_code, utrs=utrs, actor=actor, at=at)
    booked = book.entries(list(keys.values()))
    return {line_id for line_id, key in keys.items() if key in booked}


def _recognised(line: BankLine, reading: Reading, actor: Actor, now: datetime) -> bool:
    """A callback told of it as money for nobody; its line says which payment has come back.

    False: it went to somebody already, or is not what was paid; then it stays what it was.
    """
    name = credit_name(line.utr)
    key = credit_key(line.bank, name)
    waiting = accounts.transfer_in_suspense(line.bank, name)
    if waiting != rupees(line.amount_minor) or Finding.objects.filter(what=key).exists():
        return False
    payout_id = _recognise(line, reading.reference, name, actor, now)
    if payout_id is None:
        return False
    matched(
        line,
        what=f"{reading.leg}/{reading.reference}",
        subject=f"payout/{payout_id}",
        entry_ids=[book.entries([key])[key].id],
        actor=actor,
        at=now,
    )
    return True


def recognise_returns(references: Sequence[str], *, actor: Actor, at: datetime) -> None:
    """These payments are shown now: what came back of them before waits in suspense no longer."""
    waiting = questions.open_with_prefix(CaseKind.UNMATCHED_CREDIT, "credit/")
    if not waiting:
        return
    subjects = [f"{Leg.RETURN}/{reference}" for reference in references]
    found = Finding.objects.filter(what__in=waiting, subject__in=subjects)
    for finding in found.order_by("id"):
        line = banks.line_for_operator(finding.line_id)
        name = finding.what.rpartition("/")[2]
        if accounts.transfer_in_suspense(line.bank, name) == rupees(line.amount_minor):
            _recognise(line, finding.subject.partition("/")[2], name, actor, at)


def _recognise(
    line: BankLine, reference: str, name: str, actor: Actor, at: datetime
) -> UUID | None:
    """What waits in suspense is the return of ``reference``, whole: it is settled from there.

    Returns which payout came back; None where that cannot be (any more), and nothing has changed.
    """
    told = word_of(line, reference, Leg.RETURN)
    try:
        with db.savepoint():
            heard = payouts.accept_settlement(
                told=told, is_whole=True, actor=bank(line.bank), at=at
            )
    except SettlementNotPossible:
        return None
    wallets.recognise_credit(bank=line.bank, name=name, actor=actor, at=at)
    return heard.payout_id


def book_transfer(
    line: BankLine,
    name: str,
    merchant_id: UUID | None,
    *,
    about: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Book money that came in, once, whoever told of it first; without a merchant, in suspense.

    ``about`` is what the line says that it is, where that cannot be yet (``return/<reference>``).
    """
    key = credit_key(line.bank, name)
    booked = book.entries([key]).get(key)
    before = _other_line(line, key)
    if before is not None:
        # It has its line already, so this one is too much altogether.
        is_same = before.amount_minor == line.amount_minor
        kind = CaseKind.DUPLICATE_LINE if is_same else CaseKind.AMOUNT_MISMATCH
        evidence = {"booked_as": key if booked else "", "other_line": before.line_id}
        questioned(line, question(line, kind), evidence=evidence, actor=actor, at=now)
        return
    if booked is not None:
        _known_credit(line, booked, about, actor, now)
        return
    credit: dict[str, Any] = {
        "amount": rupees(line.amount_minor),
        "bank": line.bank,
        "utr": line.utr or name,
        "payer": mask_text(line.counterparty),
        "actor": bank(line.bank),
        "at": line.booked_at,
    }
    if merchant_id is None:
        posted, subject = wallets.suspend_credit(**credit, evidence=told_of(line)), about or key
    else:
        posted = wallets.credit_bank_transfer(**credit, merchant_id=merchant_id)
        subject = f"merchant/{merchant_id}"
    matched(line, what=key, subject=subject, entry_ids=[posted.entry_id], actor=actor, at=now)


def _other_line(line: BankLine, key: str) -> BankLine | None:
    """The line that has shown this transfer, or that a human is looking at; it may be nameless.

    What else was told under the same line id has been compared when the line was read.
    """
    for told in banks.transfer_lines(line.bank, line.utr):
        if told.line_id != line.line_id:
            return told
    found = Finding.objects.filter(what=key).first()
    return None if found is None else banks.line_for_operator(found.line_id)


def _merchant_behind(line: BankLine) -> UUID | None:
    try:
        return accounts.merchant_behind(line.virtual_account)
    except VirtualAccountUnknown:
        return None


def _known_credit(
    line: BankLine, booked: BookEntry, about: str, actor: Actor, now: datetime
) -> None:
    """It is in the book already, told by a callback, and this is the line that shows it."""
    amount = booked.transfers[0].amount.minor
    credited, named = _credited(booked), _merchant_behind(line)
    is_anothers = credited is not None and named is not None and credited != named
    if amount != line.amount_minor or is_anothers:
        reading = question(line, CaseKind.AMOUNT_MISMATCH, booked_minor=amount)
        evidence = {"credited_to": str(credited), "names": str(named)} if is_anothers else {}
        questioned(line, reading, about=booked.key, evidence=evidence, actor=actor, at=now)
        return
    owner = "" if credited is None else f"merchant/{credited}"
    matched(
        line,
        what=booked.key,
        subject=owner or about or booked.key,
        entry_ids=[booked.id],
        actor=actor,
        at=now,
    )


def _credited(booked: BookEntry) -> UUID | None:
    """Who has the money of a transfer, if a merchant has it."""
    explained = f"{booked.key}/explained"
    last = book.entries([explained]).get(explained, booked)
    wallet = last.transfers[0].target
    return UUID(wallet.split("/")[1]) if "/available/" in wallet else None


_NAMELESS = """
SELECT entry.key
  FROM ledger_entry entry
  JOIN ledger_line out ON out.entry_id = entry.id
  JOIN ledger_account nostro ON nostro.id = out.account_id
  JOIN ledger_line into_place ON into_place.entry_id = entry.id
  JOIN ledger_account place ON place.id = into_place.account_id
 WHERE entry.kind IN ('bank_transfer_credited', 'credit_suspended', 'settlement_credited')
   AND nostro.address = %(nostro)s AND out.amount_minor = %(effect)s
   AND (place.address = %(place)s
        OR (%(place)s = 'platform/suspense/INR' AND entry.kind = 'settlement_credited'
            AND place.kind = 'gateway'))
   AND entry.at >= %(booked_at)s - interval '1 day' AND entry.at <= %(booked_at)s + interval '1 day'
   AND NOT EXISTS (SELECT FROM reconciliation_finding found
                    WHERE found.what = entry.key OR found.entry_ids @> ARRAY[entry.id])
 ORDER BY entry.at, entry.id LIMIT 1
"""


def _name_of_nameless(line: BankLine, merchant_id: UUID | None) -> str:
    """A transfer whose UTR the bank did not print: one that we know of, or one of its own.

    The same amount was booked for the same merchant, or for nobody, within a day, and no line shows
    it yet. Of two alike it is the first: which of them a line shows moves nothing for anybody, and
    a third booking would.
    """
    place = postings.SUSPENSE if merchant_id is None else postings.available(merchant_id)
    known = db.fetch_value(
        _NAMELESS,
        {
            "nostro": postings.nostro(line.bank),
            "place": place,
            "effect": -line.effect_minor,
            "booked_at": line.booked_at,
        },
    )
    return str(known).rpartition("/")[2] if known else credit_name(f"line-{line.line_id}")
