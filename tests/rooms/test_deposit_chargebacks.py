"""Chargebacks: taken once, from where the money is; back once, to whoever bore it."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from adulis.cases import actions as cases
from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.deposits import actions, tasks_back
from adulis.deposits.errors import (
    ChargebackAccepted,
    ChargebackNotFound,
    DepositDisputed,
    EvidenceTooLate,
)
from adulis.deposits.models import Chargeback, ChargebackReply, Deposit, Payment
from adulis.deposits.queries import done_to, timeline_of, waiting_of
from adulis.deposits.values import Answer
from adulis.events.models import Event
from adulis.gateways.collected import DisputeStatus, RefundStatus
from adulis.gateways.payments import GatewaySilent
from adulis.identity import queries as merchants
from adulis.kernel import db, due
from adulis.kernel.encryption import CannotOpen
from adulis.kernel.money import Money, rupees
from adulis.ledger.models import Entry
from tests.giving_back import (
    COLLECTED,
    COSTS,
    LOSSES,
    SUSPENSE,
    a_deposit,
    asked,
    broken_promises,
    clear,
    dispute_about,
    dispute_of,
    hear,
    paid,
    paise,
    pass_time,
    purse,
    refund,
    say_of_refund,
)
from tests.reconciling import ONE, TWO
from tests.rows import changed_since, everything
from tests.world import BUILDER, Shop, a_shop

pytestmark = pytest.mark.django_db
OPEN, WON, LOST = DisputeStatus.OPEN, DisputeStatus.WON, DisputeStatus.LOST


def frozen(shop: Shop) -> str:
    return merchants.standing(shop.id).payouts_frozen_reason


# --- from whom it is taken ------------------------------------------------------------------------


def test_what_has_not_cleared_is_taken_from_the_deposit_itself() -> None:
    shop = a_shop(paise=5_000)
    row = hear(dispute_of(a_deposit(shop, 1_000), 600))
    assert row is not None
    assert (row.of_pending_minor, row.of_available_minor, row.owed_minor) == (600, 0, 0)
    assert (purse(shop), paise(COLLECTED), frozen(shop)) == ((400, 5_000, 0, 0), [-400], "")
    assert broken_promises() == []


def test_what_has_cleared_is_taken_from_what_is_available() -> None:
    shop = a_shop(paise=5_000)
    row = hear(dispute_of(a_deposit(shop, 1_000, cleared=True)))
    assert row is not None
    assert (row.of_pending_minor, row.of_available_minor, row.owed_minor) == (0, 1_000, 0)
    assert purse(shop) == (0, 5_000, 0, 0)
    assert Case.objects.count() == 0
    assert broken_promises() == []


def test_what_was_spent_is_owed_and_payouts_are_frozen() -> None:
    """After the money was spent: as far as it reaches, and the rest is a debt."""
    shop = a_shop()
    deposit = a_deposit(shop, 1_000, cleared=True)
    shop.pay_out(700)
    row = hear(dispute_of(deposit))
    assert row is not None
    assert (row.of_available_minor, row.owed_minor) == (300, 700)
    assert purse(shop) == (0, 0, 700, 700)
    assert frozen(shop) != ""
    [case] = Case.objects.all()
    assert (case.kind, case.subject) == ("chargeback_shortfall", f"chargeback/{row.id}")
    [event] = Event.objects.filter(type="deposit.charged_back")
    assert event.subject == f"deposit/{deposit.id}"
    assert event.payload | {"evidence_due_by": None} == {
        "chargeback_id": str(row.id),
        "amount": {"amount_minor": 1_000, "currency": "INR"},
        "of_pending": {"amount_minor": 0, "currency": "INR"},
        "of_available": {"amount_minor": 300, "currency": "INR"},
        "shortfall": {"amount_minor": 700, "currency": "INR"},
        "reason_code": "fraudulent",
        "evidence_due_by": None,
    }
    assert broken_promises() == []


def test_the_pending_money_of_other_deposits_is_not_touched() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000, cleared=True)
    shop.pay_out(1_000)
    a_deposit(shop, 9_000)
    hear(dispute_of(deposit))
    assert purse(shop) == (9_000, 0, 1_000, 1_000)


def test_it_is_one_entry_with_the_gateways_fee_as_our_cost() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000, cleared=True)
    shop.pay_out(400)
    hear(dispute_of(deposit, fee=rupees(75)))
    assert paise(COLLECTED, COSTS) == [75, -75]
    assert Entry.objects.filter(kind="chargeback_opened").count() == 1
    assert broken_promises() == []


def test_a_debt_is_settled_by_the_next_money_and_payouts_go_again() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000, cleared=True)
    shop.pay_out(1_000)
    hear(dispute_of(deposit))
    a_deposit(shop, 1_500, cleared=True)
    assert (purse(shop), frozen(shop)) == ((0, 500, 1_000, 0), "")
    assert broken_promises() == []


# --- exactly once ---------------------------------------------------------------------------------


@pytest.mark.parametrize("end", [WON, LOST])
@pytest.mark.parametrize("spent", [0, 700])
def test_it_ends_the_same_in_whatever_order_and_however_often_it_is_told(
    end: DisputeStatus, spent: int
) -> None:
    outcomes = set()
    for order in [*permutations([OPEN, end, OPEN, end]), (end,), (OPEN, OPEN, end)]:
        shop = a_shop()
        deposit = a_deposit(shop, 1_000, cleared=True)
        if spent:
            shop.pay_out(spent)
        row = None
        for status in order:
            row = hear(dispute_of(deposit, status=status))
        assert row is not None
        deposit.refresh_from_db()
        outcomes.add((row.state, purse(shop), deposit.charged_back_minor, frozen(shop) != ""))
    expected = (
        {("won", (0, 1_000 - spent, spent, 0), 0, False)}
        if end is WON
        else {("lost", (0, 0, spent, spent), 1_000, spent > 0)}
    )
    assert outcomes == expected
    assert broken_promises() == []


def test_the_same_word_again_changes_nothing_but_when_to_look_again() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000)
    told = dispute_of(deposit)
    hear(told)
    before = everything()
    hear(told)
    assert set(changed_since(before)) <= {"deposits_chargeback"}
    hear(dispute_of(deposit, status=LOST))
    before = everything()
    for status in (OPEN, LOST):
        hear(dispute_of(deposit, status=status))
    assert changed_since(before) == {}


def test_a_dispute_of_a_payment_that_is_not_here_waits() -> None:
    deposit = a_deposit(a_shop(), 1_000)
    before = everything()
    assert hear(dispute_of(deposit, payment_id="pay_unheard_of")) is None
    assert changed_since(before) == {}


def test_two_disputes_of_one_payment_take_their_parts() -> None:
    shop = a_shop(paise=5_000)
    deposit = a_deposit(shop, 1_000)
    hear(dispute_of(deposit, 300, id="dp_one"))
    hear(dispute_of(deposit, 700, id="dp_two"))
    assert purse(shop) == (0, 5_000, 0, 0)
    hear(dispute_of(deposit, 300, id="dp_one", status=WON))
    assert purse(shop) == (300, 5_000, 0, 0)
    assert broken_promises() == []


# --- what does not fit ----------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "then"), [(WON, LOST), (LOST, WON)])
def test_a_gateway_that_changes_its_mind_is_asked_about(
    first: DisputeStatus, then: DisputeStatus
) -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000)
    hear(dispute_of(deposit, status=first))
    had = purse(shop)
    row = hear(dispute_of(deposit, status=then))
    assert row is not None
    assert (row.state, purse(shop)) == (first, had)
    assert [case.kind for case in Case.objects.all()] == ["chargeback_mismatch"]


def test_another_amount_than_before_moves_no_money() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000)
    hear(dispute_of(deposit, 300))
    row = hear(dispute_of(deposit, 301, status=WON))
    assert row is not None
    assert (row.state, row.paid, purse(shop)) == ("open", rupees(300), (700, 0, 0, 0))
    assert [case.kind for case in Case.objects.all()] == ["chargeback_mismatch"]


def test_another_currency_than_was_paid_moves_no_money() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000)
    assert hear(dispute_of(deposit, amount=Money(1_000, "USD"), fee=Money(0, "USD"))) is None
    assert (purse(shop), Chargeback.objects.count()) == ((1_000, 0, 0, 0), 0)
    assert [case.kind for case in Case.objects.all()] == ["chargeback_mismatch"]


@pytest.mark.parametrize("state", ["unknown", "processed"])
def test_what_goes_back_twice_is_taken_and_asked_about(state: str) -> None:
    """A refund is under way, or was made, and the payer's bank takes all of it as well."""
    shop = a_shop(paise=5_000)
    deposit = a_deposit(shop, 1_000)
    row = refund(shop, deposit, 400)
    if state == "processed":
        say_of_refund(row, RefundStatus.PROCESSED)
    hear(dispute_of(deposit))
    held = 0 if state == "processed" else 400
    assert purse(shop) == (0, 4_600, held, 0)
    [case] = Case.objects.all()
    assert (case.kind, case.evidence[0]["excess_paise"]) == ("chargeback_exceeds", 400)
    assert broken_promises() == []
    if state == "unknown":
        # The gateway would not give it back twice itself: all the money is accounted for.
        say_of_refund(row, RefundStatus.FAILED)
        assert purse(shop) == (400, 4_600, 0, 0)
        assert broken_promises() == []


