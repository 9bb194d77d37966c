"""Behaviours, the first list: what becomes of a payment, its refunds and its chargebacks. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from simulators.gateway.catalogue import Behaviour, listed
from simulators.gateway.plans import Act, Plan, Step
from simulators.ground.catalogue import Span

# What payers' banks say, as the big gateways call it.
DECLINES = {
    10: ("card_declined", "The payer's bank declined the payment."),
    11: ("insufficient_funds", "The payer's account does not cover the payment."),
    12: ("expired_card", "The card has expired."),
    13: ("incorrect_cvc", "The security code is wrong."),
    14: ("do_not_honour", "The payer's bank does not honour the payment."),
    15: ("stolen_card", "The card was reported stolen."),
    16: ("limit_exceeded", "The payment is above the payer's limit."),
    17: ("processing_error", "Something went wrong at the payer's bank."),
    18: ("authentication_failed", "The payer was not authenticated."),
    19: ("issuer_unavailable", "The payer's bank cannot be reached."),
}
_MESSAGES = dict(DECLINES.values())


def message_of(code: str) -> str:
    return _MESSAGES.get(code, "The payment failed.")


def _declined(code: str) -> Callable[[Plan], Plan]:
    return lambda plan: replace(plan, steps=(Step(Act.FAIL, 0, {"code": code}),))


def _later(act: Act) -> Callable[..., Plan]:
    def change(plan: Plan, *, after_seconds: float) -> Plan:
        return replace(plan, steps=(Step(act, float(after_seconds)),))

    return change


def _late_success(plan: Plan, *, after_seconds: float, code: str) -> Plan:
    """Declined with ``code``, and captured ``after_seconds`` later all the same."""
    steps = (Step(Act.FAIL, 0, {"code": code}), Step(Act.CAPTURE, float(after_seconds)))
    return replace(plan, steps=steps)


def _captured(**kinds: Callable[[Any], Any]) -> Callable[..., Plan]:
    """Captured at once, with another amount, in another currency, or more than once."""

    def change(plan: Plan, **given: Any) -> Plan:
        detail = {name: kinds[name](value) for name, value in given.items()}
        return replace(plan, steps=(Step(Act.CAPTURE, 0, detail),))

    return change


def _disputed(end: Act | None) -> Callable[..., Plan]:
    """Captured, charged back ``after_seconds`` later, and decided ``decided_after_seconds`` on."""

    def change(
        plan: Plan, *, after_seconds: float, reason_code: str, decided_after_seconds: float = 0
    ) -> Plan:
        opened = float(after_seconds)
        steps = [*plan.steps, Step(Act.DISPUTE, opened, {"reason_code": reason_code})]
        if end is not None:
            steps.append(Step(end, opened + float(decided_after_seconds)))
        return replace(plan, steps=tuple(steps))

    return change


def _refunds(*acts: Act) -> Callable[..., Plan]:
    def change(plan: Plan, *, after_seconds: float = 0) -> Plan:
        return replace(plan, refund_steps=tuple(Step(act, float(after_seconds)) for act in acts))

    return change


_WHILE = Span(30, 21_600)
_OPENED = {"after_seconds": Span(10, 864_000), "reason_code": "fraudulent"}

FATES: tuple[Behaviour, ...] = (
    listed("ok", 0, "captured at once", lambda plan: plan),
    listed(
        "pending",
        1,
        "stays processing and is captured `after_seconds` later",
        _later(Act.CAPTURE),
        after_seconds=_WHILE,
    ),
    listed(
        "authenticate",
        2,
        "the payer's bank asks the payer first (3-D Secure), who approves or refuses",
        lambda plan: replace(plan, authenticates=True),
    ),
    listed("stuck", 3, "stays processing for ever", lambda plan: replace(plan, steps=())),
    *(
        listed(code, number, f"declined: {message}", _declined(code))
        for number, (code, message) in DECLINES.items()
    ),
    listed("unknown_code", 20, "declined with code X7731, which is in no list", _declined("X7731")),
    # Refunds of the payment.
    listed("refund_fails", 21, "captured; its refunds fail at once", _refunds(Act.FAIL_REFUND)),
    listed(
        "refund_pending",
        22,
        "captured; its refunds are pending for `after_seconds`, then processed",
        _refunds(Act.PROCESS_REFUND),
        after_seconds=Span(30, 432_000),
    ),
    listed("refund_stuck", 23, "captured; its refunds stay pending for ever", _refunds()),
    listed(
        "refund_late_failure",
        24,
        "captured; its refunds are pending for `after_seconds`, then fail",
        _refunds(Act.FAIL_REFUND),
        after_seconds=Span(30, 432_000),
    ),
    # Late, or not what was asked for.
    listed(
        "late_failure",
        30,
        "stays processing and is declined `after_seconds` later",
        _later(Act.FAIL),
        after_seconds=_WHILE,
    ),
    listed(
        "late_success",
        31,
        "declined with `code`, and captured `after_seconds` later after all",
        _late_success,
        after_seconds=Span(10, 7_200),
        code="card_declined",
    ),
    listed(
        "wrong_amount",
        32,
        "captured, with `amount_off_minor` more (below 0: less) than was asked for",
        _captured(amount_off_minor=int),
        amount_off_minor=-100,
    ),
    listed(
        "overpaid",
        33,
        "captured, with `amount_off_minor` more than was asked for",
        _captured(amount_off_minor=int),
        amount_off_minor=10_000,
    ),
    listed(
        "wrong_currency",
        34,
        "captured in `currency` (EUR where that was asked for)",
        _captured(currency=str),
        currency="USD",
    ),
    listed(
        "paid_twice",
        35,
        "captured `times` times, as so many payments of the same intent",
        _captured(times=int),
        times=2,
    ),
    # Charged back.
    listed(
        "chargeback",
        40,
        "captured, and `after_seconds` later charged back; open until somebody decides",
        _disputed(None),
        **_OPENED,
    ),
    listed(
        "chargeback_won",
        41,
        "charged back likewise, and won `decided_after_seconds` later",
        _disputed(Act.WIN),
        **_OPENED,
        decided_after_seconds=Span(10, 2_592_000),
    ),
    listed(
        "chargeback_lost",
        42,
        "charged back likewise, and lost `decided_after_seconds` later",
        _disputed(Act.LOSE),
        **_OPENED,
        decided_after_seconds=Span(10, 2_592_000),
    ),
)
