"""Every word of a bank, in every state it can arrive in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.cases.values import CaseKind
from adulis.gateways.values import DEMO, NPCI, Asked, Source, Verdict, Word
from adulis.kernel.machines import Role
from adulis.payouts.evidence import Compensation, Ruling, Standing, backoff, weigh
from adulis.payouts.machine import ATTEMPT, PAYOUT, AttemptState, PayoutState

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
TIMING = NPCI.timing("IMPS")
AMOUNT = 50_000

A, P, V = AttemptState, PayoutState, Verdict


def standing(attempt: AttemptState = A.SENDING, **more: Any) -> Standing:
    payout = {
        A.CONFIRMED_SUCCESS: P.COMPLETED,
        A.CONFIRMED_FAILURE: P.FAILED,
    }.get(attempt, P.PROCESSING)
    usual: dict[str, Any] = {
        "attempt_state": attempt,
        "payout_state": payout,
        "reference": "AD1",
        "amount_minor": AMOUNT,
        "sent_at": NOW - timedelta(seconds=5),
        "asked": Asked(0),
        "asked_again_at": None,
        "first_not_found_at": None,
        "retry_count": 0,
        "retries_allowed": 3,
        "counts_as_retry": True,
        "is_returned": False,
        "is_paid_late": False,
        "is_charged_late": False,
        "is_given_back": False,
        "return_was_heard": False,
        "returned_minor": 0,
        "sibling_was_sent": False,
        "sibling_was_paid": False,
        "bank_dedupes": True,
        "retry_seconds": 30,
    }
    return Standing(**(usual | more))


def word(verdict: Verdict, source: Source = Source.ENQUIRY, **more: Any) -> Word:
    return Word(reference="AD1", verdict=verdict, source=source, **more)


# Read a row as: in this state, this word, moves the attempt and the payout so, and asks for that.
# fmt: off
JUDGEMENTS = [
    # state               word                 attempt    payout      compensation / case
    (A.SENDING,           V.ACCEPTED,          "accept",  None,       None),
    (A.SENDING,           V.SUCCESS,           "succeed", "complete", None),
    (A.SENDING,           V.REFUSED,           "refuse",  "fail",     None),
    (A.SENDING,           V.REFUSED_FOR_NOW,   "refuse",  None,       None),
    (A.SENDING,           V.RETURNED,          "succeed", "complete", Compensation.RETURN),
    (A.SENDING,           V.NOT_FOUND,         None,      None,       None),
    (A.SENDING,           V.NOT_SENT,          "lose",    None,       None),
    (A.SENDING,           V.UNKNOWN,           "doubt",   None,       None),
    (A.ACCEPTED,          V.ACCEPTED,          None,      None,       None),
    (A.ACCEPTED,          V.SUCCESS,           "succeed", "complete", None),
    (A.ACCEPTED,          V.REFUSED,           "refuse",  "fail",     None),
    (A.ACCEPTED,          V.REFUSED_FOR_NOW,   "refuse",  None,       None),
    (A.ACCEPTED,          V.RETURNED,          "succeed", "complete", Compensation.RETURN),
    (A.ACCEPTED,          V.NOT_FOUND,         None,      None,       None),
    (A.ACCEPTED,          V.NOT_SENT,          None,      None,       None),
    (A.ACCEPTED,          V.UNKNOWN,           None,      None,       None),
    (A.IN_DOUBT,          V.ACCEPTED,          "accept",  None,       None),
    (A.IN_DOUBT,          V.SUCCESS,           "succeed", "complete", None),
    (A.IN_DOUBT,          V.REFUSED,           "refuse",  "fail",     None),
    (A.IN_DOUBT,          V.REFUSED_FOR_NOW,   "refuse",  None,       None),
    (A.IN_DOUBT,          V.RETURNED,          "succeed", "complete", Compensation.RETURN),
    (A.IN_DOUBT,          V.NOT_FOUND,         None,      None,       None),
    (A.IN_DOUBT,          V.NOT_SENT,          None,      None,       None),
    (A.IN_DOUBT,          V.UNKNOWN,           None,      None,       None),
    (A.NOT_RECEIVED,      V.ACCEPTED,          "accept",  None,       None),
    (A.NOT_RECEIVED,      V.SUCCESS,           "succeed", "complete", None),
    (A.NOT_RECEIVED,      V.REFUSED,           "refuse",  "fail",     None),
    (A.NOT_RECEIVED,      V.UNKNOWN,           None,      None,       None),
    (A.CONFIRMED_SUCCESS, V.ACCEPTED,          None,      None,       None),
    (A.CONFIRMED_SUCCESS, V.SUCCESS,           None,      None,       None),
    (A.CONFIRMED_SUCCESS, V.REFUSED,           None,      None,       CaseKind.EVIDENCE_MISMATCH),
    (A.CONFIRMED_SUCCESS, V.REFUSED_FOR_NOW,   None,      None,       CaseKind.EVIDENCE_MISMATCH),
    (A.CONFIRMED_SUCCESS, V.RETURNED,          None,      None,       Compensation.RETURN),
    (A.CONFIRMED_SUCCESS, V.NOT_FOUND,         None,      None,       None),
    (A.CONFIRMED_SUCCESS, V.UNKNOWN,           None,      None,       None),
    (A.CONFIRMED_FAILURE, V.ACCEPTED,          None,      None,       None),
    (A.CONFIRMED_FAILURE, V.SUCCESS,           None,      None,       Compensation.PAID_LATE),
    (A.CONFIRMED_FAILURE, V.REFUSED,           None,      None,       None),
    (A.CONFIRMED_FAILURE, V.RETURNED,          None,      None,       CaseKind.EVIDENCE_MISMATCH),
    (A.CONFIRMED_FAILURE, V.UNKNOWN,           None,      None,       None),
]
# fmt: on


@pytest.mark.parametrize(("state", "verdict", "attempt", "payout", "asks"), JUDGEMENTS)
def test_judgement(
    state: AttemptState,
    verdict: Verdict,
    attempt: str | None,
    payout: str | None,
    asks: Compensation | CaseKind | None,
) -> None:
    ruling = weigh(standing(state), word(verdict), TIMING, now=NOW)
    assert (ruling.attempt_verb, ruling.payout_verb) == (attempt, payout)
    if isinstance(asks, Compensation):
        assert ruling.compensations == (asks,)
    elif isinstance(asks, CaseKind):
        assert ruling.case is asks
    else:
        assert (ruling.compensations, ruling.case) == ((), None)


STANDINGS = st.builds(
    standing,
    st.sampled_from(A),
    asked=st.builds(Asked, st.integers(0, 12), st.integers(0, 6)),
    first_not_found_at=st.none() | st.just(NOW - timedelta(days=1)) | st.just(NOW),
    sent_at=st.sampled_from([NOW, NOW - timedelta(minutes=20), NOW - timedelta(days=9)]),
    retry_count=st.integers(0, 4),
    counts_as_retry=st.booleans(),
    is_returned=st.booleans(),
    is_paid_late=st.booleans(),
    is_charged_late=st.booleans(),
    is_given_back=st.booleans(),
    return_was_heard=st.booleans(),
    returned_minor=st.sampled_from([0, 1, AMOUNT - 1]),
    sibling_was_sent=st.booleans(),
    sibling_was_paid=st.booleans(),
    bank_dedupes=st.booleans(),
)
WORDS = st.builds(
    word,
    st.sampled_from(list(V)),
    st.sampled_from(list(Source)),
    amount_minor=st.none() | st.just(AMOUNT) | st.just(AMOUNT - 1),
)


@given(STANDINGS, WORDS)
def test_every_ruling_can_be_carried_out(facts: Standing, said: Word) -> None:
    ruling = weigh(facts, said, TIMING, now=NOW)
    if ruling.attempt_verb is not None:
        ATTEMPT.take(ruling.attempt_verb, facts.attempt_state, Role.BANK)
    if ruling.payout_verb is not None:
        PAYOUT.take(ruling.payout_verb, facts.payout_state, Role.BANK)


@given(STANDINGS, WORDS)
def test_silence_never_ends_a_payout(facts: Standing, said: Word) -> None:
    silent = replace(said, verdict=Verdict.UNKNOWN)
    ruling = weigh(facts, silent, TIMING, now=NOW)
    assert (ruling.payout_verb, ruling.compensations) == (None, ())
    assert ruling.attempt_verb in {None, "doubt"}


@given(STANDINGS, WORDS)
def test_whoever_is_paid_is_never_tried_again(facts: Standing, said: Word) -> None:
    ruling = weigh(replace(facts, sibling_was_paid=True), said, TIMING, now=NOW)
    assert ruling.try_again_at is None


@given(STANDINGS, WORDS)
def test_a_part_that_came_back_is_never_followed_by_the_whole(facts: Standing, said: Word) -> None:
    back = replace(said, verdict=Verdict.RETURNED, amount_minor=AMOUNT)
    ruling = weigh(replace(facts, returned_minor=1), back, TIMING, now=NOW)
    assert ruling.compensations == ()


@given(STANDINGS, WORDS)
def test_what_is_not_over_is_looked_at_again(facts: Standing, said: Word) -> None:
    """A live attempt always has a next look, a next try, or a human; nothing waits for ever."""
    ruling = weigh(facts, said, TIMING, now=NOW)
    state = facts.attempt_state
    if ruling.attempt_verb is not None:
        state = ATTEMPT.take(ruling.attempt_verb, state, Role.BANK).target
    if ruling.outcome in {"stale", "known"} or state in ATTEMPT.terminal:
        return
    if facts.attempt_state in {A.CREATED, A.NOT_RECEIVED} and ruling.attempt_verb is None:
        return  # its next try is planned already, and a word that plans nothing leaves it
    assert ruling.enquire_at or ruling.try_again_at or ruling.case


@given(STANDINGS, WORDS)
def test_another_amount_moves_no_money(facts: Standing, said: Word) -> None:
    wrong = replace(said, verdict=Verdict.SUCCESS, amount_minor=AMOUNT + 1)
    ruling = weigh(facts, wrong, TIMING, now=NOW)
    assert (ruling.payout_verb, ruling.compensations) == (None, ())
    assert ruling.case is CaseKind.EVIDENCE_MISMATCH


@given(STANDINGS, WORDS)
def test_another_amount_that_came_back_is_a_partial_return(facts: Standing, said: Word) -> None:
    part = replace(said, verdict=Verdict.RETURNED, amount_minor=AMOUNT - 1)
    ruling = weigh(facts, part, TIMING, now=NOW)
    assert (ruling.payout_verb, ruling.compensations) == (None, ())
    is_accepted = facts.returned_minor == AMOUNT - 1
    assert ruling.case is (None if is_accepted else CaseKind.PARTIAL_RETURN)


class TestNotFound:
    """A denial is proof only twice, a gap apart, past the bank's visibility horizon."""

    def ruling(self, *, age_seconds: int, first: datetime | None = None, **more: Any) -> Ruling:
        facts = standing(
            A.IN_DOUBT,
            sent_at=NOW - timedelta(seconds=age_seconds),
            first_not_found_at=first,
            **more,
        )
        return weigh(facts, word(V.NOT_FOUND), TIMING, now=NOW)

    def test_before_the_horizon_it_counts_nothing(self) -> None:
        ruling = self.ruling(age_seconds=TIMING.horizon - 1)
        assert ruling.first_not_found_at is None
        assert ruling.attempt_verb is None

    def test_once_past_the_horizon_asks_again_after_the_gap(self) -> None:
        ruling = self.ruling(age_seconds=TIMING.horizon)
        assert ruling.attempt_verb is None
        assert ruling.first_not_found_at == NOW
        assert ruling.enquire_at == NOW + timedelta(seconds=TIMING.gap)

    def test_twice_within_the_gap_is_once(self) -> None:
        first = NOW - timedelta(seconds=TIMING.gap - 1)
        ruling = self.ruling(age_seconds=TIMING.horizon + 100, first=first)
        assert ruling.attempt_verb is None
        assert ruling.enquire_at == NOW + timedelta(seconds=1)

    def test_twice_sends_the_same_reference_again(self) -> None:
        first = NOW - timedelta(seconds=TIMING.gap)
        ruling = self.ruling(age_seconds=TIMING.horizon + 100, first=first)
        assert (ruling.attempt_verb, ruling.payout_verb) == ("lose", None)
        assert ruling.try_again_at == NOW

    def test_twice_at_a_bank_that_may_pay_twice_is_for_a_human(self) -> None:
        first = NOW - timedelta(seconds=TIMING.gap)
        ruling = self.ruling(age_seconds=TIMING.horizon + 100, first=first, bank_dedupes=False)
        assert (ruling.attempt_verb, ruling.case) == (None, CaseKind.IN_DOUBT)


