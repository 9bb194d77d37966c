"""Transfers between merchants: what moves, what is refused, and that a refusal changed nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

from adulis.approvals import actions as approvals
from adulis.approvals.errors import (
    ApprovalOverdue,
    ApprovedThingChanged,
    ApproverIsMaker,
    NotTheMaker,
)
from adulis.approvals.models import Approval
from adulis.audit.models import AuditRecord
from adulis.events.models import Event
from adulis.fees import actions as fees
from adulis.fees.errors import QuoteDiffers, QuoteUsed
from adulis.fees.values import Service
from adulis.identity import actions as identity
from adulis.identity.errors import RoleTooLow
from adulis.identity.models import Membership, Merchant, User
from adulis.identity.values import MemberRole, Verification
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind, system
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees
from adulis.ledger import queries as book
from adulis.ledger.errors import InsufficientFunds
from adulis.limits.actions import set_limit
from adulis.limits.values import LimitKind, Window
from adulis.timers import actions as timers
from adulis.transfers import actions, errors
from adulis.transfers.machine import TransferState
from adulis.transfers.models import Transfer
from adulis.transfers.values import TransferOrder
from adulis.wallets import queries as wallets
from tests.bank import broken_promises
from tests.owing import owes
from tests.rows import changed_since, everything
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db
WHO = system("tests")


@pytest.fixture
def asha() -> Shop:
    return a_shop("Asha Exports", paise=100_000)


@pytest.fixture
def binu() -> Shop:
    return a_shop("Binu Traders")


def send(sender: Shop, to: Shop | str, paise: int, **more: Any) -> Transfer:
    place = to if isinstance(to, str) else str(to.id)
    order = TransferOrder(to=place, amount=rupees(paise), **more)
    with db.transaction():
        return actions.create_transfer(
            viewer=sender.viewer, order=order, actor=sender.actor, at=db.clock()
        )


def acting(user_id: Any) -> Actor:
    return Actor(ActorKind.USER, str(user_id), str(user_id))


def another_owner(shop: Shop) -> Actor:
    return acting(a_member(shop, MemberRole.OWNER)[0])


def above(shop: Shop, paise: int | None) -> None:
    with db.transaction():
        actions.set_approval_threshold(
            merchant_id=shop.id, above=None if paise is None else rupees(paise),
            actor=shop.actor, at=db.clock(),
        )  # fmt: skip


def decide(verb: Callable[..., Any], shop: Shop, transfer: Transfer, actor: Actor) -> Any:
    with db.transaction():
        return verb(merchant_id=shop.id, transfer_id=transfer.id, actor=actor, at=db.clock())


def limit(kind: LimitKind, window: Window, paise: int, tier: str = "standard") -> None:
    with db.transaction():
        set_limit(
            tier=tier, kind=kind, window=window, maximum=rupees(paise),
            starts_at=db.clock(), actor=WHO, at=db.clock(),
        )  # fmt: skip


def a_fee(flat: int, basis_points: int = 0) -> None:
    with db.transaction():
        fees.set_fee(
            service="transfer", starts_at=db.clock(), flat_minor=flat, basis_points=basis_points,
            actor=WHO, at=db.clock(),
        )  # fmt: skip


def holds() -> None:
    assert broken_promises() == []


class TestATransfer:
    def test_moves_the_money_at_once_and_tells_both_sides(self, asha: Shop, binu: Shop) -> None:
        transfer = send(asha, binu, 40_000, note="March", reference="R1")
        assert (asha.available, binu.available) == (60_000, 40_000)
        assert transfer.state == TransferState.COMPLETED
        told = Event.objects.filter(type__in=["transfer.completed", "incoming_transfer.received"])
        assert {(each.type, each.merchant_id, each.subject_sequence) for each in told} == {
            ("transfer.completed", asha.id, 1),
            ("incoming_transfer.received", binu.id, 1),
        }
        received = told.get(merchant_id=binu.id).payload
        assert received == {
            "amount": {"amount_minor": 40_000, "currency": "INR"},
            "sender_id": str(asha.id),
            "note": "March",
            "settled": {"amount_minor": 0, "currency": "INR"},
        }
        done = AuditRecord.objects.filter(subject=f"transfer/{transfer.id}")
        assert {(each.action, each.merchant_id) for each in done} == {
            ("transfer.create", asha.id),
            ("transfer.receive", binu.id),
        }
        holds()

    @pytest.mark.parametrize(
        "spelling", [str, str.lower, lambda number: f"{number[:4]} {number[4:]}"]
    )
    def test_goes_to_an_account_number_however_it_is_spelt(
        self, asha: Shop, binu: Shop, spelling: Callable[[str], str]
    ) -> None:
        number = wallets.virtual_account_of(binu.id)
        assert number is not None
        send(asha, spelling(number), 1)
        assert binu.available == 1

    def test_is_described_in_both_statements(self, asha: Shop, binu: Shop) -> None:
        send(asha, binu, 40_000, note="March")
        for shop in (asha, binu):
            [line] = book.lines([f"merchant/{shop.id}/available/INR"], limit=1)
            assert line.kind == "transfer_completed"
            assert line.memo == "Transfer from Asha Exports to Binu Traders: March"

    def test_costs_the_sender_fee_and_tax_on_top(self, asha: Shop, binu: Shop) -> None:
        a_fee(500, 10)
        transfer = send(asha, binu, 50_000)
        assert (transfer.fee_minor, transfer.tax_minor) == (550, 99)
        assert (asha.available, binu.available) == (100_000 - 50_649, 50_000)
        holds()

    def test_keeps_a_quote_once(self, asha: Shop, binu: Shop) -> None:
        a_fee(500)
        with db.transaction():
            quote = fees.give_quote(
                merchant_id=asha.id, service=Service.TRANSFER, amount=rupees(10_000),
                actor=asha.actor, at=db.clock(),
            )  # fmt: skip
        with pytest.raises(QuoteDiffers):
            send(asha, binu, 10_001, quote_id=quote.id)
        with db.transaction():
            fees.set_fee(
                service="transfer", starts_at=db.clock() + timedelta(seconds=1), flat_minor=900,
                basis_points=0, actor=WHO, at=db.clock(),
            )  # fmt: skip
        assert send(asha, binu, 10_000, quote_id=quote.id).fee_minor == 500
        with pytest.raises(QuoteUsed):
            send(asha, binu, 10_000, quote_id=quote.id)

    def test_pays_what_the_receiver_owes_first(self, asha: Shop, binu: Shop) -> None:
        owes(binu, 30_000)
        send(asha, binu, 40_000)
        assert (binu.available, binu.owed) == (10_000, 0)
        told = Event.objects.get(type="incoming_transfer.received").payload
        assert told["settled"] == {"amount_minor": 30_000, "currency": "INR"}


class TestIsRefused:
    @pytest.fixture(autouse=True)
    def _nothing_changes(self, asha: Shop, binu: Shop) -> None:
        self.asha, self.binu = asha, binu

    def refused(self, refusal: type[Exception], to: Shop | str, paise: int = 1_000) -> Any:
        before = everything()
        with pytest.raises(refusal) as told:
            send(self.asha, to, paise)
        assert changed_since(before) == {}
        return told.value

    def test_to_oneself(self) -> None:
        self.refused(errors.TransferToSelf, self.asha)

    @pytest.mark.parametrize(
        "to", ["0193ab00-0000-7000-8000-00000000dead", "ADUL000000000000", "", "Binu"]
    )
    def test_to_nobody(self, to: str) -> None:
        assert self.refused(errors.RecipientUnusable, to).pointer == "/to"

    @pytest.mark.parametrize(
        "change", [{"verification": Verification.UNVERIFIED}, {"state": "closed"}]
    )
    def test_to_whom_we_do_not_know_alike(self, change: dict[str, str]) -> None:
        Merchant.objects.filter(id=self.binu.id).update(**change)
        told = self.refused(errors.RecipientUnusable, self.binu)
        assert (told.detail, told.facts) == (errors.RecipientUnusable().detail, {})

    @pytest.mark.parametrize(
        "change", [{"verification": Verification.SUBMITTED}, {"state": "closed"}]
    )
    def test_from_whom_we_do_not_know(self, change: dict[str, str]) -> None:
        Merchant.objects.filter(id=self.asha.id).update(**change)
        self.refused(errors.SenderNotVerified, self.binu)

    def test_from_a_frozen_wallet(self) -> None:
        with db.transaction():
            identity.freeze_payouts(
                merchant_id=self.asha.id, reason="court order", actor=WHO, at=db.clock()
            )
        told = self.refused(errors.SenderFrozen, self.binu)
        assert told.facts == {"reason": "court order"}

    def test_from_whoever_owes_the_platform(self) -> None:
        self.asha.pay_out(100_000)
        owes(self.asha, 5_000)
        told = self.refused(errors.SenderFrozen, self.binu)
        assert told.facts["reason"]

    def test_without_the_money_and_its_fee(self) -> None:
        a_fee(1)
        told = self.refused(InsufficientFunds, self.binu, 100_000)
        assert told.facts == {"available_paise": 100_000, "required_paise": 100_001}

    @pytest.mark.parametrize("window", [Window.SINGLE, Window.DAY, Window.MONTH])
    def test_above_a_limit_of_the_sender(self, window: Window) -> None:
        limit(LimitKind.TRANSFER_OUT, window, 10_000)
        used = 0
        if window is not Window.SINGLE:
            send(self.asha, self.binu, 6_000)
            used = 6_000
        told = self.refused(errors.TransferAboveLimit, self.binu, 10_001 - used)
        assert told.facts["window"] == window
        assert told.facts["left_paise"] == 10_000 - used
        send(self.asha, self.binu, 10_000 - used)

    @pytest.mark.parametrize("window", [Window.DAY, Window.MONTH])
    def test_above_a_limit_of_the_receiver_without_telling_it(self, window: Window) -> None:
        limit(LimitKind.TRANSFER_IN, window, 10_000)
        other = a_shop("Chitra", paise=10_000)
        send(other, self.binu, 7_000)
        told = self.refused(errors.RecipientLimitReached, self.binu, 3_001)
        assert told.facts == {}
        send(self.asha, self.binu, 3_000)

    def test_above_a_limit_of_the_receivers_tier(self) -> None:
        """Each side is measured by what its own tier allows."""
        Merchant.objects.filter(id=self.binu.id).update(tier="starter")
        limit(LimitKind.TRANSFER_IN, Window.SINGLE, 5_000, "starter")
        limit(LimitKind.TRANSFER_OUT, Window.SINGLE, 4_000, "starter")
        self.refused(errors.RecipientLimitReached, self.binu, 5_001)
        send(self.asha, self.binu, 5_000)


class TestAboveTheThreshold:
    @pytest.fixture
    def waiting(self, asha: Shop, binu: Shop) -> Transfer:
        above(asha, 10_000)
        return send(asha, binu, 10_001)

    def test_nothing_moves_and_nobody_else_hears_of_it(
        self, asha: Shop, binu: Shop, waiting: Transfer
    ) -> None:
        assert waiting.state == TransferState.AWAITING_APPROVAL
        assert (asha.available, asha.held, binu.available) == (100_000, 0, 0)
        assert not Event.objects.filter(merchant_id=binu.id, type__contains="transfer.").exists()
        asked = Approval.objects.get(subject=f"transfer/{waiting.id}")
        assert (asked.kind, asked.asked_by) == ("transfer", str(asha.owner_id))
        assert asked.details["amount_paise"] == 10_001
        holds()

    def test_as_much_as_the_threshold_goes_at_once(self, asha: Shop, binu: Shop) -> None:
        above(asha, 10_000)
        assert send(asha, binu, 10_000).state == TransferState.COMPLETED

    def test_who_changes_it_is_on_record(self, asha: Shop) -> None:
        above(asha, 10_000)
        above(asha, None)
        records = AuditRecord.objects.filter(action="transfer.set_approval_threshold")
        assert list(records.order_by("id").values_list("actor_id", "before", "after")) == [
            (asha.actor.id, {"above_paise": None}, {"above_paise": 10_000}),
            (asha.actor.id, {"above_paise": 10_000}, {"above_paise": None}),
        ]

    def test_the_fee_is_no_part_of_what_the_threshold_is_about(
        self, asha: Shop, binu: Shop
    ) -> None:
        a_fee(500)
        above(asha, 10_000)
        assert send(asha, binu, 10_000).state == TransferState.COMPLETED

    def test_it_counts_towards_limits_when_it_moves_and_only_if_it_does(
        self, asha: Shop, binu: Shop
    ) -> None:
        limit(LimitKind.TRANSFER_OUT, Window.DAY, 20_000)
        above(asha, 10_000)
        owner = another_owner(asha)
        first, second = send(asha, binu, 15_000), send(asha, binu, 15_000)
        with db.transaction():
            timers.advance_clock(seconds=86_400, actor=WHO, at=db.clock())
        decide(actions.refuse_transfer, asha, first, owner)
        decide(actions.approve_transfer, asha, second, owner)
        with pytest.raises(errors.TransferAboveLimit) as told:
            send(asha, binu, 5_001)
        assert told.value.facts["left_paise"] == 5_000
        send(asha, binu, 5_000)

    def test_what_could_not_be_sent_is_not_asked_about(self, asha: Shop, binu: Shop) -> None:
        above(asha, 10_000)
        before = everything()
        with pytest.raises(InsufficientFunds):
            send(asha, binu, 100_001)
        assert changed_since(before) == {}

    def test_another_owner_lets_it_go(self, asha: Shop, binu: Shop, waiting: Transfer) -> None:
        done = decide(actions.approve_transfer, asha, waiting, another_owner(asha))
        assert done.state == TransferState.COMPLETED
        assert (asha.available, binu.available) == (89_999, 10_001)
        holds()

    def test_the_maker_does_not_nor_by_a_key_of_theirs(self, asha: Shop, waiting: Transfer) -> None:
        key = Actor(ActorKind.API_KEY, str(uuid4()), str(asha.owner_id))
        before = everything()
        for actor in (asha.actor, key):
            with pytest.raises(ApproverIsMaker):
                decide(actions.approve_transfer, asha, waiting, actor)
        assert changed_since(before) == {}

    @pytest.mark.parametrize(
        "happens",
        [
            lambda user: Membership.objects.filter(user_id=user).update(role="finance"),
            lambda user: Membership.objects.filter(user_id=user).delete(),
            lambda user: User.objects.filter(id=user).update(is_active=False),
        ],
        ids=["demoted", "removed", "deactivated"],
    )
    def test_nor_who_is_no_owner_any_more(
        self, asha: Shop, waiting: Transfer, happens: Callable[..., Any]
    ) -> None:
        user_id, _ = a_member(asha, MemberRole.OWNER)
        happens(user_id)
        before = everything()
        for verb in (actions.approve_transfer, actions.refuse_transfer):
            with pytest.raises(RoleTooLow):
                decide(verb, asha, waiting, acting(user_id))
        assert changed_since(before) == {}

    def test_is_approved_once(self, asha: Shop, binu: Shop, waiting: Transfer) -> None:
        owner = another_owner(asha)
        decide(actions.approve_transfer, asha, waiting, owner)
        before = everything()
        for verb in (actions.approve_transfer, actions.refuse_transfer, actions.withdraw_transfer):
            with pytest.raises(IllegalMove):
                decide(verb, asha, waiting, owner)
        assert changed_since(before) == {}

    @pytest.mark.parametrize(
        "field", ["amount_minor", "fee_minor", "tax_minor", "receiver_id", "note"]
    )
    def test_what_was_asked_never_changes(self, waiting: Transfer, field: str) -> None:
        value = waiting.sender_id if field == "receiver_id" else "7"
        with (
            pytest.raises(IntegrityError, match="what was asked for never changes"),
            db.transaction(),
        ):
            Transfer.objects.filter(id=waiting.id).update(**{field: value})

    def test_and_if_it_did_it_would_not_be_what_is_approved(
        self, asha: Shop, waiting: Transfer
    ) -> None:
        owner = another_owner(asha)
        with db.transaction(), pytest.raises(ApprovedThingChanged):
            approvals.approve(
                subject=f"transfer/{waiting.id}", digest="another", actor=owner, at=db.clock()
            )

    @pytest.mark.parametrize("name", ["frozen", "poor", "unknown", "limited"])
    def test_everything_is_asked_anew(
        self, asha: Shop, binu: Shop, waiting: Transfer, name: str
    ) -> None:
        owner = another_owner(asha)
        if name == "frozen":
            with db.transaction():
                identity.freeze_payouts(merchant_id=asha.id, reason="x", actor=WHO, at=db.clock())
        if name == "poor":
            asha.pay_out(95_000)
        if name == "unknown":
            Merchant.objects.filter(id=binu.id).update(verification=Verification.UNVERIFIED)
        if name == "limited":
            limit(LimitKind.TRANSFER_OUT, Window.DAY, 10_000)
        refusals = (
            errors.SenderFrozen, InsufficientFunds, errors.RecipientUnusable,
            errors.TransferAboveLimit,
        )  # fmt: skip
        before = everything()
        with pytest.raises(refusals):
            decide(actions.approve_transfer, asha, waiting, owner)
        assert changed_since(before) == {}

    @pytest.mark.parametrize(
        ("verb", "state"),
        [
            (actions.refuse_transfer, TransferState.REFUSED),
            (actions.withdraw_transfer, TransferState.WITHDRAWN),
        ],
    )
    def test_no_leaves_the_money_where_it_is(
        self, asha: Shop, binu: Shop, waiting: Transfer, verb: Any, state: TransferState
    ) -> None:
        done = decide(verb, asha, waiting, asha.actor)
        assert done.state == state
        assert Approval.objects.get(subject=f"transfer/{waiting.id}").state == state
        assert (asha.available, binu.available) == (100_000, 0)
        holds()

    def test_only_the_maker_takes_it_back(self, asha: Shop, waiting: Transfer) -> None:
        owner = another_owner(asha)
        before = everything()
        with pytest.raises(NotTheMaker):
            decide(actions.withdraw_transfer, asha, waiting, owner)
        assert changed_since(before) == {}

    def test_somebody_elses_is_not_there(self, binu: Shop, waiting: Transfer) -> None:
        for verb in (actions.approve_transfer, actions.refuse_transfer, actions.withdraw_transfer):
            with pytest.raises(errors.TransferNotFound):
                decide(verb, binu, waiting, binu.actor)

    def test_is_over_after_seven_days(self, asha: Shop, binu: Shop, waiting: Transfer) -> None:
        owner = another_owner(asha)
        assert decide(actions.expire_transfer, asha, waiting, WHO) is False
        with db.transaction():
            timers.advance_clock(seconds=7 * 86_400, actor=WHO, at=db.clock())
        with pytest.raises(ApprovalOverdue):
            decide(actions.approve_transfer, asha, waiting, owner)
        assert decide(actions.expire_transfer, asha, waiting, WHO) is True
        assert Transfer.objects.get().state == TransferState.EXPIRED
        assert decide(actions.expire_transfer, asha, waiting, WHO) is False
        assert (asha.available, binu.available) == (100_000, 0)
        holds()
