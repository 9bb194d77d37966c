"""What a merchant owes for late payments: settled by whatever comes first, frozen until then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adulis.audit.models import AuditRecord
from adulis.gateways.values import Source, Verdict
from adulis.identity import actions as identity
from adulis.identity.models import Merchant
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.payouts import actions, tasks
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
    return a_shop(paise=150_000)


def owing_with_money_out(shop: Shop) -> tuple[Payout, Attempt]:
    """Owes ₹500 for a late payment, while ₹900 are with the bank in another payout."""
    late = started(shop.pay_out(PAISE))
    said(late, V.REFUSED)
    out = shop.pay_out(90_000)
    attempt = started(out)
    shop.pay_out(50_000)
    said(late, V.SUCCESS)
    assert (shop.available, shop.owed, shop.held) == (0, 50_000, 140_000)
    return late.payout, attempt


def frozen_reason(shop: Shop) -> str:
    return Merchant.objects.get(id=shop.id).payouts_frozen_reason


def freeze(shop: Shop, reason: str) -> None:
    with db.transaction():
        if reason:
            identity.freeze_payouts(
                merchant_id=shop.id, reason=reason, actor=system("ops"), at=db.clock()
            )
        else:
            identity.unfreeze_payouts(merchant_id=shop.id, actor=system("ops"), at=db.clock())


class TestSettledBy:
    def test_a_payout_that_is_cancelled(self, shop: Shop) -> None:
        owing_with_money_out(shop)
        waiting = Payout.objects.get(amount_minor=50_000)
        with db.transaction():
            actions.cancel_payout(
                merchant_id=shop.id, payout_id=waiting.id, actor=system("tests"), at=db.clock()
            )
        assert (shop.available, shop.owed, shop.held) == (0, 0, 90_000)
        assert frozen_reason(shop) == ""
        deed = AuditRecord.objects.get(action="wallet.settle_debt")
        assert deed.after == {"owed_paise": 0, "cause": f"payout/{waiting.id}/released"}
        assert broken_promises() == []

    def test_a_payout_that_fails(self, shop: Shop) -> None:
        _, attempt = owing_with_money_out(shop)
        said(attempt, V.REFUSED)
        assert (shop.available, shop.owed, frozen_reason(shop)) == (40_000, 0, "")
        assert broken_promises() == []

    def test_a_payout_that_is_returned(self, shop: Shop) -> None:
        _, attempt = owing_with_money_out(shop)
        said(attempt, V.SUCCESS)
        assert shop.owed == 50_000
        said(attempt, V.RETURNED)
        assert (shop.available, shop.owed, frozen_reason(shop)) == (40_000, 0, "")
        assert broken_promises() == []

    def test_as_far_as_it_reaches(self, shop: Shop) -> None:
        owing_with_money_out(shop)
        shop.credit(20_000)
        assert (shop.available, shop.owed, bool(frozen_reason(shop))) == (0, 30_000, True)


class TestFrozen:
    def waiting_for(self, shop: Shop) -> str:
        payout = Payout.objects.get(amount_minor=50_000)
        with pytest.raises(Attempt.DoesNotExist):
            started(payout)
        payout.refresh_from_db()
        return payout.waiting_for

    def test_whoever_owes_although_somebody_lifted_the_freeze(self, shop: Shop) -> None:
        owing_with_money_out(shop)
        freeze(shop, "")
        assert self.waiting_for(shop) == "freeze"

    def test_whoever_came_to_owe_during_another_freeze_that_was_lifted(self, shop: Shop) -> None:
        late = started(shop.pay_out(PAISE))
        said(late, V.REFUSED)
        shop.pay_out(100_000)
        started(Payout.objects.get(amount_minor=100_000))
        shop.pay_out(50_000)
        freeze(shop, "a court asked")
        said(late, V.SUCCESS)
        assert (shop.owed, frozen_reason(shop)) == (PAISE, "a court asked")
        freeze(shop, "")
        assert self.waiting_for(shop) == "freeze"
        shop.credit(PAISE)
        Payout.objects.filter(amount_minor=50_000).update(due_at=db.clock())
        assert started(Payout.objects.get(amount_minor=50_000)).state == "sending"

    def test_for_a_court_although_a_debt_was_settled(self, shop: Shop) -> None:
        owing_with_money_out(shop)
        freeze(shop, "")
        freeze(shop, "a court asked")
        shop.credit(50_000)
        assert (shop.owed, frozen_reason(shop)) == (0, "a court asked")
        assert self.waiting_for(shop) == "freeze"

    def test_further_attempts_wait_as_well(self, shop: Shop) -> None:
        attempt = started(shop.pay_out(PAISE))
        said(attempt, V.REFUSED_FOR_NOW)
        lost = started(shop.pay_out(50_000))
        said(lost, V.NOT_SENT, Source.SUBMISSION)
        freeze(shop, "a court asked")
        for each in (attempt, lost):
            assert sent_again(each.payout).state in {"created", "not_received"}
        assert set(Attempt.objects.values_list("sent_count", flat=True)) == {0, 1}
        freeze(shop, "")
        assert sent_again(attempt.payout).state == "sending"
        lost.refresh_from_db()
        assert lost.state == "not_received", "its time has not come again"
        assert sent_again(lost.payout).state == "sending"


def test_money_that_is_set_aside_later_is_on_record(shop: Shop) -> None:
    payout = shop.pay_out(PAISE, scheduled_at=db.clock() + timedelta(hours=1))
    queued = shop.pay_out(200_000, queue_if_low_balance=True)
    with db.transaction():
        timers.advance_clock(seconds=3601, actor=system("tests"), at=db.clock())
    with pytest.raises(Attempt.DoesNotExist):
        started(payout)
    tasks.release_funds()
    payout.refresh_from_db()
    assert payout.is_held
    deed = AuditRecord.objects.get(action="payout.hold")
    assert (deed.subject, deed.after) == (f"payout/{payout.id}", {"held_paise": PAISE})
    assert (deed.actor_kind, deed.actor_id) == ("system", "worker")
    queued.refresh_from_db()
    assert not queued.is_held