class TestRetries:
    """Only what is proven dead is tried again, and not for ever."""

    def test_a_refusal_for_now_is_tried_again_later(self) -> None:
        ruling = weigh(standing(), word(V.REFUSED_FOR_NOW), TIMING, now=NOW)
        assert ruling.counts_retry
        assert ruling.try_again_at == NOW + backoff("AD1", 0, 30)

    def test_the_last_refusal_for_now_fails_it(self) -> None:
        ruling = weigh(standing(retry_count=3), word(V.REFUSED_FOR_NOW), TIMING, now=NOW)
        assert (ruling.attempt_verb, ruling.payout_verb) == ("refuse", "fail")

    def test_never_sent_three_times_fails_it(self) -> None:
        ruling = weigh(standing(retry_count=3), word(V.NOT_SENT), TIMING, now=NOW)
        assert (ruling.outcome, ruling.payout_verb) == ("never_sent", "fail")

    def test_a_probe_of_an_ill_bank_uses_no_retry_up(self) -> None:
        facts = standing(retry_count=3, counts_as_retry=False)
        ruling = weigh(facts, word(V.NOT_SENT), TIMING, now=NOW)
        assert (ruling.attempt_verb, ruling.payout_verb) == ("lose", None)
        assert not ruling.counts_retry

    @given(st.text(min_size=1), st.integers(0, 40), st.integers(1, 60))
    def test_backoff_grows_within_bounds(self, reference: str, count: int, base: int) -> None:
        longest = min(base * 2**count, 600)
        assert longest / 2 <= backoff(reference, count, base).total_seconds() <= longest


