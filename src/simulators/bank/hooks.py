"""Behaviours, the third list: how a payment is spoken of in callbacks. Pure."""

from __future__ import annotations

from dataclasses import replace

from simulators.bank.catalogue import Behaviour, listed
from simulators.ground.hooks import hooks, spoken, told

HOOKS: tuple[Behaviour, ...] = (
    *hooks(listed, what="callback"),
    listed(
        "reordered_hooks",
        81,
        "acceptance is called back too, `accepted_after_seconds` after the settlement",
        told({"accepted": True}, accepted_after_seconds=float),
        accepted_after_seconds=1,
    ),
    listed(
        "wrong_amount_hooks",
        89,
        "every callback's amount is off by `amount_off_paise`",
        told(amount_off_paise=int),
        amount_off_paise=1,
    ),
    listed(
        "contradicting_hooks",
        91,
        "completed; callbacks say rejected, enquiry and statement are right",
        spoken(says="payment.rejected"),
    ),
    listed(
        "accepted_hooks",
        93,
        "acceptance is called back too, at once",
        spoken(accepted=True),
    ),
    listed(
        "hook_before_reply",
        94,
        "completed and called back before the instruction is answered with accepted",
        lambda plan: replace(
            plan, settle_at_once=True, callbacks=replace(plan.callbacks, before_answer=True)
        ),
    ),
)
