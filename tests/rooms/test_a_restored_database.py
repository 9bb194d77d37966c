"""A database that was restored or promoted sends nothing before two operators have accepted it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import override_settings

from adulis.audit.models import AuditRecord
from adulis.cases.errors import SecondOperatorRequired
from adulis.cases.values import Decision
from adulis.deposits import actions as deposits
from adulis.deposits.holding import Hold, hold_of
from adulis.deposits.models import Refund
from adulis.deposits.queries import profile as of_gateway
from adulis.gateways import queries as gateways
from adulis.gateways.collected import RefundStatus
from adulis.gateways.values import PROFILES, Source, Verdict
from adulis.kernel import db, due
from adulis.kernel.actors import Actor, ActorKind, system
from adulis.kernel.money import rupees
from adulis.ops import restored as restored_here
from adulis.oversight.errors import RestorationUnfinished
from adulis.oversight.tasks import notice_restoration
from adulis.payouts.models import Attempt
from adulis.payouts.values import bank_reference
from adulis.reconciliation import actions as reconciliation
from adulis.reconciliation.models import Day
from adulis.timers import actions as timers
from tests.bank import SimulatedBank, broken_promises, references_of
from tests.databases import TestDatabase
from tests.deciding import confirm, decide, effect, propose, question_about
from tests.giving_back import a_deposit, refund, say_of_refund
from tests.reconciling import closed, match, matched, pass_midnight, taken, today
from tests.restoring import another_life, examined, in_order, left, restored
from tests.statements import Told
from tests.words import said, started
from tests.world import BANK, a_shop

PAISE = 60_000


@pytest.fixture
def bank(simulated_bank: SimulatedBank) -> SimulatedBank:
    simulated_bank.live_until_morning()
    return simulated_bank


def unread(day: date) -> str:
    return (
        f"No statement of the bank of {day} has come in since then;"
        " it can be brought by hand, or comes when the day is over."
    )


def opened() -> None:
    with db.transaction():
        reconciliation.open_days(bank=BANK, actor=system("tests"), at=db.clock())


def days_without_a_file() -> list[date]:
    rows = Day.objects.filter(bank=BANK, file_id=None).order_by("day")
    return list(rows.values_list("day", flat=True))


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
    assert left() == [unread(today())]
    bank.bring_statement()
    assert left() == []
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
    matched()
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

    matched()
    examined()
    assert left() == ["The bank has not been asked yet about 1 open references."]
    case = question_about(restored().subject)
    assert effect(case, Decision.RESUME).startswith("It is refused as things stand. The bank has")
    propose(case, Decision.RESUME)
    with pytest.raises(RestorationUnfinished) as refused:
        confirm(case, Decision.RESUME)
    assert refused.value.facts["left"] == left()
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
    matched()
    examined()
    said(attempt, Verdict.SUCCESS, utr="UTR1")
    assert left() == []


def ordered_refund(*, is_heard: bool = False) -> Refund:
    """A refund that the gateway was told of; it may have said that it has it."""
    shop = a_shop()
    row = refund(shop, a_deposit(shop, 1_000))
    [claim] = due.claim("deposits_refund", limit=99, lease_seconds=60)
    with db.transaction():
        [_] = deposits.take_up_refunds(claims=[claim], actor=system("tests"), at=db.clock())
    return say_of_refund(row, RefundStatus.PENDING) if is_heard else Refund.objects.get(id=row.id)


UNHEARD = "The payment gateway has said nothing yet about 1 open refunds."


@pytest.mark.django_db
@pytest.mark.parametrize("is_heard", [True, False])
@pytest.mark.parametrize("word", [RefundStatus.PENDING, RefundStatus.PROCESSED, None])
def test_what_was_ordered_back_is_asked_about_at_once(
    word: RefundStatus | None, *, is_heard: bool
) -> None:
    """And is heard of first, be it that the gateway does not know it."""
    row = ordered_refund(is_heard=is_heard)
    Refund.objects.update(due_at=db.clock() + timedelta(days=3))
    another_life()
    in_order()
    row.refresh_from_db()
    assert row.due_at is not None
    assert row.due_at <= db.clock()
    case = question_about(restored().subject)
    assert case.evidence[0]["refund_count"] == 1
    assert left() == [UNHEARD]
    propose(case, Decision.RESUME)
    with pytest.raises(RestorationUnfinished):
        confirm(case, Decision.RESUME)
    if word is None:
        with db.transaction():
            deposits.note_refund_absent(refund_id=row.id, actor=system("tests"), at=db.clock())
    else:
        say_of_refund(row, word)
    assert left() == []
    confirm(case, Decision.RESUME)


@pytest.mark.django_db
def test_what_the_gateway_says_is_heard_also_where_it_is_not_what_was_ordered() -> None:
    """People have agreed about it once; whoever is asked again is not what is waited for."""
    row = ordered_refund(is_heard=True)
    another_life()
    in_order()
    assert left() == [UNHEARD]
    say_of_refund(row, RefundStatus.PENDING, amount=rupees(1))
    decide(question_about(f"refund/{row.id}"), Decision.ACCEPT)
    assert left() == []


@pytest.mark.django_db
def test_a_refund_that_people_are_asked_about_holds_up_nobody() -> None:
    ordered_refund(is_heard=True)
    another_life()
    in_order()
    assert left() == [UNHEARD]
    pass_seconds(round(of_gateway().refund_patience.total_seconds()) + 1)
    with db.transaction():
        assert deposits.open_overdue_refunds(actor=system("tests"), at=db.clock()) == 1
    assert UNHEARD not in left()


@pytest.mark.django_db
def test_a_refund_that_was_never_ordered_is_nothing_to_ask_about() -> None:
    shop = a_shop()
    refund(shop, a_deposit(shop, 1_000))
    another_life()
    in_order()
    assert left() == []


def test_it_is_examined_and_found_whole_first(fresh_database: TestDatabase) -> None:
    another_life()
    notice_restoration()
    matched()
    assert left() == ["The invariants were not examined since then."]
    examined(2)
    assert left() == ["2 rows break an invariant."]
    assert restored_here.watch() == 0
    assert restored().broken_count == 2, "looked at a moment ago"
    pass_seconds(61)
    restored_here.watch()
    assert left() == []


@pytest.mark.django_db
@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_a_statement_was_matched_first(profile: str) -> None:
    """Of the day on which it was noticed, whether or not the bank is asked for it."""
    with override_settings(BANK_PROFILE=profile):
        another_life()
        notice_restoration()
        examined()
        assert left() == [unread(today())]
        taken(Told("L1", "inward", 700, utr="SIM1", narration="nobody's"))
        assert left() == ["Lines of the bank's statements were not matched yet."]
        match()
        assert left() == []


@pytest.mark.django_db
def test_a_statement_that_has_nothing_new_is_one_all_the_same() -> None:
    told = Told("L1", "inward", 700, utr="SIM1", narration="nobody's")
    matched(told)
    another_life()
    notice_restoration()
    examined()
    assert left() == [unread(today())]
    matched(told)
    assert left() == []


@pytest.mark.django_db
def test_every_day_since_the_last_that_was_closed_has_been_read() -> None:
    """The one of the moment it was restored to, those it was away, and the one it came back on."""
    first = pass_midnight()
    closed(day=first)
    opened()
    lost = [pass_midnight() for _ in range(3)]
    another_life()
    notice_restoration()
    examined()
    named = "The bank's statements of {}, {} and {} have not come in."
    assert left() == [named.format(*lost), unread(today())]
    # The worker asks for those of which it has forgotten that money moved.
    opened()
    assert days_without_a_file() == [*lost, today()]
    matched(day=lost[1])
    assert left()[0] == f"The bank's statements of {lost[0]} and {lost[2]} have not come in."
    matched(day=lost[0])
    assert left() == [f"The bank's statement of {lost[2]} has not come in.", unread(today())]
    matched(day=lost[2])
    # What was brought while the day ran is no statement of the day once it is over.
    matched()
    assert left() == []
    noticed_on = pass_midnight()
    assert left() == [f"The bank's statement of {noticed_on} has not come in."]
    matched(day=noticed_on)
    assert left() == []


@pytest.mark.django_db
def test_of_many_days_some_are_named() -> None:
    opened()
    lost = [pass_midnight() for _ in range(10)]
    another_life()
    notice_restoration()
    named = ", ".join(f"{day}" for day in lost[:7])
    assert f"The bank's statements of {named} and 3 more days have not come in." in left()


@pytest.mark.django_db
def test_accepted_is_one_life_and_no_other() -> None:
    another_life()
    notice_restoration()
    matched()
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
    matched()
    examined()
    case = question_about(restored().subject)
    propose(case, Decision.RESUME)
    confirm(case, Decision.RESUME)
    payout = shop.pay_out(PAISE)
    with pytest.raises(Attempt.DoesNotExist):
        started(payout)
    assert (payout.state, payout.waiting_for) == ("pending", "bank")
