"""Behaviours, the first list: what becomes of a payment. Pure.

Read as a table: name, number, what happens, how it changes the plan, its parameters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from simulators.bank.catalogue import Behaviour, listed
from simulators.bank.codes import message, refusal
from simulators.bank.plans import Act, Plan, Refusal, Step
from simulators.ground.catalogue import Span

_AT_THE_COUNTER = {
    11: "ACCOUNT_CLOSED",
    12: "ACCOUNT_FROZEN",
    13: "ACCOUNT_DORMANT",
    14: "INVALID_ACCOUNT",
    15: "NRE_ACCOUNT",
    16: "IMPS_NOT_ALLOWED",
    17: "BENEFICIARY_BANK_DOWN",
    18: "INSUFFICIENT_NOSTRO",
    19: "WINDOW_CLOSED",
}


def _refused(code: str) -> Callable[[Plan], Plan]:
    return lambda plan: replace(plan, refusal=refusal(code))


def _lives(*acts: tuple[Act, str]) -> Callable[..., Plan]:
    """Replaces the steps: each act at settlement or, marked later, ``after_seconds`` after it."""

    def change(plan: Plan, *, after_seconds: float = 0) -> Plan:
        when = {"": 0.0, "later": float(after_seconds)}
        return replace(plan, steps=tuple(Step(act, when[at]) for act, at in acts))

    return change


def _late_success(plan: Plan, *, after_seconds: float, code: str) -> Plan:
    """Rejected with ``code``, and completed ``after_seconds`` later all the same."""
    steps = (Step(Act.REJECT, 0.0, {"code": code}), Step(Act.COMPLETE, float(after_seconds)))
    return replace(plan, steps=steps)


def _returns(*, linked: bool, partial: bool = False) -> Callable[..., Plan]:
    """Adds a return, ``after_seconds`` after whatever else was going to happen."""

    def change(plan: Plan, *, after_seconds: float, amount_paise: int = 0) -> Plan:
        detail: dict[str, Any] = {"linked": linked}
        if partial:
            detail["amount_paise"] = int(amount_paise)
        last = max((step.after_seconds for step in plan.steps), default=0)
        back = Step(Act.RETURN, last + float(after_seconds), detail)
        return replace(plan, steps=(*plan.steps, back))

    return change


FATES: tuple[Behaviour, ...] = (
    listed("ok", 0, "accepted, then completed", lambda plan: plan),
    listed(
        "instant",
        1,
        "completed before the answer, which is 200 with status completed",
        lambda plan: replace(plan, settle_at_once=True),
    ),
    # Refused at the counter.
    listed("reject", 10, "422 REFUSED, final", _refused("REFUSED")),
    *(
        listed(code.lower(), number, f"422 {code}: {message(code)}", _refused(code))
        for number, code in _AT_THE_COUNTER.items()
    ),
    listed(
        "unknown_code",
        20,
        "422 with code X7731, which is in no list, and no word on whether it is final",
        lambda plan: replace(plan, refusal=Refusal("X7731", "Host system response 7731.", None)),
    ),
    listed(
        "daily_limit",
        21,
        "422 BENEFICIARY_LIMIT for whatever exceeds `limit_paise` in one of the bank's days",
        lambda plan, *, limit_paise: replace(plan, daily_limit_paise=int(limit_paise)),
        limit_paise=1_000_000,
    ),
    listed(
        "name_mismatch",
        22,
        "payments arrive; a validation answers with somebody else's name",
        lambda plan: plan,
    ),
    listed(
        "name_close",
        23,
        "payments arrive; a validation answers with the first name shortened to its initial",
        lambda plan: plan,
    ),
    # Accepted, and then.
    listed(
        "accepted_then_fails",
        30,
        "accepted, then rejected (BENEFICIARY_BANK_REJECTED)",
        _lives((Act.REJECT, "")),
    ),
    listed(
        "late_success",
        31,
        "rejected is reported (with `code`), and `after_seconds` later the beneficiary is credited"
        " after all",
        _late_success,
        after_seconds=Span(10, 7_200),
        code="BENEFICIARY_BANK_REJECTED",
    ),
    listed(
        "late_failure",
        32,
        "stays processing and is rejected `after_seconds` later",
        _lives((Act.SEND, ""), (Act.REJECT, "later")),
        after_seconds=Span(10, 21_600),
    ),
    listed(
        "deemed_success",
        33,
        "processing with code DEEMED_SUCCESS until `after_seconds` later: credited",
        _lives((Act.DEEM, ""), (Act.COMPLETE, "later")),
        after_seconds=Span(10, 259_200),
    ),
    listed(
        "deemed_failure",
        34,
        "processing with code DEEMED_SUCCESS until `after_seconds` later: rejected",
        _lives((Act.DEEM, ""), (Act.REJECT, "later")),
        after_seconds=Span(10, 259_200),
    ),
    listed(
        "pending",
        35,
        "stays processing and is completed `after_seconds` later",
        _lives((Act.SEND, ""), (Act.COMPLETE, "later")),
        after_seconds=Span(30, 21_600),
    ),
    listed("stuck", 36, "stays processing for ever", _lives((Act.SEND, ""))),
    listed(
        "success_then_failure",
        37,
        "completed is reported though nobody was credited, and rejected `after_seconds` later",
        _lives((Act.CLAIM, ""), (Act.TAKE_BACK, "later")),
        after_seconds=Span(10, 7_200),
    ),
    # Sent back.
    listed(
        "returned",
        40,
        "completed, and `after_seconds` later sent back whole under its own reference",
        _returns(linked=True),
        after_seconds=Span(5, 7_200),
    ),
    listed(
        "returned_unlinked",
        41,
        "completed, and sent back as a fresh inward credit that only the statement shows",
        _returns(linked=False),
        after_seconds=Span(5, 86_400),
    ),
    listed(
        "returned_partial",
        42,
        "completed, and `amount_paise` of it (0: all but one rupee) sent back",
        _returns(linked=True, partial=True),
        after_seconds=Span(5, 7_200),
        amount_paise=0,
    ),
    # The same reference twice.
    listed(
        "nodedup",
        45,
        "the same reference sent again is paid again",
        lambda plan: replace(plan, dedupes=False),
    ),
)
