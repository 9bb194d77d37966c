"""A deal follows its money; afterwards both say how it was, and what they did is counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

from adulis.cases.models import Case
from adulis.deals import actions, errors, queries
from adulis.deals.actions.timing import KINDS
from adulis.deals.checks import CHECKS
from adulis.deals.machine import DealState
from adulis.deals.models import Conduct, Deal, Review
from adulis.deals.tasks import listen
from adulis.deals.values import DealKind
from adulis.escrow import actions as escrow
from adulis.escrow.tasks import fire_timers as fire_escrow
from adulis.kernel import db
from adulis.kernel.machines import IllegalMove
from adulis.ops.invariants import examine
from adulis.ops.tasks import TASKS
from adulis.timers import tasks as timers
from tests.bank import broken_promises
from tests.dealing import (
    DAY,
    PRICE,
    WHO,
    act,
    agreed,
    amounts,
    an_open_deal,
    completed,
    follow,
    fund,
    milestones,
    pass_time,
    proposed,
    release,
    submit,
    told,
    won,
)
from tests.facts import settle
from tests.rows import changed_since, everything
from tests.world import Shop, a_shop


@pytest.fixture
def asha() -> Shop:
    return a_shop("Asha Exports", paise=5 * PRICE)


@pytest.fixture
def binu() -> Shop:
    return a_shop("Binu Traders", paise=5 * PRICE)


def refused(refusal: type[Exception], verb: Callable[[], Any]) -> Any:
    """It is refused, and nothing has changed."""
    before = everything()
    with pytest.raises(refusal) as found:
        verb()
    assert changed_since(before) == {}
    return found.value


@pytest.mark.django_db
class TestMoney:
    def test_work_begins_when_it_is_paid_in(self, asha: Shop, binu: Shop) -> None:
        deal = agreed(asha, binu)
        fund(asha, deal)
        assert follow(deal, actions.start_deal)
        deal.refresh_from_db()
        assert (deal.state, told(deal)[-1]) == ("active", "started")
        assert not follow(deal, actions.start_deal), "the second milestone begins nothing"

    def test_it_is_completed_when_all_is_released(self, asha: Shop, binu: Shop) -> None:
        deal = completed(asha, binu, agreed(asha, binu))
        assert (deal.state, told(deal)[-1]) == ("completed", "completed")
        assert told(deal, other_side=True)[-2:] == ["started", "completed"]
        assert broken_promises() == []

    def test_all_of_it_went_back(self, asha: Shop, binu: Shop) -> None:
        deal = agreed(asha, binu, body=amounts(PRICE))
        fund(asha, deal)
        follow(deal, actions.start_deal)
        act(escrow.refund_milestone, binu, milestone_id=milestones(deal)[0].id, amount=None)
        assert follow(deal, actions.unwind_deal)
        deal.refresh_from_db()
        assert (deal.state, deal.ended_reason) == ("cancelled", "refunded")
        assert broken_promises() == []

    def test_a_buyer_who_never_pays_has_let_it_lapse(self, asha: Shop, binu: Shop) -> None:
        deal = won(an_open_deal(asha), binu)
        pass_time(6 * DAY)
        while fire_escrow():
            pass
        assert follow(deal, actions.default_deal)
        deal.refresh_from_db()
        assert (deal.state, deal.ended_reason) == ("lapsed", "not_funded")
        assert broken_promises() == []

    def test_who_bought_an_offer_and_never_paid_makes_room(self, asha: Shop, binu: Shop) -> None:
        deal = won(an_open_deal(asha, kind=DealKind.OFFER), binu)
        pass_time(6 * DAY)
        while fire_escrow():
            pass
        assert follow(deal, actions.default_deal)
        deal.refresh_from_db()
        assert (deal.state, deal.counterparty_id, deal.price_minor) == ("reviewing", None, None)
        assert told(deal)[-1] == told(deal, other_side=True)[-1] == "defaulted"
        chitra = a_shop("Chitra Foods", paise=5 * PRICE)
        again = won(deal, chitra, PRICE - 1)
        assert (again.state, again.agreement_number) == ("agreed", 2)
        assert again.escrow_subject == f"deal/{deal.id}/2"
        done = completed(chitra, asha, again)
        assert done.state == "completed"
        assert {each.merchant_id for each in Conduct.objects.all()} == {asha.id, chitra.id}
        assert broken_promises() == []

    @pytest.mark.parametrize(
        "verb",
        [
            actions.start_deal, actions.complete_deal, actions.unwind_deal, actions.default_deal,
        ],
    )  # fmt: skip
    def test_what_is_told_of_another_agreement_changes_nothing(
        self, asha: Shop, binu: Shop, verb: Any
    ) -> None:
        deal = agreed(asha, binu)
        before = everything()
        with db.transaction():
            for deal_id in (deal.id, uuid4()):
                assert not verb(deal_id=deal_id, agreement_id=uuid4(), actor=WHO, at=db.clock())
        assert changed_since(before) == {}

    def test_calling_it_off_is_told_in_numbers(self, asha: Shop, binu: Shop) -> None:
        waiting = proposed(asha, binu)
        deal = agreed(asha, binu)
        fund(asha, deal, 0)
        fund(asha, deal, 1)
        submit(binu, deal, 0)
        release(asha, binu, deal, 0)
        follow(deal, actions.start_deal)
        now = db.clock()
        told_both = [
            queries.cancellation_of(each.viewer, deal.id, now=now) for each in (asha, binu)
        ]
        for found in told_both:
            assert (found.how, found.back_to_buyer.minor) == ("together", 700_000)
            assert (found.kept_by_seller.minor, found.fees_kept.minor) == (300_000, 0)
        alone, not_theirs = (
            queries.cancellation_of(each.viewer, waiting.id, now=now) for each in (asha, binu)
        )
        assert (alone.how, not_theirs.how) == ("alone", "not")
        proposal = act(escrow.propose_cancellation, asha, agreement_id=deal.agreement_id)
        before = asha.available
        act(
            escrow.accept_cancellation, binu, agreement_id=deal.agreement_id,
            proposal_id=proposal.id,
        )  # fmt: skip
        assert asha.available - before == 700_000, "exactly what was said before"


class TestListening:
    """The facts themselves, committed and read behind the horizon."""

    pytestmark = pytest.mark.usefixtures("fresh_database")

    def test_from_paid_in_to_completed(self, asha: Shop, binu: Shop) -> None:
        deal = agreed(asha, binu, body=amounts(PRICE))
        fund(asha, deal)
        self.hear()
        deal.refresh_from_db()
        assert deal.state == "active"
        submit(binu, deal)
        release(asha, binu, deal)
        self.hear()
        deal.refresh_from_db()
        assert deal.state == "completed"
        assert broken_promises() == []

    def test_each_ending(self, asha: Shop, binu: Shop) -> None:
        back, unpaid = (agreed(asha, binu, body=amounts(PRICE)) for _ in range(2))
        fund(asha, back)
        act(escrow.refund_milestone, binu, milestone_id=milestones(back)[0].id, amount=None)
        pass_time(6 * DAY)
        while fire_escrow():
            pass
        self.hear()
        for deal, state in ((back, "cancelled"), (unpaid, "lapsed")):
            deal.refresh_from_db()
            assert deal.state == state

    def test_the_worker_does(self) -> None:
        names = {task.name: task.run for task in TASKS}
        assert names["deals.listen"] is listen
        assert "deals.timers" in names

    @staticmethod
    def hear() -> None:
        settle()
        while listen():
            pass


@pytest.mark.django_db
class TestReviews:
    @pytest.fixture
    def deal(self, asha: Shop, binu: Shop) -> Deal:
        return completed(asha, binu, agreed(asha, binu))

    def say(self, shop: Shop, deal: Deal, stars: int = 4, comment: str = "Good.") -> Review:
        made: Review = act(actions.review_deal, shop, deal_id=deal.id, stars=stars, comment=comment)
        return made

    def read(self, shop: Shop, deal: Deal) -> list[tuple[int | None, str | None]]:
        return [(each.stars, each.comment) for each in queries.reviews_of(shop.viewer, deal.id)]

    def test_nobody_knows_what_the_other_says(self, asha: Shop, binu: Shop, deal: Deal) -> None:
        self.say(asha, deal, 5, "Quick.")
        assert self.read(asha, deal) == [(5, "Quick.")]
        assert self.read(binu, deal) == [(None, None)]
        assert queries.score_of(binu.viewer).reviews_count == 0
        self.say(binu, deal, 2, "Paid late.")
        assert self.read(binu, deal) == self.read(asha, deal) == [(5, "Quick."), (2, "Paid late.")]
        assert told(deal)[-3:] == ["reviewed", "reviewed", "reviews_published"]
        assert queries.score_of(binu.viewer).stars_hundredths == 500
        assert broken_promises() == []

    def test_after_fourteen_days_it_is_shown(self, asha: Shop, binu: Shop, deal: Deal) -> None:
        self.say(asha, deal)
        pass_time(13 * DAY)
        assert self.read(binu, deal) == [(None, None)]
        pass_time(DAY)
        assert self.read(binu, deal) == [(4, "Good.")]
        refused(errors.ReviewsClosed, lambda: self.say(binu, deal))
        assert broken_promises() == []

    def test_an_answer_is_not_tempted_by_the_last_minute(
        self, asha: Shop, binu: Shop, deal: Deal
    ) -> None:
        """Also where the worker is late: what the other said is shown once nothing is added."""
        from adulis.timers import actions as clock

        self.say(asha, deal)
        with db.transaction():
            clock.advance_clock(seconds=15 * 86_400, actor=WHO, at=db.clock())
        refused(errors.ReviewsClosed, lambda: self.say(binu, deal))
        assert self.read(binu, deal) == [(None, None)]

    def test_once_each_and_by_the_two_alone(self, asha: Shop, binu: Shop, deal: Deal) -> None:
        self.say(asha, deal)
        refused(errors.AlreadyReviewed, lambda: self.say(asha, deal))
        chitra = a_shop("Chitra Foods")
        refused(errors.DealNotFound, lambda: self.say(chitra, deal))
        running = agreed(asha, binu)
        refused(IllegalMove, lambda: self.say(asha, running))

    def test_what_was_said_stays_said(self, asha: Shop, deal: Deal) -> None:
        self.say(asha, deal)
        with pytest.raises(IntegrityError, match="stays said"), db.transaction():
            db.execute("UPDATE deals_review SET stars = 5")
        pass_time(14 * DAY)
        with pytest.raises(IntegrityError, match="stays said"):
            db.execute("UPDATE deals_review SET published_at = NULL")

    def test_what_they_did_is_counted(self, asha: Shop, binu: Shop) -> None:
        in_time = {"title": "a", "amount_paise": 100_000, "deliver_by": db.clock() + 2 * DAY}
        too_late = {"title": "b", "amount_paise": 100_000, "deliver_by": db.clock() + DAY}
        undated = {"title": "c", "amount_paise": 100_000}
        deal = agreed(asha, binu, body=amounts(milestones=[in_time, too_late, undated]))
        for place in range(3):
            fund(asha, deal, place)
        submit(binu, deal, 0)
        pass_time(DAY + timedelta(hours=1))
        submit(binu, deal, 1)
        act(escrow.request_changes, asha, milestone_id=milestones(deal)[1].id, reason="Not quite.")
        submit(binu, deal, 1)
        for place in (0, 1):
            release(asha, binu, deal, place)
        act(escrow.refund_milestone, binu, milestone_id=milestones(deal)[2].id, amount=None)
        follow(deal, actions.start_deal)
        follow(deal, actions.complete_deal)
        seller, buyer = queries.score_of(binu.viewer), queries.score_of(asha.viewer)
        assert (seller.deals_count, seller.milestones_count, seller.rounds_count) == (1, 2, 3)
        assert (seller.on_time_basis_points, seller.rounds_hundredths) == (5_000, 150)
        assert (seller.funding_seconds_mean, buyer.on_time_basis_points) == (None, None)
        assert buyer.funded_count == 3
        assert buyer.funding_seconds_mean is not None
        assert buyer.funding_seconds_mean < 60

    def test_a_dispute_lost_is_counted_once(self, asha: Shop, binu: Shop, deal: Deal) -> None:
        dispute_id = uuid4()

        def lost(against: Shop) -> bool:
            with db.transaction():
                return actions.note_ruling(
                    dispute_id=dispute_id, deal_id=deal.id, against_id=against.id, actor=WHO,
                    at=db.clock(),
                )  # fmt: skip

        assert (lost(binu), lost(binu)) == (True, False)
        assert queries.score_of(binu.viewer).disputes_lost_count == 1
        chitra = a_shop("Chitra Foods")
        refused(errors.DealNotFound, lambda: lost(chitra))


@pytest.mark.django_db
class TestTimers:
    def test_what_fails_again_and_again_is_looked_at_by_people(
        self, asha: Shop, binu: Shop
    ) -> None:
        deal = proposed(asha, binu)
        pass_time(timedelta(days=4, hours=23, minutes=59))
        with db.transaction():
            from adulis.timers import actions as clock

            clock.advance_clock(seconds=61, actor=WHO, at=db.clock())
        (claimed,) = timers.claim_timers(KINDS)
        with db.transaction():
            actions.park_timer(claim=claimed, actor=WHO, at=db.clock())
        case = Case.objects.get()
        assert (case.kind, case.subject) == ("poison_timer", deal.subject)
        deal.refresh_from_db()
        assert deal.state == "proposed"
        pass_time(DAY)
        deal.refresh_from_db()
        assert deal.state == "lapsed"

    def test_a_timer_whose_deal_moved_on_does_nothing(self, asha: Shop, binu: Shop) -> None:
        deal = proposed(asha, binu)
        with db.transaction():
            from adulis.timers import actions as clock

            clock.advance_clock(seconds=6 * 86_400, actor=WHO, at=db.clock())
        *_, claimed = timers.claim_timers(KINDS)
        act(actions.cancel_deal, asha, deal_id=deal.id)
        with db.transaction():
            assert not actions.fire_timer(claim=claimed, actor=WHO, at=db.clock())


@pytest.mark.django_db
class TestPromises:
    def broken(self) -> list[str]:
        return [finding.check.name for finding in examine(CHECKS) if finding.broken]

    @pytest.mark.parametrize(
        ("statement", "promise"),
        [
            ("UPDATE deals_deal SET terms_version = 9", "deal_terms_without_gap"),
            ("UPDATE deals_deal SET price_minor = 1", "deal_both_accepted_the_same"),
            ("UPDATE deals_deal SET price_minor = 1", "deal_bound_has_its_escrow"),
            ("UPDATE deals_deal SET kind = 'offer'", "deal_bound_has_its_escrow"),
            (
                """UPDATE escrow_agreement SET state = 'completed',
                       finished_at = adulis_clock() - interval '1 hour'""",
                "deal_follows_its_money",
            ),
            (
                "UPDATE deals_deal SET state = 'proposed'",
                "deal_that_waits_has_a_timer",
            ),
            (
                """INSERT INTO deals_message (id, deal_id, thread_id, number, sender_id, by,
                       body_sealed, at)
                   SELECT gen_random_uuid(), id, counterparty_id, 2, poster_id, '', '',
                          created_at FROM deals_deal""",
                "deal_messages_without_gap",
            ),
            (
                """INSERT INTO deals_review (id, deal_id, by_id, about_id, stars, comment,
                       written_by, at, published_at)
                   SELECT gen_random_uuid(), id, poster_id, counterparty_id, 1, '', '',
                          created_at, created_at FROM deals_deal""",
                "deal_reviews_are_of_its_sides",
            ),
        ],
    )  # fmt: skip
    def test_a_broken_one_is_found(
        self, asha: Shop, binu: Shop, statement: str, promise: str
    ) -> None:
        agreed(asha, binu)
        assert self.broken() == []
        for table in ("deals_deal", "escrow_agreement"):
            db.execute(f"CREATE TEMPORARY TABLE {table} AS SELECT * FROM public.{table}")
        db.execute(statement)
        assert promise in self.broken()

    def test_there_are_states_enough(self) -> None:
        assert len(DealState) == 12
