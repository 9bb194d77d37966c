"""What kills its worker again and again is left alone with a case, and takes nobody along."""

from __future__ import annotations

import pytest

from adulis.cases.models import Case
from adulis.gateways import actions as gateways
from adulis.gateways.models import Callback
from adulis.gateways.values import Source, Verdict
from adulis.kernel import db, due
from adulis.kernel.actors import system
from adulis.payouts import actions, tasks
from adulis.payouts.actions.waiting import park_payouts
from adulis.payouts.models import Attempt, Payout
from adulis.timers import actions as timers
from tests.words import message, said, started
from tests.world import BANK, Shop, a_shop

pytestmark = pytest.mark.django_db

PAISE = 10_000


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=1_000_000)


def pass_seconds(seconds: int) -> None:
    with db.transaction():
        timers.advance_clock(seconds=seconds, actor=system("tests"), at=db.clock())


def a_worker_dies(table: str, only: str = "true") -> list[due.Claim]:
    """It has claimed its work, and is never heard of again."""
    claims = due.claim(table, limit=32, lease_seconds=60, only=only)
    pass_seconds(61)
    return claims


def test_the_payouts_around_a_poisonous_one_go_out(shop: Shop) -> None:
    """All are claimed together once; after that the suspects go one by one."""
    payouts = [shop.pay_out(PAISE) for _ in range(6)]
    poison = payouts[2]
    assert len(a_worker_dies("payouts_payout", "state = 'pending'")) == 6
    for _ in range(60):
        claims = due.claim("payouts_payout", limit=32, lease_seconds=60, only="state = 'pending'")
        if not claims:
            break
        healthy = [claim for claim in claims if claim.id != poison.id]
        if len(healthy) < len(claims) and not claims[0].is_poison:
            pass_seconds(61)  # the worker dies, with whatever it has claimed
            continue
        parked = [claim for claim in claims if claim.is_poison]
        with db.transaction():
            actions.start_payouts(claims=healthy, actor=tasks.WORKER, at=db.clock())
        if parked:
            park(parked)
    for each in payouts:
        each.refresh_from_db()
    assert [each.state for each in payouts] == [
        "processing", "processing", "pending", "processing", "processing", "processing",
    ]  # fmt: skip
    assert (poison.due_at, Case.objects.get().subject) == (None, f"payout/{poison.id}")


def park(parked: list[due.Claim]) -> None:
    with db.transaction():
        park_payouts(claims=parked, actor=tasks.WORKER, at=db.clock())


def test_an_attempt_is_parked_and_still_settled_by_a_callback(shop: Shop) -> None:
    attempt = started(shop.pay_out(PAISE))
    said(attempt, Verdict.UNKNOWN, Source.SUBMISSION)
    pass_seconds(100)
    for _ in range(due.POISON_AFTER_CLAIMS):
        assert len(a_worker_dies("payouts_attempt", tasks._ASKABLE)) == 1
    tasks.enquire()
    attempt.refresh_from_db()
    assert (attempt.state, attempt.due_at, attempt.lease_until) == ("in_doubt", None, None)
    case = Case.objects.get()
    assert (case.kind, case.evidence[0]["claims"]) == (
        "poison_payout", due.POISON_AFTER_CLAIMS + 1,
    )  # fmt: skip
    assert said(attempt, Verdict.SUCCESS, Source.CALLBACK) == "paid"
    case.refresh_from_db()
    assert case.state == "closed"


def test_a_claim_that_was_overtaken_parks_nothing(shop: Shop) -> None:
    """Whoever found it poisonous slept, and somebody else has got it through meanwhile."""
    payout = shop.pay_out(PAISE)
    claims = [
        a_worker_dies("payouts_payout", "state = 'pending'")
        for _ in range(due.POISON_AFTER_CLAIMS + 1)
    ]
    [claim] = claims[-1]
    assert claim.is_poison
    Payout.objects.filter(id=payout.id).update(claim_count=0)
    attempt = started(payout)
    park([claim])
    attempt.refresh_from_db()
    assert (Case.objects.count(), attempt.state) == (0, "sending")
    assert attempt.due_at is not None


def test_messages_behind_a_poisonous_one_are_applied(shop: Shop) -> None:
    attempts = [started(shop.pay_out(PAISE)) for _ in range(3)]
    for number, attempt in enumerate(attempts):
        _called_back(attempt, f"evt_{number}")
    broken = Callback.objects.order_by("received_at")[0]
    Callback.objects.filter(id=broken.id).update(body_sealed="v1.gone.AAAA")
    for _ in range(40):
        try:
            if not tasks.apply_callbacks():
                break
        except Exception:  # noqa: BLE001 – outermost loop: what the worker's own loop does
            pass_seconds(61)
    for attempt in attempts[1:]:
        attempt.refresh_from_db()
    assert [each.state for each in attempts[1:]] == ["confirmed_success"] * 2
    broken.refresh_from_db()
    assert (broken.state, broken.due_at) == ("parked", None)
    assert Attempt.objects.get(id=attempts[0].id).state == "sending"


def _called_back(attempt: Attempt, event_id: str) -> None:
    body = message(attempt.reference, amount_paise=PAISE)
    with db.transaction():
        gateways.store_callback(bank=BANK, event_id=event_id, body=body, at=db.clock())