# --- nothing is left to clear ---------------------------------------------------------------------


@pytest.mark.parametrize("how", ["charged back", "refunded", "both"])
def test_what_went_back_whole_is_not_told_as_available(how: str) -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000)
    refunded = {"charged back": 0, "refunded": 1_000, "both": 300}[how]
    if refunded:
        say_of_refund(refund(shop, deposit, refunded), RefundStatus.PROCESSED)
    if refunded < 1_000:
        hear(dispute_of(deposit, 1_000 - refunded))
    deposit.refresh_from_db()
    waiting = waiting_of(deposit)
    assert waiting is not None
    assert waiting.then == (
        "It is over: all of it went back before, so nothing of it becomes available."
    )
    deposit = clear(deposit)
    assert (deposit.state, deposit.fee_minor, purse(shop)) == ("cleared", 0, (0, 0, 0, 0))
    told = [each.what for each in timeline_of(deposit) if each.kind == "fact"]
    assert (told.count("deposit.emptied"), told.count("deposit.cleared")) == (1, 0)
    payload = Event.objects.get(type="deposit.emptied").payload
    assert [payload[name]["amount_minor"] for name in ("amount", "refunded", "charged_back")] == [
        1_000,
        refunded,
        1_000 - refunded,
    ]
    assert {each.action for each in done_to(deposit)} & {"deposit.empty", "deposit.clear"} == {
        "deposit.empty"
    }
    assert broken_promises() == []


