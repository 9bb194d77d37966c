"""What two operators decide about a payout, in every state it can be in when they do."""

from __future__ import annotations

from typing import Any

import pytest

from adulis.cases import queries as questions
from adulis.cases.errors import CaseAlreadyClosed, DecisionNotOffered, SecondOperatorRequired
from adulis.cases.models import Case
from adulis.cases.values import CaseKind, Decision
from adulis.gateways.values import Source, Verdict
from adulis.identity import actions as identity
from adulis.identity.models import Merchant
from adulis.kernel import db, due
from adulis.kernel.actors import system
from adulis.kernel.machines import IllegalMove
from adulis.payouts import tasks
from adulis.payouts.errors import NothingWasSent
from adulis.payouts.models import Attempt, Payout, PayoutReturn
from adulis.timers import actions as timers
from tests.bank import broken_promises
from tests.rows import changed_since, everything
from tests.words import (
    an_operator,
    confirmed,
    decided,
    proposed,
    said,
    sent_again,
    started,
)
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db

PAISE = 60_000
V = Verdict


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


def pass_seconds(seconds: int) -> None:
    with db.transaction():
        timers.advance_clock(seconds=seconds, actor=system("tests"), at=db.clock())


def asked(payout: Payout, kind: CaseKind = CaseKind.IN_DOUBT) -> Case:
    """The open case about a payout."""
    [case] = [each for each in questions.open_about(f"payout/{payout.id}") if each.kind == kind]
    return case


def overdue(payout: Payout) -> Case:
    """Time goes by until somebody has to look at it."""
    pass_seconds(5 * 3600)
    tasks.watch_deadlines()
    return asked(payout)


def in_doubt(shop: Shop) -> tuple[Payout, Attempt]:
    payout = shop.pay_out(PAISE)
    attempt = started(payout)
    said(attempt, V.UNKNOWN, Source.SUBMISSION)
    return payout, attempt


def refused(shop: Shop) -> Attempt:
    attempt = started(shop.pay_out(PAISE))
    said(attempt, V.REFUSED)
    return attempt


def poisoned(payout: Payout) -> Case:
    """Its worker dies again and again, until it is parked."""
    for _ in range(due.POISON_AFTER_CLAIMS):
        due.claim("payouts_payout", limit=1, lease_seconds=60, only="state = 'pending'")
        pass_seconds(61)
    tasks.dispatch_payouts()
    payout.refresh_from_db()
    return asked(payout, CaseKind.POISON_PAYOUT)


class TestInDoubt:
    def test_paid_completes_it(self, shop: Shop) -> None:
        payout, attempt = in_doubt(shop)
        decided(overdue(payout), Decision.PAID, utr="UTR9", note="seen on the statement")
        payout.refresh_from_db()
        attempt.refresh_from_db()
        assert (payout.state, payout.utr) == ("completed", "UTR9")
        assert (attempt.state, shop.available, shop.held) == ("confirmed_success", 40_000, 0)
        assert questions.open_about(f"payout/{payout.id}") == []
        assert broken_promises() == []

    def test_not_paid_fails_it_and_gives_the_money_back(self, shop: Shop) -> None:
        payout, _ = in_doubt(shop)
        decided(overdue(payout), Decision.NOT_PAID)
        payout.refresh_from_db()
        assert (payout.state, payout.reason) == ("failed", "operator_decision")
        assert payout.reason_source == "platform"
        assert (shop.available, shop.held) == (100_000, 0)
        assert broken_promises() == []

    def test_keep_asking_asks_again_and_asks_a_human_again(self, shop: Shop) -> None:
        payout, attempt = in_doubt(shop)
        first = overdue(payout)
        attempt.refresh_from_db()
        decided(first, Decision.KEEP_ASKING)
        payout.refresh_from_db()
        attempt.refresh_from_db()
        assert (payout.state, attempt.state, shop.held) == ("processing", "in_doubt", PAISE)
        assert attempt.due_at is not None
        assert attempt.due_at <= db.clock()
        assert tasks.watch_deadlines() == 0
        second = overdue(payout)
        assert (second.id != first.id, second.key) == (True, f"{first.key}/2")
        decided(second, Decision.NOT_PAID)
        payout.refresh_from_db()
        assert (payout.state, shop.available) == ("failed", 100_000)

    def test_of_an_order_on_the_wire_keep_asking_does_not_doubt_it(self, shop: Shop) -> None:
        payout, attempt = in_doubt(shop)
        case = overdue(payout)
        said(attempt, V.NOT_FOUND)
        pass_seconds(3600)
        said(attempt, V.NOT_FOUND)
        on_the_wire = sent_again(payout)
        decided(case, Decision.KEEP_ASKING)
        lease_ends = on_the_wire.due_at
        on_the_wire.refresh_from_db()
        assert (on_the_wire.state, on_the_wire.due_at) == ("sending", lease_ends)

    def test_late_evidence_contradicting_a_decision_is_still_believed(self, shop: Shop) -> None:
        payout, attempt = in_doubt(shop)
        decided(overdue(payout), Decision.NOT_PAID)
        assert said(attempt, V.SUCCESS, utr="UTR1") == "paid_late"
        payout.refresh_from_db()
        assert (payout.state, payout.is_paid_late) == ("failed", True)
        assert (shop.available, shop.held) == (40_000, 0)
        assert broken_promises() == []


