"""A freeze that ends by itself: at its moment, once, and never another one in its place."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from adulis.approvals.errors import ApprovedThingChanged, ApproverIsMaker
from adulis.approvals.models import Approval
from adulis.audit.models import AuditRecord
from adulis.cases.models import Case
from adulis.cases.values import CaseKind, Decision
from adulis.events.models import Event
from adulis.identity import actions as identity
from adulis.identity import queries as people
from adulis.identity.errors import AlreadyFrozen, FreezeEndsInPast
from adulis.identity.models import Merchant
from adulis.identity.values import Freeze, OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, bank
from adulis.kernel.money import rupees
from adulis.notifications.catalogue import CATALOGUE
from adulis.notifications.values import in_words
from adulis.oversight import actions, tasks
from adulis.oversight.actions import freezing
from adulis.oversight.effects import effect_of
from adulis.oversight.errors import FreezeEndsEarlier
from adulis.oversight.foreseeing import effect_of_decision
from adulis.payouts import tasks as payouts
from adulis.timers import actions as timers
from adulis.timers import tasks as timing
from adulis.wallets.actions import credit_bank_transfer
from adulis.wallets.values import OWES
from tests.asking import pass_hours
from tests.bank import broken_promises, overtaken
from tests.databases import REPOSITORY, TestDatabase
from tests.deciding import confirm, propose, question_about
from tests.escrowing import a_deal
from tests.owing import owes
from tests.rooms.test_escrow_listens import hear_all
from tests.rooms.test_oversight import approve, operator, run
from tests.rows import changed_since, everything
from tests.world import BANK, Shop, a_shop

HOUR = timedelta(hours=1)
WHY = "court order"
HELD_UP = "No payout of yours is sent until this is over."
UNTIL = "That is at 30 November 2026, 14:00 IST, unless it is lifted earlier or lasts longer."


@pytest.fixture
def shop(fresh_database: TestDatabase) -> Shop:
    return a_shop(paise=100_000)


@pytest.fixture
def chetan(fresh_database: TestDatabase) -> Actor:
    return operator(OperatorRole.COMPLIANCE, "Chetan")


@pytest.fixture
def anand(fresh_database: TestDatabase) -> Actor:
    return operator(OperatorRole.ADMIN, "Anand")


def freeze(shop: Shop, actor: Actor, hours: float | None = 24, reason: str = WHY) -> None:
    until = None if hours is None else db.clock() + hours * HOUR
    run(actions.freeze, merchant_id=shop.id, reason=reason, until=until, actor=actor)


def lift(shop: Shop, actor: Actor, until: datetime | None = None) -> Approval:
    told = {"merchant_id": shop.id, "reason": "the court says so", "until": until, "actor": actor}
    found: Approval = run(actions.propose_unfreeze, **told)
    return found


def frozen(shop: Shop) -> Freeze | None:
    return people.freeze_of(shop.id)


def missed() -> bool:
    """Whether a freeze is found that nothing will end; nothing else is broken."""
    return [each.partition(":")[0] for each in broken_promises()] == [
        "freezes_end_when_they_were_said_to"
    ]


def ends_in(shop: Shop) -> int | None:
    """In how many hours, to the nearest; None: not by itself."""
    found = frozen(shop)
    assert found is not None
    return None if found.until is None else round((found.until - db.clock()) / HOUR)


class TestEnds:
    def test_at_its_moment_and_not_before(self, shop: Shop, chetan: Actor) -> None:
        freeze(shop, chetan)
        pass_hours(23.9)
        before = everything()
        assert tasks.end_freezes() == 0
        assert changed_since(before) == {}
        pass_hours(0.2)
        assert tasks.end_freezes() == 1
        assert frozen(shop) is None
        assert tasks.end_freezes() == 0
        assert broken_promises() == []

    def test_as_a_lift_does_by_word_and_record(self, shop: Shop, chetan: Actor) -> None:
        freeze(shop, chetan)
        found = frozen(shop)
        assert found is not None
        assert found.until is not None
        pass_hours(24)
        tasks.end_freezes()
        told = [each.type for each in Event.objects.filter(merchant_id=shop.id).order_by("id")]
        assert told[-2:] == ["merchant.payouts_frozen", "merchant.payouts_unfrozen"]
        record = AuditRecord.objects.get(action="merchant.unfreeze_payouts")
        assert (record.actor_kind, record.actor_id) == ("system", "worker")
        assert record.before == {
            "payouts_frozen_reason": WHY,
            "payouts_frozen_until": found.until.isoformat(),
        }
        assert record.after == {"payouts_frozen_reason": "", "payouts_frozen_until": None}

    def test_and_whatever_waited_for_it_goes_on(
        self, fresh_database: TestDatabase, chetan: Actor
    ) -> None:
        deal = a_deal()
        deal.fund()
        freeze(deal.seller, chetan)
        hear_all()
        assert deal.milestone().paused_reason == "freeze"
        pass_hours(24)
        tasks.end_freezes()
        hear_all()
        assert deal.milestone().paused_reason == ""

    def test_and_payouts_that_waited_go_to_the_bank(self, shop: Shop, chetan: Actor) -> None:
        freeze(shop, chetan)
        payout = shop.pay_out(60_000)
        payouts.dispatch_payouts()
        payout.refresh_from_db()
        assert (payout.state, payout.waiting_for) == ("pending", "freeze")
        pass_hours(24)
        tasks.end_freezes()
        payouts.dispatch_payouts()
        payout.refresh_from_db()
        assert payout.state == "processing"

    def test_also_where_no_worker_was_there_at_its_moment(
        self, shop: Shop, chetan: Actor, settings: Any
    ) -> None:
        settings.OUTAGE_AFTER_SECONDS = 30
        timing.beat()
        freeze(shop, chetan)
        db.execute("UPDATE timers_heartbeat SET beat_at = adulis_clock() - interval '2 days'")
        pass_hours(24)
        # The time that we were away is given back to those whom it hurts: not to a freeze.
        assert tasks.end_freezes() == 1
        assert frozen(shop) is None

    def test_not_while_the_clock_was_moved_back(self, shop: Shop, chetan: Actor) -> None:
        freeze(shop, chetan)
        pass_hours(25)
        [claim] = timing.claim_timers(["freeze.end"])
        db.execute("UPDATE timers_sandbox_clock SET ahead = ahead - interval '2 hours'")
        assert not run(actions.end_freeze, claim=claim, actor=tasks.WORKER)
        assert frozen(shop) is not None
        pass_hours(3)
        assert tasks.end_freezes() == 1
        assert frozen(shop) is None

    def test_for_good_though_the_clock_is_moved_back_later(self, shop: Shop, chetan: Actor) -> None:
        freeze(shop, chetan)
        pass_hours(25)
        tasks.end_freezes()
        db.execute("UPDATE timers_sandbox_clock SET ahead = ahead - interval '2 hours'")
        tasks.end_freezes()
        assert frozen(shop) is None

    def test_but_not_before_now(self, shop: Shop, chetan: Actor) -> None:
        before = everything()
        with pytest.raises(FreezeEndsInPast):
            freeze(shop, chetan, hours=0)
        assert changed_since(before) == {}


class TestOtherReasons:
    def test_a_debt_freezes_again_when_it_ends(
        self, fresh_database: TestDatabase, chetan: Actor
    ) -> None:
        shop = a_shop()
        owes(shop, 3_000)
        freeze(shop, chetan)
        assert frozen(shop) != Freeze(OWES, None)
        pass_hours(24)
        tasks.end_freezes()
        assert frozen(shop) == Freeze(OWES, None)
        pass_hours(48)
        tasks.end_freezes()
        assert frozen(shop) == Freeze(OWES, None)
        shop.credit(3_000)
        assert frozen(shop) is None
        assert broken_promises() == []

    def test_whoever_lifts_it_is_told_of_the_debt(
        self, fresh_database: TestDatabase, chetan: Actor
    ) -> None:
        shop = a_shop()
        owes(shop, 3_000)
        freeze(shop, chetan)
        approval = lift(shop, chetan)
        effect = effect_of(approval.kind, approval.details, at=db.clock())
        assert effect.endswith(" It owes ₹30.00, so its payouts stay frozen for that.")
        shop.credit(3_000)
        assert "owes" not in effect_of(approval.kind, approval.details, at=db.clock())

    def test_one_without_an_end_is_not_ended_by_the_time_of_one_that_was_lifted(
        self, shop: Shop, chetan: Actor, anand: Actor
    ) -> None:
        freeze(shop, chetan)
        approve(lift(shop, chetan), anand)
        freeze(shop, chetan, None, "tax raid")
        pass_hours(48)
        assert tasks.end_freezes() == 0
        assert frozen(shop) == Freeze("tax raid", None)

    def test_nor_one_that_took_its_place(self, shop: Shop, chetan: Actor) -> None:
        freeze(shop, chetan)
        freeze(shop, chetan, None, "tax raid")
        pass_hours(48)
        assert tasks.end_freezes() == 0
        assert frozen(shop) == Freeze("tax raid", None)
        assert broken_promises() == []

    def test_nor_one_that_came_without_a_timer(self, shop: Shop, chetan: Actor) -> None:
        """A room below knows of no timers: what it unfreezes leaves one that ends nothing."""
        freeze(shop, chetan)
        run(identity.unfreeze_payouts, merchant_id=shop.id, actor=tasks.WORKER)
        run(identity.freeze_payouts, merchant_id=shop.id, reason=OWES, actor=tasks.WORKER)
        pass_hours(48)
        assert tasks.end_freezes() == 1
        assert frozen(shop) == Freeze(OWES, None)


class TestTimers:
    """Each freeze that is to end has one that runs, and for that very moment."""

    def test_that_were_cancelled_are_missed(self, shop: Shop, chetan: Actor) -> None:
        freeze(shop, chetan)
        subject = f"merchant/{shop.id}"
        with db.transaction():
            timers.cancel_timers(subject=subject, kinds=(freezing.END,))
        assert missed()

    def test_of_another_moment_are_none(self, shop: Shop, chetan: Actor) -> None:
        freeze(shop, chetan, 24)
        until = db.clock() + 72 * HOUR
        told: dict[str, Any] = {"reason": WHY, "until": until, "lengthens": True, "actor": chetan}
        run(identity.freeze_payouts, merchant_id=shop.id, **told)
        assert missed()


class TestLonger:
    def test_by_one_alone(self, shop: Shop, chetan: Actor) -> None:
        freeze(shop, chetan, 24)
        freeze(shop, chetan, 72, "still looking")
        found = frozen(shop)
        assert found is not None
        assert (ends_in(shop), found.reason) == (72, "still looking")
        pass_hours(25)
        assert tasks.end_freezes() == 0
        pass_hours(48)
        assert tasks.end_freezes() == 1
        assert frozen(shop) is None

    def test_it_is_frozen_since_that_reason_was_given(self, shop: Shop, chetan: Actor) -> None:
        def since() -> datetime:
            found = Merchant.objects.get(id=shop.id).payouts_frozen_at
            assert found is not None
            return found

        freeze(shop, chetan, 24)
        first = since()
        pass_hours(1)
        freeze(shop, chetan, 72)
        assert since() == first
        freeze(shop, chetan, 96, "still looking")
        assert since() - first >= HOUR

    def test_for_as_long_as_two_do_not_lift_it(self, shop: Shop, chetan: Actor) -> None:
        freeze(shop, chetan, 24)
        freeze(shop, chetan, None)
        assert ends_in(shop) is None

    @pytest.mark.parametrize("hours", [24, 1])
    def test_is_nothing_that_ends_as_early_or_earlier(
        self, shop: Shop, chetan: Actor, hours: int
    ) -> None:
        until = db.clock() + 24 * HOUR
        told = {"merchant_id": shop.id, "reason": WHY, "actor": chetan}
        run(actions.freeze, until=until, **told)
        before = everything()
        with pytest.raises(AlreadyFrozen) as refused:
            run(actions.freeze, until=until - 24 * HOUR + hours * HOUR, **told)
        assert refused.value.facts["until"] == until
        assert changed_since(before) == {}

    def test_says_so_to_those_who_listen(self, shop: Shop, chetan: Actor) -> None:
        freeze(shop, chetan, 24)
        freeze(shop, chetan, 72)
        said = Event.objects.filter(type="merchant.payouts_frozen").order_by("id")
        first, second = (datetime.fromisoformat(each.payload["until"]) for each in said)
        assert round((second - first) / HOUR) == 48


class TestShorter:
    def test_needs_two(self, shop: Shop, chetan: Actor, anand: Actor) -> None:
        freeze(shop, chetan, 72)
        approval = lift(shop, chetan, db.clock() + 24 * HOUR)
        effect = effect_of(approval.kind, approval.details, at=db.clock())
        assert " on, if nobody lifts it before. It was frozen, until " in effect
        with pytest.raises(ApproverIsMaker):
            approve(approval, chetan)
        assert ends_in(shop) == 72
        approve(approval, anand)
        assert ends_in(shop) == 24
        pass_hours(25)
        assert tasks.end_freezes() == 1
        assert frozen(shop) is None
        assert broken_promises() == []

    def test_gives_one_without_an_end_an_end(self, shop: Shop, chetan: Actor, anand: Actor) -> None:
        freeze(shop, chetan, None)
        approve(lift(shop, chetan, db.clock() + 24 * HOUR), anand)
        assert ends_in(shop) == 24
        pass_hours(25)
        assert tasks.end_freezes() == 1

    def test_approved_when_that_is_over_lifts_at_once(
        self, shop: Shop, chetan: Actor, anand: Actor
    ) -> None:
        freeze(shop, chetan, 72)
        approval = lift(shop, chetan, db.clock() + 24 * HOUR)
        pass_hours(25)
        approve(approval, anand)
        assert frozen(shop) is None
        pass_hours(72)
        assert tasks.end_freezes() == 0

    def test_earlier_than_now_or_later_than_it_ends_is_no_shorter(
        self, shop: Shop, chetan: Actor
    ) -> None:
        until = db.clock() + 24 * HOUR
        run(actions.freeze, merchant_id=shop.id, reason=WHY, until=until, actor=chetan)
        before = everything()
        with pytest.raises(FreezeEndsInPast):
            lift(shop, chetan, db.clock())
        for later in (until, until + HOUR):
            with pytest.raises(FreezeEndsEarlier):
                lift(shop, chetan, later)
        assert changed_since(before) == {}

    def test_is_not_what_was_asked_once_it_lasts_longer(
        self, shop: Shop, chetan: Actor, anand: Actor
    ) -> None:
        freeze(shop, chetan, 24)
        approval = lift(shop, chetan)
        freeze(shop, chetan, 72)
        before = everything()
        with pytest.raises(ApprovedThingChanged):
            approve(approval, anand)
        assert changed_since(before) == {}

    def test_nor_once_it_has_ended(self, shop: Shop, chetan: Actor, anand: Actor) -> None:
        freeze(shop, chetan, 24)
        approval = lift(shop, chetan)
        pass_hours(25)
        tasks.end_freezes()
        with pytest.raises(ApprovedThingChanged):
            approve(approval, anand)


class TestRaces:
    """The end by itself comes at the very moment at which somebody does something."""

    @pytest.fixture
    def over(self, shop: Shop, chetan: Actor) -> dict[str, Any]:
        """What ends the freeze: its moment has come, and a worker has seen that."""
        freeze(shop, chetan, 24)
        pass_hours(25)
        [claim] = timing.claim_timers(["freeze.end"])
        return {"claim": claim, "actor": tasks.WORKER}

    def test_a_lift_comes_first(
        self, shop: Shop, chetan: Actor, anand: Actor, over: dict[str, Any]
    ) -> None:
        told: dict[str, Any] = {"approval": lift(shop, chetan), "actor": anand, "at": db.clock()}
        raced = overtaken(
            partial(actions.approve, **told), partial(run, actions.end_freeze, **over)
        )
        assert raced == (None, False)
        assert self.was_lifted_once(shop)

    def test_a_lift_comes_second(
        self, shop: Shop, chetan: Actor, anand: Actor, over: dict[str, Any]
    ) -> None:
        told: dict[str, Any] = {"approval": lift(shop, chetan), "actor": anand}
        ended, refused = overtaken(
            partial(actions.end_freeze, **over, at=db.clock()),
            partial(run, actions.approve, **told),
        )
        assert ended
        assert isinstance(refused, ApprovedThingChanged)
        assert self.was_lifted_once(shop)

    def test_a_longer_freeze_comes_first(
        self, shop: Shop, chetan: Actor, over: dict[str, Any]
    ) -> None:
        told: dict[str, Any] = {
            "merchant_id": shop.id,
            "reason": "tax raid",
            "actor": chetan,
            "at": db.clock(),
        }
        raced = overtaken(partial(actions.freeze, **told), partial(run, actions.end_freeze, **over))
        assert raced == (None, False)
        assert frozen(shop) == Freeze("tax raid", None)

    def test_a_new_freeze_comes_second(
        self, shop: Shop, chetan: Actor, over: dict[str, Any]
    ) -> None:
        told: dict[str, Any] = {"merchant_id": shop.id, "reason": "tax raid", "actor": chetan}
        raced = overtaken(
            partial(actions.end_freeze, **over, at=db.clock()), partial(run, actions.freeze, **told)
        )
        assert raced == (True, None)
        assert frozen(shop) == Freeze("tax raid", None)
        pass_hours(100)
        assert tasks.end_freezes() == 0

    @pytest.mark.parametrize("is_lifted", [True, False])
    def test_the_debt_behind_it_is_paid(
        self, fresh_database: TestDatabase, chetan: Actor, anand: Actor, is_lifted: bool
    ) -> None:
        """What pays it sees another freeze, and ends none; nobody may freeze for it any more."""
        shop = a_shop()
        owes(shop, 3_000)
        freeze(shop, chetan, 24)
        approval = lift(shop, chetan)
        pass_hours(25)
        [claim] = timing.claim_timers(["freeze.end"])
        told: dict[str, Any] = {"claim": claim, "actor": tasks.WORKER}
        ends = (
            partial(run, actions.approve, approval=approval, actor=anand)
            if is_lifted
            else partial(run, actions.end_freeze, **told)
        )
        paid: dict[str, Any] = {
            "merchant_id": shop.id, "amount": rupees(3_000), "bank": BANK, "utr": "U1",
            "payer": "A Customer", "actor": bank(BANK), "at": db.clock(),
        }  # fmt: skip
        overtaken(partial(credit_bank_transfer, **paid), ends)
        assert (shop.owed, frozen(shop)) == (0, None)

    @staticmethod
    def was_lifted_once(shop: Shop) -> bool:
        said = Event.objects.filter(type="merchant.payouts_unfrozen").count()
        return frozen(shop) is None and said == 1


class TestKilled:
    @pytest.mark.parametrize(
        ("point", "ended"),
        [("fire.after_lease", False), ("fire.before_commit", False), ("fire.after_commit", True)],
    )
    def test_in_between_it_ends_once(
        self, fresh_database: TestDatabase, shop: Shop, chetan: Actor, point: str, ended: bool
    ) -> None:
        freeze(shop, chetan)
        pass_hours(24)
        assert self.run(fresh_database, point) == -signal.SIGKILL
        assert (frozen(shop) is None) is ended
        pass_hours(0.02)
        assert self.run(fresh_database, "") == 0
        assert frozen(shop) is None
        assert Event.objects.filter(type="merchant.payouts_unfrozen").count() == 1
        assert AuditRecord.objects.filter(action="merchant.unfreeze_payouts").count() == 1

    @staticmethod
    def run(database: TestDatabase, failpoint: str) -> int:
        program = (
            "import django; django.setup()\n"
            "from adulis.oversight import tasks\n"
            "while tasks.end_freezes(): pass\n"
        )
        with database.visited() as environment:
            return subprocess.run(
                [sys.executable, "-c", program],
                cwd=REPOSITORY,
                env={**environment, "PYTHONPATH": "src", "ADULIS_FAILPOINT": failpoint},
                timeout=120,
                check=False,
            ).returncode


def test_an_end_that_fails_again_and_again_is_looked_at(shop: Shop, chetan: Actor) -> None:
    freeze(shop, chetan)
    pass_hours(24)
    db.execute("UPDATE timers_timer SET claim_count = 9 WHERE kind = 'freeze.end'")
    assert tasks.end_freezes() == 1
    pass_hours(1)
    assert tasks.end_freezes() == 0
    case = question_about(f"merchant/{shop.id}")
    assert case.kind == CaseKind.POISON_TIMER
    assert frozen(shop) is not None
    effect = effect_of_decision(case, Decision.RETRY, {}, at=db.clock())
    assert effect == "No money moves by this; the end of the freeze is tried again within a day."
    propose(case, Decision.RETRY)
    confirm(case, Decision.RETRY)
    assert Case.objects.get(id=case.id).state == "closed"
    pass_hours(24)
    assert tasks.end_freezes() == 1
    assert frozen(shop) is None


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ({"reason": WHY, "until": "2026-11-30T08:30:00+00:00"}, f"{HELD_UP} {UNTIL}"),
        ({"reason": WHY, "until": None}, HELD_UP),
        ({"reason": WHY}, HELD_UP),
    ],
)
def test_people_are_told_until_when(payload: dict[str, str | None], text: str) -> None:
    words = in_words(payload, "Asia/Kolkata")
    assert CATALOGUE["merchant.payouts_frozen"].told(words)["text"] == text
