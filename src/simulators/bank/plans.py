"""What will happen to one payment, decided when it arrives and written down. Pure data.

A plan is the whole life of a payment: whether it is refused, what goes wrong with the answer, which
acts follow the settlement, what enquiries are shown and what callbacks say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


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
    CRASH = "crash"  # the bank's process dies


class Act(StrEnum):
    """What the agenda does to a payment when its time has come."""

    SEND = "send"  # leaves in a batch
    DEEM = "deem"  # the beneficiary's bank did not answer: deemed success, unresolved
    COMPLETE = "complete"  # the beneficiary is credited
    REJECT = "reject"  # it is not going to be credited
    CLAIM = "claim"  # said to be completed, though nobody was credited
    TAKE_BACK = "take_back"  # and said to be rejected after all
    RETURN = "return"  # the beneficiary's bank sends the money back


class Signing(StrEnum):
    GOOD = "good"
    BAD = "bad"  # a signature nobody with the secret made
    OLD = "old"  # the secret before the last rotation
    STALE = "stale"  # rightly signed, an hour ago


@dataclass(frozen=True, slots=True)
class Refusal:
    """A no at the counter (422), in ``only_mode`` if one is named.

    ``final`` False: try again later; None: the bank does not say.
    """

    code: str
    message: str
    final: bool | None = True
    only_mode: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """``act`` happens ``after_seconds`` after the moment the rail would have settled."""

    act: Act
    after_seconds: float = 0
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CallbackPlan:
    """How this payment is spoken of.

    ``copies`` deliveries share one event id, ``twins`` more tell the same fact under a new one.
    ``first_delay_seconds`` holds back only the first, so that those after it overtake it.
    ``accepted`` announces acceptance too, at once or ``accepted_after_seconds`` the settlement.
    ``forged`` adds a wrongly signed callback that says the opposite. ``says`` replaces the type,
    ``reference`` the client reference; ``amount_off_paise`` is added to the amount;
    ``before_answer`` delivers them all before the instruction itself is answered.
    """

    copies: int = 1
    twins: int = 0
    delay_seconds: float = 0
    first_delay_seconds: float = 0
    lost: bool = False
    accepted: bool = False
    accepted_after_seconds: float | None = None
    signing: str = Signing.GOOD
    forged: bool = False
    malformed: bool = False
    says: str | None = None
    reference: str | None = None
    amount_off_paise: int = 0
    before_answer: bool = False


@dataclass(frozen=True, slots=True)
class EnquiryPlan:
    """What enquiries are shown.

    Nothing (NOT_FOUND) for ``visible_after_seconds``; ``fault`` strikes the first ``fault_times``
    answers; once completed has been shown, ``back_times`` answers say processing again; ``says``
    is a lie about the final status.
    """

    visible_after_seconds: float = 0
    fault: str | None = None
    fault_times: int = 0
    back_times: int = 0
    says: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole life.

    ``names`` are the behaviours it was made of; ``before`` strikes before anything is accepted,
    ``answer`` after, ``crash_after_answer`` later still; ``daily_limit_paise`` is what the
    beneficiary may receive in one of the bank's days.
    """

    names: tuple[str, ...] = ()
    refusal: Refusal | None = None
    before: FaultKind | None = None
    answer: FaultKind | None = None
    crash_after_answer: bool = False
    settle_at_once: bool = False
    steps: tuple[Step, ...] = (Step(Act.COMPLETE),)
    dedupes: bool = True
    daily_limit_paise: int | None = None
    callbacks: CallbackPlan = CallbackPlan()
    enquiries: EnquiryPlan = EnquiryPlan()
