"""The four rails: what each carries, when it settles, how its references look. Pure.

Sources: NPCI circulars on IMPS and UPI (limits; first status check after 90 s, three in two hours);
RBI procedural guidelines for NEFT and RTGS (half-hourly batches; RTGS from two lakh rupees).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from simulators.bank import bankdays
from simulators.ground import times

LAKH_PAISE = 100_000 * 100


class Mode(StrEnum):
    IMPS = "IMPS"
    NEFT = "NEFT"
    RTGS = "RTGS"
    UPI = "UPI"


@dataclass(frozen=True, slots=True)
class Budget:
    """How often one reference may be asked about.

    ``times`` within ``window_seconds``, and not before ``first_after_seconds`` have passed since
    it was last sent.
    """

    first_after_seconds: int
    times: int
    window_seconds: int


@dataclass(frozen=True, slots=True)
class Rail:
    """What one mode carries, and when.

    ``settles_seconds`` is the span after acceptance (NEFT: after its batch) in which it is paid;
    ``counter`` the minutes of a working day between which it is served, None for always.
    """

    minimum_paise: int
    maximum_paise: int | None
    settles_seconds: tuple[float, float]
    budget: Budget
    counter: tuple[int, int] | None = None
    batched: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """How real the world is. ``windows`` and ``enquiry_budget`` are what the switches start as."""

    name: str
    rails: dict[Mode, Rail]
    windows: bool
    enquiry_budget: bool


# After hours, and so the moment from which value is given the next working day.
DAY_ENDS_MINUTE = 18 * 60
_SERVED = (7 * 60, DAY_ENDS_MINUTE)
_SCARCE = Budget(first_after_seconds=90, times=3, window_seconds=7200)
_AMPLE = Budget(first_after_seconds=90, times=12, window_seconds=7200)


def _rails(
    *, instant: tuple[float, float], neft: tuple[float, float], rtgs: tuple[float, float]
) -> dict[Mode, Rail]:
    return {
        Mode.IMPS: Rail(100, 5 * LAKH_PAISE, instant, _SCARCE),
        Mode.UPI: Rail(100, 1 * LAKH_PAISE, instant, _SCARCE),
        Mode.NEFT: Rail(100, None, neft, _AMPLE, batched=True),
        Mode.RTGS: Rail(2 * LAKH_PAISE, None, rtgs, _AMPLE, counter=_SERVED),
    }


_SOON = (0.3, 0.7)
DEMO = Profile(
    "demo", _rails(instant=_SOON, neft=_SOON, rtgs=_SOON), windows=False, enquiry_budget=False
)
NPCI = Profile(
    "npci",
    _rails(instant=(2, 8), neft=(60, 900), rtgs=(30, 300)),
    windows=True,
    enquiry_budget=True,
)
PROFILES = {profile.name: profile for profile in (DEMO, NPCI)}


@dataclass(frozen=True, slots=True)
class Timing:
    """When a payment leaves in a batch (None: it does not wait for one) and when it is paid."""

    batch_ms: int | None
    settles_ms: int


def timing(rail: Rail, *, accepted_ms: int, windows: bool, luck: float) -> Timing:
    """``luck`` in [0, 1) picks the moment within the rail's span."""
    fastest, slowest = rail.settles_seconds
    span_ms = round((fastest + (slowest - fastest) * luck) * 1000)
    batch_ms = bankdays.next_batch_ms(accepted_ms) if rail.batched and windows else None
    return Timing(batch_ms, (batch_ms or accepted_ms) + span_ms)


def opens_ms(rail: Rail, *, now_ms: int, windows: bool, holidays: Collection[date]) -> int | None:
    """None while the rail is served; otherwise when it will be."""
    if rail.counter is None or not windows:
        return None
    opens, closes = rail.counter
    if bankdays.in_window(now_ms, opens, closes, holidays):
        return None
    return bankdays.window_opens_ms(now_ms, opens, holidays)


def value_date(mode: Mode, *, booked_ms: int, windows: bool, holidays: Collection[date]) -> date:
    """IMPS and UPI give value at once; NEFT and RTGS after hours on the next working day."""
    if mode in {Mode.IMPS, Mode.UPI} or not windows:
        return times.day_in_india(booked_ms)
    return bankdays.value_date(booked_ms, DAY_ENDS_MINUTE, holidays)


def utr(mode: Mode, *, booked_ms: int, sequence: int) -> str:
    """The network's own reference, in the shape each rail gives it.

    IMPS and UPI: 12 digits (year, day of year, hour, sequence). NEFT: 16 characters. RTGS: 22.
    """
    now = times.ist(booked_ms)
    match mode:
        case Mode.IMPS | Mode.UPI:
            return f"{now:%Y}"[-1] + f"{now:%j%H}{sequence % 1_000_000:06d}"
        case Mode.NEFT:
            return f"SIMBN{now:%y%j}{sequence % 1_000_000:06d}"
        case Mode.RTGS:
            return f"SIMBRC{now:%Y%m%d}{sequence % 100_000_000:08d}"
