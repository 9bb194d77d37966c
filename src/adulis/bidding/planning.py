"""A plan as it is kept, and the rules it becomes. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from adulis.bidding.rules.book import Rules
from adulis.bidding.values import (
    AuctionPlan,
    Direction,
    Format,
    Step,
    StepKind,
    Visibility,
)
from adulis.kernel.money import Money, rupees


def written(plan: AuctionPlan) -> dict[str, Any]:
    """The plan as JSON, without the reserve."""
    return {
        "start_minor": None if plan.start is None else plan.start.minor,
        "visibility": plan.visibility,
        "step": [plan.step.kind, plan.step.value],
        "own_step": [plan.own_step.kind, plan.own_step.value],
        "window_seconds": _seconds(plan.window),
        "extension_seconds": _seconds(plan.extension),
        "overtime_seconds": _seconds(plan.overtime),
        "final_round_seconds": None if plan.final_round is None else _seconds(plan.final_round),
        "bond_minor": plan.bond.minor,
    }


def read(body: dict[str, Any], reserve: Money | None) -> AuctionPlan:
    """The plan that was written."""
    start, final_round = body["start_minor"], body["final_round_seconds"]
    return AuctionPlan(
        start=None if start is None else rupees(start),
        reserve=reserve,
        visibility=Visibility(body["visibility"]),
        step=_step(body["step"]),
        own_step=_step(body["own_step"]),
        window=timedelta(seconds=body["window_seconds"]),
        extension=timedelta(seconds=body["extension_seconds"]),
        overtime=timedelta(seconds=body["overtime_seconds"]),
        final_round=None if final_round is None else timedelta(seconds=final_round),
        bond=rupees(body["bond_minor"]),
    )


def rules_for(
    plan: AuctionPlan, *, direction: Direction, how: Format, budget: Money,
    starts_at: datetime, ends_at: datetime,
) -> Rules:  # fmt: skip
    """The rules an auction is held by. A sealed one ends when it ends."""
    is_open = how is Format.OPEN
    return Rules(
        direction=direction,
        format=how,
        visibility=plan.visibility if is_open else Visibility.BLIND,
        start=budget if plan.start is None else plan.start,
        reserve=plan.reserve,
        step=plan.step,
        own_step=plan.own_step,
        starts_at=starts_at,
        window=plan.window if is_open else timedelta(0),
        extension=plan.extension if is_open else timedelta(0),
        ends_at=ends_at,
        hard_end_at=ends_at + plan.overtime if is_open else ends_at,
        final_round=plan.final_round if is_open else None,
    )


def _seconds(given: timedelta) -> int:
    return int(given.total_seconds())


def _step(given: list[Any]) -> Step:
    return Step(StepKind(given[0]), given[1])
