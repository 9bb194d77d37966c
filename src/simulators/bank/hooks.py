"""Behaviours, the third list: how a payment is spoken of in callbacks. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from simulators.bank.catalogue import Behaviour, Span, listed
from simulators.bank.plans import Plan, Signing


def _spoken(**changes: Any) -> Callable[[Plan], Plan]:
    return lambda plan: replace(plan, callbacks=replace(plan.callbacks, **changes))


def _told(
    fixed: dict[str, Any] | None = None, /, **kinds: Callable[[Any], Any]
) -> Callable[..., Plan]:
    """Parameters that go straight into the callback plan, each made the type it should be."""

    def change(plan: Plan, **given: Any) -> Plan:
        told = {name: kinds[name](value) for name, value in given.items()}
        return replace(plan, callbacks=replace(plan.callbacks, **(fixed or {}), **told))

    return change


HOOKS: tuple[Behaviour, ...] = (
    listed(
        "dup_hooks",
        80,
        "every callback comes `copies` times, and `twins` more times under a new event id",
        _told(copies=int, twins=int),
        copies=2,
        twins=1,
    ),
    listed(
        "reordered_hooks",
        81,
        "acceptance is called back too, `accepted_after_seconds` after the settlement",
        _told({"accepted": True}, accepted_after_seconds=float),
        accepted_after_seconds=1,
    ),
    listed(
        "delayed_hooks",
        82,
        "every callback comes `delay_seconds` late",
        _told(delay_seconds=float),
        delay_seconds=Span(10, 86_400),
    ),
    listed("lost_hooks", 83, "no callback is ever sent", _spoken(lost=True)),
    listed(
        "forged_hooks",
        84,
        "before each callback comes one, wrongly signed, that says the opposite",
        _spoken(forged=True),
    ),
    listed(
        "bad_signature_hooks",
        85,
        "every callback is wrongly signed",
        _spoken(signing=Signing.BAD),
    ),
    listed(
        "old_secret_hooks",
        86,
        "every callback is signed only with the secret before the last rotation",
        _spoken(signing=Signing.OLD),
    ),
    listed(
        "stale_hooks",
        87,
        "every callback is rightly signed with a timestamp one hour old",
        _spoken(signing=Signing.STALE),
    ),
    listed(
        "unknown_reference_hooks",
        88,
        "every callback speaks of a client reference that never existed",
        _told(reference=str),
        reference="UNKNOWN-REFERENCE",
    ),
    listed(
        "wrong_amount_hooks",
        89,
        "every callback's amount is off by `amount_off_paise`",
        _told(amount_off_paise=int),
        amount_off_paise=1,
    ),
    listed(
        "malformed_hooks",
        90,
        "every callback is rightly signed JSON that stops in the middle",
        _spoken(malformed=True),
    ),
    listed(
        "contradicting_hooks",
        91,
        "completed; callbacks say rejected, enquiry and statement are right",
        _spoken(says="payment.rejected"),
    ),
    listed(
        "unknown_type_hooks",
        92,
        "every callback is of the type payment.teleported",
        _spoken(says="payment.teleported"),
    ),
    listed(
        "accepted_hooks",
        93,
        "acceptance is called back too, at once",
        _spoken(accepted=True),
    ),
    listed(
        "hook_before_reply",
        94,
        "completed and called back before the instruction is answered with accepted",
        lambda plan: replace(
            plan, settle_at_once=True, callbacks=replace(plan.callbacks, before_answer=True)
        ),
    ),
    listed(
        "swapped_hooks",
        95,
        "the first callback comes `first_delay_seconds` late, after those of later news",
        _told(first_delay_seconds=float),
        first_delay_seconds=Span(30, 14_400),
    ),
)