def test_what_went_back_in_part_clears_with_the_rest() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000)
    hear(dispute_of(deposit, 999))
    deposit.refresh_from_db()
    waiting = waiting_of(deposit)
    assert waiting is not None
    assert waiting.then == "It is available, less the fee."
    clear(deposit)
    assert Event.objects.get(type="deposit.cleared").payload["net"]["amount_minor"] == 1
    assert not Event.objects.filter(type="deposit.emptied").exists()


def test_what_was_won_after_nothing_was_left_is_available() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000)
    hear(dispute_of(deposit))
    clear(Deposit.objects.get(id=deposit.id))
    hear(dispute_of(deposit, status=WON))
    assert purse(shop) == (0, 1_000, 0, 0)
    assert broken_promises() == []


# --- won ------------------------------------------------------------------------------------------


def test_what_was_won_returns_to_pending_until_the_deposit_clears() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000)
    hear(dispute_of(deposit, 600))
    hear(dispute_of(deposit, 600, status=WON))
    assert purse(shop) == (1_000, 0, 0, 0)
    clear(Deposit.objects.get(id=deposit.id))
    assert purse(shop) == (0, 1_000, 0, 0)
    [event] = Event.objects.filter(type="chargeback.won")
    assert event.payload["credited"] == {"amount_minor": 600, "currency": "INR"}
    assert broken_promises() == []


