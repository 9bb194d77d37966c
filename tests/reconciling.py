"""What tests of reconciliation have in common: payments, their lines, and what two decide."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from adulis.cases import actions as cases
from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.gateways.models import StatementLine
from adulis.gateways.statements import bank_day, end_of
from adulis.gateways.values import Source, Verdict, Word
from adulis.kernel import db, due
from adulis.kernel.actors import Actor, ActorKind
from adulis.ledger import queries as book
from adulis.ledger.models import Entry
from adulis.ops.invariants import examine
from adulis.payouts import actions as payouts
from adulis.payouts.models import Attempt
from adulis.reconciliation import actions, tasks
from adulis.reconciliation.models import Day
from adulis.timers import actions as timers
from adulis.wallets import queries as accounts
from tests.statements import Sheet, Told
from tests.world import BANK, BUILDER, Shop

CLEARING, NOSTRO = f"bank/{BANK}/clearing/INR", f"bank/{BANK}/nostro/INR"
SUSPENSE, LOSSES = "platform/suspense/INR", "platform/losses/INR"
ONE, TWO = (Actor(ActorKind.OPERATOR, name, name) for name in ("one", "two"))


def paise(*addresses: str) -> list[int]:
    found = book.balances(addresses)
    return [found[address].minor for address in addresses]


def today() -> date:
    return bank_day(db.clock())


def a_payment(shop: Shop, amount: int, *words: Verdict, code: str = "") -> Attempt:
    """A payment that was sent, and what the bank has said about it so far."""
    payout = shop.pay_out(amount)
    claims = [
        claim
        for claim in due.claim("payouts_payout", limit=99, lease_seconds=60)
        if claim.id == payout.id
    ]
    with db.transaction():
        [sent] = payouts.start_payouts(claims=claims, actor=BUILDER, at=db.clock())
    reference = Attempt.objects.get(payout_id=payout.id).reference
    assert sent.instruction.reference == reference
    for verdict in words:
        say(reference, verdict, amount, code)
    return Attempt.objects.get(reference=reference)


def say(reference: str, verdict: Verdict, amount: int, code: str = "") -> None:
    word = Word(
        reference=reference, verdict=verdict, source=Source.CALLBACK, code=code,
        utr=f"U{reference[-8:]}", amount_minor=amount,
    )  # fmt: skip
    with db.transaction():
        payouts.weigh_words(words=[word], actor=BUILDER, at=db.clock())


def shown(attempt: Attempt, line_id: str = "L1", **changes: Any) -> Told:
    """The line that shows a payment."""
    told = Told(line_id, "payment", attempt.amount_minor, client_reference=attempt.reference)
    return told.but(**changes)


def taken(*lines: Told, day: date | None = None, **sheet: Any) -> Any:
    """Import a statement of today with these lines."""
    body = Sheet(day or today(), lines, **sheet).csv()
    with db.transaction():
        return actions.take_statement(
            bank=BANK, body=body, day=None, actor=tasks.WORKER, at=db.clock()
        )


def matched(*lines: Told, **sheet: Any) -> None:
    taken(*lines, **sheet)
    match()


def match() -> None:
    while tasks.match_statements():
        pass


def states() -> list[tuple[str, int, str]]:
    rows = StatementLine.objects.order_by("id")
    return [(row.line_id, row.amount_minor, row.state) for row in rows]


def open_cases() -> list[str]:
    return list(Case.objects.exclude(state="closed").order_by("id").values_list("kind", flat=True))


def entries(*kinds: str) -> int:
    rows = Entry.objects.filter(kind__in=kinds) if kinds else Entry.objects
    return rows.count()


def broken() -> list[str]:
    return [finding.check.name for finding in examine() if finding.broken]


def pass_midnight(*, more: timedelta = timedelta(hours=1)) -> date:
    """Let today end; returns the day that did."""
    day, now = today(), db.clock()
    seconds = round((end_of(day) + more - now).total_seconds())
    with db.transaction():
        timers.advance_clock(seconds=seconds, actor=BUILDER, at=now)
    return day


def decided(case: Case, decision: Decision, **details: Any) -> None:
    """Two operators agree."""
    given = {name: str(value) for name, value in details.items()}
    with db.transaction():
        cases.propose_decision(
            case_id=case.id, decision=decision, details=given, actor=ONE, at=db.clock()
        )
    with db.transaction():
        actions.decide_case(
            case_id=case.id, decision=decision, details={}, actor=TWO, at=db.clock()
        )


def decided_again(case: Case, **details: Any) -> None:
    with db.transaction():
        cases.withdraw_proposal(case_id=case.id, actor=ONE, at=db.clock())
    decided(case, Decision.ASSIGN, **details)


def back(attempt: Attempt, line_id: str = "L2", **changes: Any) -> Told:
    told = Told(line_id, "return", attempt.amount_minor, client_reference=attempt.reference)
    return told.but(**changes)


def came(shop: Shop | None, amount: int, line_id: str = "L1", utr: str = "SIMBN1") -> Told:
    number = accounts.virtual_account_of(shop.id) if shop else "ADUL0000"
    return Told(
        line_id, "inward", amount, utr=utr, counterparty="Nordic", narration=f"{number}/Nordic"
    )


def closed(*lines: Told, day: date, **sheet: Any) -> None:
    matched(*lines, day=day, **sheet)
    tasks.close_days()
    assert Day.objects.get(day=day).state == "closed"
