"""The invariant that finds what nobody will ever look at again: each way to be lost, no other."""

from __future__ import annotations

import pytest

from adulis.gateways.values import Source, Verdict
from adulis.kernel import db, due
from adulis.kernel.actors import system
from adulis.ops.invariants import examine
from adulis.payouts import tasks
from adulis.payouts.checks import CHECKS
from adulis.payouts.models import Attempt, Payout, PayoutSettings
from adulis.timers import actions as timers
from tests.words import said, started
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db

PAISE = 60_000


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


def forgotten() -> list[tuple[object, ...]]:
    [finding] = examine([check for check in CHECKS if check.name == "nobody_is_forgotten"])
    return list(finding.rows)


def test_a_pending_payout_that_is_not_due(shop: Shop) -> None:
    payout = shop.pay_out(PAISE)
    assert forgotten() == []
    Payout.objects.update(due_at=None)
    assert forgotten() == [(f"payout/{payout.id}", "")]


def test_a_payout_that_waits_for_an_approval_nobody_is_asked_for(shop: Shop) -> None:
    payout = shop.pay_out(PAISE)
    Payout.objects.update(due_at=None, waiting_for="approval")
    assert forgotten() == [(f"payout/{payout.id}", "approval")]


@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.UNKNOWN, Verdict.NOT_SENT])
def test_an_attempt_that_is_not_due(shop: Shop, verdict: Verdict) -> None:
    payout = shop.pay_out(PAISE)
    attempt = started(payout)
    said(attempt, verdict, Source.SUBMISSION)
    assert forgotten() == []
    Attempt.objects.update(due_at=None)
    assert forgotten() == [(f"payout/{payout.id}", attempt.state)]


def test_who_waits_for_money_or_for_an_owner_is_not_forgotten(shop: Shop) -> None:
    PayoutSettings.objects.create(merchant_id=shop.id, approval_above_minor=PAISE)
    shop.pay_out(PAISE + 1)
    shop.pay_out(PAISE, queue_if_low_balance=True)
    assert set(Payout.objects.values_list("waiting_for", "due_at")) == {
        ("approval", None), ("funds", None),
    }  # fmt: skip
    assert forgotten() == []


def test_who_is_in_front_of_a_human_is_not_forgotten(shop: Shop) -> None:
    shop.pay_out(PAISE)
    for _ in range(due.POISON_AFTER_CLAIMS):
        due.claim("payouts_payout", limit=1, lease_seconds=60, only="state = 'pending'")
        with db.transaction():
            timers.advance_clock(seconds=61, actor=system("tests"), at=db.clock())
    tasks.dispatch_payouts()
    assert Payout.objects.get().due_at is None
    assert forgotten() == []
