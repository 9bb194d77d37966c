"""What will happen to one payment, decided when it arrives and written down. Pure data.

A plan is the whole life of a payment: whether it is refused, what goes wrong with the answer, which
acts follow the settlement, what enquiries are shown and what callbacks say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from simulators.ground.plans import BasePlan, TellingPlan


class Act(StrEnum):
    """What the agenda does to a payment when its time has come."""

    SEND = "send"  # leaves in a batch
    DEEM = "deem"  # the beneficiary's bank did not answer: deemed success, unresolved
    COMPLETE = "complete"  # the beneficiary is credited
    REJECT = "reject"  # it is not going to be credited
    CLAIM = "claim"  # said to be completed, though nobody was credited
    TAKE_BACK = "take_back"  # and said to be rejected after all
    RETURN = "return"  # the beneficiary's bank sends the money back


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
class CallbackPlan(TellingPlan):
    """How this payment is spoken of.

    ``accepted`` announces acceptance too, at once or ``accepted_after_seconds`` the settlement.
    ``amount_off_paise`` is added to the amount; ``before_answer`` delivers them all before the
    instruction itself is answered.
    """

    accepted: bool = False
    accepted_after_seconds: float | None = None
    amount_off_paise: int = 0
    before_answer: bool = False


@dataclass(frozen=True, slots=True)
class Plan(BasePlan):
    """The whole life of a payment. ``daily_limit_paise`` is what the beneficiary may receive in one
    of the bank's days.
    """

    refusal: Refusal | None = None
    settle_at_once: bool = False
    steps: tuple[Step, ...] = (Step(Act.COMPLETE),)
    daily_limit_paise: int | None = None
    callbacks: CallbackPlan = CallbackPlan()