class TestBetweenTwoAttempts:
    """The first attempt was refused for now; the second one waits for its time."""

    @pytest.fixture
    def waiting(self, shop: Shop) -> tuple[Payout, Attempt]:
        payout = shop.pay_out(PAISE)
        attempt = started(payout)
        said(attempt, V.REFUSED_FOR_NOW, code="BENEFICIARY_BANK_DOWN")
        payout.refresh_from_db()
        return payout, attempt

    def test_not_paid_fails_it_and_nothing_is_sent(
        self, shop: Shop, waiting: tuple[Payout, Attempt]
    ) -> None:
        payout, _ = waiting
        decided(overdue(payout), Decision.NOT_PAID)
        payout.refresh_from_db()
        assert (payout.state, shop.available, shop.held) == ("failed", 100_000, 0)
        states = list(Attempt.objects.filter(payout=payout).values_list("state", "due_at"))
        assert states == [("confirmed_failure", None)] * 2
        assert tasks.dispatch_attempts() == 0
        assert broken_promises() == []

    def test_paid_means_the_one_that_was_sent(
        self, shop: Shop, waiting: tuple[Payout, Attempt]
    ) -> None:
        payout, _ = waiting
        decided(overdue(payout), Decision.PAID, utr="UTR9")
        payout.refresh_from_db()
        assert (payout.state, payout.utr, payout.is_paid_late) == ("completed", "UTR9", False)
        assert (shop.available, shop.held) == (40_000, 0)
        first, second = Attempt.objects.filter(payout=payout).order_by("number")
        assert (first.state, first.is_paid_late) == ("confirmed_failure", True)
        assert (second.state, second.sent_count) == ("confirmed_failure", 0)
        assert broken_promises() == []


class TestNeverSent:
    def test_a_poison_payout_is_parked_and_asked_about(self, shop: Shop) -> None:
        payout = shop.pay_out(PAISE)
        case = poisoned(payout)
        assert (payout.state, payout.due_at, payout.lease_until) == ("pending", None, None)
        assert case.evidence[0]["claims"] == due.POISON_AFTER_CLAIMS + 1
        assert tasks.dispatch_payouts() == 0

    def test_retry_gives_it_to_the_worker_again(self, shop: Shop) -> None:
        payout = shop.pay_out(PAISE)
        decided(poisoned(payout), Decision.RETRY)
        attempt = started(payout)
        assert (payout.state, attempt.state) == ("processing", "sending")

    def test_retry_reaches_one_that_waited_for_something(self, shop: Shop) -> None:
        payout = shop.pay_out(PAISE)
        case = poisoned(payout)
        Payout.objects.filter(id=payout.id).update(waiting_for="bank")
        decided(case, Decision.RETRY)
        assert started(payout).state == "sending"

    def test_when_it_is_poison_again_it_is_asked_about_again(self, shop: Shop) -> None:
        payout = shop.pay_out(PAISE)
        first = poisoned(payout)
        decided(first, Decision.RETRY)
        assert poisoned(payout).id != first.id

    def test_not_paid_cancels_it(self, shop: Shop) -> None:
        payout = shop.pay_out(PAISE)
        decided(poisoned(payout), Decision.NOT_PAID)
        payout.refresh_from_db()
        assert (payout.state, payout.reason) == ("cancelled", "cancelled_by_operator")
        assert (shop.available, shop.held) == (100_000, 0)
        assert broken_promises() == []

    def test_paid_is_refused_and_changes_nothing(self, shop: Shop) -> None:
        payout = shop.pay_out(PAISE)
        case = poisoned(payout)
        second = an_operator("Gita")
        proposed(case, Decision.PAID, an_operator("Farah"))
        before = everything()
        with pytest.raises(NothingWasSent):
            confirmed(case, Decision.PAID, second)
        assert changed_since(before) == {}


