"""Batches above the limit wait in the inbox of the merchant's owners, and are answered there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from adulis.approvals import queries as asked
from adulis.approvals.errors import (
    ApprovalOverdue,
    ApprovedThingChanged,
    ApproverIsMaker,
    NotTheMaker,
)
from adulis.approvals.models import Approval
from adulis.events.models import Event
from adulis.identity.errors import RoleTooLow, SecondPersonTooNew
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind, system
from adulis.kernel.errors import Refusal
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import Money, rupees
from adulis.oversight import actions, queries, tasks
from adulis.oversight.effects import effect_of
from adulis.oversight.values import Thresholds
from adulis.payouts import actions as payouts
from adulis.payouts import queries as batches
from adulis.payouts import tasks as running
from adulis.payouts.models import Payout, PayoutBatch, PayoutBatchRow
from adulis.payouts.values import BankDetails, RowGiven
from adulis.timers import actions as timers
from tests.bank import broken_promises, together
from tests.rows import changed_since, everything
from tests.world import Shop, a_member, a_shop

OWNER, FINANCE = MemberRole.OWNER, MemberRole.FINANCE
WEEK = timedelta(days=7)


def acting(user_id: UUID) -> Actor:
    return Actor(ActorKind.USER, str(user_id), str(user_id))


def run(verb: Callable[..., Any], **given: Any) -> Any:
    with db.transaction():
        return verb(**given, at=db.clock())


def limit(shop: Shop, paise: int | None) -> Approval | None:
    wanted = None if paise is None else rupees(paise)
    return set_to(shop, wanted)


def set_to(shop: Shop, payouts_above: Money | None) -> Approval | None:
    found: Approval | None = run(
        actions.change_thresholds, viewer=shop.viewer, actor=shop.actor,
        wanted=Thresholds(payouts_above, None, None),
    )  # fmt: skip
    return found


def sent(shop: Shop, *paise: int, by: UUID | None = None) -> PayoutBatch:
    viewer = shop.seen_by(by or shop.owner_id)
    rows = [
        RowGiven(
            line=line, row_key=f"k{line}", amount_minor=each, bank_account_id=shop.accounts[0].id
        )
        for line, each in enumerate(paise, 1)
    ]
    made: PayoutBatch = run(
        payouts.validate_batch, viewer=viewer, name="May", rows=rows, actor=viewer.actor
    )
    return made


def waiting(batch: PayoutBatch) -> Approval:
    found = asked.waiting_about(f"payout-batch/{batch.id}")
    assert found is not None
    return found


def is_asked(batch: PayoutBatch) -> bool:
    return asked.waiting_about(f"payout-batch/{batch.id}") is not None


def state_of(batch: PayoutBatch) -> str:
    return str(PayoutBatch.objects.get(id=batch.id).state)


def pass_time(by: timedelta) -> None:
    seconds = round(by.total_seconds())
    run(timers.advance_clock, seconds=seconds, actor=system("tests"))


@pytest.fixture
def shop() -> Shop:
    made = a_shop(paise=1_000_000)
    limit(made, 50_000)
    return made


@pytest.fixture
def other(shop: Shop) -> UUID:
    return a_member(shop, OWNER)[0]


@pytest.mark.django_db
class TestAsking:
    def test_is_done_for_what_adds_up_to_more_than_the_limit(self, shop: Shop, other: UUID) -> None:
        big, small = sent(shop, 49_000, 2_000, 5), sent(shop, 49_000, 1_000)
        assert not is_asked(small)
        approval = waiting(big)
        (seen,) = queries.seen_by_member(shop.seen_by(other), [approval], at=db.clock())
        assert (seen.kind, seen.allowed_moves) == ("payout_batch", ("approve", "refuse"))
        assert seen.details["amount_paise"] == 51_000
        assert seen.effect == (
            "2 payouts of ₹510.00 altogether, fees not included, in file order. Each is refused by"
            " itself where the wallet does not reach. 1 of its 3 rows cannot be paid and are left"
            " out."
        )
        told = batches.waiting_of_batch(big)
        assert told is not None
        assert (told.on, told.until) == (
            "another owner than whoever made it", approval.expires_at,
        )  # fmt: skip
        assert broken_promises() == []

    def test_tells_of_bank_accounts_that_are_new(self, shop: Shop) -> None:
        details = BankDetails(holder_name="Binu", number="99887766554", ifsc="UTIB0000553")
        given = [RowGiven(line=1, row_key="a", amount_minor=60_000, details=details)]
        batch = run(
            payouts.validate_batch, viewer=shop.viewer, name="", rows=given, actor=shop.actor
        )
        effect = effect_of("payout_batch", waiting(batch).details, at=db.clock())
        assert effect.startswith("1 payout of ₹600.00")
        assert "Bank accounts that are new here are added for it." in effect

    def test_is_not_done_for_what_has_nothing_to_pay(self, shop: Shop) -> None:
        assert not is_asked(sent(shop, 5))

    def test_follows_the_limit(self, shop: Shop) -> None:
        batch = sent(shop, 40_000)
        assert not is_asked(batch)
        limit(shop, 30_000)
        assert waiting(batch).asked_by == str(shop.owner_id)
        limit(shop, 45_000)
        assert not is_asked(batch)
        assert Approval.objects.get(subject=f"payout-batch/{batch.id}").state == "withdrawn"
        limit(shop, 20_000)
        assert is_asked(batch)
        assert broken_promises() == []


@pytest.mark.django_db
class TestAnswers:
    def test_yes_makes_payouts_of_which_none_asks_again(self, shop: Shop, other: UUID) -> None:
        batch = sent(shop, 60_000, 1_000)
        run(actions.approve, approval=waiting(batch), note="fine", actor=acting(other))
        done = PayoutBatch.objects.get()
        assert (done.state, done.approved_by, done.has_second_owner) == (
            "approved", str(other), True,
        )  # fmt: skip
        running.run_batches()
        made = Payout.objects.order_by("amount_minor")
        assert [(each.amount_minor, each.waiting_for) for each in made] == [
            (1_000, ""), (60_000, ""),
        ]  # fmt: skip
        assert broken_promises() == []

    def test_yes_at_the_batch_itself_is_the_same_yes(self, shop: Shop, other: UUID) -> None:
        batch = sent(shop, 60_000)
        approval = waiting(batch)
        viewer = shop.seen_by(other)
        run(payouts.approve_batch, viewer=viewer, batch_id=batch.id, actor=viewer.actor)
        found = Approval.objects.get(id=approval.id)
        assert (found.state, found.decided_by) == ("approved", str(other))

    @pytest.mark.parametrize(
        ("verb", "by_maker", "reason"),
        [
            (actions.refuse, False, "approval_refused"),
            (actions.withdraw, True, "cancelled_by_merchant"),
        ],
    )
    def test_no_cancels_it(
        self, shop: Shop, other: UUID, verb: Callable[..., None], by_maker: bool, reason: str
    ) -> None:
        batch = sent(shop, 60_000)
        by = shop.owner_id if by_maker else other
        run(verb, approval=waiting(batch), actor=acting(by))
        assert state_of(batch) == "cancelled"
        told = Event.objects.get(type="payout_batch.cancelled")
        assert told.payload["reason"] == reason
        assert running.run_batches() == 0

    def test_silence_cancels_it(self, shop: Shop, other: UUID) -> None:
        batch = sent(shop, 60_000)
        pass_time(WEEK)
        with pytest.raises(ApprovalOverdue):
            run(actions.approve, approval=waiting(batch), actor=acting(other))
        assert tasks.expire_approvals() == 1
        assert state_of(batch) == "cancelled"
        assert Event.objects.get(type="payout_batch.cancelled").payload["reason"] == (
            "approval_expired"
        )
        assert tasks.expire_approvals() == 0

    def test_cancelling_it_ends_the_question(self, shop: Shop) -> None:
        batch = sent(shop, 60_000)
        run(payouts.cancel_batch, viewer=shop.viewer, batch_id=batch.id, actor=shop.actor)
        assert Approval.objects.get().state == "withdrawn"

    def test_are_not_the_makers_nor_a_newcomers_nor_anybodys_who_is_no_owner(
        self, shop: Shop, other: UUID
    ) -> None:
        batch = sent(shop, 60_000)
        new, _ = a_member(shop, OWNER, is_new=True)
        finance, _ = a_member(shop, FINANCE)
        before = everything()
        refusals: list[tuple[UUID, type[Refusal]]] = [
            (shop.owner_id, ApproverIsMaker),
            (new, SecondPersonTooNew),
            (finance, RoleTooLow),
        ]
        for by, refusal in refusals:
            with pytest.raises(refusal):
                run(actions.approve, approval=waiting(batch), actor=acting(by))
        with pytest.raises(NotTheMaker):
            run(actions.withdraw, approval=waiting(batch), actor=acting(other))
        viewer = shop.seen_by(new)
        with pytest.raises(SecondPersonTooNew):
            run(payouts.approve_batch, viewer=viewer, batch_id=batch.id, actor=viewer.actor)
        assert changed_since(before) == {}

    def test_are_about_every_row_of_it(self, shop: Shop, other: UUID) -> None:
        batch = sent(shop, 60_000, 1_000)
        approval = waiting(batch)
        PayoutBatchRow.objects.filter(line=1).update(status="refused")
        before = everything()
        with pytest.raises(ApprovedThingChanged):
            run(actions.approve, approval=approval, actor=acting(other))
        assert changed_since(before) == {}

    def test_are_given_once(self, shop: Shop, other: UUID) -> None:
        batch = sent(shop, 60_000)
        approval = waiting(batch)
        run(actions.approve, approval=approval, actor=acting(other))
        before = everything()
        for verb in (actions.approve, actions.refuse):
            with pytest.raises(IllegalMove):
                run(verb, approval=approval, actor=acting(other))
        assert changed_since(before) == {}

    def test_are_not_needed_where_the_limit_is_another_by_now(self, shop: Shop) -> None:
        batch = sent(shop, 60_000)
        limit(shop, 70_000)
        viewer = shop.viewer
        run(payouts.approve_batch, viewer=viewer, batch_id=batch.id, actor=viewer.actor)
        done = PayoutBatch.objects.get()
        assert (done.state, done.has_second_owner) == ("approved", False)

    def test_are_given_to_what_was_sent_before_batches_were_asked_about(
        self, shop: Shop, other: UUID
    ) -> None:
        def write(above: int) -> None:
            """A limit, as if nobody had looked at batches."""
            sql = "UPDATE payouts_settings SET approval_above_minor = %s WHERE merchant_id = %s"
            db.execute(sql, [above, shop.id])

        write(70_000)
        batch = sent(shop, 60_000)
        write(50_000)
        assert not is_asked(batch)
        viewer = shop.seen_by(other)
        run(payouts.approve_batch, viewer=viewer, batch_id=batch.id, actor=viewer.actor)
        found = Approval.objects.get()
        assert (found.asked_by, found.decided_by) == (str(shop.owner_id), str(other))


def test_two_answers_at_once_are_one(fresh_database: Any, shop: Shop, other: UUID) -> None:
    batch = sent(shop, 60_000)
    approval = waiting(batch)
    viewer = shop.seen_by(other)
    outcomes = together(
        lambda: run(actions.refuse, approval=approval, actor=acting(other)),
        lambda: run(payouts.approve_batch, viewer=viewer, batch_id=batch.id, actor=viewer.actor),
    )
    assert sum(isinstance(each, IllegalMove) for each in outcomes) == 1
    ends = (state_of(batch), Approval.objects.get().state)
    assert ends in {("approved", "approved"), ("cancelled", "refused")}
    assert broken_promises() == []
