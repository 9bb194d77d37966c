"""Creating and cancelling payouts: what is written, what is refused, and that a refusal is all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from adulis.approvals.errors import ApproverIsMaker
from adulis.approvals.models import Approval
from adulis.audit.models import AuditRecord
from adulis.events import queries as events
from adulis.fees import actions as fees
from adulis.gateways.values import Verdict
from adulis.identity.models import Merchant
from adulis.identity.values import MemberRole, Verification
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind, system
from adulis.kernel.errors import Refusal
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees
from adulis.ledger.errors import InsufficientFunds
from adulis.payouts import actions, errors
from adulis.payouts.models import Payout, PayoutSettings
from adulis.payouts.values import Mode, Purpose
from tests.bank import broken_promises
from tests.rows import changed_since, everything
from tests.words import said, started
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db

LAKH = 100_000 * 100
PAISE = 60_000


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


def postings_of(payout: Payout) -> list[tuple[str, int, str]]:
    """Kind, amount and account of every line a payout caused, in order."""
    return db.fetch_all(
        "SELECT entry.kind, line.amount_minor, account.address FROM ledger_line line"
        " JOIN ledger_entry entry ON entry.id = line.entry_id"
        " JOIN ledger_account account ON account.id = line.account_id"
        " WHERE entry.metadata ->> 'payout_id' = %s ORDER BY line.id",
        [str(payout.id)],
    )


class TestCreate:
    def test_writes_the_row_the_hold_the_fact_and_the_record(self, shop: Shop) -> None:
        before = everything()
        payout = shop.pay_out(
            PAISE, narration="INV 7", reference="R-7", purpose=Purpose.SALARY, metadata={"a": "1"}
        )
        assert changed_since(before) == {
            "payouts_payout": 1, "ledger_entry": 1, "ledger_line": 2, "ledger_account": 1,
            "events_event": 1, "audit_record": 1,
        }  # fmt: skip
        kept = Payout.objects.get(id=payout.id)
        assert (kept.state, kept.waiting_for, kept.is_held, kept.mode) == (
            "pending", "", True, "IMPS",
        )  # fmt: skip
        assert (kept.narration, kept.reference, kept.purpose, kept.metadata) == (
            "INV 7", "R-7", "salary", {"a": "1"},
        )  # fmt: skip
        assert (kept.created_by, kept.due_at) == (str(shop.owner_id), kept.created_at)
        assert postings_of(payout) == [
            ("payout_held", -PAISE, f"merchant/{shop.id}/available/INR"),
            ("payout_held", PAISE, f"merchant/{shop.id}/held/INR"),
        ]
        [fact] = events.of_subject(f"payout/{payout.id}")
        assert (fact.type, fact.subject_sequence, fact.merchant_id) == (
            "payout.created", 1, shop.id,
        )  # fmt: skip
        assert fact.payload["amount"] == {"amount_minor": PAISE, "currency": "INR"}
        record = AuditRecord.objects.get(subject=f"payout/{payout.id}")
        assert (record.action, record.actor_id, record.merchant_id) == (
            "payout.create", str(shop.owner_id), shop.id,
        )  # fmt: skip
        assert record.after["amount_paise"] == PAISE

    def test_the_whole_balance_may_go(self, shop: Shop) -> None:
        shop.pay_out(100_000)
        assert (shop.available, shop.held) == (0, 100_000)

    def test_one_paisa_more_may_not(self, shop: Shop) -> None:
        before = everything()
        with pytest.raises(InsufficientFunds) as refused:
            shop.pay_out(100_001)
        assert changed_since(before) == {}
        assert refused.value.facts == {"available_paise": 100_000, "required_paise": 100_001}
        assert refused.value.pointer == "/amount_paise"

    def test_a_fee_and_its_tax_are_held_on_top(self, shop: Shop) -> None:
        with db.transaction():
            fees.set_fee(
                service="payout", starts_at=db.clock(), flat_minor=500, basis_points=10,
                actor=system("tests"), at=db.clock(),
            )  # fmt: skip
        payout = shop.pay_out(PAISE)
        # ₹5.00 + 0.1 % of ₹600.00 = ₹5.60, and 18 % of that: ₹1.01.
        assert (payout.fee_minor, payout.tax_minor) == (560, 101)
        assert (shop.available, shop.held) == (100_000 - 60_661, 60_661)
        before = everything()
        with pytest.raises(InsufficientFunds) as refused:
            shop.pay_out(39_339)
        assert refused.value.facts["required_paise"] == 39_339 + 539 + 97
        assert changed_since(before) == {}

    def test_a_fee_counts_from_its_day_on(self, shop: Shop) -> None:
        with db.transaction():
            fees.set_fee(
                service="payout", starts_at=db.clock() + timedelta(hours=1), flat_minor=500,
                basis_points=0, actor=system("tests"), at=db.clock(),
            )  # fmt: skip
        assert shop.pay_out(PAISE).fee_minor == 0

    @pytest.mark.parametrize(
        ("order", "refusal"),
        [
            ({"paise": 99}, errors.PayoutBelowMinimum),
            ({"paise": 5 * LAKH + 1, "mode": Mode.IMPS}, errors.AmountAboveModeLimit),
            ({"paise": LAKH, "mode": Mode.RTGS}, errors.AmountBelowModeMinimum),
            ({"paise": PAISE, "mode": Mode.UPI}, errors.ModeNotPossible),
            ({"paise": PAISE, "scheduled_at": timedelta(0)}, errors.ScheduleNotPossible),
            ({"paise": PAISE, "scheduled_at": timedelta(days=91)}, errors.ScheduleNotPossible),
            ({"paise": PAISE, "retry_of": uuid4()}, errors.RetryNotPossible),
        ],
    )
    def test_a_refusal_changes_nothing(
        self, shop: Shop, order: dict[str, Any], refusal: type[Refusal]
    ) -> None:
        told = dict(order)
        if isinstance(told.get("scheduled_at"), timedelta):
            told["scheduled_at"] = db.clock() + told["scheduled_at"]
        before = everything()
        with pytest.raises(refusal):
            shop.pay_out(told.pop("paise"), **told)
        assert changed_since(before) == {}

    def test_an_account_that_is_not_usable_is_not_used(self, shop: Shop) -> None:
        """Absent, somebody else's and archived are told alike."""
        archived, foreign = shop.add_account(), a_shop().accounts[0]
        with db.transaction():
            actions.archive_bank_account(
                merchant_id=shop.id, account_id=archived.id, actor=shop.actor, at=db.clock()
            )
        absent = type(archived)(uuid4(), "")
        before = everything()
        for account in (archived, foreign, absent):
            with pytest.raises(errors.BankAccountUnusable) as refused:
                shop.pay_out(PAISE, account=account)
            assert refused.value.facts == {}
            assert refused.value.pointer == "/bank_account_id"
        assert changed_since(before) == {}

    @pytest.mark.parametrize(
        "verification", [each for each in Verification if each is not Verification.VERIFIED]
    )
    def test_who_is_not_verified_is_not_paid_out(self, verification: Verification) -> None:
        shop = a_shop(paise=100_000, verification=verification)
        before = everything()
        with pytest.raises(errors.MerchantNotVerified):
            shop.pay_out(PAISE)
        assert changed_since(before) == {}

    def test_a_starters_limit(self, shop: Shop) -> None:
        Merchant.objects.filter(id=shop.id).update(tier="starter")
        shop.credit(5 * LAKH)
        assert shop.pay_out(2 * LAKH).state == "pending"
        with pytest.raises(errors.AmountAboveTierLimit):
            shop.pay_out(2 * LAKH + 1)

    def test_a_frozen_merchant_may_create_and_waits(self, shop: Shop) -> None:
        Merchant.objects.filter(id=shop.id).update(
            payouts_frozen_at=db.clock(), payouts_frozen_reason="a court asked"
        )
        payout = shop.pay_out(PAISE)
        assert (payout.state, shop.held) == ("pending", PAISE)