class TestLateSuccess:
    """A yes is believed however late it comes."""

    def test_while_nothing_else_was_sent_it_completes_the_payout(self) -> None:
        facts = standing(A.CONFIRMED_FAILURE, payout_state=P.PROCESSING)
        ruling = weigh(facts, word(V.SUCCESS), TIMING, now=NOW)
        assert (ruling.payout_verb, ruling.compensations) == ("complete", ())

    def test_while_another_attempt_is_out_it_is_compensated(self) -> None:
        facts = standing(A.CONFIRMED_FAILURE, payout_state=P.PROCESSING, sibling_was_sent=True)
        ruling = weigh(facts, word(V.SUCCESS), TIMING, now=NOW)
        assert (ruling.payout_verb, ruling.compensations) == (None, (Compensation.PAID_LATE,))
        assert ruling.case is CaseKind.LATE_SUCCESS

    def test_told_twice_it_is_compensated_once(self) -> None:
        facts = standing(A.CONFIRMED_FAILURE, is_paid_late=True)
        ruling = weigh(facts, word(V.SUCCESS), TIMING, now=NOW)
        assert (ruling.outcome, ruling.compensations) == ("known", ())

    def test_one_that_comes_back_is_given_back_once(self) -> None:
        """Whatever became of the payout itself: this payment was charged for by itself."""
        for state, is_returned in ((P.FAILED, False), (P.COMPLETED, False), (P.COMPLETED, True)):
            facts = standing(
                A.CONFIRMED_FAILURE,
                payout_state=state,
                is_returned=is_returned,
                is_paid_late=True,
                is_charged_late=True,
            )
            ruling = weigh(facts, word(V.RETURNED), TIMING, now=NOW)
            assert (ruling.compensations, ruling.case) == ((Compensation.LATE_RETURN,), None)
            ruling = weigh(replace(facts, is_given_back=True), word(V.RETURNED), TIMING, now=NOW)
            assert (ruling.outcome, ruling.compensations) == ("known", ())


