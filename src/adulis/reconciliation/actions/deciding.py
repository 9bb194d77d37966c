"""What two operators decided about a statement, carried out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.errors import DecisionNotOffered
from adulis.cases.values import CaseKind, Decision
from adulis.gateways import actions as gateways
from adulis.gateways import queries as banks
from adulis.gateways.values import BankLine
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book
from adulis.ledger.values import Posting
from adulis.payouts import actions as payouts
from adulis.payouts import queries as paying
from adulis.payouts.errors import SettlementNotPossible
from adulis.payouts.values import Leg
from adulis.reconciliation import postings
from adulis.reconciliation.actions.findings import matched
from adulis.reconciliation.actions.missing import decide_missing
from adulis.reconciliation.actions.reading import word_of
from adulis.reconciliation.errors import AssignmentNeeded, AssignmentNotPossible
from adulis.reconciliation.models import Finding
from adulis.wallets import actions as wallets

Details = Mapping[str, Any]


@db.transaction_required
def decide_case(
    *, case_id: UUID, decision: Decision, details: Details, actor: Actor, at: datetime
) -> None:
    """Confirm what another operator proposed and do it, in one transaction.

    ``accept`` takes the bank's word: an unexplained debit and a difference become our loss, what is
    too much waits in suspense, a doubled line is noted; ``write_off`` books that one as well, and
    ``retry`` reads a line again. ``assign`` gives money to a merchant, or a
    line to a payout, as the proposal said; ``return`` books it out on its way back. Raises what
    ``cases`` refuses, AssignmentNeeded, AssignmentNotPossible.
    """
    case = questions.case_for_operator(case_id)
    # What was proposed counts, not what the second operator typed beside it.
    proposed: Details = case.proposed_details
    for named in ("merchant_id", "payout_id"):
        if named in details and str(details[named]) != proposed.get(named):
            raise DecisionNotOffered(pointer=f"/{named}", proposed=proposed.get(named))
    kind, _, name = case.subject.partition("/")
    if case.kind == CaseKind.MISSING_AT_BANK:
        decide_missing(case_id=case_id, decision=decision, details=proposed, actor=actor, at=at)
        return
    if kind == "statement-line":
        line = banks.line_for_operator(UUID(name))
        cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
        _LINE_VERBS[CaseKind(case.kind), decision](line, proposed, actor, at)
        return
    cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
    if case.kind == CaseKind.UNMATCHED_CREDIT:
        bank, _, credit = name.partition("/")
        if decision is Decision.RETURN:
            wallets.send_back_credit(bank=bank, name=credit, actor=actor, at=at)
        else:
            _assign_credit(bank, credit, proposed, actor, at)


def _assign_credit(bank: str, name: str, proposed: Details, actor: Actor, at: datetime) -> None:
    """To a merchant; or it is a payment of ours that came back without saying so."""
    if "merchant_id" in proposed:
        merchant_id = UUID(str(proposed["merchant_id"]))
        wallets.assign_credit(bank=bank, name=name, merchant_id=merchant_id, actor=actor, at=at)
        return
    finding = Finding.objects.filter(what=f"credit/{bank}/{name}").first()
    if finding is None:
        raise AssignmentNotPossible("The statement does not show this transfer yet.")
    reference = _reference(proposed)
    line = banks.line_for_operator(finding.line_id)
    heard = _accepted(line, reference, Leg.RETURN, actor, at)
    amount = wallets.recognise_credit(bank=bank, name=name, actor=actor, at=at)
    if amount.minor != heard:
        raise AssignmentNotPossible("It is not what was paid.", paid_paise=heard)


# --- lines ----------------------------------------------------------------------------------------


def _note(line: BankLine, _proposed: Details, actor: Actor, at: datetime) -> None:
    """There is nothing to book: the bank is wrong, and two people have seen it."""
    gateways.move_lines(line_ids=[line.id], verb="note", actor=actor, at=at)


def _read_again(line: BankLine, _proposed: Details, actor: Actor, at: datetime) -> None:
    """What kept it from being matched may be over: as if it were told anew."""
    for verb in ("supersede", "restore"):
        gateways.move_lines(line_ids=[line.id], verb=verb, actor=actor, at=at)
    gateways.postpone_lines(line_ids=[line.id], until=at, actor=actor, at=at)


def _accept_unexplained(line: BankLine, _proposed: Details, actor: Actor, at: datetime) -> None:
    """It did move: what went out is our loss, what came in waits in suspense."""
    if line.is_credit:
        posting = _difference(line, rupees(0), rupees(line.amount_minor), actor)
        _resolve(line, f"unexplained/{line.id}", posting, [], actor, at)
        return
    posting = postings.debit_accepted(
        rupees(line.amount_minor), bank=line.bank, line=line.id.hex, at=line.booked_at, actor=actor
    )
    _resolve(line, f"debit/{line.id}", posting, [], actor, at)


def _assign_line(line: BankLine, proposed: Details, actor: Actor, at: datetime) -> None:
    """A line that lost its names is a payment of ours, or its return, after all."""
    leg = Leg.RETURN if line.is_credit else Leg.PAYMENT
    reference = _reference(proposed)
    ordered = _accepted(line, reference, leg, actor, at)
    _accept_amount(line, f"{leg}/{reference}", rupees(ordered), actor, at)


def _accept_partial_return(line: BankLine, _proposed: Details, actor: Actor, at: datetime) -> None:
    """Judged again: all of it, or other parts, may have come back since it was asked."""
    about = _about(line)
    amount = rupees(line.amount_minor)
    told = word_of(line, about.partition("/")[2], Leg.RETURN)
    try:
        part = payouts.return_part(told=told, actor=actor, at=at)
    except SettlementNotPossible as refused:
        raise AssignmentNotPossible(**refused.facts) from refused
    if part.is_known_whole:
        # The merchant has all of it: this is how the bank's books say so, less what is lost.
        _accept_difference(line, _proposed, actor, at)
        return
    posting = postings.partial_return_credited(
        part.merchant_id,
        part.credited,
        amount - part.credited,
        bank=line.bank,
        line=line.id.hex,
        at=line.booked_at,
        actor=actor,
    )
    _resolve(line, f"part/{line.id}", posting, [], actor, at)
    if part.credited:
        wallets.settle_debt(merchant_id=part.merchant_id, cause=posting.key, actor=actor, at=at)


def _accept_difference(line: BankLine, _proposed: Details, actor: Actor, at: datetime) -> None:
    """The bank's amount is right, ours was not: the difference is our loss, or waits in suspense.

    A line that stands beside what we have, not in its place, is all difference.
    """
    about = _about(line)
    kind, _, name = about.partition("/")
    if kind in set(Leg):
        ordered = _accepted(line, name, Leg(kind), actor, at)
        _accept_amount(line, about, rupees(ordered), actor, at)
    elif kind == "credit":
        booked = book.entries([about])[about]
        over = line.amount_minor - booked.transfers[0].amount.minor
        posting = _difference(line, rupees(0), rupees(over), actor) if over else None
        _resolve(line, about, posting, [booked.id], actor, at)
    else:
        # What was matched before stays matched; this one adds what it says beyond that.
        finding = Finding.objects.get(line_id=line.id)
        over = -finding.difference_minor if line.is_credit else finding.difference_minor
        ledger.post(posting=_difference(line, rupees(0), rupees(over), actor))
        _note(line, _proposed, actor, at)


def _accept_amount(line: BankLine, what: str, ordered: Money, actor: Actor, at: datetime) -> None:
    posting = _difference(line, ordered, rupees(line.amount_minor) - ordered, actor)
    _resolve(line, what, posting, [], actor, at)


def _difference(line: BankLine, ordered: Money, over: Money, actor: Actor) -> Posting:
    """``over`` is what the bank moved more than we had (negative: less), to whoever's favour."""
    nothing = rupees(0)
    in_our_favour = over if line.is_credit else -over
    return postings.difference_accepted(
        nothing if line.is_credit else ordered,
        ordered if line.is_credit else nothing,
        max(nothing, -in_our_favour),
        max(nothing, in_our_favour),
        bank=line.bank,
        line=line.id.hex,
        at=line.booked_at,
        actor=actor,
    )