class TestWaitingFromTheStart:
    def test_for_its_time_nothing_is_held(self, shop: Shop) -> None:
        when = db.clock() + timedelta(days=3)
        payout = shop.pay_out(PAISE, scheduled_at=when)
        assert (payout.waiting_for, payout.waiting_until, payout.due_at) == ("schedule", when, when)
        assert (payout.is_held, shop.held) == (False, 0)
        assert payout.gives_up_at == when + timedelta(days=90)

    def test_for_money_only_if_it_may(self, shop: Shop) -> None:
        payout = shop.pay_out(150_000, queue_if_low_balance=True)
        assert (payout.waiting_for, payout.due_at, payout.is_held) == ("funds", None, False)
        assert payout.waiting_until == payout.gives_up_at == payout.created_at + timedelta(days=90)
        assert (shop.available, shop.held) == (100_000, 0)

    def test_for_money_that_is_there_it_does_not_wait(self, shop: Shop) -> None:
        payout = shop.pay_out(PAISE, queue_if_low_balance=True)
        assert (payout.waiting_for, payout.is_held, shop.held) == ("", True, PAISE)

    def test_for_a_second_owner_above_the_limit_only(self, shop: Shop) -> None:
        PayoutSettings.objects.create(merchant_id=shop.id, approval_above_minor=PAISE)
        free, waiting = shop.pay_out(PAISE), shop.pay_out(PAISE - 59_000)
        assert (free.waiting_for, waiting.waiting_for) == ("", "")
        above = shop.pay_out(39_000, queue_if_low_balance=True)
        assert above.waiting_for == ""
        shop.credit(100_000)
        above = shop.pay_out(PAISE + 1)
        assert (above.waiting_for, above.due_at, shop.held) == (
            "approval", None, 60_000 + 1_000 + 39_000 + 60_001,
        )  # fmt: skip
        approval = Approval.objects.get()
        assert (approval.subject, approval.asked_by) == (f"payout/{above.id}", str(shop.owner_id))


