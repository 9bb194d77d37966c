"""Deals from a draft to an agreement: what each verb changes and refuses, and refusing nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError

from adulis.approvals import queries as approvals
from adulis.approvals.errors import ApproverIsMaker, NotTheMaker
from adulis.audit.models import AuditRecord
from adulis.deals import actions, errors, queries, terms
from adulis.deals.models import Deal, Terms
from adulis.deals.values import Access, Consent, DealFormat, DealKind, EndReason, Visibility
from adulis.escrow.errors import ConditionsInvalid
from adulis.escrow.models import Agreement
from adulis.identity import actions as identity
from adulis.identity.actions.standing import set_standing
from adulis.identity.errors import OperatorRequired
from adulis.identity.values import OperatorRole, Verification
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees
from adulis.oversight import actions as oversight
from tests.bank import broken_promises
from tests.dealing import (
    BUDGET,
    DAY,
    PRICE,
    WHO,
    a_draft,
    acceptances,
    accepted,
    act,
    agreed,
    amounts,
    an_open_deal,
    consent,
    countered,
    given,
    last_terms,
    pass_time,
    proposed,
    published,
    shares,
    told,
    won,
)
from tests.rows import changed_since, everything
from tests.verifying import an_operator
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


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


class TestADraft:
    def test_is_seen_by_its_own_merchant_alone(self, asha: Shop, binu: Shop) -> None:
        deal = a_draft(asha)
        assert (deal.state, deal.terms_version, deal.version) == ("draft", 0, 1)
        seen = queries.deal_of(asha.viewer, deal.id, now=db.clock())
        assert (seen.access, seen.terms) == (Access.POSTER, None)
        with pytest.raises(errors.DealNotFound):
            queries.deal_of(binu.viewer, deal.id, now=db.clock())
        assert told(deal) == []

    def test_may_be_written_by_whoever_is_not_verified(self) -> None:
        shop = a_shop("New", verification=Verification.UNVERIFIED)
        deal = a_draft(shop)
        refused(errors.TraderNotVerified, lambda: published(shop, deal))

    def test_is_changed_as_a_whole_and_deleted(self, asha: Shop) -> None:
        deal = a_draft(asha)
        told_now = given(DealFormat.DIRECT, title="Pumps for Nashik", kind=DealKind.OFFER)
        act(actions.edit_deal, asha, deal_id=deal.id, given=told_now)
        deal.refresh_from_db()
        assert (deal.title, deal.format, deal.kind) == ("Pumps for Nashik", "direct", "offer")
        assert (deal.budget_minor, deal.deadline, deal.version) == (None, None, 2)
        act(actions.delete_deal, asha, deal_id=deal.id)
        with pytest.raises(errors.DealNotFound):
            queries.deal_of(asha.viewer, deal.id, now=db.clock())
        refused(
            errors.DealNotFound,
            lambda: act(actions.edit_deal, asha, deal_id=deal.id, given=told_now),
        )

    @pytest.mark.parametrize(
        ("how", "more", "refusal"),
        [
            (DealFormat.OPEN, {"body": amounts()}, errors.TermsInvalid),
            (DealFormat.DIRECT, {"body": shares()}, errors.TermsInvalid),
            (DealFormat.OPEN, {"body": shares(conditions=1)}, errors.TermsInvalid),
            (DealFormat.DIRECT, {"budget": rupees(100)}, errors.DealIncomplete),
            (DealFormat.DIRECT, {"counterparty_id": uuid4()}, errors.CounterpartyUnusable),
        ],
    )
    def test_says_nothing_impossible(
        self, asha: Shop, how: DealFormat, more: dict[str, Any], refusal: type[Exception]
    ) -> None:
        refused(refusal, lambda: a_draft(asha, how, **more))

    def test_asks_for_no_condition_that_does_not_exist(self, asha: Shop) -> None:
        part = {"title": "x", "share_bp": 10_000, "conditions": {"type": "wind"}}
        refused(ConditionsInvalid, lambda: a_draft(asha, body=shares(milestones=[part])))

    def test_names_another_side_that_can_deal(self, asha: Shop, binu: Shop) -> None:
        unknown = a_shop("New", verification=Verification.UNVERIFIED)
        for shop, refusal in (
            (asha, errors.CounterpartyIsPoster),
            (unknown, errors.CounterpartyUnusable),
        ):
            refused(refusal, partial(a_draft, asha, DealFormat.DIRECT, counterparty_id=shop.id))
        refused(errors.DealIncomplete, lambda: a_draft(asha, counterparty_id=binu.id))

    def test_there_are_no_more_than_anybody_works_on(self, asha: Shop) -> None:
        draft = a_draft(asha)
        columns = [str(each.column) for each in Deal._meta.fields if each.column != "id"]
        db.execute(
            f"INSERT INTO deals_deal (id, {', '.join(columns)}) SELECT gen_random_uuid(),"
            f" {', '.join(columns)} FROM deals_deal, generate_series(1, 99) WHERE id = %s",
            [draft.id],
        )
        refused(errors.TooManyDrafts, lambda: a_draft(asha))

    def test_nobody_else_touches_it(self, asha: Shop, binu: Shop) -> None:
        deal = a_draft(asha)
        for verb, more in (
            (actions.edit_deal, {"given": given()}),
            (actions.delete_deal, {}),
            (actions.publish_deal, {}),
            (actions.cancel_deal, {}),
        ):
            refused(
                errors.DealNotFound,
                partial(act, verb, binu, deal_id=deal.id, **more),
            )


class TestPublishing:
    def test_gives_it_terms_and_shows_it(self, asha: Shop, binu: Shop) -> None:
        deal = an_open_deal(asha)
        assert (deal.state, deal.terms_version, deal.draft) == ("open", 1, None)
        made = last_terms(deal)
        assert made.hash == terms.hash_of(made.body)
        assert (made.made_by_id, made.by) == (asha.id, str(asha.owner_id))
        seen = queries.deal_of(binu.viewer, deal.id, now=db.clock())
        assert (seen.access, seen.terms) == (Access.PUBLIC, made)
        assert seen.waiting is not None
        assert (seen.waiting.reason, seen.waiting.until) == ("bids", deal.deadline)
        assert told(deal) == ["published"]
        assert broken_promises() == []

    @pytest.mark.parametrize(
        ("more", "refusal"),
        [
            ({"budget": None}, errors.DealIncomplete),
            ({"deadline": None}, errors.DealIncomplete),
        ],
    )
    def test_lacks_nothing(
        self, asha: Shop, more: dict[str, Any], refusal: type[Exception]
    ) -> None:
        deal = a_draft(asha, **more)
        refused(refusal, lambda: published(asha, deal))

    @pytest.mark.parametrize("days", [-1, 91])
    def test_has_a_deadline_somebody_can_keep(self, asha: Shop, days: int) -> None:
        deal = a_draft(asha, deadline=db.clock() + days * DAY)
        refused(errors.DeadlineImpossible, lambda: published(asha, deal))

    def test_wants_nothing_before_bids_are_over(self, asha: Shop) -> None:
        part = {"title": "x", "share_bp": 10_000, "deliver_by": db.clock() + 6 * DAY}
        deal = a_draft(asha, body=shares(milestones=[part]))
        found = refused(errors.TermsInvalid, lambda: published(asha, deal))
        assert found.pointer == "/terms/milestones/0/deliver_by"

    def test_is_not_for_whoever_people_look_at(self, asha: Shop) -> None:
        deal = a_draft(asha)
        with db.transaction():
            identity.freeze_payouts(merchant_id=asha.id, reason="A look", actor=WHO, at=db.clock())
        refused(errors.TraderFrozen, lambda: published(asha, deal))

    def test_each_format_has_its_own_way(self, asha: Shop, binu: Shop) -> None:
        direct = a_draft(asha, DealFormat.DIRECT, counterparty_id=binu.id)
        refused(errors.NotAuctioned, lambda: published(asha, direct))
        bid_on = a_draft(asha)
        refused(errors.NotAuctioned, lambda: act(actions.propose_deal, asha, deal_id=bid_on.id))

    def test_happens_once(self, asha: Shop) -> None:
        deal = an_open_deal(asha)
        refused(IllegalMove, lambda: published(asha, deal))
        refused(IllegalMove, lambda: act(actions.delete_deal, asha, deal_id=deal.id))


class TestAboveTheLimit:
    """What is worth much is seen by an operator before it is seen by others."""

    @pytest.fixture(autouse=True)
    def a_low_limit(self, settings: Any) -> None:
        settings.DEAL_APPROVAL_ABOVE_PAISE = BUDGET - 1

    @pytest.fixture
    def operator(self) -> Actor:
        return an_operator("Om", OperatorRole.COMPLIANCE)

    def decide(self, deal: Deal, verb: Any, actor: Actor, **more: Any) -> Any:
        with db.transaction():
            return verb(
                merchant_id=deal.poster_id, deal_id=deal.id, actor=actor, at=db.clock(), **more
            )

    def test_it_waits(self, asha: Shop, binu: Shop) -> None:
        deal = an_open_deal(asha)
        assert (deal.state, told(deal)) == ("awaiting_approval", ["submitted"])
        with pytest.raises(errors.DealNotFound):
            queries.deal_of(binu.viewer, deal.id, now=db.clock())
        seen = queries.deal_of(asha.viewer, deal.id, now=db.clock())
        assert seen.waiting is not None
        assert (seen.waiting.reason, seen.allowed_moves) == ("approval", ["withdraw", "cancel"])
        asked = approvals.waiting_about(deal.subject)
        assert asked is not None
        assert (asked.kind, asked.merchant_id) == ("deal", asha.id)
        assert asked.details["amount_paise"] == BUDGET
        refused(IllegalMove, lambda: act(actions.edit_deal, asha, deal_id=deal.id, given=given()))

    def test_at_the_limit_it_does_not(self, asha: Shop, settings: Any) -> None:
        settings.DEAL_APPROVAL_ABOVE_PAISE = BUDGET
        assert an_open_deal(asha).state == "open"

    def test_an_operator_lets_it_go(self, asha: Shop, operator: Actor) -> None:
        deal = an_open_deal(asha)
        self.decide(deal, actions.approve_deal, operator)
        deal.refresh_from_db()
        assert (deal.state, deal.terms_version) == ("open", 1)
        assert told(deal) == ["submitted", "published"]
        assert broken_promises() == []

    def test_a_direct_one_goes_to_the_other_side(
        self, asha: Shop, binu: Shop, operator: Actor
    ) -> None:
        deal = proposed(asha, binu, body=amounts(BUDGET))
        assert deal.state == "awaiting_approval"
        with pytest.raises(errors.DealNotFound):
            queries.deal_of(binu.viewer, deal.id, now=db.clock())
        self.decide(deal, actions.approve_deal, operator)
        assert accepted(binu, deal).state == "agreed"

    def test_an_operator_says_no_and_it_is_asked_again(self, asha: Shop, operator: Actor) -> None:
        deal = an_open_deal(asha)
        self.decide(deal, actions.refuse_deal, operator, note="Say what for.")
        deal.refresh_from_db()
        assert (deal.state, told(deal)) == ("draft", ["submitted", "refused"])
        act(actions.edit_deal, asha, deal_id=deal.id, given=given(title="Pumps, explained"))
        assert published(asha, deal).state == "awaiting_approval"
        self.decide(deal, actions.approve_deal, operator)

    def test_whoever_posted_it_takes_it_back(self, asha: Shop, operator: Actor) -> None:
        deal = an_open_deal(asha)
        refused(NotTheMaker, lambda: self.decide(deal, actions.withdraw_deal, operator))
        self.decide(deal, actions.withdraw_deal, asha.actor)
        deal.refresh_from_db()
        assert (deal.state, approvals.waiting_about(deal.subject)) == ("draft", None)

    def test_it_is_called_off(self, asha: Shop) -> None:
        deal = an_open_deal(asha)
        act(actions.cancel_deal, asha, deal_id=deal.id)
        deal.refresh_from_db()
        assert (deal.state, approvals.waiting_about(deal.subject)) == ("cancelled", None)
        assert broken_promises() == []

    def test_nobody_else_decides(self, asha: Shop) -> None:
        deal = an_open_deal(asha)
        for actor in (asha.actor, an_operator("Sita", OperatorRole.SUPPORT)):
            for verb in (actions.approve_deal, actions.refuse_deal):
                refused(
                    OperatorRequired,
                    partial(self.decide, deal, verb, actor),
                )

    def test_an_operator_does_not_let_their_own_go(self, asha: Shop) -> None:
        operator = an_operator("Om", OperatorRole.ADMIN)
        member = Actor(ActorKind.USER, operator.user_id, operator.user_id)
        deal = a_draft(asha)
        with db.transaction():
            actions.publish_deal(viewer=asha.viewer, deal_id=deal.id, actor=member, at=db.clock())
        refused(ApproverIsMaker, lambda: self.decide(deal, actions.approve_deal, operator))

    def test_everything_is_asked_anew(self, asha: Shop, operator: Actor) -> None:
        deal = an_open_deal(asha, deadline=db.clock() + DAY)
        pass_time(2 * DAY)
        refused(
            errors.DeadlineImpossible,
            lambda: self.decide(deal, actions.approve_deal, operator),
        )

    def test_by_the_inbox_of_operators(self, asha: Shop, operator: Actor) -> None:
        deal = an_open_deal(asha)
        asked = approvals.waiting_about(deal.subject)
        assert asked is not None
        with db.transaction():
            oversight.approve(approval=asked, actor=operator, at=db.clock())
        deal.refresh_from_db()
        assert deal.state == "open"

    def test_silence_is_no_yes(self, asha: Shop) -> None:
        from adulis.oversight import tasks

        deal = an_open_deal(asha, deadline=db.clock() + 30 * DAY)
        pass_time(7 * DAY)
        assert tasks.expire_approvals() == 1
        deal.refresh_from_db()
        assert (deal.state, told(deal)) == ("draft", ["submitted", "withdrawn"])


class TestAmending:
    def amend(self, shop: Shop, deal: Deal, body: Any = None, **more: Any) -> Terms:
        made: Terms = act(
            actions.amend_deal, shop, deal_id=deal.id,
            body=shares(5_000, 5_000) if body is None else body, **more,
        )  # fmt: skip
        return made

    def test_is_a_version_more(self, asha: Shop) -> None:
        deal = an_open_deal(asha)
        made = self.amend(asha, deal)
        deal.refresh_from_db()
        assert (made.version, made.material, deal.terms_version) == (2, True, 2)
        assert told(deal) == ["published", "amended"]
        (first, second) = queries.diff_of(asha.viewer, deal.id, 1, 2, now=db.clock())
        assert (first.before, second.after) == ("30.00 %", "50.00 %")
        assert broken_promises() == []

    def test_words_alone_make_nobody_wait(self, asha: Shop) -> None:
        deal = an_open_deal(asha, deadline=db.clock() + HOUR)
        milestones = [{"title": "First", "share_bp": 3_000}, {"title": "Rest", "share_bp": 7_000}]
        assert not self.amend(asha, deal, shares(milestones=milestones)).material
        before = deal.deadline
        deal.refresh_from_db()
        assert deal.deadline == before

    def test_what_is_material_leaves_time_to_read(self, asha: Shop) -> None:
        deal = an_open_deal(asha, deadline=db.clock() + HOUR)
        self.amend(asha, deal)
        deal.refresh_from_db()
        assert deal.deadline is not None
        left = deal.deadline - db.clock()
        assert timedelta(hours=3, minutes=59) < left <= timedelta(hours=4)

    def test_the_day_alone_makes_no_version(self, asha: Shop) -> None:
        deal = an_open_deal(asha)
        later = db.clock() + 20 * DAY
        made = self.amend(asha, deal, shares(), deadline=later, description="More to read.")
        deal.refresh_from_db()
        assert (made.version, deal.terms_version, deal.deadline) == (1, 1, later)
        assert deal.description == "More to read."

    def test_says_something_else(self, asha: Shop) -> None:
        deal = an_open_deal(asha)
        refused(errors.TermsUnchanged, lambda: self.amend(asha, deal, shares()))
        refused(errors.TermsInvalid, lambda: self.amend(asha, deal, amounts()))
        for days in (-1, 91):
            refused(
                errors.DeadlineImpossible,
                partial(self.amend, asha, deal, deadline=db.clock() + days * DAY),
            )

    def test_only_while_it_is_open_and_ones_own(self, asha: Shop, binu: Shop) -> None:
        deal = an_open_deal(asha)
        refused(errors.DealPartyOnly, lambda: self.amend(binu, deal))
        act(actions.cancel_deal, asha, deal_id=deal.id)
        refused(IllegalMove, lambda: self.amend(asha, deal))
        direct = proposed(asha, binu)
        refused(IllegalMove, lambda: self.amend(asha, direct))


class TestBetweenTwo:
    def test_one_proposes_and_the_other_accepts(self, asha: Shop, binu: Shop) -> None:
        deal = agreed(asha, binu)
        deal.refresh_from_db()
        made = last_terms(deal)
        assert (deal.state, deal.price_minor, deal.agreement_number) == ("agreed", PRICE, 1)
        agreement = Agreement.objects.get(subject=f"deal/{deal.id}")
        assert (agreement.buyer_id, agreement.seller_id) == (asha.id, binu.id)
        assert (agreement.subject, agreement.terms_hash) == (f"deal/{deal.id}", made.hash)
        assert agreement.amount_minor == PRICE
        assert sorted(acceptances(deal)) == sorted([(asha.id, 1, PRICE), (binu.id, 1, PRICE)])
        assert told(deal) == ["proposed", "agreed"]
        assert told(deal, other_side=True) == ["proposed", "agreed"]
        assert broken_promises() == []

    def test_whoever_offers_sells(self, asha: Shop, binu: Shop) -> None:
        deal = agreed(asha, binu, kind=DealKind.OFFER)
        agreement = Agreement.objects.get(subject=f"deal/{deal.id}")
        assert (agreement.buyer_id, agreement.seller_id) == (binu.id, asha.id)

    def test_they_answer_each_other(self, asha: Shop, binu: Shop) -> None:
        deal = proposed(asha, binu)
        countered(binu, deal)
        deal.refresh_from_db()
        assert (deal.state, deal.terms_version) == ("countered", 2)
        countered(asha, deal, amounts(350_000, 700_000))
        deal.refresh_from_db()
        assert (deal.state, deal.terms_version) == ("proposed", 3)
        done = accepted(binu, deal)
        assert (done.price_minor, Agreement.objects.get().amount_minor) == (1_050_000, 1_050_000)
        assert told(deal) == ["proposed", "countered", "countered", "agreed"]
        assert {each.made_by_id for each in Terms.objects.filter(deal=deal)} == {asha.id, binu.id}
        assert broken_promises() == []

    def test_nobody_answers_themselves(self, asha: Shop, binu: Shop) -> None:
        deal = proposed(asha, binu)
        for verb in (
            lambda: accepted(asha, deal),
            lambda: countered(asha, deal),
            lambda: act(actions.reject_deal, asha, deal_id=deal.id),
        ):
            refused(errors.NotYourTurn, verb)
        countered(binu, deal)
        refused(errors.NotYourTurn, lambda: accepted(binu, deal))

    def test_what_was_read_is_what_is_accepted(self, asha: Shop, binu: Shop) -> None:
        deal = proposed(asha, binu)
        read = consent(deal)
        countered(binu, deal)
        countered(asha, deal, amounts(999_999_00, 700_000))
        found = refused(
            errors.TermsMoved,
            lambda: act(actions.accept_deal, binu, deal_id=deal.id, consent=read),
        )
        assert found.facts["version"] == 3
        other = Consent(version=3, terms_hash="0" * 64)
        for verb, more in (
            (actions.accept_deal, {}),
            (actions.counter_deal, {"body": amounts(100)}),
        ):
            refused(
                errors.TermsMoved,
                partial(act, verb, binu, deal_id=deal.id, consent=other, **more),
            )

    def test_an_answer_says_something_else(self, asha: Shop, binu: Shop) -> None:
        deal = proposed(asha, binu)
        refused(errors.TermsUnchanged, lambda: countered(binu, deal, amounts()))
        refused(errors.TermsInvalid, lambda: countered(binu, deal, shares()))

    def test_nobody_else_answers(self, asha: Shop, binu: Shop) -> None:
        deal, other = proposed(asha, binu), a_shop("Chitra Foods")
        refused(errors.DealNotFound, lambda: accepted(other, deal))
        refused(errors.DealNotFound, lambda: act(actions.reject_deal, other, deal_id=deal.id))

    def test_no_is_the_end(self, asha: Shop, binu: Shop) -> None:
        deal = proposed(asha, binu)
        act(actions.reject_deal, binu, deal_id=deal.id, note="Too dear.")
        deal.refresh_from_db()
        assert (deal.state, deal.ended_reason) == ("lapsed", "rejected")
        assert told(deal, other_side=True) == ["proposed", "lapsed"]
        refused(IllegalMove, lambda: accepted(binu, deal))
        assert pass_time(6 * DAY) == 0

    def test_silence_is_the_end_too(self, asha: Shop, binu: Shop) -> None:
        deal = proposed(asha, binu)
        pass_time(3 * DAY)
        countered(binu, deal)
        pass_time(3 * DAY)
        deal.refresh_from_db()
        assert deal.state == "countered", "each answer has five days of its own"
        pass_time(2 * DAY)
        deal.refresh_from_db()
        assert (deal.state, deal.ended_reason) == ("lapsed", "expired")
        assert told(deal)[-1] == "lapsed"
        assert "reminder" in told(deal, other_side=True)
        assert broken_promises() == []

    def test_a_day_that_has_passed_is_not_accepted(self, asha: Shop, binu: Shop) -> None:
        part = {"title": "x", "amount_paise": PRICE, "deliver_by": db.clock() + 2 * DAY}
        deal = proposed(asha, binu, body=amounts(milestones=[part]))
        pass_time(3 * DAY)
        refused(errors.TermsInvalid, lambda: accepted(binu, deal))
        countered(binu, deal)

    def test_somebody_has_to_be_there(self, asha: Shop) -> None:
        deal = a_draft(asha, DealFormat.DIRECT)
        refused(
            errors.CounterpartyMissing, lambda: act(actions.propose_deal, asha, deal_id=deal.id)
        )

    def test_both_are_people_we_know(self, asha: Shop, binu: Shop) -> None:
        deal = proposed(asha, binu)
        with db.transaction():
            set_standing(
                merchant_id=asha.id, verification=Verification.REFUSED, tier=None, actor=WHO,
                at=db.clock(),
            )  # fmt: skip
        refused(errors.CounterpartyUnusable, lambda: accepted(binu, deal))
        with db.transaction():
            set_standing(
                merchant_id=binu.id, verification=Verification.UNVERIFIED, tier=None, actor=WHO,
                at=db.clock(),
            )  # fmt: skip
        refused(errors.TraderNotVerified, lambda: accepted(binu, deal))
        refused(errors.TraderNotVerified, lambda: countered(binu, deal))

    def test_it_is_called_off_before_it_binds(self, asha: Shop, binu: Shop) -> None:
        deal = proposed(asha, binu)
        refused(errors.DealPartyOnly, lambda: act(actions.cancel_deal, binu, deal_id=deal.id))
        act(actions.cancel_deal, asha, deal_id=deal.id, note="Sorry.")
        deal.refresh_from_db()
        assert (deal.state, told(deal, other_side=True)[-1]) == ("cancelled", "cancelled")
        bound = agreed(asha, binu)
        refused(IllegalMove, lambda: act(actions.cancel_deal, asha, deal_id=bound.id))

    def test_the_other_side_learns_what_was_done_not_by_whom(self, asha: Shop, binu: Shop) -> None:
        agreed(asha, binu)
        for shop, other in ((asha, binu), (binu, asha)):
            rows = AuditRecord.objects.filter(merchant_id=shop.id, action__startswith="deal.")
            assert {each.action for each in rows} >= {"deal.accept"}
            assert all(str(other.owner_id) not in str(vars(each)) for each in rows)


class TestBidOn:
    """What the room above does with a deal that is put up for bids."""

    def test_the_winner_is_bound_at_their_price(self, asha: Shop, binu: Shop) -> None:
        deal = an_open_deal(asha, body=shares(3_333, 6_667))
        with db.transaction():
            actions.begin_review(deal_id=deal.id, actor=WHO, at=db.clock())
        deal = won(deal, binu, 999_999, awarded_by="asha herself")
        assert (deal.state, deal.price_minor, deal.terms_version) == ("agreed", 999_999, 1)
        agreement = Agreement.objects.get()
        assert (agreement.buyer_id, agreement.seller_id) == (asha.id, binu.id)
        assert agreement.amount_minor == 999_999
        assert sorted(acceptances(deal)) == sorted([(asha.id, 1, 999_999), (binu.id, 1, 999_999)])
        assert told(deal) == ["published", "reviewing", "agreed"]
        assert told(deal, other_side=True) == ["agreed"]
        assert broken_promises() == []

    def test_not_the_best_wants_a_reason(self, asha: Shop, binu: Shop) -> None:
        deal = an_open_deal(asha)
        refused(errors.ReasonMissing, lambda: won(deal, binu, is_best=False, reason=" "))
        won(deal, binu, is_best=False, reason="They deliver sooner.")

    def test_nobody_wins_their_own_or_unknown(self, asha: Shop) -> None:
        deal = an_open_deal(asha)
        unknown = a_shop("New", verification=Verification.UNVERIFIED)
        refused(errors.CounterpartyIsPoster, lambda: won(deal, asha))
        refused(errors.CounterpartyUnusable, lambda: won(deal, unknown))

    def test_a_price_that_leaves_a_part_nothing_is_none(self, asha: Shop, binu: Shop) -> None:
        deal = an_open_deal(asha, body=shares(1, 9_999))
        refused(errors.TermsInvalid, lambda: won(deal, binu, 10_000))

    def test_nobody_bid(self, asha: Shop) -> None:
        deal = an_open_deal(asha)
        with db.transaction():
            actions.lapse(deal_id=deal.id, reason=EndReason.NO_BIDS, actor=WHO, at=db.clock())
        deal.refresh_from_db()
        assert (deal.state, deal.ended_reason) == ("lapsed", "no_bids")

    def test_it_is_opened_again(self, asha: Shop, binu: Shop) -> None:
        deal = an_open_deal(asha)
        later = db.clock() + 9 * DAY

        def again(shop: Shop) -> Any:
            return act(actions.reopen, shop, deal_id=deal.id, deadline=later)

        refused(IllegalMove, lambda: again(asha))
        with db.transaction():
            actions.begin_review(deal_id=deal.id, actor=WHO, at=db.clock())
        refused(errors.DealPartyOnly, lambda: again(binu))
        again(asha)
        deal.refresh_from_db()
        assert (deal.state, deal.deadline) == ("open", later)
        assert told(deal)[-1] == "reopened"

    def in_review(self, asha: Shop, **more: Any) -> Deal:
        deal = an_open_deal(asha, **more)
        with db.transaction():
            return actions.begin_review(deal_id=deal.id, actor=WHO, at=db.clock())

    def talk(self, asha: Shop, deal: Deal, other: Shop, **more: Any) -> Deal:
        found: Deal = act(
            actions.negotiate, asha, deal_id=deal.id, counterparty_id=other.id,
            **({"price": rupees(PRICE)} | more),
        )  # fmt: skip
        return found

    def test_a_price_is_talked_about_with_one_of_those_who_bid(
        self, asha: Shop, binu: Shop
    ) -> None:
        deal = self.talk(asha, self.in_review(asha), binu)
        assert (deal.state, deal.terms_version, deal.counterparty_id) == ("proposed", 2, binu.id)
        assert terms.price_of(last_terms(deal).body) == rupees(PRICE)
        countered(binu, deal)
        deal.refresh_from_db()
        assert accepted(asha, deal).price_minor == 1_100_000
        assert told(deal)[-3:] == ["proposed", "countered", "agreed"]
        assert broken_promises() == []

    def test_when_talks_come_to_nothing_others_are_chosen_from(
        self, asha: Shop, binu: Shop
    ) -> None:
        deal = self.talk(asha, self.in_review(asha), binu)
        act(actions.reject_deal, binu, deal_id=deal.id)
        deal.refresh_from_db()
        assert (deal.state, deal.counterparty_id) == ("reviewing", None)
        assert terms.price_of(last_terms(deal).body) is None, "bids are on shares again"
        assert told(deal)[-1] == told(deal, other_side=True)[-1] == "fell_back"
        chitra = a_shop("Chitra Foods")
        self.talk(asha, deal, chitra)
        pass_time(6 * DAY)
        deal.refresh_from_db()
        assert deal.state == "reviewing"
        assert won(deal, chitra).state == "agreed"
        assert broken_promises() == []

    def test_talks_are_begun_by_whoever_posted_it(self, asha: Shop, binu: Shop) -> None:
        deal = self.in_review(asha)
        refused(errors.DealPartyOnly, lambda: self.talk(binu, deal, binu))
        refused(errors.CounterpartyIsPoster, lambda: self.talk(asha, deal, asha))
        refused(errors.TermsInvalid, lambda: self.talk(asha, deal, binu, body=shares()))
        is_open = an_open_deal(asha)
        refused(IllegalMove, lambda: self.talk(asha, is_open, binu))


class TestWhoSees:
    def access(self, deal: Deal, shop: Shop) -> Access | None:
        try:
            return queries.deal_of(shop.viewer, deal.id, now=db.clock()).access
        except errors.DealNotFound:
            return None

    def test_what_is_public_is_closed_once_it_is_agreed(self, asha: Shop, binu: Shop) -> None:
        other = a_shop("Chitra Foods")
        deal = an_open_deal(asha)
        assert self.access(deal, other) is Access.PUBLIC
        won(deal, binu)
        assert self.access(deal, binu) is Access.COUNTERPARTY
        assert self.access(deal, other) is Access.CLOSED
        seen = queries.deal_of(other.viewer, deal.id, now=db.clock())
        assert (seen.terms, seen.waiting, seen.allowed_moves) == (None, None, [])
        assert list(seen.names.values()) == ["Asha Exports", None]
        for question in (
            lambda: queries.terms_of(other.viewer, deal.id, None, now=db.clock()),
            lambda: queries.versions_of(other.viewer, deal.id, now=db.clock()),
            lambda: queries.timeline_of(other.viewer, deal.id, now=db.clock()),
            lambda: queries.cancellation_of(other.viewer, deal.id, now=db.clock()),
            lambda: queries.attachments_of(other.viewer, deal.id, now=db.clock()),
        ):
            with pytest.raises(errors.DealNotFound):
                question()

    def test_what_is_for_some_is_nobody_elses(self, asha: Shop, binu: Shop) -> None:
        deal = an_open_deal(asha, visibility=Visibility.INVITED)
        assert self.access(deal, binu) is None
        won(deal, binu)
        assert self.access(deal, binu) is Access.COUNTERPARTY

    def test_what_is_between_two_is_nobody_elses(self, asha: Shop, binu: Shop) -> None:
        deal, other = proposed(asha, binu), a_shop("Chitra Foods")
        assert self.access(deal, other) is None
        accepted(binu, deal)
        assert self.access(deal, other) is None

    def test_versions_and_what_happened(self, asha: Shop, binu: Shop) -> None:
        deal = proposed(asha, binu)
        countered(binu, deal)
        now = db.clock()
        assert [each.version for each in queries.versions_of(binu.viewer, deal.id, now=now)] == [
            2, 1,
        ]  # fmt: skip
        assert queries.terms_of(binu.viewer, deal.id, 1, now=now).version == 1
        with pytest.raises(errors.TermsNotFound):
            queries.terms_of(binu.viewer, deal.id, 3, now=now)
        steps = queries.timeline_of(binu.viewer, deal.id, now=now)
        assert [(each.sequence, each.what) for each in steps] == [(1, "proposed"), (2, "countered")]
        assert queries.deal_for_operator(deal.id).id == deal.id
        with pytest.raises(errors.DealNotFound):
            queries.deal_for_operator(uuid4())

    def test_a_role_that_may_not_is_offered_nothing(self, asha: Shop, binu: Shop) -> None:
        from adulis.identity.values import MemberRole

        deal = proposed(asha, binu)
        finance, _ = a_member(binu, MemberRole.FINANCE)
        seen = [
            queries.deal_of(viewer, deal.id, now=db.clock()).allowed_moves
            for viewer in (
                binu.viewer,
                binu.seen_by(finance, MemberRole.FINANCE),
                binu.seen_by(finance, MemberRole.VIEWER),
            )
        ]
        assert seen == [
            ["counter", "accept", "reject", "attach", "write"], ["attach", "write"], [],
        ]  # fmt: skip


class TestPastTheVerbs:
    @pytest.mark.parametrize(
        ("change", "because"),
        [
            ("state = 'active'", "never becomes"),
            ("state = 'draft', draft = '{}'", "never becomes"),
            ("poster_id = counterparty_id", "whose it is never changes"),
            ("title = 'Other'", "what others have seen never changes"),
            ("kind = 'offer'", "what others have seen never changes"),
            ("terms_version = 0", "versions only rise"),
        ],
    )
    def test_a_deal_that_was_seen_stays_what_it_is(
        self, asha: Shop, binu: Shop, change: str, because: str
    ) -> None:
        deal = proposed(asha, binu)
        with pytest.raises(IntegrityError, match=because):
            db.execute(f"UPDATE deals_deal SET {change} WHERE id = %s", [deal.id])

    @pytest.mark.parametrize(
        ("change", "constraint"),
        [
            ("agreement_id = NULL", "deals_deal_bound_has_agreement"),
            ("price_minor = NULL", "deals_deal_bound_has_agreement"),
            ("counterparty_id = NULL", "deals_deal_bound_has_agreement"),
            ("draft = '{}'", "deals_deal_seen_has_terms"),
            ("ended_reason = 'rejected'", "deals_deal_ended_has_reason"),
            ("completed_at = adulis_clock()", "deals_deal_completed_has_time"),
        ],
    )
    def test_a_deal_contradicts_itself_nowhere(
        self, asha: Shop, binu: Shop, change: str, constraint: str
    ) -> None:
        deal = agreed(asha, binu)
        with pytest.raises(IntegrityError, match=constraint):
            db.execute(f"UPDATE deals_deal SET {change} WHERE id = %s", [deal.id])

    @pytest.mark.parametrize("table", ["deals_terms", "deals_acceptance"])
    def test_what_was_said_stays_said(self, asha: Shop, binu: Shop, table: str) -> None:
        agreed(asha, binu)
        for statement in (f"UPDATE {table} SET hash = 'x'", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError), db.transaction():
                db.execute(statement)

    def test_no_deal_is_removed(self, asha: Shop) -> None:
        deal = a_draft(asha)
        with pytest.raises(IntegrityError, match="never removed"):
            db.execute("DELETE FROM deals_deal WHERE id = %s", [deal.id])