def test_what_was_won_after_the_deposit_cleared_is_available() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000)
    hear(dispute_of(deposit, 600))
    clear(Deposit.objects.get(id=deposit.id))
    assert purse(shop) == (0, 400, 0, 0)
    hear(dispute_of(deposit, 600, status=WON))
    assert purse(shop) == (0, 1_000, 0, 0)
    assert broken_promises() == []


def test_what_was_won_settles_debts_first() -> None:
    shop = a_shop()
    one, two = a_deposit(shop, 1_000, cleared=True), a_deposit(shop, 300, cleared=True)
    shop.pay_out(1_300)
    hear(dispute_of(one))
    hear(dispute_of(two))
    assert purse(shop) == (0, 0, 1_300, 1_300)
    hear(dispute_of(two, status=WON))
    assert (purse(shop), frozen(shop) != "") == ((0, 0, 1_300, 1_000), True)
    hear(dispute_of(one, status=WON))
    assert (purse(shop), frozen(shop)) == ((0, 0, 1_300, 0), "")
    assert Case.objects.exclude(state="closed").count() == 0
    assert broken_promises() == []


# --- written off ----------------------------------------------------------------------------------


def decided(case: Case, decision: Decision) -> None:
    with db.transaction():
        cases.propose_decision(
            case_id=case.id, decision=decision, details={}, actor=ONE, at=db.clock()
        )
        actions.decide_chargeback(
            case_id=case.id, decision=decision, details={}, actor=TWO, at=db.clock()
        )


def in_debt(spent: int = 700) -> tuple[Shop, Deposit, Case]:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000, cleared=True)
    shop.pay_out(spent)
    hear(dispute_of(deposit))
    return shop, deposit, Case.objects.get()


def test_two_operators_take_a_shortfall_upon_the_platform() -> None:
    shop, _, case = in_debt()
    decided(case, Decision.WRITE_OFF)
    assert (purse(shop), paise(LOSSES), frozen(shop)) == ((0, 0, 700, 0), [-700], "")
    assert broken_promises() == []


def test_what_has_been_settled_meanwhile_is_not_written_off() -> None:
    shop, _, case = in_debt()
    shop.credit(500)
    decided(case, Decision.WRITE_OFF)
    assert (purse(shop), paise(LOSSES)) == ((0, 0, 700, 0), [-200])
    assert broken_promises() == []


def test_to_recover_it_moves_nothing() -> None:
    shop, _, case = in_debt()
    decided(case, Decision.RECOVER)
    assert (purse(shop), paise(LOSSES), frozen(shop) != "") == ((0, 0, 700, 700), [0], True)


def test_what_was_written_off_and_won_is_ours_first() -> None:
    shop, deposit, case = in_debt()
    decided(case, Decision.WRITE_OFF)
    hear(dispute_of(deposit, status=WON))
    assert (purse(shop), paise(LOSSES)) == ((0, 300, 700, 0), [0])
    assert broken_promises() == []


# --- in suspense ----------------------------------------------------------------------------------


def test_what_is_nobodys_is_taken_from_suspense_and_returns_there() -> None:
    deposit = paid(asked(a_shop(), rupees(500)), amount=rupees(1_000))
    payment = Payment.objects.get(deposit=deposit)
    hear(dispute_about(payment, fee=rupees(75)))
    assert paise(SUSPENSE, COLLECTED, COSTS) == [0, 75, -75]
    assert broken_promises() == []
    hear(dispute_about(payment, fee=rupees(75), status=WON))
    assert paise(SUSPENSE, COLLECTED, COSTS) == [1_000, -925, -75]
    assert broken_promises() == []


