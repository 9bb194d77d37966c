"""What two people do together: who may propose, who may agree, and what is done then (T-43)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from adulis.approvals import actions as questions
from adulis.approvals import queries as asked
from adulis.approvals.errors import (
    AlreadyAsked,
    ApprovalOverdue,
    ApprovedThingChanged,
    ApproverIsMaker,
    NotTheMaker,
)
from adulis.approvals.models import Approval
from adulis.events.models import Event
from adulis.fees import queries as fees
from adulis.identity import actions as identity
from adulis.identity.errors import AlreadyFrozen, NotFrozen, OperatorRequired, RoleTooLow
from adulis.identity.models import Membership, Merchant, User
from adulis.identity.values import MemberRole, OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind, system
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import Money, rupees
from adulis.ledger import queries as book
from adulis.ledger.errors import InsufficientFunds
from adulis.limits import queries as limits
from adulis.limits.values import LimitKind, Window
from adulis.oversight import actions, tasks
from adulis.oversight.effects import effect_of
from adulis.oversight.errors import NothingToChange, StartsInPast
from adulis.oversight.queries import thresholds_of
from adulis.oversight.values import Thresholds
from adulis.payouts.models import Payout
from adulis.timers import actions as timers
from adulis.wallets.values import OWES, Against, Direction
from tests.bank import broken_promises
from tests.owing import owes
from tests.rows import changed_since, everything
from tests.world import Shop, a_member, a_person, a_shop

pytestmark = pytest.mark.django_db
WHO = system("tests")


def operator(role: OperatorRole = OperatorRole.FINANCE, name: str = "Farah") -> Actor:
    user_id, _ = a_person(name, operator_role=role)
    return Actor(ActorKind.OPERATOR, str(user_id), str(user_id))


def run(verb: Callable[..., Any], **given: Any) -> Any:
    with db.transaction():
        return verb(**given, at=db.clock())


def fee(actor: Actor, **more: Any) -> Approval:
    told = {"service": "payout", "flat_minor": 250, "basis_points": 50, "starts_at": None}
    found: Approval = run(actions.propose_fee, **{**told, **more}, reason="costs rose", actor=actor)
    return found


def limit(actor: Actor, **more: Any) -> Approval:
    told = {
        "tier": "starter", "kind": LimitKind.PAYOUT, "window": Window.DAY,
        "maximum": rupees(500_000), "starts_at": None,
    }  # fmt: skip
    found: Approval = run(actions.propose_limit, **{**told, **more}, reason="trust", actor=actor)
    return found


def adjustment(actor: Actor, shop: Shop, **more: Any) -> Approval:
    told = {
        "direction": Direction.CREDIT, "against": Against.LOSSES, "amount": rupees(5_000),
    }  # fmt: skip
    found: Approval = run(
        actions.propose_adjustment, merchant_id=shop.id, **{**told, **more}, reason="Goodwill",
        evidence="Ticket 12", actor=actor,
    )  # fmt: skip
    return found


def approve(approval: Approval, actor: Actor, **more: Any) -> None:
    run(actions.approve, approval=approval, actor=actor, **more)


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


@pytest.fixture
def maker() -> Actor:
    return operator()


@pytest.fixture
def other() -> Actor:
    return operator(OperatorRole.ADMIN, "Anand")


class TestFourEyes:
    def test_the_maker_does_not_agree(self, maker: Actor, shop: Shop) -> None:
        for approval in (fee(maker), limit(maker), adjustment(maker, shop)):
            before = everything()
            with pytest.raises(ApproverIsMaker):
                approve(approval, maker)
            assert changed_since(before) == {}

    @pytest.mark.parametrize("role", [OperatorRole.SUPPORT, OperatorRole.COMPLIANCE])
    def test_nor_does_an_operator_of_another_role(self, maker: Actor, role: OperatorRole) -> None:
        approval = fee(maker)
        before = everything()
        for verb in (actions.approve, actions.refuse):
            with pytest.raises(OperatorRequired):
                run(verb, approval=approval, actor=operator(role))
        assert changed_since(before, "identity_user", "events_event", "audit_record") == {}

    @pytest.mark.parametrize("change", [{"is_active": False}, {"operator_role": ""}])
    def test_nor_who_was_an_operator_until_a_moment_ago(
        self, maker: Actor, other: Actor, change: dict[str, Any]
    ) -> None:
        approval = fee(maker)
        User.objects.filter(id=other.user_id).update(**change)
        before = everything()
        with pytest.raises(OperatorRequired):
            approve(approval, other)
        assert changed_since(before) == {}

    def test_once_is_once(self, maker: Actor, other: Actor, shop: Shop) -> None:
        approval = adjustment(maker, shop)
        approve(approval, other)
        before = everything()
        for verb in (actions.approve, actions.refuse, actions.withdraw):
            with pytest.raises(IllegalMove):
                run(verb, approval=approval, actor=other)
        assert changed_since(before) == {}
        assert shop.available == 105_000

    def test_what_was_looked_at_is_what_is_agreed_to(self, maker: Actor, other: Actor) -> None:
        approval = fee(maker)
        before = everything()
        with pytest.raises(ApprovedThingChanged):
            approve(approval, other, digest="f" * 64)
        approval.details = {**approval.details, "flat_minor": 1}
        with pytest.raises(ApprovedThingChanged):
            approve(approval, other)
        assert changed_since(before) == {}

    def test_silence_is_not_agreement(self, maker: Actor, other: Actor, shop: Shop) -> None:
        approval = adjustment(maker, shop)
        with db.transaction():
            timers.advance_clock(seconds=7 * 86_400, actor=WHO, at=db.clock())
        with pytest.raises(ApprovalOverdue):
            approve(approval, other)
        assert tasks.expire_approvals() == 1
        assert Approval.objects.get().state == "expired"
        assert tasks.expire_approvals() == 0
        assert shop.available == 100_000

    def test_only_the_maker_takes_back(self, maker: Actor, other: Actor) -> None:
        approval = fee(maker)
        with pytest.raises(NotTheMaker):
            run(actions.withdraw, approval=approval, actor=other)
        run(actions.withdraw, approval=approval, actor=maker)
        assert Approval.objects.get().state == "withdrawn"

    def test_a_no_is_kept_with_its_reason_and_changes_nothing(
        self, maker: Actor, other: Actor
    ) -> None:
        approval = fee(maker)
        run(actions.refuse, approval=approval, note="not in December", actor=other)
        found = Approval.objects.get()
        assert (found.state, found.note, found.decided_by) == (
            "refused", "not in December", other.user_id,
        )  # fmt: skip
        assert fees.tariff_of("payout", at=db.clock()).flat_minor == 0

    def test_the_same_thing_waits_once_and_may_be_asked_again(
        self, maker: Actor, other: Actor
    ) -> None:
        approval = fee(maker)
        before = everything()
        with pytest.raises(AlreadyAsked):
            fee(other, flat_minor=1)
        assert changed_since(before) == {}
        run(actions.refuse, approval=approval, actor=other)
        assert fee(other, flat_minor=1).state == "waiting"

    @pytest.mark.parametrize("verb", [actions.refuse, actions.withdraw, actions.approve])
    def test_the_answer_to_one_question_never_meets_the_next(
        self, maker: Actor, other: Actor, verb: Callable[..., None]
    ) -> None:
        """The same was withdrawn and asked again between looking and answering."""
        looked_at = fee(maker)
        run(actions.withdraw, approval=looked_at, actor=maker)
        asked_again = fee(maker)
        assert looked_at.digest == asked_again.digest
        before = everything()
        with pytest.raises(IllegalMove):
            run(verb, approval=looked_at, actor=maker if verb is actions.withdraw else other)
        assert changed_since(before) == {}
        run(actions.refuse, approval=asked_again, actor=other)

    def test_the_end_of_one_question_is_not_the_end_of_the_next(self, maker: Actor) -> None:
        overdue = fee(maker)
        with db.transaction():
            timers.advance_clock(seconds=7 * 86_400, actor=WHO, at=db.clock())
        run(actions.withdraw, approval=overdue, actor=maker)
        asked_again = fee(maker)
        with db.transaction():
            timers.advance_clock(seconds=7 * 86_400, actor=WHO, at=db.clock())
        before = everything()
        assert run(actions.expire_overdue, approval=overdue, actor=WHO) is False
        assert changed_since(before) == {}
        assert run(actions.expire_overdue, approval=asked_again, actor=WHO) is True

    def test_no_merchant_hears_of_it(self, maker: Actor, shop: Shop) -> None:
        adjustment(maker, shop)
        told = Event.objects.get(type="approval.asked")
        assert told.merchant_id is None
        assert list(asked.of_merchant(shop.id)) == []


class TestFees:
    def test_count_from_approval_on(self, maker: Actor, other: Actor) -> None:
        approval = fee(maker)
        assert fees.tariff_of("payout", at=db.clock()).flat_minor == 0
        approve(approval, other)
        now = fees.tariff_of("payout", at=db.clock())
        assert (now.flat_minor, now.basis_points, now.tax_basis_points) == (250, 50, 1_800)

    def test_never_change_what_was_before_approval(self, maker: Actor, other: Actor) -> None:
        approval = fee(maker, starts_at=db.clock() + timedelta(hours=1))
        with db.transaction():
            timers.advance_clock(seconds=86_400, actor=WHO, at=db.clock())
        approved_at = db.clock()
        approve(approval, other)
        assert fees.tariff_of("payout", at=approved_at - timedelta(hours=1)).flat_minor == 0
        assert fees.tariff_of("payout", at=db.clock()).flat_minor == 250

    def test_are_told_in_numbers(self, maker: Actor) -> None:
        approval = fee(maker)
        assert effect_of("fee", approval.details, at=db.clock()) == (
            "A payout costs ₹2.50 + 0.50 %, and 18.00 % tax on that from approval on; now it costs"
            " ₹0.00 + 0.00 %, and 0.00 % tax on that. Of ₹10,000.00 that is ₹61.95, now ₹0.00."
        )

    def test_are_proposed_by_finance_and_admins(self) -> None:
        for role in (OperatorRole.SUPPORT, OperatorRole.COMPLIANCE):
            with pytest.raises(OperatorRequired):
                fee(operator(role))


class TestLimits:
    def test_count_from_approval_on(self, maker: Actor, other: Actor) -> None:
        approval = limit(maker)
        effect = effect_of("limit", approval.details, at=db.clock())
        assert effect == (
            "Payout of starter, in a day: at most ₹5,000.00 from approval on;"
            " now at most ₹10,00,000.00."
        )
        approve(approval, other)
        assert limits.limits_of("starter", LimitKind.PAYOUT, at=db.clock()).day == rupees(500_000)

    def test_may_be_taken_away(self, maker: Actor, other: Actor) -> None:
        approve(limit(maker, maximum=None), other)
        assert limits.limits_of("starter", LimitKind.PAYOUT, at=db.clock()).day is None

    def test_begin_neither_in_the_past_nor_as_they_are(self, maker: Actor) -> None:
        before = everything()
        with pytest.raises(StartsInPast):
            limit(maker, starts_at=db.clock() - timedelta(seconds=1))
        with pytest.raises(NothingToChange):
            limit(maker, maximum=rupees(10 * 100_000 * 100))
        assert changed_since(before) == {}


class TestAdjustments:
    def test_give_at_our_loss(self, maker: Actor, other: Actor, shop: Shop) -> None:
        approval = adjustment(maker, shop)
        assert shop.available == 100_000
        assert effect_of("adjustment", approval.details, at=db.clock()) == (
            "Asha Exports: ₹50.00 from platform/losses to its wallet."
            " Available: ₹1,000.00, then ₹1,050.00."
        )
        approve(approval, other)
        assert shop.available == 105_000
        assert book.balance("platform/losses/INR") == rupees(-5_000)
        [line] = book.lines([f"merchant/{shop.id}/available/INR"], limit=1)
        assert line.memo == "Adjustment: Goodwill"
        told = Event.objects.get(type="adjustment.posted")
        assert (told.merchant_id, told.payload["direction"]) == (shop.id, "credit")
        assert broken_promises() == []

    def test_take(self, maker: Actor, other: Actor, shop: Shop) -> None:
        approve(adjustment(maker, shop, direction=Direction.DEBIT, against=Against.SUSPENSE), other)
        assert shop.available == 95_000
        assert book.balance("platform/suspense/INR") == rupees(5_000)
        assert broken_promises() == []

    def test_never_take_more_than_is_there(self, maker: Actor, other: Actor, shop: Shop) -> None:
        debit = {"direction": Direction.DEBIT, "against": Against.LOSSES}
        before = everything()
        with pytest.raises(InsufficientFunds):
            adjustment(maker, shop, **debit, amount=rupees(100_001))
        assert changed_since(before) == {}
        approval = adjustment(maker, shop, **debit, amount=rupees(100_000))
        shop.pay_out(1_000)
        before = everything()
        with pytest.raises(InsufficientFunds):
            approve(approval, other)
        assert changed_since(before) == {}

    def test_pay_what_is_owed_first(self, maker: Actor, other: Actor) -> None:
        shop = a_shop()
        owes(shop, 3_000)
        approve(adjustment(maker, shop), other)
        assert (shop.available, shop.owed) == (2_000, 0)
        assert broken_promises() == []


class TestFreezes:
    @pytest.fixture
    def compliance(self) -> Actor:
        return operator(OperatorRole.COMPLIANCE, "Chetan")

    def frozen(self, shop: Shop) -> str:
        return str(Merchant.objects.get(id=shop.id).payouts_frozen_reason)

    def test_need_one_and_their_end_needs_two(
        self, compliance: Actor, other: Actor, shop: Shop
    ) -> None:
        run(actions.freeze, merchant_id=shop.id, reason="court order", actor=compliance)
        assert self.frozen(shop) == "court order"
        more = {"merchant_id": shop.id, "reason": "order lifted", "actor": compliance}
        approval = run(actions.propose_unfreeze, **more)
        with pytest.raises(ApproverIsMaker):
            approve(approval, compliance)
        assert self.frozen(shop) == "court order"
        approve(approval, other)
        assert self.frozen(shop) == ""

    def test_are_not_finances_business(self, maker: Actor, shop: Shop) -> None:
        with pytest.raises(OperatorRequired):
            run(actions.freeze, merchant_id=shop.id, reason="court order", actor=maker)
        with pytest.raises(OperatorRequired):
            run(actions.propose_unfreeze, merchant_id=shop.id, reason="why not", actor=maker)

    def test_that_are_none_cannot_be_lifted(self, compliance: Actor, shop: Shop) -> None:
        with pytest.raises(NotFrozen):
            run(actions.propose_unfreeze, merchant_id=shop.id, reason="why", actor=compliance)

    def test_of_people_are_not_replaced(self, compliance: Actor, shop: Shop) -> None:
        run(actions.freeze, merchant_id=shop.id, reason="court order", actor=compliance)
        with pytest.raises(AlreadyFrozen):
            run(actions.freeze, merchant_id=shop.id, reason="another", actor=compliance)

    def test_another_freeze_since_then_is_another_question(
        self, compliance: Actor, other: Actor, shop: Shop
    ) -> None:
        run(actions.freeze, merchant_id=shop.id, reason="court order", actor=compliance)
        more = {"merchant_id": shop.id, "reason": "lifted", "actor": compliance}
        approval = run(actions.propose_unfreeze, **more)
        run(identity.unfreeze_payouts, merchant_id=shop.id, actor=WHO)
        run(actions.freeze, merchant_id=shop.id, reason="tax raid", actor=compliance)
        before = everything()
        with pytest.raises(ApprovedThingChanged):
            approve(approval, other)
        assert changed_since(before) == {}

    def test_for_a_debt_gives_way_and_comes_back(self, compliance: Actor, other: Actor) -> None:
        shop = a_shop()
        owes(shop, 3_000)
        assert self.frozen(shop) == OWES
        run(actions.freeze, merchant_id=shop.id, reason="court order", actor=compliance)
        assert self.frozen(shop) == "court order"
        more = {"merchant_id": shop.id, "reason": "lifted", "actor": compliance}
        approve(run(actions.propose_unfreeze, **more), other)
        assert self.frozen(shop) == OWES
        shop.credit(3_000)
        assert self.frozen(shop) == ""

    def test_that_people_made_outlives_the_debt(self, compliance: Actor) -> None:
        shop = a_shop()
        owes(shop, 3_000)
        run(actions.freeze, merchant_id=shop.id, reason="court order", actor=compliance)
        shop.credit(3_000)
        assert self.frozen(shop) == "court order"


def both(payouts: int | None, transfers: int | None) -> Thresholds:
    def money(paise: int | None) -> Money | None:
        return None if paise is None else rupees(paise)

    return Thresholds(money(payouts), money(transfers), None)


class TestThresholds:
    def change(self, shop: Shop, wanted: Thresholds) -> Approval | None:
        found: Approval | None = run(
            actions.change_thresholds, viewer=shop.viewer, wanted=wanted, actor=shop.actor
        )
        return found

    def test_are_off_at_first_and_set_by_one_owner(self, shop: Shop) -> None:
        assert thresholds_of(shop.id) == both(None, None)
        a_member(shop, MemberRole.OWNER)
        assert self.change(shop, both(1_000, 2_000)) is None
        assert thresholds_of(shop.id) == both(1_000, 2_000)
        assert shop.pay_out(1_001).waiting_for == "approval"

    @pytest.mark.parametrize(
        "wanted", [both(None, 2_000), both(1_001, 2_000), both(1_000, None), both(500, 2_001)]
    )
    def test_are_loosened_by_two(self, shop: Shop, wanted: Thresholds) -> None:
        self.change(shop, both(1_000, 2_000))
        user_id, _ = a_member(shop, MemberRole.OWNER)
        approval = self.change(shop, wanted)
        assert approval is not None
        assert thresholds_of(shop.id) == both(1_000, 2_000)
        with pytest.raises(ApproverIsMaker):
            approve(approval, shop.actor)
        approve(approval, Actor(ActorKind.USER, str(user_id), str(user_id)))
        assert thresholds_of(shop.id) == wanted

    def test_are_loosened_by_one_who_is_alone(self, shop: Shop) -> None:
        self.change(shop, both(1_000, 2_000))
        a_member(shop, MemberRole.FINANCE)
        assert self.change(shop, both(None, None)) is None
        assert thresholds_of(shop.id) == both(None, None)

    def test_that_changed_meanwhile_are_another_question(self, shop: Shop) -> None:
        self.change(shop, both(1_000, 2_000))
        user_id, _ = a_member(shop, MemberRole.OWNER)
        approval = self.change(shop, both(None, 2_000))
        assert approval is not None
        self.change(shop, both(900, 2_000))
        before = everything()
        with pytest.raises(ApprovedThingChanged):
            approve(approval, Actor(ActorKind.USER, str(user_id), str(user_id)))
        assert changed_since(before) == {}

    def test_are_the_owners(self, shop: Shop) -> None:
        user_id, _ = a_member(shop, MemberRole.FINANCE)
        actor = Actor(ActorKind.USER, str(user_id), str(user_id))
        with pytest.raises(RoleTooLow):
            run(actions.change_thresholds, viewer=shop.viewer, wanted=both(1, 1), actor=actor)


class TestPayouts:
    @pytest.fixture
    def waiting(self, shop: Shop) -> Approval:
        run(
            actions.change_thresholds, viewer=shop.viewer, wanted=both(1_000, None),
            actor=shop.actor,
        )  # fmt: skip
        payout = shop.pay_out(50_000)
        found = asked.waiting_about(f"payout/{payout.id}")
        assert found is not None
        return found

    @pytest.mark.parametrize("verb", [actions.approve, actions.refuse, actions.withdraw])
    def test_are_not_decided_by_the_answer_to_another_question(
        self, shop: Shop, waiting: Approval, verb: Callable[..., None]
    ) -> None:
        """Its room answers whatever was asked last; it was asked again since this one was seen."""
        run(questions.take_back, subject=waiting.subject, actor=shop.actor)
        told = {name: getattr(waiting, name) for name in ("kind", "subject", "merchant_id")}
        run(
            questions.ask, **told, reason="again", details=waiting.details, digest=waiting.digest,
            actor=shop.actor,
        )  # fmt: skip
        user_id, _ = a_member(shop, MemberRole.OWNER)
        other = Actor(ActorKind.USER, str(user_id), str(user_id))
        before = everything()
        with pytest.raises(ApprovedThingChanged):
            run(verb, approval=waiting, actor=shop.actor if verb is actions.withdraw else other)
        assert changed_since(before) == {}

    def test_go_on_when_another_owner_agrees(self, shop: Shop, waiting: Approval) -> None:
        user_id, _ = a_member(shop, MemberRole.OWNER)
        approve(waiting, Actor(ActorKind.USER, str(user_id), str(user_id)))
        assert Payout.objects.get().waiting_for == ""

    def test_are_cancelled_when_their_maker_takes_them_back(
        self, shop: Shop, waiting: Approval
    ) -> None:
        run(actions.withdraw, approval=waiting, actor=shop.actor)
        payout = Payout.objects.get()
        assert (payout.state, payout.reason) == ("cancelled", "cancelled_by_merchant")
        assert shop.available == 100_000

    def test_are_cancelled_when_nobody_decides(self, shop: Shop, waiting: Approval) -> None:
        assert waiting.expires_at == Payout.objects.get().waiting_until
        with db.transaction():
            timers.advance_clock(seconds=7 * 86_400, actor=WHO, at=db.clock())
        assert tasks.expire_approvals() == 1
        payout = Payout.objects.get()
        assert (payout.state, payout.reason) == ("cancelled", "approval_expired")
        assert (shop.available, Approval.objects.get().state) == (100_000, "expired")
        assert broken_promises() == []

    def test_are_not_agreed_to_by_who_lost_the_role(self, shop: Shop, waiting: Approval) -> None:
        user_id, _ = a_member(shop, MemberRole.OWNER)
        Membership.objects.filter(user_id=user_id).update(role="viewer")
        before = everything()
        with pytest.raises(RoleTooLow):
            approve(waiting, Actor(ActorKind.USER, str(user_id), str(user_id)))
        assert changed_since(before) == {}

    def test_are_told_in_numbers(self, waiting: Approval) -> None:
        effect = effect_of(waiting.kind, waiting.details, at=db.clock())
        assert effect.startswith("₹500.00 go to Asha Rao ")
        assert effect.endswith(
            "by IMPS; with fee and tax ₹500.00 were set aside when it was created."
        )
