"""The counter: an instruction is lost, known already, refused or accepted, in one transaction."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from simulators.bank import behaviours, books, codes, payments, rails
from simulators.bank.acts import Rules, perform, schedule, tell
from simulators.bank.payments import Payment
from simulators.bank.plans import Act, Plan, Refusal
from simulators.bank.rails import Mode, Timing
from simulators.bank.violations import Violation
from simulators.bank.wire import Instruction
from simulators.ground import chance, scenarios, times
from simulators.ground.plans import FaultKind
from simulators.ground.violations import violated

# What of an instruction scenarios may wait for.
MATCHABLE = ("client_reference", "account_number", "vpa", "amount_paise", "mode")


@dataclass(frozen=True, slots=True)
class Submitted:
    """What to answer, and what goes wrong with answering it.

    ``callbacks_first`` is the client reference whose callbacks are delivered before the answer.
    """

    status: int
    body: dict[str, Any]
    fault: FaultKind | None = None
    crash_after_answer: bool = False
    callbacks_first: str | None = None


def submit(db: sqlite3.Connection, said: Instruction, *, now_ms: int, rules: Rules) -> Submitted:
    """Take an instruction to pay. Twice the same is once, unless dedupe was switched off."""
    submission = _count(db, said.client_reference, "submissions")
    known = payments.latest(db, said.client_reference)
    repeated = known is not None and _is_known(known, now_ms=now_ms, rules=rules)
    plan = _plan(db, said, repeated=repeated, submission=submission, rules=rules)
    reference = payments.bank_reference(rules.seed, said.client_reference, submission)
    if plan.before:
        _count(db, said.client_reference, "lost")
        # What a caller would have read, had anything been accepted: faults tear pieces out of it.
        phantom = {
            "client_reference": said.client_reference,
            "bank_reference": reference,
            "status": "accepted",
            "amount_paise": said.amount_paise,
            "mode": said.mode,
        }
        return Submitted(202, phantom, plan.before)
    if known is not None and repeated:
        return _again(db, known, said, plan, now_ms=now_ms)
    if refused := _refusal(db, said, plan, now_ms=now_ms, rules=rules):
        return _refuse(db, said, refused, plan, reference=reference, now_ms=now_ms)
    return _accept(db, said, plan, reference=reference, now_ms=now_ms, rules=rules)


def _count(db: sqlite3.Connection, client_reference: str, what: str) -> int:
    """One more of ``what``, a column of ``received``; returns how many there are now."""
    count: int = db.execute(
        f"INSERT INTO received (client_reference, {what}) VALUES (?, 1)"  # noqa: S608 – our words
        f" ON CONFLICT (client_reference) DO UPDATE SET {what} = {what} + 1 RETURNING {what}",
        (client_reference,),
    ).fetchone()[0]
    return count


def _is_known(known: Payment, *, now_ms: int, rules: Rules) -> bool:
    window = rules.switches.dedupe_window_seconds
    fresh = window is None or now_ms - known.created_ms <= window * 1000
    return rules.switches.dedupe and known.dedupes and fresh


def _plan(
    db: sqlite3.Connection, said: Instruction, *, repeated: bool, submission: int, rules: Rules
) -> Plan:
    """A scenario wins over a magic number, and that over chance."""
    profile = rules.profile.name
    if script := scenarios.take(db, _matched(said), repeated=repeated):
        return behaviours.scripted(*script, profile=profile)
    if name := behaviours.CATALOGUE.magic(said.account_number, said.vpa):
        plan = behaviours.magic(name, submission=submission, profile=profile)
        # What becomes of a known payment was decided when it was accepted.
        return Plan() if repeated else plan
    odds = rules.switches.odds(seed=rules.seed, profile=rules.profile)
    return behaviours.by_chance(said.client_reference, submission=submission, odds=odds)


def _matched(said: Instruction) -> dict[str, Any]:
    return {name: getattr(said, name) for name in MATCHABLE}


def _again(
    db: sqlite3.Connection, known: Payment, said: Instruction, plan: Plan, *, now_ms: int
) -> Submitted:
    """The reference is known: what became of it, or a conflict when the body is another."""
    if known.fingerprint != said.fingerprint:
        _count(db, said.client_reference, "conflicting")
        kind = Violation.CONFLICTING_REFERENCE
        violated(db, kind, said.client_reference, at_ms=now_ms, detail="another body")
        body = {
            "code": "DUPLICATE_REFERENCE",
            "message": "This client reference was used for another instruction.",
            "client_reference": said.client_reference,
            "bank_reference": known.bank_reference,
        }
        return Submitted(409, body, plan.answer, plan.crash_after_answer)
    _count(db, said.client_reference, "repeated")
    known.sent_ms = now_ms
    payments.update(db, known)
    if known.refused:
        final = codes.CODES[known.code][0] if known.code in codes.CODES else None
        refused = Refusal(known.code, known.message, final)
        body = _no(refused, said.client_reference, known.bank_reference)
        return Submitted(422, body, plan.answer, plan.crash_after_answer)
    return Submitted(200, payments.shape(known), plan.answer, plan.crash_after_answer)


def _refusal(
    db: sqlite3.Connection, said: Instruction, plan: Plan, *, now_ms: int, rules: Rules
) -> Refusal | None:
    """The first reason to say no, in the order a teller would find them."""
    switches = rules.switches
    rail = rules.profile.rails[said.mode]
    if plan.refusal and plan.refusal.only_mode in {None, said.mode}:
        return plan.refusal
    if not said.ifsc_is_well_formed:
        return codes.refusal("INVALID_IFSC")
    if not said.vpa_is_well_formed or (said.vpa and said.mode is not Mode.UPI):
        return codes.refusal("INVALID_VPA")
    if said.amount_paise < rail.minimum_paise:
        return codes.refusal("AMOUNT_TOO_SMALL")
    if rail.maximum_paise is not None and said.amount_paise > rail.maximum_paise:
        return codes.refusal("LIMIT_EXCEEDED")
    if (said.ifsc or "")[:4] in switches.banks_down:
        return codes.refusal("BENEFICIARY_BANK_DOWN")
    holidays = switches.holiday_dates
    if rails.opens_ms(rail, now_ms=now_ms, windows=switches.windows, holidays=holidays):
        return codes.refusal("WINDOW_CLOSED")
    if plan.daily_limit_paise is not None:
        received = books.received_on(db, said.beneficiary, times.day_in_india(now_ms))
        if received + said.amount_paise > plan.daily_limit_paise:
            return codes.refusal("BENEFICIARY_LIMIT")
    balance, reserved = books.nostro(db)
    left = balance - reserved - said.amount_paise
    if switches.nostro_short or left < switches.minimum_balance_paise:
        return codes.refusal("INSUFFICIENT_NOSTRO")
    return None


def _refuse(
    db: sqlite3.Connection,
    said: Instruction,
    refused: Refusal,
    plan: Plan,
    *,
    reference: str,
    now_ms: int,
) -> Submitted:
    """Say no. Unless it is only for now, the reference is remembered as rejected."""
    _count(db, said.client_reference, "refused")
    if refused.final is not False:
        payment = payments.insert(db, said, plan, reference=reference, now_ms=now_ms)
        payment.status, payment.refused = "rejected", True
        payment.code, payment.message = refused.code, refused.message
        payments.update(db, payment)
    body = _no(refused, said.client_reference, reference)
    return Submitted(422, body, plan.answer, plan.crash_after_answer)


def _no(refused: Refusal, client_reference: str, bank_reference: str) -> dict[str, Any]:
    final = {} if refused.final is None else {"final": refused.final}
    return {
        "code": refused.code,
        "message": refused.message,
        **final,
        "client_reference": client_reference,
        "bank_reference": bank_reference,
    }


def _accept(
    db: sqlite3.Connection,
    said: Instruction,
    plan: Plan,
    *,
    reference: str,
    now_ms: int,
    rules: Rules,
) -> Submitted:
    _count(db, said.client_reference, "accepted")
    payment = payments.insert(db, said, plan, reference=reference, now_ms=now_ms)
    books.reserve(db, payment.amount_paise)
    payment.reserved = True
    payments.update(db, payment)
    timing = rails.timing(
        rules.profile.rails[said.mode],
        accepted_ms=now_ms,
        windows=rules.switches.windows,
        luck=chance.draw(rules.seed, "settles", said.client_reference),
    )
    if plan.settle_at_once:
        timing = Timing(batch_ms=None, settles_ms=now_ms)
    if timing.batch_ms is not None:
        schedule(db, payment.id, Act.SEND, due_ms=timing.batch_ms, detail={})
    told = plan.callbacks
    if told.accepted:
        later = told.accepted_after_seconds
        due_ms = now_ms if later is None else timing.settles_ms + round(later * 1000)
        tell(db, payment, "payment.accepted", at_ms=now_ms, due_ms=due_ms, rules=rules)
    answer = payments.shape(payment)
    for step in plan.steps:
        due_ms = timing.settles_ms + round(step.after_seconds * 1000)
        if plan.settle_at_once and due_ms == now_ms:
            perform(db, payment, step.act, step.detail, at_ms=now_ms, rules=rules)
        else:
            schedule(db, payment.id, step.act, due_ms=due_ms, detail=step.detail)
    if plan.settle_at_once and not told.before_answer:
        return Submitted(200, payments.shape(payment), plan.answer, plan.crash_after_answer)
    first = payment.client_reference if told.before_answer else None
    return Submitted(202, answer, plan.answer, plan.crash_after_answer, first)