class TestAfterTheEnd:
    def test_not_paid_of_a_completed_payout_is_a_return(self, shop: Shop) -> None:
        """The bank said paid, and then no: two operators find out that it never arrived."""
        payout = shop.pay_out(PAISE)
        attempt = started(payout)
        said(attempt, V.SUCCESS, utr="UTR1")
        assert said(attempt, V.REFUSED, code="BENEFICIARY_BANK_REJECTED") == "contradiction"
        case = asked(payout, CaseKind.EVIDENCE_MISMATCH)
        assert (shop.available, shop.held) == (40_000, 0)
        decided(case, Decision.NOT_PAID)
        payout.refresh_from_db()
        assert (payout.state, payout.is_returned) == ("completed", True)
        assert (shop.available, shop.held) == (100_000, 0)
        assert PayoutReturn.objects.get().source == Source.OPERATOR
        assert broken_promises() == []

    def test_paid_of_a_completed_payout_leaves_it(self, shop: Shop) -> None:
        payout = shop.pay_out(PAISE)
        attempt = started(payout)
        said(attempt, V.SUCCESS)
        said(attempt, V.REFUSED)
        decided(asked(payout, CaseKind.EVIDENCE_MISMATCH), Decision.PAID)
        payout.refresh_from_db()
        assert (payout.state, payout.is_returned, shop.available) == ("completed", False, 40_000)

    def test_paid_of_a_failed_payout_is_a_late_payment(self, shop: Shop) -> None:
        payout = shop.pay_out(PAISE)
        attempt = started(payout)
        said(attempt, V.REFUSED)
        assert said(attempt, V.SUCCESS, amount_minor=PAISE - 1) == "amount_mismatch"
        decided(asked(payout, CaseKind.EVIDENCE_MISMATCH), Decision.PAID, utr="UTR9")
        payout.refresh_from_db()
        assert (payout.state, payout.is_paid_late) == ("failed", True)
        assert (shop.available, shop.held) == (40_000, 0)
        assert broken_promises() == []

    def test_not_paid_of_a_failed_payout_leaves_it(self, shop: Shop) -> None:
        payout = shop.pay_out(PAISE)
        attempt = started(payout)
        said(attempt, V.REFUSED)
        said(attempt, V.SUCCESS, amount_minor=PAISE - 1)
        decided(asked(payout, CaseKind.EVIDENCE_MISMATCH), Decision.NOT_PAID)
        payout.refresh_from_db()
        assert (payout.state, payout.is_paid_late, shop.available) == ("failed", False, 100_000)


class TestLateSuccess:
    @pytest.fixture
    def owing(self, shop: Shop) -> tuple[Payout, Case]:
        """Refused, refunded, spent elsewhere, and then paid all the same."""
        payout = shop.pay_out(PAISE)
        attempt = started(payout)
        said(attempt, V.REFUSED)
        shop.pay_out(90_000)
        said(attempt, V.SUCCESS)
        assert (shop.available, shop.owed) == (0, 50_000)
        return payout, asked(payout, CaseKind.LATE_SUCCESS)

    def test_recover_leaves_the_debt(self, shop: Shop, owing: tuple[Payout, Case]) -> None:
        decided(owing[1], Decision.RECOVER)
        assert (shop.available, shop.owed) == (0, 50_000)
        assert Merchant.objects.get(id=shop.id).payouts_frozen_reason

    def test_write_off_takes_the_debt_onto_us_and_lifts_the_freeze(
        self, shop: Shop, owing: tuple[Payout, Case]
    ) -> None:
        decided(owing[1], Decision.WRITE_OFF)
        assert (shop.available, shop.owed) == (0, 0)
        assert not Merchant.objects.get(id=shop.id).payouts_frozen_reason
        assert broken_promises() == []

    def test_write_off_takes_no_more_than_is_still_owed(
        self, shop: Shop, owing: tuple[Payout, Case]
    ) -> None:
        shop.credit(20_000)
        decided(owing[1], Decision.WRITE_OFF)
        assert (shop.available, shop.owed) == (0, 0)
        loss = db.fetch_value(
            "SELECT sum(line.amount_minor) FROM ledger_line line JOIN ledger_account account"
            " ON account.id = line.account_id WHERE account.address = 'platform/losses/INR'"
        )
        assert loss == -30_000

    def test_write_off_of_one_payment_forgives_no_other_debt(self) -> None:
        """Of the first, 20 000 could be taken and 40 000 were owed; of the second, all of it."""
        shop = a_shop(paise=2 * PAISE)
        first, second = (refused(shop) for _ in range(2))
        shop.pay_out(100_000)
        for attempt in (first, second):
            said(attempt, V.SUCCESS)
        assert (shop.available, shop.owed) == (0, 40_000 + PAISE)
        decided(asked(first.payout, CaseKind.LATE_SUCCESS), Decision.WRITE_OFF)
        assert (shop.available, shop.owed) == (0, PAISE)
        assert Merchant.objects.get(id=shop.id).payouts_frozen_reason
        decided(asked(second.payout, CaseKind.LATE_SUCCESS), Decision.WRITE_OFF)
        assert (shop.available, shop.owed) == (0, 0)
        assert not Merchant.objects.get(id=shop.id).payouts_frozen_reason
        assert broken_promises() == []

    def test_a_freeze_for_another_reason_stays(
        self, shop: Shop, owing: tuple[Payout, Case]
    ) -> None:
        with db.transaction():
            identity.unfreeze_payouts(merchant_id=shop.id, actor=system("ops"), at=db.clock())
            identity.freeze_payouts(
                merchant_id=shop.id, reason="a court asked", actor=system("ops"), at=db.clock()
            )
        decided(owing[1], Decision.WRITE_OFF)
        assert Merchant.objects.get(id=shop.id).payouts_frozen_reason == "a court asked"


