"""What may be paid out, how, and what it waits for first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest

from adulis.kernel.errors import Refusal
from adulis.kernel.money import Money, rupees
from adulis.payouts.calendar import IST
from adulis.payouts.errors import (
    AmountAboveModeLimit,
    AmountAboveTierLimit,
    AmountBelowModeMinimum,
    ModeNotPossible,
    PayoutBelowMinimum,
    ScheduleNotPossible,
)
from adulis.payouts.policies import (
    COOL_OFF,
    LONGEST_SCHEDULE,
    Gates,
    check_amount,
    check_schedule,
    choose_mode,
    first_gate,
    waiting_at_bank,
    waiting_before_bank,
)
from adulis.payouts.values import Mode, WaitingFor

LAKH = 100_000 * 100
OPEN = datetime(2026, 11, 18, 11, tzinfo=IST)  # a Wednesday
CLOSED = datetime(2026, 11, 22, 11, tzinfo=IST)  # a Sunday
W = WaitingFor


def single_of(tier: str) -> Money:
    """What the limits say at first; tests/rooms/test_limits.py holds the two together."""
    return rupees(10**13 if tier == "standard" else 2 * LAKH)


class TestMode:
    @pytest.mark.parametrize(
        ("paise", "pays_vpa", "at", "mode"),
        [
            (100, False, OPEN, Mode.IMPS),
            (5 * LAKH, False, OPEN, Mode.IMPS),
            (5 * LAKH + 1, False, OPEN, Mode.RTGS),
            (5 * LAKH, False, CLOSED, Mode.IMPS),
            (5 * LAKH + 1, False, CLOSED, Mode.NEFT),
            (10**13, False, OPEN, Mode.RTGS),
            (100, True, OPEN, Mode.UPI),
            (5 * LAKH + 1, True, OPEN, Mode.UPI),
            (5 * LAKH + 1, True, CLOSED, Mode.UPI),
        ],
    )
    def test_is_chosen_by_beneficiary_amount_and_hour(
        self, paise: int, at: datetime, mode: Mode, *, pays_vpa: bool
    ) -> None:
        assert choose_mode(rupees(paise), pays_vpa=pays_vpa, at=at, keeps_windows=True) is mode

    def test_at_a_bank_without_hours_is_rtgs_at_any_hour(self) -> None:
        chosen = choose_mode(rupees(5 * LAKH + 1), pays_vpa=False, at=CLOSED, keeps_windows=False)
        assert chosen is Mode.RTGS


class TestAmount:
    @pytest.mark.parametrize(
        ("paise", "mode", "pays_vpa", "tier", "refusal"),
        [
            (99, Mode.IMPS, False, "standard", PayoutBelowMinimum),
            (100, Mode.IMPS, False, "standard", None),
            (5 * LAKH, Mode.IMPS, False, "standard", None),
            (5 * LAKH + 1, Mode.IMPS, False, "standard", AmountAboveModeLimit),
            (1 * LAKH, Mode.UPI, True, "standard", None),
            (1 * LAKH + 1, Mode.UPI, True, "standard", AmountAboveModeLimit),
            (2 * LAKH - 1, Mode.RTGS, False, "standard", AmountBelowModeMinimum),
            (2 * LAKH, Mode.RTGS, False, "standard", None),
            (10**13, Mode.RTGS, False, "standard", None),
            (100, Mode.NEFT, False, "standard", None),
            (10**13, Mode.NEFT, False, "standard", None),
            (100, Mode.UPI, False, "standard", ModeNotPossible),
            (100, Mode.IMPS, True, "standard", ModeNotPossible),
            (100, Mode.NEFT, True, "standard", ModeNotPossible),
            (2 * LAKH, Mode.RTGS, True, "standard", ModeNotPossible),
            (2 * LAKH, Mode.IMPS, False, "starter", None),
            (2 * LAKH + 1, Mode.IMPS, False, "starter", AmountAboveTierLimit),
            (2 * LAKH + 1, Mode.IMPS, False, "nobody knows", AmountAboveTierLimit),
        ],
    )
    def test_fits_the_rail_and_the_tier(
        self, paise: int, mode: Mode, tier: str, refusal: type[Refusal] | None, *, pays_vpa: bool
    ) -> None:
        if refusal is None:
            check_amount(rupees(paise), mode, pays_vpa=pays_vpa, tier=tier, single=single_of(tier))
            return
        with pytest.raises(refusal) as refused:
            check_amount(rupees(paise), mode, pays_vpa=pays_vpa, tier=tier, single=single_of(tier))
        pointer = "/mode" if refusal is ModeNotPossible else "/amount_paise"
        assert refused.value.pointer == pointer

    def test_a_limit_is_told(self) -> None:
        with pytest.raises(AmountAboveModeLimit) as refused:
            check_amount(rupees(6 * LAKH), Mode.IMPS, pays_vpa=False, tier="standard", single=None)
        assert refused.value.facts == {"mode": Mode.IMPS, "maximum_paise": 5 * LAKH}


class TestSchedule:
    @pytest.mark.parametrize(
        ("ahead", "is_possible"),
        [
            (timedelta(0), False),
            (timedelta(microseconds=1), True),
            (LONGEST_SCHEDULE, True),
            (LONGEST_SCHEDULE + timedelta(microseconds=1), False),
            (-timedelta(days=1), False),
        ],
    )
    def test_lies_ahead_and_not_too_far(self, ahead: timedelta, *, is_possible: bool) -> None:
        if is_possible:
            check_schedule(OPEN + ahead, now=OPEN)
            return
        with pytest.raises(ScheduleNotPossible) as refused:
            check_schedule(OPEN + ahead, now=OPEN)
        assert refused.value.pointer == "/scheduled_at"

    def test_may_be_absent(self) -> None:
        check_schedule(None, now=OPEN)

    def test_is_an_instant_wherever_it_is_told(self) -> None:
        check_schedule((OPEN + timedelta(seconds=1)).astimezone(UTC), now=OPEN)


FREE = Gates(
    now=CLOSED,
    mode=Mode.RTGS,
    keeps_windows=False,
    scheduled_at=None,
    needs_approval=False,
    is_held=True,
    account_is_trusted=True,
    account_created_at=CLOSED - timedelta(days=365),
    is_frozen=False,
    limit_renews_at=None,
    bank_open_until=None,
    bank_is_paused=False,
)
NEXT_OPENING = datetime(2026, 11, 23, 7, tzinfo=IST)
# In the order in which they are told: what only people can end comes before what time ends.
CLOSING: list[tuple[WaitingFor, dict[str, Any], datetime | None]] = [
    (W.APPROVAL, {"needs_approval": True}, None),
    (
        W.SCHEDULE,
        {"scheduled_at": CLOSED + timedelta(hours=2)},
        CLOSED + timedelta(hours=2),
    ),
    (W.FUNDS, {"is_held": False}, None),
    (W.FREEZE, {"is_frozen": True}, None),
    (
        W.COOL_OFF,
        {"account_is_trusted": False, "account_created_at": CLOSED - timedelta(hours=1)},
        CLOSED + timedelta(hours=23),
    ),
    (W.LIMIT, {"limit_renews_at": CLOSED + timedelta(hours=13)}, CLOSED + timedelta(hours=13)),
    (W.WINDOW, {"keeps_windows": True}, NEXT_OPENING),
    (W.PAUSED, {"bank_is_paused": True}, None),
    (
        W.BANK,
        {"bank_open_until": CLOSED + timedelta(seconds=30)},
        CLOSED + timedelta(seconds=30),
    ),
]


class TestGates:
    def test_all_open_let_it_go(self) -> None:
        assert first_gate(FREE) is None

    @pytest.mark.parametrize(("reason", "closes", "until"), CLOSING)
    def test_each_one_stops_it(
        self, reason: WaitingFor, closes: dict[str, Any], until: datetime | None
    ) -> None:
        assert first_gate(replace(FREE, **closes)) == (reason, until)

    def test_every_reason_is_a_gate(self) -> None:
        assert {reason for reason, _, _ in CLOSING} == set(WaitingFor)

    @pytest.mark.parametrize(
        ("first", "second"),
        [pytest.param(*pair, id=f"{pair[0][0]}-{pair[1][0]}") for pair in combinations(CLOSING, 2)],
    )
    def test_of_two_the_first_is_told(self, first: Any, second: Any) -> None:
        assert first_gate(replace(FREE, **(first[1] | second[1]))) == (first[0], first[2])

    def test_a_schedule_ends_at_its_moment(self) -> None:
        assert first_gate(replace(FREE, scheduled_at=CLOSED)) is None
        late = CLOSED + timedelta(microseconds=1)
        assert first_gate(replace(FREE, scheduled_at=late)) == (W.SCHEDULE, late)

    def test_cooling_off_ends_after_exactly_a_day(self) -> None:
        new = replace(FREE, account_is_trusted=False, account_created_at=CLOSED - COOL_OFF)
        assert first_gate(new) is None
        newer = replace(new, account_created_at=CLOSED - COOL_OFF + timedelta(microseconds=1))
        assert first_gate(newer) == (W.COOL_OFF, CLOSED + timedelta(microseconds=1))

    def test_a_checked_account_need_not_cool_off(self) -> None:
        assert first_gate(replace(FREE, account_created_at=CLOSED)) is None

    @pytest.mark.parametrize("mode", [Mode.IMPS, Mode.UPI])
    def test_rails_without_hours_have_no_window(self, mode: Mode) -> None:
        assert first_gate(replace(FREE, keeps_windows=True, mode=mode)) is None


class TestWaiting:
    @pytest.mark.parametrize("reason", list(WaitingFor))
    def test_says_for_what_on_whom_until_when_and_what_then(self, reason: WaitingFor) -> None:
        told = waiting_before_bank(reason, OPEN)
        assert (told.reason, told.until) == (reason, OPEN)
        assert told.on
        assert told.then.endswith(".")

    def test_at_the_bank_in_doubt_names_the_next_enquiry(self) -> None:
        told = waiting_at_bank(in_doubt=True, next_enquiry_at=OPEN, expected_by=CLOSED)
        assert (told.reason, told.until) == ("bank_confirmation", OPEN)

    def test_at_the_bank_at_work_names_the_deadline(self) -> None:
        told = waiting_at_bank(in_doubt=False, next_enquiry_at=OPEN, expected_by=CLOSED)
        assert (told.reason, told.until) == ("bank_processing", CLOSED)
