"""What will happen to one intent, payment or refund, decided when it arrives. Pure data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from simulators.ground.plans import BasePlan, TellingPlan


class Act(StrEnum):
    """What is done to a payment, a refund, a dispute, an intent or the books in its time."""

    CAPTURE = "capture"  # the payer's money is ours
    FAIL = "fail"  # it is not going to be
    DISPUTE = "dispute"  # the payer's bank takes it back for now
    WIN = "win"  # and gives it back to us
    LOSE = "lose"  # or keeps it
    PROCESS_REFUND = "process_refund"
    FAIL_REFUND = "fail_refund"
    EXPIRE = "expire"  # nobody paid in time
    PAY = "pay"  # a payer comes back and pays
    SETTLE = "settle"  # what was collected is paid out


@dataclass(frozen=True, slots=True)
class Step:
    """``act`` happens ``after_seconds`` after the payment was made, or the refund was asked for."""

    act: Act
    after_seconds: float = 0
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HookPlan(TellingPlan):
    """``amount_off_minor`` is added to the amount; ``changed_copies`` more tell something else
    under the same event id; the same comes again after ``replayed_after_seconds``, if given.
    """

    amount_off_minor: int = 0
    changed_copies: int = 0
    replayed_after_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Plan(BasePlan):
    """``authenticates``: the payer's bank asks first. ``steps`` are those of a payment that is
    made, ``refund_steps`` of every refund of it.
    """

    steps: tuple[Step, ...] = (Step(Act.CAPTURE),)
    refund_steps: tuple[Step, ...] | None = None
    authenticates: bool = False
    callbacks: HookPlan = HookPlan()