def test_what_is_on_its_way_back_and_taken_as_well_is_asked_about() -> None:
    deposit = paid(asked(a_shop(), rupees(500)), amount=rupees(1_000))
    payment = Payment.objects.get(deposit=deposit)
    with db.transaction():
        actions.return_payment(payment_id=payment.id, actor=TWO, at=db.clock())
    hear(dispute_about(payment))
    assert "chargeback_exceeds" in [case.kind for case in Case.objects.all()]


# --- what the merchant says -----------------------------------------------------------------------


def answer(shop: Shop, row: Chargeback, kind: Answer, text: str = "") -> ChargebackReply:
    assert row.deposit_id is not None
    with db.transaction():
        return actions.answer_chargeback(
            merchant_id=shop.id, deposit_id=row.deposit_id, chargeback_id=row.id,
            answer=kind, text=text, actor=shop.actor, at=db.clock(),
        )  # fmt: skip


def disputed(**changes: Any) -> tuple[Shop, Deposit, Chargeback]:
    shop = a_shop()
    deposit = a_deposit(shop, 1_000)
    row = hear(dispute_of(deposit, **changes))
    assert row is not None
    return shop, deposit, row


def test_what_a_merchant_says_is_kept_sealed_and_due_at_once() -> None:
    shop, _, row = disputed()
    reply = answer(shop, row, Answer.EVIDENCE, "Delivered to the payer's door on Tuesday.")
    assert "Tuesday" not in reply.text_sealed
    assert (reply.due_at, reply.sent_at) == (reply.created_at, None)
    answer(shop, row, Answer.EVIDENCE, "And signed for.")
    assert purse(shop) == (0, 0, 0, 0)


def test_whoever_accepts_does_not_contest() -> None:
    shop, _, row = disputed()
    answer(shop, row, Answer.ACCEPT)
    before = everything()
    for kind in Answer:
        with pytest.raises(ChargebackAccepted):
            answer(shop, row, kind, "Wait!")
    assert changed_since(before) == {}


def test_evidence_is_not_taken_after_the_deadline_or_the_end() -> None:
    shop, _, row = disputed()
    pass_time(timedelta(days=7))
    before = everything()
    with pytest.raises(EvidenceTooLate):
        answer(shop, row, Answer.EVIDENCE, "Late")
    assert changed_since(before) == {}
    other, second, another = disputed()
    hear(dispute_of(second, status=LOST))
    with pytest.raises(EvidenceTooLate):
        answer(other, another, Answer.EVIDENCE, "Late")


def test_another_merchants_chargeback_is_not_there() -> None:
    _, _, row = disputed()
    other = a_shop()
    with pytest.raises(ChargebackNotFound):
        answer(other, row, Answer.EVIDENCE, "Mine")


def test_a_refund_waits_for_the_end_of_the_dispute() -> None:
    shop, deposit, _ = disputed(amount=rupees(400))
    with pytest.raises(DepositDisputed):
        refund(shop, deposit, 1)


# --- looked at until it is decided ----------------------------------------------------------------


class SilentGateway:
    """A gateway that says nothing, or (``knows_nothing``) that knows of no dispute."""

    def __init__(self, *, knows_nothing: bool = False) -> None:
        self.knows_nothing = knows_nothing

    def dispute(self, dispute_id: str) -> None:
        if not self.knows_nothing:
            raise GatewaySilent("nobody at home")


@pytest.mark.parametrize("knows_nothing", [False, True], ids=["silent", "unknown"])
def test_a_gateway_that_is_silent_for_long_makes_no_chargeback_poison(knows_nothing: bool) -> None:
    shop = a_shop()
    row = hear(dispute_of(a_deposit(shop, 1_000)))
    assert row is not None
    gateway: Any = SilentGateway(knows_nothing=knows_nothing)
    for _ in range(10):
        pass_time(timedelta(hours=7))
        assert tasks_back.follow_chargebacks(gateway=gateway) == 1
    row.refresh_from_db()
    assert (row.claim_count, row.lease_until, row.has_case) == (0, None, False)
    assert row.due_at is not None
    assert (Case.objects.count(), broken_promises()) == (0, [])