def test_enquiries_keep_to_the_bank_s_budget() -> None:
    """NPCI: the first enquiry after 90 s, at most three in two hours, whatever the answers are."""
    asked: list[datetime] = []
    now = sent_at = NOW
    first_not_found: datetime | None = None
    state = A.IN_DOUBT
    while now < sent_at + timedelta(hours=12) and state is A.IN_DOUBT:
        facts = standing(
            state,
            sent_at=sent_at,
            asked=Asked(len(asked)),
            first_not_found_at=first_not_found,
            bank_dedupes=False,
        )
        ruling = weigh(facts, word(V.NOT_FOUND if asked else V.UNKNOWN), TIMING, now=now)
        first_not_found = ruling.first_not_found_at or first_not_found
        assert ruling.enquire_at is not None
        now = ruling.enquire_at
        asked.append(now)
    assert asked[0] >= sent_at + timedelta(seconds=90)
    for start in asked:
        within = [each for each in asked if start <= each < start + timedelta(hours=2)]
        assert len(within) <= 3


def test_the_demo_profile_is_the_same_judgement_in_seconds() -> None:
    assert set(DEMO.timings) == set(NPCI.timings)
    assert DEMO.timing("IMPS").enquiries[0] == 2
    assert DEMO.timing("IMPS").horizon == 5
