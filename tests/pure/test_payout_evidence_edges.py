"""Words that arrive where nobody expects them, and what each of them must not do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adulis.cases.values import CaseKind
from adulis.gateways.values import RATE_LIMITED, Asked, Source, Verdict
from adulis.payouts.evidence import Compensation, weigh
from adulis.payouts.machine import AttemptState, PayoutState
from tests.pure.test_payout_evidence import NOW, TIMING, standing, word

A, P, V = AttemptState, PayoutState, Verdict


class TestNeverGivenToTheBank:
    """An attempt that waits for its time: only operators can say anything about it."""

    def test_their_no_ends_the_payout(self) -> None:
        facts = standing(A.CREATED, sent_at=None)
        ruling = weigh(facts, word(V.REFUSED, Source.OPERATOR), TIMING, now=NOW)
        assert (ruling.outcome, ruling.attempt_verb, ruling.payout_verb) == (
            "refused", None, "fail",
        )  # fmt: skip

    @pytest.mark.parametrize("verdict", [V.ACCEPTED, V.NOT_SENT, V.NOT_FOUND, V.UNKNOWN])
    def test_anything_else_changes_nothing(self, verdict: Verdict) -> None:
        ruling = weigh(standing(A.CREATED, sent_at=None), word(verdict), TIMING, now=NOW)
        assert (ruling.outcome, ruling.attempt_verb, ruling.payout_verb) == ("stale", None, None)


class TestNotFound:
    @pytest.mark.parametrize(
        "state", [A.SENDING, A.NOT_RECEIVED, A.CONFIRMED_SUCCESS, A.CONFIRMED_FAILURE]
    )
    def test_after_something_else_was_learnt_leaves_what_is_planned(
        self, state: AttemptState
    ) -> None:
        """Above all it does not put off the next sending, or wake up what is over."""
        ruling = weigh(standing(state), word(V.NOT_FOUND), TIMING, now=NOW)
        assert (ruling.outcome, ruling.enquire_at, ruling.try_again_at) == ("stale", None, None)

    def test_of_what_was_accepted_is_only_late(self) -> None:
        facts = standing(A.ACCEPTED, sent_at=NOW - timedelta(days=2), first_not_found_at=NOW)
        ruling = weigh(facts, word(V.NOT_FOUND), TIMING, now=NOW)
        assert (ruling.outcome, ruling.attempt_verb) == ("not_found_yet", None)
        assert ruling.enquire_at is not None


class TestRateLimited:
    def test_uses_up_no_try_however_often(self) -> None:
        for retries in (0, 3, 30):
            facts = standing(A.SENDING, retry_count=retries)
            ruling = weigh(facts, word(V.NOT_SENT, code=RATE_LIMITED), TIMING, now=NOW)
            assert (ruling.attempt_verb, ruling.payout_verb) == ("lose", None)
            assert not ruling.counts_retry
            assert ruling.try_again_at is not None


class TestReturned:
    def test_what_completed_late_can_be_returned_as_well(self) -> None:
        """Refused, paid all the same while nothing else was out, and then sent back."""
        facts = standing(A.CONFIRMED_FAILURE, payout_state=P.COMPLETED, is_paid_late=True)
        ruling = weigh(facts, word(V.RETURNED), TIMING, now=NOW)
        assert (ruling.outcome, ruling.compensations, ruling.case) == (
            "returned", (Compensation.RETURN,), None,
        )  # fmt: skip

    def test_what_was_never_ours_to_give_back_is_for_people(self) -> None:
        ruling = weigh(standing(A.CONFIRMED_FAILURE), word(V.RETURNED), TIMING, now=NOW)
        assert (ruling.compensations, ruling.case) == ((), CaseKind.EVIDENCE_MISMATCH)

    def test_twice_is_once(self) -> None:
        facts = standing(A.CONFIRMED_SUCCESS, is_returned=True)
        ruling = weigh(facts, word(V.RETURNED), TIMING, now=NOW)
        assert (ruling.outcome, ruling.compensations) == ("known", ())

    def test_another_amount_is_for_people(self) -> None:
        facts = standing(A.CONFIRMED_SUCCESS)
        for paise in (0, 49_999, 50_001):
            ruling = weigh(facts, word(V.RETURNED, amount_minor=paise), TIMING, now=NOW)
            assert (ruling.compensations, ruling.case) == ((), CaseKind.PARTIAL_RETURN)


class TestRefusedForNow:
    @pytest.mark.parametrize("state", [A.SENDING, A.ACCEPTED, A.IN_DOUBT, A.NOT_RECEIVED])
    def test_ends_the_attempt_and_not_the_payout(self, state: AttemptState) -> None:
        ruling = weigh(standing(state), word(V.REFUSED_FOR_NOW), TIMING, now=NOW)
        assert (ruling.attempt_verb, ruling.payout_verb, ruling.counts_retry) == (
            "refuse", None, True,
        )  # fmt: skip

    @pytest.mark.parametrize(("retries", "payout"), [(2, None), (3, "fail"), (4, "fail")])
    def test_is_tried_three_times(self, retries: int, payout: str | None) -> None:
        facts = standing(A.SENDING, retry_count=retries)
        ruling = weigh(facts, word(V.REFUSED_FOR_NOW), TIMING, now=NOW)
        assert ruling.payout_verb == payout


def test_waiting_grows_with_every_enquiry_and_never_ends() -> None:
    asked = [TIMING.next_enquiry(NOW, Asked(count)) - NOW for count in range(9)]
    assert [each.total_seconds() for each in asked[:6]] == [
        90, 960, 7_800, 21_600, 86_400, 259_200,
    ]  # fmt: skip
    assert [each.days for each in asked[6:]] == [4, 5, 6]


def test_what_is_sent_again_is_asked_about_two_hours_after_its_earlier_questions() -> None:
    """And not at the end of the list: the payout is expected long before that."""
    again = [TIMING.next_enquiry(NOW, Asked(count, before_count=3)) - NOW for count in range(3)]
    assert [each.total_seconds() for each in again] == [7_800, 21_600, 86_400]
    assert again[0].total_seconds() + TIMING.horizon < TIMING.expected
    assert TIMING.pause(Asked(1, before_count=3)).total_seconds() == 21_600 - 7_800
