"""A database that was restored or promoted sends nothing before two operators have accepted it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import override_settings

from adulis.audit.models import AuditRecord
from adulis.cases.errors import SecondOperatorRequired
from adulis.cases.values import Decision
from adulis.deposits.holding import Hold, hold_of
from adulis.deposits.models import Refund
from adulis.gateways import actions as banks
from adulis.gateways import queries as gateways
from adulis.gateways.models import Lineage
from adulis.gateways.values import Source, Verdict
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind, system
from adulis.ops import restored as restored_here
from adulis.oversight.errors import RestorationUnfinished
from adulis.oversight.queries import left_to_restore
from adulis.oversight.tasks import notice_restoration
from adulis.payouts.models import Attempt
from adulis.payouts.values import bank_reference
from adulis.reconciliation import tasks
from adulis.timers import actions as timers
from tests.bank import SimulatedBank, broken_promises, references_of
from tests.databases import TestDatabase
from tests.deciding import confirm, effect, propose, question_about
from tests.reconciling import taken
from tests.statements import Told
from tests.words import said, started
from tests.world import BANK, a_shop

PAISE = 60_000


@pytest.fixture
def bank(simulated_bank: SimulatedBank) -> SimulatedBank:
    simulated_bank.live_until_morning()
    return simulated_bank


def another_life() -> None:
    """The server says who it is; so it is the database that remembers having been another."""
    for each in Lineage.objects.all():
        Lineage.objects.filter(lineage=each.lineage).update(lineage=f"1/{uuid4().hex[:8]}")


def restored() -> gateways.Restoration:
    found = gateways.restoration()
    assert found is not None
    return found


def examined(broken_count: int = 0) -> None:
    with db.transaction():
        banks.note_examination(broken_count=broken_count, actor=system("tests"), at=db.clock())


def pass_seconds(seconds: int) -> None:
    with db.transaction():
        timers.advance_clock(seconds=seconds, actor=system("tests"), at=db.clock())


def test_nothing_leaves_until_two_operators_have_accepted_it(bank: SimulatedBank) -> None:
    shop = a_shop(paise=200_000)
    before = shop.pay_out(PAISE)
    another_life()
    after = shop.pay_out(PAISE)
    bank.live(25)
    for each in (before, after):
        each.refresh_from_db()
        assert (each.state, each.waiting_for, references_of(each)) == ("pending", "paused", [])
    assert gateways.health(BANK).paused == gateways.RESTORED
    assert hold_of(Refund()) is Hold.RESTORED
    assert broken_promises() == []

    case = question_about(restored().subject)
    assert left_to_restore(restored()) == []
    assert effect(case, Decision.RESUME) == "Payouts and refunds that are ready go out again."
    propose(case, Decision.RESUME)
    confirm(case, Decision.RESUME)
    assert (gateways.stands_still(), gateways.restoration()) == (False, None)
    bank.live(120)
    for each in (before, after):
        each.refresh_from_db()
        assert each.state == "completed"
    assert bank.disagreements(shop) == []
    assert bank.violations() == {}
    told = AuditRecord.objects.filter(subject=case.subject).order_by("id")
    assert list(told.values_list("action", flat=True)) == ["database.restored", "database.accept"]


@pytest.mark.django_db
def test_one_operator_does_not_accept_it() -> None:
    another_life()
    notice_restoration()
    examined()
    case = question_about(restored().subject)
    propose(case, Decision.RESUME)
    case.refresh_from_db()
    proposer = case.proposed_by
    with pytest.raises(SecondOperatorRequired):
        confirm(case, Decision.RESUME, Actor(ActorKind.OPERATOR, proposer, proposer))
    assert gateways.stands_still()


@pytest.mark.django_db
def test_what_is_open_is_asked_about_at_once() -> None:
    """And not when it would have been its turn, which may be days later."""
    shop = a_shop(paise=200_000)
    attempt = started(shop.pay_out(PAISE))
    said(attempt, Verdict.UNKNOWN, Source.SUBMISSION)
    Attempt.objects.update(due_at=db.clock() + timedelta(days=3), enquiry_count=4)
    another_life()
    assert notice_restoration() == 1
    attempt.refresh_from_db()
    assert attempt.due_at is not None
    assert attempt.sent_at is not None
    # The bank answers nobody earlier than this after an order.
    assert attempt.due_at <= max(db.clock(), attempt.sent_at + timedelta(seconds=90))
    assert restored().unsettled == {attempt.reference: 4}
    assert notice_restoration() == 0

    examined()
    assert left_to_restore(restored()) == [
        "The bank has not been asked yet about 1 open references."
    ]
    case = question_about(restored().subject)
    assert effect(case, Decision.RESUME).startswith("It is refused as things stand. The bank has")
    propose(case, Decision.RESUME)
    with pytest.raises(RestorationUnfinished) as refused:
        confirm(case, Decision.RESUME)
    assert refused.value.facts["left"] == left_to_restore(restored())
    assert gateways.stands_still()
    # Asked, and still in doubt: a question of its own, which need not hold up everybody else.
    Attempt.objects.update(enquiry_count=5)
    confirm(case, Decision.RESUME)
    assert not gateways.stands_still()


@pytest.mark.django_db
def test_what_has_ended_meanwhile_need_not_be_asked_about() -> None:
    attempt = started(a_shop(paise=200_000).pay_out(PAISE))
    another_life()
    notice_restoration()
    examined()
    said(attempt, Verdict.SUCCESS, utr="UTR1")
    assert left_to_restore(restored()) == []


def test_it_is_examined_and_found_whole_first(fresh_database: TestDatabase) -> None:
    another_life()
    notice_restoration()
    assert left_to_restore(restored()) == ["The invariants were not examined since then."]
    examined(2)
    assert left_to_restore(restored()) == ["2 rows break an invariant."]
    assert restored_here.watch() == 0
    assert restored().broken_count == 2, "looked at a moment ago"
    pass_seconds(61)
    restored_here.watch()
    assert left_to_restore(restored()) == []


@pytest.mark.django_db
@override_settings(BANK_PROFILE="demo")
def test_a_statement_was_matched_first() -> None:
    another_life()
    notice_restoration()
    examined()
    assert left_to_restore(restored()) == [
        "No statement of the bank was fetched and matched since then."
    ]
    taken(Told("L1", "inward", 700, utr="SIM1", narration="nobody's"))
    assert left_to_restore(restored()) != []
    while tasks.match_statements():
        pass
    assert left_to_restore(restored()) == []


@pytest.mark.django_db
def test_accepted_is_one_life_and_no_other() -> None:
    another_life()
    notice_restoration()
    examined()
    case = question_about(restored().subject)
    propose(case, Decision.RESUME)
    confirm(case, Decision.RESUME)
    assert not gateways.stands_still()
    another_life()
    assert gateways.stands_still()
    assert notice_restoration() == 0
    assert gateways.restoration() is not None


@pytest.mark.django_db
def test_a_wish_told_again_is_called_the_same_at_the_bank() -> None:
    """What was forgotten here and paid there is not paid again."""
    shop, wish = a_shop(paise=200_000), uuid4()
    attempt = started(shop.pay_out(PAISE, intent_id=wish))
    assert attempt.reference == bank_reference(wish, 1)
    other = started(shop.pay_out(PAISE))
    assert other.reference == bank_reference(other.payout_id, 1)
    assert len({attempt.reference, other.reference, bank_reference(wish, 2)}) == 3
    assert len(attempt.reference) == 34


@pytest.mark.django_db
def test_nothing_is_sent_that_the_bank_was_not_asked_about() -> None:
    """A worker that looked before the restore was accepted, and starts afterwards."""
    shop = a_shop(paise=200_000)
    another_life()
    notice_restoration()
    examined()
    case = question_about(restored().subject)
    propose(case, Decision.RESUME)
    confirm(case, Decision.RESUME)
    payout = shop.pay_out(PAISE)
    with pytest.raises(Attempt.DoesNotExist):
        started(payout)
    assert (payout.state, payout.waiting_for) == ("pending", "bank")
