"""Lifecycles on real rows: through the verbs, and past them, where the database says no."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError

from adulis.gateways.values import Source, Verdict
from adulis.identity.values import MemberRole
from adulis.kernel import db, due
from adulis.kernel.actors import Actor, ActorKind, system
from adulis.kernel.errors import Refusal
from adulis.kernel.machines import IllegalMove
from adulis.payouts import actions, tasks
from adulis.payouts.machine import ATTEMPT, PAYOUT, AttemptState, PayoutState
from adulis.payouts.models import Attempt, Payout, PayoutSettings
from tests.bank import broken_promises
from tests.rows import changed_since, everything
from tests.words import said, started
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db

PAISE = 10_000
V = Verdict


def _processing(shop: Shop, *words: Verdict, **more: Any) -> Payout:
    payout: Payout = shop.pay_out(PAISE)
    attempt = started(payout)
    for word in words:
        source = Source.SUBMISSION if word in {V.UNKNOWN, V.NOT_SENT} else Source.CALLBACK
        said(attempt, word, source, **more)
    payout.refresh_from_db()
    return payout


def _cancelled(shop: Shop) -> Payout:
    payout: Payout = shop.pay_out(PAISE)
    with db.transaction():
        return actions.cancel_payout(
            merchant_id=shop.id, payout_id=payout.id, actor=shop.actor, at=db.clock()
        )


# How a payout comes to each state its attempt can be in.
WAYS: dict[str, Callable[[Shop], Payout]] = {
    "pending": lambda shop: shop.pay_out(PAISE),
    "cancelled": _cancelled,
    "sending": _processing,
    "accepted": lambda shop: _processing(shop, V.ACCEPTED),
    "in_doubt": lambda shop: _processing(shop, V.UNKNOWN),
    "not_received": lambda shop: _processing(shop, V.NOT_SENT),
    "created": lambda shop: _processing(shop, V.REFUSED_FOR_NOW),
    "completed": lambda shop: _processing(shop, V.SUCCESS),
    "failed": lambda shop: _processing(shop, V.REFUSED),
    "returned": lambda shop: _processing(shop, V.SUCCESS, V.RETURNED),
    "paid_late": lambda shop: _processing(shop, V.REFUSED, V.SUCCESS),
}


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


class TestVerbs:
    @pytest.mark.parametrize("way", WAYS)
    @pytest.mark.parametrize(
        "actor",
        [Actor(ActorKind.USER, "u"), Actor(ActorKind.OPERATOR, "o"), system("worker")],
        ids=lambda actor: actor.kind,
    )
    def test_only_what_was_never_sent_can_be_cancelled(
        self, shop: Shop, way: str, actor: Actor
    ) -> None:
        payout = WAYS[way](shop)
        before = everything()

        def cancel() -> None:
            with db.transaction():
                actions.cancel_payout(
                    merchant_id=shop.id, payout_id=payout.id, actor=actor, at=db.clock()
                )

        if way == "pending":
            cancel()
            payout.refresh_from_db()
            assert (payout.state, shop.available, shop.held) == ("cancelled", 100_000, 0)
        else:
            with pytest.raises(IllegalMove):
                cancel()
            assert changed_since(before) == {}

    def test_a_bank_cancels_nothing(self, shop: Shop) -> None:
        payout = shop.pay_out(PAISE)
        with pytest.raises(IllegalMove), db.transaction():
            actions.cancel_payout(
                merchant_id=shop.id,
                payout_id=payout.id,
                actor=Actor(ActorKind.BANK, "simbank"),
                at=db.clock(),
            )

    @pytest.mark.parametrize("way", WAYS)
    def test_only_what_waits_for_approval_can_be_approved_or_refused(
        self, shop: Shop, way: str
    ) -> None:
        payout = WAYS[way](shop)
        owner, _ = a_member(shop, MemberRole.OWNER)
        actor = Actor(ActorKind.USER, str(owner), str(owner))
        before = everything()
        for verb in (actions.approve_payout, actions.refuse_payout):
            with pytest.raises(Refusal), db.transaction():
                verb(merchant_id=shop.id, payout_id=payout.id, actor=actor, at=db.clock())
        assert changed_since(before) == {}

    @pytest.mark.parametrize("way", WAYS)
    def test_only_what_is_pending_is_started(self, shop: Shop, way: str) -> None:
        payout = WAYS[way](shop)
        sent = Attempt.objects.filter(payout=payout).count()
        # A worker that slept: it has a claim, and the world has moved on.
        claim = due.Claim(payout.id, payout.claim_count)
        with db.transaction():
            sending = actions.start_payouts(claims=[claim], actor=tasks.WORKER, at=db.clock())
        goes = way == "pending"
        assert (len(sending), Attempt.objects.filter(payout=payout).count()) == (goes, sent + goes)

    @pytest.mark.parametrize("fence", [1, 7])
    def test_a_claim_that_is_somebody_elses_by_now_starts_nothing(
        self, shop: Shop, fence: int
    ) -> None:
        payout = shop.pay_out(PAISE)
        before = everything()
        with db.transaction():
            claim = due.Claim(payout.id, fence)
            assert actions.start_payouts(claims=[claim], actor=tasks.WORKER, at=db.clock()) == []
        assert changed_since(before) == {}

    @pytest.mark.parametrize("way", ["completed", "failed", "cancelled", "returned"])
    def test_the_worker_leaves_what_is_over_alone(self, shop: Shop, way: str) -> None:
        payout = WAYS[way](shop)
        assert payout.due_at is None
        assert set(Attempt.objects.filter(payout=payout).values_list("due_at", flat=True)) <= {None}

    @pytest.mark.parametrize("way", WAYS)
    def test_every_state_keeps_every_promise(self, shop: Shop, way: str) -> None:
        WAYS[way](shop)
        assert broken_promises() == []


def refused(statement: str, *parameters: Any) -> str:
    """The constraint by which the database refuses a statement, or how else it says no."""
    with pytest.raises(IntegrityError) as error, db.transaction():
        db.execute(statement, parameters)
    diagnosis = error.value.__cause__.diag  # type: ignore[union-attr]
    return diagnosis.constraint_name or diagnosis.message_primary or ""


class TestPastTheVerbs:
    @pytest.mark.parametrize("way", ["pending", "sending", "completed", "failed", "cancelled"])
    @pytest.mark.parametrize("target", list(PayoutState))
    def test_a_payout_makes_no_step_that_is_not_in_the_table(
        self, shop: Shop, way: str, target: PayoutState
    ) -> None:
        payout = WAYS[way](shop)
        step = (PayoutState(payout.state), target)
        if step[0] is target or step in PAYOUT.steps:
            return
        told = refused("UPDATE payouts_payout SET state = %s WHERE id = %s", target, payout.id)
        assert told == "payouts_payout_moves"

    @pytest.mark.parametrize("way", [way for way in WAYS if way not in {"pending", "cancelled"}])
    def test_an_attempt_makes_no_step_that_is_not_in_the_table(self, shop: Shop, way: str) -> None:
        payout = WAYS[way](shop)
        [*_, attempt] = Attempt.objects.filter(payout=payout).order_by("number")
        for target in AttemptState:
            step = (AttemptState(attempt.state), target)
            if step[0] is not target and step not in ATTEMPT.steps:
                told = refused(
                    "UPDATE payouts_attempt SET state = %s WHERE id = %s", target, attempt.id
                )
                assert told == "payouts_attempt_moves", step

    def test_no_payout_or_attempt_is_removed(self, shop: Shop) -> None:
        payout = WAYS["completed"](shop)
        for table, row in (
            ("payouts_attempt", Attempt.objects.get(payout=payout).id),
            ("payouts_payout", payout.id),
        ):
            assert refused(f"DELETE FROM {table} WHERE id = %s", row) == (
                f"{table} {row}: rows are never removed"
            )

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("merchant_id", None),
            ("bank_account_id", None),
            ("amount_minor", 20_000),
            ("fee_minor", 1),
            ("tax_minor", 1),
            ("mode", "NEFT"),
            ("created_at", "2020-01-01T00:00:00Z"),
            ("retry_of_id", None),
            ("batch_row_id", uuid4()),
            ("intent_id", uuid4()),
        ],
    )
    def test_what_was_asked_for_never_changes(self, shop: Shop, column: str, value: Any) -> None:
        payout, other = shop.pay_out(PAISE), a_shop()
        replacement = {
            "merchant_id": other.id,
            "bank_account_id": other.accounts[0].id,
            "retry_of_id": payout.id,
        }.get(column, value)
        told = refused(
            f"UPDATE payouts_payout SET {column} = %s WHERE id = %s", replacement, payout.id
        )
        assert told == "payouts_payout_frozen"

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("number", 9),
            ("bank", "otherbank"),
            ("reference", "AD9"),
            ("mode", "NEFT"),
            ("amount_minor", 20_000),
        ],
    )
    def test_what_was_ordered_never_changes(self, shop: Shop, column: str, value: Any) -> None:
        payout = WAYS["sending"](shop)
        told = refused(
            f"UPDATE payouts_attempt SET {column} = %s WHERE payout_id = %s", value, payout.id
        )
        assert told == "payouts_attempt_frozen"


class TestConstraints:
    """What no verb does, and no other program can."""

    def attempt(self, payout: Payout, number: int, state: str) -> None:
        Attempt.objects.create(
            payout=payout, number=number, bank="simbank", reference=f"X{uuid4().hex}", mode="IMPS",
            amount_minor=PAISE, state=state, created_at=db.clock(), sent_at=db.clock(),
        )  # fmt: skip

    @pytest.mark.parametrize("state", ["created", "sending"])
    def test_one_live_attempt(self, shop: Shop, state: str) -> None:
        payout = WAYS["sending"](shop)
        with pytest.raises(IntegrityError, match="payouts_attempt_one_live"), db.transaction():
            self.attempt(payout, 2, state)

    @pytest.mark.parametrize("state", ["accepted", "in_doubt", "confirmed_success"])
    def test_no_attempt_begins_in_the_middle(self, shop: Shop, state: str) -> None:
        payout = shop.pay_out(PAISE)
        with pytest.raises(IntegrityError, match="it begins as"), db.transaction():
            self.attempt(payout, 1, state)

    def test_one_success(self, shop: Shop) -> None:
        payout = WAYS["completed"](shop)
        step = "UPDATE payouts_attempt SET state = %s WHERE payout_id = %s AND number = 2"
        with db.transaction():
            self.attempt(payout, 2, "created")
            db.execute(step, ["sending", payout.id])
        assert refused(step, "confirmed_success", payout.id) == "payouts_attempt_one_success"

    def test_one_reference_and_one_number(self, shop: Shop) -> None:
        payout = WAYS["failed"](shop)
        [attempt] = Attempt.objects.filter(payout=payout)
        with pytest.raises(IntegrityError, match="number_unique"), db.transaction():
            self.attempt(payout, 1, "created")
        attempt.id, attempt.number, attempt.state = UUID(int=1), 2, "created"
        with pytest.raises(IntegrityError, match="reference_unique"), db.transaction():
            attempt.save(force_insert=True)

    @pytest.mark.parametrize(
        ("change", "constraint"),
        [
            ("is_held = false, state = 'processing'", "payouts_payout_held_before_sent"),
            ("is_returned = true", "payouts_payout_returned_was_completed"),
            ("waiting_for = 'weather'", "payouts_payout_waiting_is_pending"),
            ("waiting_for = 'funds', state = 'processing'", "payouts_payout_waiting_is_pending"),
        ],
    )
    def test_a_payout_contradicts_itself_nowhere(
        self, shop: Shop, change: str, constraint: str
    ) -> None:
        payout = shop.pay_out(PAISE)
        told = refused(f"UPDATE payouts_payout SET {change} WHERE id = %s", payout.id)
        assert told == constraint

    @pytest.mark.parametrize("paise", [0, -1, 99, 10**13 + 1])
    def test_no_amount_is_out_of_bounds(self, shop: Shop, paise: int) -> None:
        payout = shop.pay_out(PAISE)
        payout.id, payout.amount_minor = UUID(int=1), paise
        with pytest.raises(IntegrityError, match="payouts_payout_amounts"), db.transaction():
            payout.save(force_insert=True)

    @pytest.mark.parametrize("table", ["payouts_evidence", "payouts_return"])
    def test_what_was_said_stays_said(self, shop: Shop, table: str) -> None:
        WAYS["returned"](shop)
        for statement in (f"UPDATE {table} SET utr = 'X'", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError), db.transaction():
                db.execute(statement)


def test_an_approval_is_decided_once(shop: Shop) -> None:
    PayoutSettings.objects.create(merchant_id=shop.id, approval_above_minor=1_000)
    payout = shop.pay_out(PAISE)
    owner, _ = a_member(shop, MemberRole.OWNER)
    actor = Actor(ActorKind.USER, str(owner), str(owner))
    with db.transaction():
        actions.approve_payout(merchant_id=shop.id, payout_id=payout.id, actor=actor, at=db.clock())
    for target, column in product(["waiting", "refused", "withdrawn"], ["state"]):
        told = refused(
            f"UPDATE approvals_approval SET {column} = %s WHERE subject = %s",
            target,
            f"payout/{payout.id}",
        )
        assert told == "approvals_approval_moves"