class TestApproval:
    @pytest.fixture
    def waiting(self, shop: Shop) -> Payout:
        PayoutSettings.objects.create(merchant_id=shop.id, approval_above_minor=1_000)
        payout: Payout = shop.pay_out(PAISE)
        return payout

    def approve(self, shop: Shop, payout: Payout, user_id: UUID, **more: Any) -> Payout:
        actor = Actor(ActorKind.USER, str(user_id), str(user_id), **more)
        with db.transaction():
            return actions.approve_payout(
                merchant_id=shop.id, payout_id=payout.id, actor=actor, at=db.clock()
            )

    def test_by_another_owner_lets_it_go(self, shop: Shop, waiting: Payout) -> None:
        owner, _ = a_member(shop, MemberRole.OWNER)
        payout = self.approve(shop, waiting, owner)
        assert (payout.waiting_for, payout.waiting_until) == ("", None)
        assert payout.due_at is not None
        assert Approval.objects.get().decided_by == str(owner)
        assert started(payout).state == "sending"

    def test_until_then_the_worker_does_not_touch_it(self, waiting: Payout) -> None:
        Payout.objects.filter(id=waiting.id).update(due_at=db.clock())
        with pytest.raises(Exception, match="does not exist"):
            started(waiting)
        waiting.refresh_from_db()
        assert (waiting.state, waiting.waiting_for) == ("pending", "approval")

    def test_by_its_maker_is_refused(self, shop: Shop, waiting: Payout) -> None:
        before = everything()
        with pytest.raises(ApproverIsMaker):
            self.approve(shop, waiting, shop.owner_id)
        # A key counts as the person who made it.
        key = Actor(ActorKind.API_KEY, "key-1", str(shop.owner_id))
        with pytest.raises(ApproverIsMaker), db.transaction():
            actions.approve_payout(
                merchant_id=shop.id, payout_id=waiting.id, actor=key, at=db.clock()
            )
        assert changed_since(before) == {}

    def test_of_a_scheduled_one_leaves_its_time(self, shop: Shop) -> None:
        PayoutSettings.objects.create(merchant_id=shop.id, approval_above_minor=1_000)
        when = db.clock() + timedelta(days=3)
        payout = shop.pay_out(PAISE, scheduled_at=when)
        assert payout.waiting_for == "approval"
        owner, _ = a_member(shop, MemberRole.OWNER)
        payout = self.approve(shop, payout, owner)
        assert (payout.waiting_for, payout.waiting_until, payout.due_at) == ("schedule", when, when)

    def test_refused_it_is_cancelled_with_the_reason(self, shop: Shop, waiting: Payout) -> None:
        owner, _ = a_member(shop, MemberRole.OWNER)
        actor = Actor(ActorKind.USER, str(owner), str(owner))
        with db.transaction():
            payout = actions.refuse_payout(
                merchant_id=shop.id, payout_id=waiting.id, actor=actor, at=db.clock()
            )
        assert (payout.state, payout.reason, payout.reason_source) == (
            "cancelled", "approval_refused", "merchant",
        )  # fmt: skip
        assert (shop.available, shop.held, Approval.objects.get().state) == (100_000, 0, "refused")

    def test_of_another_merchants_is_not_found(self, shop: Shop, waiting: Payout) -> None:
        other = a_shop()
        with pytest.raises(errors.PayoutNotFound):
            self.approve(other, waiting, other.owner_id)


