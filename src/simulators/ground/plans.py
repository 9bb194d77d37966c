"""What will happen to one thing that is asked for, decided when it arrives. Pure data.

Here is what every plan has: what goes wrong with the request and its answer, what look-ups
are shown, and how the outcome is spoken of. The programs add what they are for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    TIMEOUT = "timeout"  # no answer; the connection is held until the caller hangs up
    RESET = "reset"  # the connection is reset
    ERR500 = "err500"  # 500 with a body that says nothing
    TRUNCATED = "truncated"  # 2xx whose JSON stops in the middle
    CUT = "cut"  # the connection closes in the middle of the body
    HTML = "html"  # 200 with the page of some proxy
    ERROR_BODY = "error_body"  # 200 that carries an error
    SLOW = "slow"  # the right answer, byte by byte
    TOO_MANY = "429"  # 429: too many requests
    CRASH = "crash"  # the process dies


class Signing(StrEnum):
    GOOD = "good"
    BAD = "bad"  # a signature nobody with the secret made
    OLD = "old"  # the secret before the last rotation
    STALE = "stale"  # rightly signed, an hour ago


@dataclass(frozen=True, slots=True)
class TellingPlan:
    """How something is spoken of.

    ``copies`` deliveries share one event id, ``twins`` more tell the same fact under a new one.
    ``first_delay_seconds`` holds back only the first, so that those after it overtake it.
    ``forged`` adds a wrongly signed delivery that says the opposite. ``says`` replaces the type,
    ``reference`` the client reference.
    """

    copies: int = 1
    twins: int = 0
    delay_seconds: float = 0
    first_delay_seconds: float = 0
    lost: bool = False
    signing: str = Signing.GOOD
    forged: bool = False
    malformed: bool = False
    says: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class EnquiryPlan:
    """What enquiries are shown.

    Nothing (NOT_FOUND) for ``visible_after_seconds``; ``fault`` strikes the first ``fault_times``
    answers; once the happy end has been shown, ``back_times`` answers show it under way again;
    ``says`` is a lie about the final status.
    """

    visible_after_seconds: float = 0
    fault: str | None = None
    fault_times: int = 0
    back_times: int = 0
    says: str | None = None


@dataclass(frozen=True, slots=True)
class BasePlan:
    """``names`` are the behaviours it was made of; ``before`` strikes before anything is accepted,
    ``answer`` after, ``crash_after_answer`` later still.
    """

    names: tuple[str, ...] = ()
    before: FaultKind | None = None
    answer: FaultKind | None = None
    crash_after_answer: bool = False
    dedupes: bool = True
    callbacks: TellingPlan = TellingPlan()
    enquiries: EnquiryPlan = EnquiryPlan()