class TestFourEyes:
    @pytest.fixture
    def case(self, shop: Shop) -> Case:
        return overdue(in_doubt(shop)[0])

    def test_the_proposer_cannot_confirm(self, shop: Shop, case: Case) -> None:
        operator = an_operator()
        proposed(case, Decision.NOT_PAID, operator)
        before = everything()
        with pytest.raises(SecondOperatorRequired):
            confirmed(case, Decision.NOT_PAID, operator)
        assert changed_since(before) == {}

    def test_nothing_is_confirmed_that_was_not_proposed(self, case: Case) -> None:
        second = an_operator("Gita")
        proposed(case, Decision.NOT_PAID, an_operator("Farah"))
        before = everything()
        with pytest.raises(DecisionNotOffered):
            confirmed(case, Decision.PAID, second)
        assert changed_since(before) == {}

    def test_nothing_is_confirmed_without_a_proposal(self, case: Case) -> None:
        operator = an_operator()
        before = everything()
        with pytest.raises(IllegalMove):
            confirmed(case, Decision.NOT_PAID, operator)
        assert changed_since(before) == {}

    @pytest.mark.parametrize("decision", [Decision.WRITE_OFF, Decision.ASSIGN, Decision.RETRY])
    def test_only_what_answers_the_question_is_proposed(
        self, case: Case, decision: Decision
    ) -> None:
        operator = an_operator()
        before = everything()
        with pytest.raises(DecisionNotOffered):
            proposed(case, decision, operator)
        assert changed_since(before) == {}

    def test_what_is_decided_is_decided(self, case: Case) -> None:
        decided(case, Decision.NOT_PAID)
        operator = an_operator("Hari")
        before = everything()
        with pytest.raises(CaseAlreadyClosed):
            proposed(case, Decision.PAID, operator)
        with pytest.raises(CaseAlreadyClosed):
            confirmed(case, Decision.NOT_PAID, operator)
        assert changed_since(before) == {}

    def test_what_the_first_one_said_counts(self, shop: Shop, case: Case) -> None:
        proposed(case, Decision.PAID, an_operator("Farah"), utr="UTR-RIGHT")
        confirmed(case, Decision.PAID, an_operator("Gita"), utr="UTR-OTHER")
        assert Payout.objects.get().utr == "UTR-RIGHT"


def test_evidence_that_arrives_first_closes_the_question(shop: Shop) -> None:
    payout, attempt = in_doubt(shop)
    case = overdue(payout)
    proposed(case, Decision.NOT_PAID, an_operator())
    said(attempt, V.SUCCESS)
    case.refresh_from_db()
    told: tuple[Any, ...] = (case.state, case.decision, case.proposed_decision, case.decided_by)
    assert told == ("closed", "", "", "")
    assert case.closed_at is not None
    with pytest.raises(CaseAlreadyClosed):
        confirmed(case, Decision.NOT_PAID, an_operator("Gita"))
    assert shop.available == 40_000
