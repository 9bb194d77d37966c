"""An order that was sent twice under one reference: what is heard late of the first sending."""

from __future__ import annotations

import pytest

from adulis.gateways.values import Source, Verdict
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.payouts.models import Attempt, Payout
from adulis.timers import actions as timers
from tests.bank import broken_promises
from tests.words import said, sent_again, started
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db

PAISE = 60_000
V = Verdict


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


def pass_seconds(seconds: int) -> None:
    with db.transaction():
        timers.advance_clock(seconds=seconds, actor=system("tests"), at=db.clock())


@pytest.fixture
def sent_twice(shop: Shop) -> tuple[Payout, Attempt]:
    """The first answer was lost, the bank did not find it twice, and it was sent once more."""
    payout = shop.pay_out(PAISE)
    attempt = started(payout)
    said(attempt, V.UNKNOWN, Source.SUBMISSION)
    pass_seconds(1_000)
    attempt.enquiry_count = 2
    attempt.save(update_fields=["enquiry_count"])
    assert said(attempt, V.NOT_FOUND) == "not_found_once"
    pass_seconds(61)
    assert said(attempt, V.NOT_FOUND) == "not_received"
    attempt = sent_again(payout)
    assert (attempt.state, attempt.sent_count) == ("sending", 2)
    return payout, attempt


@pytest.mark.parametrize("verdict", [V.REFUSED, V.REFUSED_FOR_NOW])
@pytest.mark.parametrize("heard", [None, V.ACCEPTED, V.UNKNOWN])
def test_a_no_to_the_first_says_nothing_of_the_second(
    shop: Shop, sent_twice: tuple[Payout, Attempt], heard: Verdict | None, verdict: Verdict
) -> None:
    """Else the money would be refunded, or sent under a new reference, while the bank pays."""
    payout, attempt = sent_twice
    if heard is not None:
        said(attempt, heard, Source.SUBMISSION)
    state = attempt.state
    late = {"send_number": 1, "code": "BENEFICIARY_BANK_DOWN"}
    assert said(attempt, verdict, Source.SUBMISSION, **late) == "stale"
    payout.refresh_from_db()
    assert (payout.state, attempt.state, shop.held) == ("processing", state, PAISE)
    assert Attempt.objects.filter(payout=payout).count() == 1


def test_a_yes_to_the_first_is_believed(shop: Shop, sent_twice: tuple[Payout, Attempt]) -> None:
    payout, attempt = sent_twice
    assert said(attempt, V.SUCCESS, Source.SUBMISSION, send_number=1) == "paid"
    payout.refresh_from_db()
    assert (payout.state, shop.available, shop.held) == ("completed", 40_000, 0)


def test_the_second_cannot_leave_earlier_because_the_first_was_heard(
    sent_twice: tuple[Payout, Attempt],
) -> None:
    _, attempt = sent_twice
    lease_ends = attempt.sent_at
    said(attempt, V.ACCEPTED, Source.SUBMISSION, send_number=1)
    assert attempt.sent_at == lease_ends


def test_that_the_second_never_left_does_not_mean_that_nothing_was_sent(
    shop: Shop, sent_twice: tuple[Payout, Attempt]
) -> None:
    """No refund because the bank cannot be reached: the first may have arrived all the same."""
    payout, attempt = sent_twice
    for sendings in range(2, 9):
        assert attempt.sent_count == sendings
        assert said(attempt, V.NOT_SENT, Source.SUBMISSION) == "not_sent"
        attempt = sent_again(payout)
    payout.refresh_from_db()
    assert (payout.state, payout.retry_count, shop.held) == ("processing", 3, PAISE)
    assert said(attempt, V.SUCCESS) == "paid"
    assert broken_promises() == []
