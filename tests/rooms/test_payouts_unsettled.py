"""What no statement has shown: since when, and for which attempt, whatever way it came about."""

from __future__ import annotations

from datetime import datetime

import pytest

from adulis.gateways.values import Verdict
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.payouts import queries
from adulis.payouts.models import Attempt
from adulis.timers import actions as timers
from tests.words import said, sent_again, started
from tests.world import BANK, Shop, a_shop

pytestmark = pytest.mark.django_db

PAISE = 60_000
DAY = 86_400
V = Verdict


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=500_000)


def told_days_later(attempt: Attempt, verdict: Verdict) -> tuple[datetime, datetime]:
    """Between which two moments a word was told."""
    with db.transaction():
        timers.advance_clock(seconds=3 * DAY, actor=system("tests"), at=db.clock())
    begin = db.clock()
    said(attempt, verdict)
    return begin, db.clock()


def unsettled() -> list[tuple[str, str, datetime]]:
    found = queries.unsettled(BANK, before=db.clock())
    return [(each.leg, each.reference, each.since) for each in found]


def test_a_payment_since_it_was_told(shop: Shop) -> None:
    attempt = started(shop.pay_out(PAISE))
    begin, end = told_days_later(attempt, V.SUCCESS)
    [(leg, reference, since)] = unsettled()
    assert (leg, reference, begin <= since <= end) == ("payment", attempt.reference, True)


def test_a_late_payment_since_it_was_told_and_not_since_it_was_refused(shop: Shop) -> None:
    attempt = started(shop.pay_out(PAISE))
    said(attempt, V.REFUSED)
    assert unsettled() == []
    begin, end = told_days_later(attempt, V.SUCCESS)
    [(leg, reference, since)] = unsettled()
    assert (leg, reference, begin <= since <= end) == ("payment", attempt.reference, True)


def test_a_payment_that_completed_it_late_too(shop: Shop) -> None:
    attempt = started(shop.pay_out(PAISE))
    said(attempt, V.REFUSED_FOR_NOW)
    begin, end = told_days_later(attempt, V.SUCCESS)
    [(leg, _, since)] = unsettled()
    assert (leg, begin <= since <= end) == ("payment", True)


@pytest.mark.parametrize("first", [[], [V.REFUSED_FOR_NOW], [V.REFUSED]])
def test_the_return_of_whatever_was_paid(shop: Shop, first: list[Verdict]) -> None:
    """Of a completed payout, of one that completed late, and of a late payment."""
    attempt = started(shop.pay_out(PAISE))
    for verdict in (*first, V.SUCCESS):
        said(attempt, verdict)
    assert [leg for leg, _, _ in unsettled()] == ["payment"]
    begin, end = told_days_later(attempt, V.RETURNED)
    payment, (leg, reference, since) = unsettled()
    assert payment[0] == "payment"
    assert (leg, reference, begin <= since <= end) == ("return", attempt.reference, True)


def test_a_return_that_was_told_before_its_payment_since_both_are_believed(shop: Shop) -> None:
    attempt = started(shop.pay_out(PAISE))
    said(attempt, V.REFUSED)
    said(attempt, V.RETURNED)
    assert unsettled() == []
    begin, end = told_days_later(attempt, V.SUCCESS)
    assert [(leg, begin <= since <= end) for leg, _, since in unsettled()] == [
        ("payment", True),
        ("return", True),
    ]


def test_each_attempt_that_came_back(shop: Shop) -> None:
    first = started(shop.pay_out(PAISE))
    said(first, V.REFUSED_FOR_NOW)
    second = sent_again(first.payout)
    for attempt, verdict in ((first, V.SUCCESS), (second, V.SUCCESS)):
        said(attempt, verdict)
    for attempt in (second, first):
        said(attempt, V.RETURNED)
    returned = [reference for leg, reference, _ in unsettled() if leg == "return"]
    assert returned == [second.reference, first.reference]


def test_what_a_statement_has_shown_is_not_there(shop: Shop) -> None:
    attempt = started(shop.pay_out(PAISE))
    said(attempt, V.SUCCESS)
    said(attempt, V.RETURNED)
    Attempt.objects.update(settled_at=db.clock(), return_settled_at=db.clock())
    assert unsettled() == []
