"""NPCI: first asked 90 seconds after the last sending, thrice in two hours, whatever happens."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from adulis.cases import queries as questions
from adulis.cases.values import Decision
from adulis.gateways.values import Source, Verdict
from adulis.kernel import db, due
from adulis.kernel.actors import system
from adulis.kernel.due import POISON_AFTER_CLAIMS
from adulis.payouts import tasks
from adulis.payouts.actions.enquiring import note_enquiries
from adulis.payouts.models import Attempt
from adulis.timers import actions as timers
from tests.words import decided, said, sent_again, started
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db

PAISE = 60_000
V = Verdict
STEP = timedelta(seconds=30)


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


def pass_seconds(seconds: float) -> None:
    with db.transaction():
        timers.advance_clock(seconds=round(seconds), actor=system("tests"), at=db.clock())


def asked_and_died() -> int:
    """What a worker does that dies with its question: how many it asked about."""
    claims = due.claim("payouts_attempt", limit=9, lease_seconds=60, only=tasks._ASKABLE)
    with db.transaction():
        noted = note_enquiries(claims=claims, actor=tasks.WORKER, at=db.clock())
    return len(noted.references)


def times_asked(attempt: Attempt, span: timedelta) -> list[timedelta]:
    """When the bank is asked, after the sending, while every worker dies with its question."""
    sent_at = attempt.sent_at
    assert sent_at is not None
    times = []
    while (now := db.clock()) < sent_at + span:
        if asked_and_died():
            times.append(now - sent_at)
        pass_seconds(STEP.total_seconds())
    return times


def test_a_worker_that_dies_with_each_question_keeps_to_the_times_of_the_bank(shop: Shop) -> None:
    payout = shop.pay_out(PAISE)
    attempt = started(payout)
    said(attempt, V.UNKNOWN, Source.SUBMISSION)
    times = times_asked(attempt, timedelta(hours=7))
    allowed = [timedelta(minutes=each) for each in (1.5, 16, 130, 360)]
    assert [STEP * (each // STEP) for each in times] == allowed
    attempt.refresh_from_db()
    assert (attempt.enquiry_count, attempt.claim_count) == (4, 4)
    assert attempt.claim_count <= POISON_AFTER_CLAIMS


@pytest.mark.parametrize("answer", [V.ACCEPTED, V.UNKNOWN])
def test_times_missed_in_an_outage_are_not_made_up_for(shop: Shop, answer: Verdict) -> None:
    """The worker was away for ten hours, and then asks as if the order had just been sent."""
    payout = shop.pay_out(PAISE)
    attempt = started(payout)
    said(attempt, V.UNKNOWN, Source.SUBMISSION)
    pass_seconds(10 * 3600)
    times = []
    for _ in range(8 * 60):
        if asked_and_died():
            times.append(db.clock())
            said(attempt, answer)
        pass_seconds(60)
    waits = [later - earlier for earlier, later in pairwise(times)]
    assert [each // timedelta(minutes=1) for each in waits] == [15, 114, 230]


@pytest.mark.parametrize("answer", [V.ACCEPTED, V.UNKNOWN])
def test_operators_who_decide_quickly_do_not_hurry_the_bank(shop: Shop, answer: Verdict) -> None:
    payout = shop.pay_out(PAISE)
    attempt = started(payout)
    said(attempt, answer, Source.SUBMISSION)
    assert attempt.sent_at is not None
    planned = attempt.due_at
    assert planned == attempt.sent_at + timedelta(seconds=90)
    said(attempt, V.SUCCESS, Source.CALLBACK, amount_minor=PAISE - 1)
    [case] = questions.open_about(f"payout/{payout.id}")
    decided(case, Decision.KEEP_ASKING)
    attempt.refresh_from_db()
    assert attempt.due_at == planned


def test_operators_who_go_on_asking_do_not_use_up_the_bank(shop: Shop) -> None:
    payout = shop.pay_out(PAISE)
    attempt = started(payout)
    said(attempt, V.UNKNOWN, Source.SUBMISSION)
    asked = 0
    for _ in range(6):
        said(attempt, V.SUCCESS, Source.CALLBACK, amount_minor=PAISE - 1)
        [case] = questions.open_about(f"payout/{payout.id}")
        decided(case, Decision.KEEP_ASKING)
        pass_seconds(18 * 60)
        asked += asked_and_died()
    assert asked == 2


def test_an_order_that_is_sent_again_is_asked_about_in_time(shop: Shop) -> None:
    """Lost twice: first with its worker, then on its way. The bank is asked thrice in two hours."""
    payout = shop.pay_out(PAISE)
    attempt = started(payout)
    said(attempt, V.UNKNOWN, Source.SUBMISSION)
    asked_at = _asked_until(attempt, "not_received")
    attempt = sent_again(payout)
    assert attempt.sent_count == 2
    said(attempt, V.UNKNOWN, Source.SUBMISSION)
    asked_at += _asked_until(attempt, "not_received")
    payout.refresh_from_db()
    assert payout.expected_by is not None
    assert asked_at[-1] < payout.expected_by
    assert len(asked_at) == attempt.enquiry_count == 5
    for start in asked_at:
        assert sum(start <= each < start + timedelta(hours=2) for each in asked_at) <= 3


def _asked_until(attempt: Attempt, state: str) -> list[datetime]:
    """When the bank was asked, and knew nothing of it, until that was proof enough."""
    times = []
    for _ in range(24 * 60):
        attempt.refresh_from_db()
        if attempt.state == state:
            break
        if asked_and_died():
            times.append(db.clock())
            said(attempt, V.NOT_FOUND)
        pass_seconds(60)
    return times