def _accepted(line: BankLine, reference: str, leg: Leg, actor: Actor, at: datetime) -> int:
    """Have the payment believed and settled; returns what had been ordered, in paise."""
    try:
        heard = payouts.accept_settlement(told=word_of(line, reference, leg), actor=actor, at=at)
    except SettlementNotPossible as refused:
        raise AssignmentNotPossible(**refused.facts) from refused
    assert heard.expected_minor is not None
    return heard.expected_minor


def _resolve(
    line: BankLine,
    what: str,
    posting: Posting | None,
    also: list[UUID],
    actor: Actor,
    at: datetime,
) -> None:
    """The line is what it says; ``posting`` moves what is not booked of it, ``also`` is booked."""
    posted = [] if posting is None else [ledger.post(posting=posting).entry_id]
    matched(
        line,
        what=what,
        subject=what,
        entry_ids=[*also, *posted],
        verb="resolve",
        actor=actor,
        at=at,
    )


def _about(line: BankLine) -> str:
    return Finding.objects.get(line_id=line.id).subject


def _reference(proposed: Details) -> str:
    """Under which reference the payout was paid that the proposal names."""
    if "payout_id" not in proposed:
        raise AssignmentNeeded(pointer="/payout_id")
    reference = paying.reference_for_operator(UUID(str(proposed["payout_id"])))
    if reference is None:
        raise AssignmentNotPossible(pointer="/payout_id")
    return reference


_LINE_VERBS: dict[
    tuple[CaseKind, Decision], Callable[[BankLine, Details, Actor, datetime], None]
] = {
    (CaseKind.DUPLICATE_LINE, Decision.ACCEPT): _note,
    (CaseKind.DUPLICATE_LINE, Decision.WRITE_OFF): _accept_unexplained,
    (CaseKind.MISSING_HERE, Decision.ACCEPT): _accept_unexplained,
    (CaseKind.MISSING_HERE, Decision.RETRY): _read_again,
    (CaseKind.MISSING_HERE, Decision.ASSIGN): _assign_line,
    (CaseKind.PARTIAL_RETURN, Decision.ACCEPT): _accept_partial_return,
    (CaseKind.AMOUNT_MISMATCH, Decision.ACCEPT): _accept_difference,
}