class TestCancel:
    def cancel(self, shop: Shop, payout: Payout, merchant_id: UUID | None = None) -> Payout:
        with db.transaction():
            return actions.cancel_payout(
                merchant_id=merchant_id or shop.id, payout_id=payout.id, actor=shop.actor,
                at=db.clock(),
            )  # fmt: skip

    def test_gives_everything_back(self, shop: Shop) -> None:
        payout = shop.pay_out(PAISE)
        before = everything()
        self.cancel(shop, payout)
        assert changed_since(before) == {
            "payouts_payout": 0, "ledger_entry": 1, "ledger_line": 2, "events_event": 1,
            "audit_record": 1,
        }  # fmt: skip
        payout.refresh_from_db()
        assert (payout.state, payout.reason, payout.reason_source) == (
            "cancelled", "cancelled_by_merchant", "merchant",
        )  # fmt: skip
        assert payout.finished_at is not None
        assert (payout.due_at, payout.lease_until) == (None, None)
        assert postings_of(payout)[2:] == [
            ("payout_released", -PAISE, f"merchant/{shop.id}/held/INR"),
            ("payout_released", PAISE, f"merchant/{shop.id}/available/INR"),
        ]
        told = [fact.type for fact in events.of_subject(f"payout/{payout.id}")]
        assert told == ["payout.created", "payout.cancelled"]
        assert broken_promises() == []

    def test_what_was_not_held_moves_no_money(self, shop: Shop) -> None:
        payout = shop.pay_out(150_000, queue_if_low_balance=True)
        before = everything()
        self.cancel(shop, payout)
        assert "ledger_line" not in changed_since(before)
        assert broken_promises() == []

    def test_withdraws_the_question(self, shop: Shop) -> None:
        PayoutSettings.objects.create(merchant_id=shop.id, approval_above_minor=1_000)
        payout = shop.pay_out(PAISE)
        self.cancel(shop, payout)
        assert Approval.objects.get().state == "withdrawn"

    def test_twice_is_refused(self, shop: Shop) -> None:
        payout = shop.pay_out(PAISE)
        self.cancel(shop, payout)
        before = everything()
        with pytest.raises(IllegalMove) as refused:
            self.cancel(shop, payout)
        assert refused.value.facts["allowed_moves"] == []
        assert changed_since(before) == {}

    def test_another_merchants_is_not_found(self, shop: Shop) -> None:
        payout = shop.pay_out(PAISE)
        before = everything()
        for merchant in (a_shop().id, uuid4()):
            before = everything()
            with pytest.raises(errors.PayoutNotFound):
                self.cancel(shop, payout, merchant)
            assert changed_since(before) == {}


class TestPayAgain:
    @pytest.mark.parametrize("words", [[Verdict.REFUSED], [Verdict.SUCCESS, Verdict.RETURNED]])
    def test_what_did_not_arrive(self, shop: Shop, words: list[Verdict]) -> None:
        payout = shop.pay_out(PAISE)
        attempt = started(payout)
        for word in words:
            said(attempt, word)
        again = shop.pay_out(PAISE, retry_of=payout.id)
        assert again.retry_of_id == payout.id

    @pytest.mark.parametrize(
        "words", [[], [Verdict.UNKNOWN], [Verdict.SUCCESS], [Verdict.REFUSED, Verdict.SUCCESS]]
    )
    def test_nothing_that_did_or_may_have(self, shop: Shop, words: list[Verdict]) -> None:
        payout = shop.pay_out(40_000)
        attempt = started(payout)
        for word in words:
            said(attempt, word)
        before = everything()
        with pytest.raises(errors.RetryNotPossible):
            shop.pay_out(40_000, retry_of=payout.id)
        assert changed_since(before) == {}

    def test_nor_another_merchants(self, shop: Shop) -> None:
        other = a_shop(paise=100_000)
        payout = other.pay_out(PAISE)
        said(started(payout), Verdict.REFUSED)
        with pytest.raises(errors.RetryNotPossible):
            shop.pay_out(PAISE, retry_of=payout.id)


def test_many_at_once_are_refused_one_by_one_in_order(shop: Shop) -> None:
    orders = [shop.order(paise) for paise in (40_000, 70_000, 99, 30_000, 30_001, 30_000)]
    with db.transaction():
        made = actions.create_payouts(
            viewer=shop.viewer, orders=orders, actor=shop.actor, at=db.clock()
        )
    assert [type(each).__name__ for each in made] == [
        "Payout", "InsufficientFunds", "PayoutBelowMinimum",
        "Payout", "InsufficientFunds", "Payout",
    ]  # fmt: skip
    assert (shop.available, shop.held) == (0, 100_000)
    assert rupees(shop.held) == rupees(100_000)
    assert broken_promises() == []
