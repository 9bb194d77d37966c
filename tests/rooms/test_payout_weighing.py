"""A bank's word on real rows: what it moves, what it writes, and what hearing it again does not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from adulis.audit.models import AuditRecord
from adulis.cases.models import Case
from adulis.events import queries as events
from adulis.fees import actions as fees
from adulis.gateways.values import Source, Verdict, Word
from adulis.identity.models import Merchant
from adulis.kernel import db, due
from adulis.kernel.actors import system
from adulis.payouts import actions, tasks
from adulis.payouts.models import Attempt, Evidence, Payout, PayoutReturn
from adulis.timers import actions as timers
from tests.bank import broken_promises
from tests.rows import changed_since, everything
from tests.words import all_said, said, sent_again, started
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db

PAISE = 60_000
V = Verdict


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


@pytest.fixture
def attempt(shop: Shop) -> Attempt:
    return started(shop.pay_out(PAISE))


def payout_of(attempt: Attempt) -> Payout:
    return Payout.objects.get(id=attempt.payout_id)


def pass_seconds(seconds: int) -> None:
    with db.transaction():
        timers.advance_clock(seconds=seconds, actor=system("tests"), at=db.clock())


def facts_of(attempt: Attempt) -> list[str]:
    return [fact.type for fact in events.of_subject(f"payout/{attempt.payout_id}")]


def word(attempt: Attempt, verdict: Verdict, **more: Any) -> Word:
    return Word(reference=attempt.reference, verdict=verdict, source=Source.CALLBACK, **more)


def balances() -> dict[str, int]:
    """Every account that is not empty, without the ids in between."""
    rows = db.fetch_all(
        "SELECT regexp_replace(account.address, '[0-9a-f-]{36}', '*'),"
        " sum(line.amount_minor)::bigint"
        " FROM ledger_line line JOIN ledger_account account ON account.id = line.account_id"
        " GROUP BY 1 HAVING sum(line.amount_minor) <> 0"
    )
    return dict(rows)


class TestPaid:
    def test_moves_what_was_held_to_the_bank_and_says_so_once(
        self, shop: Shop, attempt: Attempt
    ) -> None:
        before = everything()
        assert said(attempt, V.SUCCESS, utr="UTR1", code="COMPLETED") == "paid"
        assert changed_since(before) == {
            "payouts_payout": 0, "payouts_attempt": 0, "payouts_evidence": 1, "ledger_account": 1,
            "ledger_entry": 1, "ledger_line": 2, "events_event": 1, "audit_record": 1,
        }  # fmt: skip
        payout = payout_of(attempt)
        assert (payout.state, payout.utr, payout.finished_at) == (
            "completed", "UTR1", attempt.finished_at,
        )  # fmt: skip
        assert (attempt.state, attempt.utr, attempt.due_at) == ("confirmed_success", "UTR1", None)
        assert balances() == {
            "merchant/*/available/INR": 40_000, "bank/simbank/nostro/INR": -100_000,
            "bank/simbank/clearing/INR": 60_000,
        }  # fmt: skip
        assert facts_of(attempt) == ["payout.created", "payout.processing", "payout.completed"]

    def test_earns_the_fee_and_the_tax(self, shop: Shop) -> None:
        with db.transaction():
            fees.set_fee(
                service="payout", starts_at=db.clock(), flat_minor=1_000, basis_points=0,
                actor=system("tests"), at=db.clock(),
            )  # fmt: skip
        said(started(shop.pay_out(PAISE)), V.SUCCESS)
        assert balances() == {
            "merchant/*/available/INR": 38_820, "bank/simbank/nostro/INR": -100_000,
            "bank/simbank/clearing/INR": 60_000, "platform/fees/INR": 1_000,
            "platform/tax/INR": 180,
        }  # fmt: skip

    def test_told_again_it_is_only_noted(self, attempt: Attempt) -> None:
        said(attempt, V.SUCCESS)
        before = everything()
        for source in (Source.SUBMISSION, Source.ENQUIRY, Source.CALLBACK, Source.STATEMENT):
            assert said(attempt, V.SUCCESS, source) == "known"
        assert changed_since(before) == {"payouts_evidence": 4}

    def test_told_many_times_in_one_round_it_happens_once(
        self, shop: Shop, attempt: Attempt
    ) -> None:
        outcomes = all_said(*[word(attempt, V.SUCCESS)] * 5)
        assert outcomes == ["paid", "known", "known", "known", "known"]
        assert (shop.available, shop.held) == (40_000, 0)
        assert broken_promises() == []


class TestRefused:
    def test_gives_everything_back_and_says_why(self, shop: Shop, attempt: Attempt) -> None:
        said(attempt, V.REFUSED, code="ACCOUNT_CLOSED")
        payout = payout_of(attempt)
        assert (payout.state, payout.reason, payout.reason_source) == (
            "failed", "account_closed", "beneficiary_bank",
        )  # fmt: skip
        assert (attempt.state, attempt.code, shop.available, shop.held) == (
            "confirmed_failure", "ACCOUNT_CLOSED", 100_000, 0,
        )  # fmt: skip
        assert facts_of(attempt)[-1] == "payout.failed"
        record = AuditRecord.objects.get(action="payout.fail")
        assert (record.actor_kind, record.after["reason"]) == ("bank", "account_closed")

    def test_for_now_a_new_attempt_waits_under_a_new_reference(
        self, shop: Shop, attempt: Attempt
    ) -> None:
        said(attempt, V.REFUSED_FOR_NOW, code="WINDOW_CLOSED")
        payout = payout_of(attempt)
        first, second = Attempt.objects.order_by("number")
        assert (payout.state, payout.retry_count, shop.held) == ("processing", 1, PAISE)
        assert (first.state, first.due_at) == ("confirmed_failure", None)
        assert (second.number, second.state, second.sent_count) == (2, "created", 0)
        assert second.reference != first.reference
        assert second.due_at is not None
        # NPCI: thirty seconds, less up to half of it.
        assert timedelta(seconds=15) <= second.due_at - second.created_at <= timedelta(seconds=30)


class TestLate:
    def test_before_the_next_attempt_goes_out_it_is_the_payout(
        self, shop: Shop, attempt: Attempt
    ) -> None:
        said(attempt, V.REFUSED_FOR_NOW)
        assert said(attempt, V.SUCCESS, utr="UTR1") == "paid_late"
        payout = payout_of(attempt)
        assert (payout.state, payout.is_paid_late, payout.utr) == ("completed", False, "UTR1")
        first, second = Attempt.objects.order_by("number")
        assert (first.is_paid_late, second.state, second.due_at) == (
            True, "confirmed_failure", None,
        )  # fmt: skip
        assert (shop.available, shop.held, Case.objects.count()) == (40_000, 0, 0)
        assert tasks.dispatch_attempts() == 0
        assert broken_promises() == []

    def test_in_the_very_round_of_its_refusal_too(self, shop: Shop, attempt: Attempt) -> None:
        outcomes = all_said(
            word(attempt, V.REFUSED_FOR_NOW), word(attempt, V.SUCCESS), word(attempt, V.SUCCESS)
        )
        assert outcomes == ["refused_for_now", "paid_late", "known"]
        assert Attempt.objects.count() == 1
        assert (payout_of(attempt).state, shop.available, shop.held) == ("completed", 40_000, 0)
        assert broken_promises() == []

    def test_completed_so_it_can_be_returned(self, shop: Shop, attempt: Attempt) -> None:
        said(attempt, V.REFUSED_FOR_NOW)
        said(attempt, V.SUCCESS)
        assert said(attempt, V.RETURNED) == "returned"
        assert (payout_of(attempt).is_returned, shop.available) == (True, 100_000)
        assert broken_promises() == []

    def test_while_the_next_one_is_out_it_is_taken_and_asked_about(
        self, shop: Shop, attempt: Attempt
    ) -> None:
        """Both may be paid now: the first is compensated, the second goes on."""
        said(attempt, V.REFUSED_FOR_NOW)
        second = sent_again(payout_of(attempt))
        assert (second.number, second.state) == (2, "sending")
        assert said(attempt, V.SUCCESS) == "paid_late"
        assert (payout_of(attempt).state, shop.available, shop.held, shop.owed) == (
            "processing", 0, PAISE, 20_000,
        )  # fmt: skip
        assert Case.objects.get().kind == "late_success"
        said(second, V.REFUSED)
        payout = payout_of(attempt)
        assert (payout.state, payout.is_paid_late, shop.available, shop.owed) == (
            "failed", True, 40_000, 0,
        )  # fmt: skip
        assert broken_promises() == []

    @pytest.mark.parametrize("no", [V.REFUSED_FOR_NOW, V.NOT_SENT, V.NOT_FOUND])
    def test_what_is_paid_already_is_never_tried_again(
        self, shop: Shop, attempt: Attempt, no: Verdict
    ) -> None:
        """The beneficiary has the money; the next attempt turns out not to be with the bank."""
        shop.credit(100_000)
        said(attempt, V.REFUSED_FOR_NOW)
        second = sent_again(payout_of(attempt))
        said(attempt, V.SUCCESS, utr="UTR1")
        if no is V.NOT_FOUND:
            said(second, V.UNKNOWN, Source.SUBMISSION)
            pass_seconds(3600)
            said(second, V.NOT_FOUND)
            pass_seconds(3600)
            outcome = said(second, V.NOT_FOUND)
        else:
            outcome = said(second, no, Source.SUBMISSION)
        assert outcome == "paid_by_another"
        payout = payout_of(attempt)
        assert (payout.state, payout.reason, payout.is_paid_late) == (
            "failed", "paid_by_another", True,
        )  # fmt: skip
        assert (second.state, second.sent_count, Attempt.objects.count()) == (
            "confirmed_failure", 1, 2,
        )  # fmt: skip
        assert (shop.available, shop.held, shop.owed) == (140_000, 0, 0)
        assert tasks.dispatch_attempts() == 0
        assert broken_promises() == []

    def test_an_attempt_made_before_that_was_known_is_taken_up_and_never_sent(
        self, shop: Shop, attempt: Attempt
    ) -> None:
        """As rows can be that were written before this rule was."""
        said(attempt, V.REFUSED_FOR_NOW)
        Attempt.objects.filter(id=attempt.id).update(is_paid_late=True)
        Attempt.objects.filter(number=2).update(due_at=db.clock())
        claims = due.claim("payouts_attempt", limit=1, lease_seconds=60, only=tasks._SENDABLE)
        with db.transaction():
            [second] = actions.start_attempts(claims=claims, actor=tasks.WORKER, at=db.clock())
        assert second.leaves_by <= db.clock()
        assert all_said(second.left_too_late) == ["paid_by_another"]
        assert (payout_of(attempt).state, shop.available) == ("failed", 100_000)

    def test_a_further_attempt_made_after_that_would_be_seen(self, attempt: Attempt) -> None:
        said(attempt, V.REFUSED_FOR_NOW)
        second = sent_again(payout_of(attempt))
        said(attempt, V.SUCCESS)
        assert broken_promises() == []
        before = second.created_at - timedelta(seconds=1)
        Attempt.objects.filter(id=attempt.id).update(paid_late_at=before)
        [broken] = broken_promises()
        assert broken.startswith("whoever_is_paid_is_not_tried_again")

    @pytest.mark.parametrize(("left", "taken", "owed"), [(100_000, 60_000, 0), (10, 10, 59_990)])
    def test_after_the_end_it_is_taken_as_far_as_it_reaches(
        self, shop: Shop, attempt: Attempt, left: int, taken: int, owed: int
    ) -> None:
        said(attempt, V.REFUSED)
        if left < 100_000:
            shop.pay_out(100_000 - left)
        said(attempt, V.SUCCESS, utr="UTR1")
        payout = payout_of(attempt)
        assert (payout.state, payout.is_paid_late, attempt.is_paid_late) == ("failed", True, True)
        assert (shop.available, shop.owed) == (left - taken, owed)
        assert bool(Merchant.objects.get(id=shop.id).payouts_frozen_reason) is bool(owed)
        assert facts_of(attempt)[-1] == "payout.paid_late"
        case = Case.objects.get()
        assert (case.kind, case.key) == ("late_success", f"payout/{payout.id}/late_success")
        assert broken_promises() == []

    def test_told_again_it_is_taken_once(self, shop: Shop, attempt: Attempt) -> None:
        said(attempt, V.REFUSED)
        assert all_said(*[word(attempt, V.SUCCESS)] * 3) == ["paid_late", "known", "known"]
        assert said(attempt, V.SUCCESS) == "known"
        assert (shop.available, shop.owed) == (40_000, 0)

    def test_of_two_payouts_in_one_round_each_is_taken(self, shop: Shop) -> None:
        attempts = [started(shop.pay_out(40_000)) for _ in range(2)]
        for each in attempts:
            said(each, V.REFUSED)
        shop.pay_out(70_000)
        all_said(*[word(each, V.SUCCESS) for each in attempts])
        assert (shop.available, shop.owed) == (0, 50_000)
        assert broken_promises() == []


class TestAnotherAmount:
    """Nothing moves, and the attempt goes on being looked at."""

    def test_of_what_we_took_for_lost_makes_the_bank_be_asked(self, attempt: Attempt) -> None:
        said(attempt, V.NOT_SENT, Source.SUBMISSION)
        assert said(attempt, V.SUCCESS, amount_minor=1) == "amount_mismatch"
        assert attempt.state == "in_doubt"
        assert attempt.due_at is not None
        assert tasks.dispatch_attempts() == 0

    def test_of_what_waits_to_be_sent_leaves_its_time(self, attempt: Attempt) -> None:
        said(attempt, V.REFUSED_FOR_NOW)
        second = Attempt.objects.get(number=2)
        planned = second.due_at
        assert planned is not None
        assert said(second, V.RETURNED) == "contradiction"
        assert (second.state, second.due_at) == ("created", planned)
        assert said(second, V.SUCCESS, amount_minor=1) == "amount_mismatch"
        assert (second.state, second.due_at) == ("created", planned)

    def test_is_answered_by_the_right_one(self, attempt: Attempt) -> None:
        said(attempt, V.SUCCESS, amount_minor=1)
        assert Case.objects.get().kind == "evidence_mismatch"
        said(attempt, V.SUCCESS, amount_minor=PAISE)
        assert Case.objects.get().state == "closed"

    def test_is_not_answered_by_a_no(self, attempt: Attempt) -> None:
        said(attempt, V.SUCCESS, amount_minor=1)
        said(attempt, V.REFUSED)
        assert Case.objects.get().state == "open"

    def test_that_came_late_is_answered_by_the_statement(self, attempt: Attempt) -> None:
        said(attempt, V.SUCCESS)
        said(attempt, V.SUCCESS, amount_minor=1)
        said(attempt, V.SUCCESS, Source.ENQUIRY)
        assert Case.objects.get().state == "open"
        said(attempt, V.SUCCESS, Source.STATEMENT)
        assert Case.objects.get().state == "closed"

    def test_of_another_attempt_is_not_answered(self, attempt: Attempt) -> None:
        said(attempt, V.REFUSED_FOR_NOW)
        said(attempt, V.SUCCESS, amount_minor=1)
        said(sent_again(payout_of(attempt)), V.SUCCESS)
        case = Case.objects.get()
        assert (case.state, case.evidence[0]["reference"]) == ("open", attempt.reference)


class TestReturned:
    @pytest.mark.parametrize(("refunds", "back"), [(True, 100_000), (False, 98_820)])
    def test_with_or_without_the_fee(
        self, shop: Shop, settings: Settings, *, refunds: bool, back: int
    ) -> None:
        settings.PAYOUT_RETURN_REFUNDS_FEE = refunds
        with db.transaction():
            fees.set_fee(
                service="payout", starts_at=db.clock(), flat_minor=1_000, basis_points=0,
                actor=system("tests"), at=db.clock(),
            )  # fmt: skip
        attempt = started(shop.pay_out(PAISE))
        said(attempt, V.SUCCESS)
        said(attempt, V.RETURNED, code="RETURNED", utr="UTR2")
        assert (shop.available, shop.held) == (back, 0)
        kept = PayoutReturn.objects.get()
        assert (kept.amount_minor, kept.fee_returned_minor, kept.utr, kept.source) == (
            PAISE, back - 98_820, "UTR2", "enquiry",
        )  # fmt: skip
        assert facts_of(attempt)[-1] == "payout.returned"
        assert broken_promises() == []

    def test_before_it_was_told_to_be_paid_both_happen(self, shop: Shop, attempt: Attempt) -> None:
        said(attempt, V.RETURNED)
        payout = payout_of(attempt)
        assert (payout.state, payout.is_returned, shop.available) == ("completed", True, 100_000)
        assert facts_of(attempt)[-2:] == ["payout.completed", "payout.returned"]
        assert broken_promises() == []

    def test_told_again_it_is_returned_once(self, shop: Shop, attempt: Attempt) -> None:
        outcomes = all_said(
            word(attempt, V.SUCCESS), word(attempt, V.RETURNED), word(attempt, V.RETURNED)
        )
        assert outcomes == ["paid", "returned", "known"]
        assert said(attempt, V.RETURNED) == "known"
        assert (shop.available, shop.held) == (100_000, 0)


class TestSilence:
    def test_of_a_sending_that_nobody_answered(self, shop: Shop, attempt: Attempt) -> None:
        with db.transaction():
            timers.advance_clock(seconds=31, actor=system("tests"), at=db.clock())
        tasks.enquire()
        attempt.refresh_from_db()
        assert (attempt.state, attempt.enquiry_count, shop.held) == ("in_doubt", 0, PAISE)
        noted = Evidence.objects.get()
        assert (noted.source, noted.verdict, noted.outcome) == ("timeout", "unknown", "in_doubt")
        assert attempt.due_at is not None
        assert attempt.sent_at is not None
        assert attempt.due_at >= attempt.sent_at + timedelta(seconds=90)

    def test_of_an_unknown_reference_changes_nothing(self, attempt: Attempt) -> None:
        before = everything()
        stranger = Word(reference="AD404", verdict=V.SUCCESS, source=Source.CALLBACK)
        assert all_said(stranger) == [None]
        assert changed_since(before) == {}

    def test_not_sent_the_same_reference_goes_again(self, shop: Shop, attempt: Attempt) -> None:
        said(attempt, V.NOT_SENT, Source.SUBMISSION)
        again = sent_again(payout_of(attempt))
        assert (again.id, again.reference, again.sent_count) == (attempt.id, attempt.reference, 2)

    def test_a_worker_that_slept_says_nothing_about_the_next_sending(
        self, attempt: Attempt
    ) -> None:
        said(attempt, V.NOT_SENT, Source.SUBMISSION)
        again = sent_again(payout_of(attempt))
        for verdict in (V.NOT_SENT, V.UNKNOWN):
            assert said(again, verdict, Source.SUBMISSION, send_number=1) == "stale"
        assert again.state == "sending"
        assert said(again, V.ACCEPTED, Source.SUBMISSION, send_number=1) == "accepted"

    def test_never_sent_in_the_end_it_is_refunded(self, shop: Shop, attempt: Attempt) -> None:
        for _ in range(3):
            said(attempt, V.NOT_SENT, Source.SUBMISSION)
            attempt = sent_again(payout_of(attempt))
        assert said(attempt, V.NOT_SENT, Source.SUBMISSION) == "never_sent"
        payout = payout_of(attempt)
        assert (payout.state, payout.reason, shop.available) == ("failed", "never_sent", 100_000)
        assert attempt.sent_count == 4
        assert broken_promises() == []


def test_a_round_of_many_words_is_many_rounds_of_one(shop: Shop) -> None:
    """Mixed fates of one merchant's payouts, heard together."""
    shop.credit(500_000)
    attempts = [started(shop.pay_out(10_000)) for _ in range(8)]
    verdicts = [
        V.SUCCESS, V.REFUSED, V.RETURNED, V.ACCEPTED, V.UNKNOWN, V.NOT_SENT, V.REFUSED_FOR_NOW,
        V.NOT_FOUND,
    ]  # fmt: skip
    words = [word(each, verdict) for each, verdict in zip(attempts, verdicts, strict=True)]
    assert all_said(*words) == [
        "paid", "refused", "returned", "accepted", "in_doubt", "not_sent", "refused_for_now",
        "stale",
    ]  # fmt: skip
    assert (shop.available, shop.held) == (600_000 - 10_000 * 6, 50_000)
    assert broken_promises() == []