def test_a_chargeback_that_became_another_one_is_looked_at_again() -> None:
    row = hear(dispute_of(a_deposit(a_shop(), 1_000)))
    assert row is not None
    pass_time(timedelta(hours=7))
    due.claim("deposits_chargeback", limit=9, lease_seconds=60)
    hear(dispute_about(row.payment, 400))
    row.refresh_from_db()
    assert (row.claim_count, row.lease_until) == (0, None)
    assert row.due_at is not None
    assert row.due_at > db.clock()


def test_a_parked_chargeback_is_looked_at_again_once_people_have_seen_it() -> None:
    row = hear(dispute_of(a_deposit(a_shop(), 1_000)))
    assert row is not None
    with db.transaction():
        actions.park_chargebacks(chargeback_ids=[row.id], actor=BUILDER, at=db.clock())
    assert broken_promises() == []
    decided(Case.objects.get(subject=f"chargeback/{row.id}"), Decision.ACCEPT)
    row.refresh_from_db()
    assert (row.state, row.claim_count) == ("open", 0)
    assert [each.id for each in due.claim("deposits_chargeback", limit=9, lease_seconds=60)] == [
        row.id
    ]
    Chargeback.objects.filter(id=row.id).update(due_at=None)
    assert broken_promises() == ["open_chargebacks_are_looked_at"]


@pytest.mark.parametrize("changed", ["currency", "amount"])
def test_the_same_misfit_told_again_and_again_is_asked_about_once(changed: str) -> None:
    deposit = a_deposit(a_shop(), 1_000)
    misfit = dispute_of(deposit, amount=Money(1_000, "USD"))
    if changed == "amount":
        hear(dispute_of(deposit))
        misfit = dispute_of(deposit, 400)
    for _ in range(3):
        hear(misfit)
    [case] = Case.objects.all()
    assert (case.kind, len(case.evidence)) == ("chargeback_mismatch", 1)


def test_an_answer_that_fails_again_and_again_comes_before_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shop, _, row = disputed()
    broken = answer(shop, row, Answer.EVIDENCE, "It was delivered.")
    # Nobody can read it any more.
    ChargebackReply.objects.filter(id=broken.id).update(text_sealed="nonsense")
    for _ in range(due.POISON_AFTER_CLAIMS):
        with pytest.raises(CannotOpen):
            tasks_back.tell_replies()
        pass_time(timedelta(minutes=2))
    assert tasks_back.tell_replies() == 1
    broken.refresh_from_db()
    assert (broken.due_at, broken.refusal, broken.sent_at) == (None, "unreadable", None)
    [case] = Case.objects.all()
    assert (case.kind, case.subject) == ("chargeback_mismatch", f"chargeback/{row.id}")
    assert broken_promises() == []


@pytest.mark.parametrize(("taken", "state"), [(1_000, "closed"), (999, "open")])
def test_what_was_in_suspense_and_is_lost_is_not_asked_about_any_more(
    taken: int, state: str
) -> None:
    deposit = paid(asked(a_shop(), rupees(500)), amount=rupees(1_000))
    payment = Payment.objects.get(deposit=deposit)
    hear(dispute_about(payment, taken))
    case = Case.objects.get(subject=f"gateway-payment/{payment.id}")
    # While it is open it may come back.
    assert case.state == "open"
    hear(dispute_about(payment, taken, status=LOST))
    case.refresh_from_db()
    assert (case.state, case.decision) == (state, "")
    assert paise(SUSPENSE) == [1_000 - taken]
    assert broken_promises() == []


def test_what_was_in_suspense_is_asked_about_while_a_part_of_it_may_come_back() -> None:
    deposit = paid(asked(a_shop(), rupees(500)), amount=rupees(1_000))
    payment = Payment.objects.get(deposit=deposit)
    hear(dispute_about(payment, 400, id="dp_1"))
    hear(dispute_about(payment, 600, id="dp_2", status=LOST))
    case = Case.objects.get(subject=f"gateway-payment/{payment.id}")
    assert case.state == "open"
    hear(dispute_about(payment, 400, id="dp_1", status=LOST))
    case.refresh_from_db()
    assert case.state == "closed"
