"""Matching on the whole: who may decide, under pressure, and what would be found."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adulis.cases import actions as cases
from adulis.cases.errors import CaseAlreadyClosed, DecisionNotOffered, SecondOperatorRequired
from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.gateways.statements import start_of
from adulis.gateways.values import Verdict
from adulis.kernel import db, due
from adulis.kernel.actors import Actor
from adulis.reconciliation import actions, tasks
from adulis.reconciliation.errors import AssignmentNeeded
from adulis.reconciliation.models import Day
from tests.reconciling import (
    ONE,
    SUSPENSE,
    TWO,
    a_payment,
    broken,
    came,
    decided,
    entries,
    match,
    matched,
    open_cases,
    paise,
    pass_midnight,
    shown,
    states,
    taken,
    today,
)
from tests.statements import Told
from tests.world import BANK, a_shop

pytestmark = pytest.mark.django_db


# --- Who may decide -------------------------------------------------------------------------------


def test_a_decision_takes_two_operators_who_say_the_same() -> None:
    shop, other = a_shop(), a_shop()
    matched(came(None, 70_000))
    case = Case.objects.get()
    given = {"merchant_id": str(shop.id)}
    with db.transaction():
        cases.propose_decision(
            case_id=case.id, decision=Decision.ASSIGN, details=given, actor=ONE, at=db.clock()
        )

    def close(actor: Actor, decision: Decision, **details: str) -> None:
        with db.transaction():
            actions.decide_case(
                case_id=case.id, decision=decision, details=details, actor=actor, at=db.clock()
            )

    with pytest.raises(SecondOperatorRequired):
        close(ONE, Decision.ASSIGN)
    with pytest.raises(DecisionNotOffered):
        close(TWO, Decision.RETURN)
    with pytest.raises(DecisionNotOffered):
        close(TWO, Decision.ASSIGN, merchant_id=str(other.id))
    assert (paise(SUSPENSE), shop.available, other.available) == ([70_000], 0, 0)
    close(TWO, Decision.ASSIGN, merchant_id=str(shop.id))
    with pytest.raises(CaseAlreadyClosed):
        close(TWO, Decision.ASSIGN)
    assert shop.available == 70_000


def test_an_assignment_says_to_whom() -> None:
    matched(Told("L1", "payment", 700))
    with pytest.raises(AssignmentNeeded):
        decided(Case.objects.get(), Decision.ASSIGN)
    assert states()[0][2] == "questioned"


# --- Under pressure -------------------------------------------------------------------------------


def test_a_line_that_kills_workers_is_put_to_a_human() -> None:
    taken(Told("L1", "charge", 5), Told("L2", "charge", 6))
    for _ in range(due.POISON_AFTER_CLAIMS):
        due.claim("gateways_statement_line", limit=1, lease_seconds=0)
    match()
    assert sorted(states()) == [("L1", 5, "questioned"), ("L2", 6, "matched")]
    assert (open_cases(), broken()) == (["missing_here"], [])


def test_a_claim_that_has_passed_on_matches_nothing() -> None:
    taken(Told("L1", "charge", 5))
    stale = due.claim("gateways_statement_line", limit=1, lease_seconds=0)
    due.claim("gateways_statement_line", limit=1, lease_seconds=60)
    with db.transaction():
        actions.match_lines(claims=stale, actor=tasks.WORKER, at=db.clock())
    assert (states()[0][2], entries()) == ("imported", 0)


def test_days_are_opened_from_the_first_movement_to_today() -> None:
    shop = a_shop()
    begin = today() - timedelta(days=40)
    shop.credit(500, at=start_of(begin) + timedelta(hours=9))
    for _ in range(3):
        with db.transaction():
            actions.open_days(bank=BANK, actor=tasks.WORKER, at=db.clock())
    days = list(Day.objects.order_by("day").values_list("day", flat=True))
    assert days == [begin + timedelta(days=step) for step in range(41)]


def test_a_statement_that_does_not_come_is_asked_about_when_it_is_late() -> None:
    day = today()

    def note(*, is_faulty: bool) -> None:
        with db.transaction():
            actions.note_unusable(
                bank=BANK, day=day, why="404", is_faulty=is_faulty, actor=tasks.WORKER,
                at=db.clock(),
            )  # fmt: skip

    pass_midnight()
    note(is_faulty=False)
    assert open_cases() == []
    pass_midnight(more=timedelta(0))
    note(is_faulty=False)
    note(is_faulty=True)
    assert open_cases() == ["statement_faulty"]
    assert len(Case.objects.get().evidence) == 1
    taken(day=day)
    assert open_cases() == []


# --- What would be found --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plant", "finds"),
    [
        (
            "UPDATE reconciliation_finding SET entry_ids = '{}' WHERE what LIKE 'payment/%%'",
            ["matched_lines_are_booked", "nostro_is_the_statement"],
        ),
        (
            """UPDATE reconciliation_finding SET entry_ids = entry_ids || (
                   SELECT entry_ids FROM reconciliation_finding WHERE what LIKE 'payment/%%')
                WHERE what LIKE 'charge/%%'""",
            ["matched_lines_are_booked", "nostro_entries_found_once"],
        ),
        (
            "UPDATE cases_case SET state = 'closed', closed_at = opened_at",
            ["questioned_lines_are_asked_about"],
        ),
        (
            "UPDATE reconciliation_day SET state = 'closed', is_whole = true, closed_at = due_at",
            ["closed_days_are_whole"],
        ),
        (
            "UPDATE payouts_attempt SET settled_at = sent_at",
            ["clearing_is_what_is_unsettled", "settled_attempts_have_their_line"],
        ),
    ],
)
def test_a_statement_that_does_not_fit_the_book_is_found(plant: str, finds: list[str]) -> None:
    shop = a_shop(paise=200_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt), Told("L2", "charge", 5), Told("L3", "payment", 700))
    day = pass_midnight(more=timedelta(hours=3))
    taken(shown(attempt), Told("L2", "charge", 5), Told("L3", "payment", 700), LATE, day=day)
    with db.transaction():
        db.execute("UPDATE gateways_statement_line SET due_at = booked_at WHERE line_id = 'L4'")
    assert broken() == []
    with db.transaction():
        db.execute("UPDATE reconciliation_day SET due_at = adulis_clock()")
        db.execute(plant)
    assert broken() == finds


LATE = Told("L4", "charge", 5)
