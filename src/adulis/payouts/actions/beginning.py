"""How a payout that waited gets an attempt, whether it is to be sent or was sent before."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from adulis.gateways.values import Profile
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.payouts.machine import ATTEMPT, PAYOUT, PayoutState
from adulis.payouts.models import Attempt, Payout
from adulis.payouts.values import bank_reference


def begin(payout: Payout, number: int, profile: Profile, actor: Actor, now: datetime) -> Attempt:
    """Take a payout, locked by the caller, out of waiting; its attempt, neither of them written.

    ``number``: above one where a life that was forgotten had tried before. Those count as tried.
    """
    payout.state = PAYOUT.take("start", PayoutState(payout.state), actor.role).target
    payout.waiting_for, payout.waiting_until, payout.due_at = "", None, None
    payout.started_at = now
    payout.expected_by = now + timedelta(seconds=profile.timing(payout.mode).expected)
    payout.retry_count = max(payout.retry_count, number - 1)
    return new_attempt(payout, number=number, created_at=now)


def new_attempt(payout: Payout, *, number: int, created_at: datetime) -> Attempt:
    """An attempt with a bank reference of its own: known to us before the bank hears a word."""
    return Attempt(
        id=new_id(),
        payout_id=payout.id,
        number=number,
        bank=settings.BANK_CODE,
        reference=bank_reference(payout.intent_id or payout.id, number),
        mode=payout.mode,
        amount_minor=payout.amount_minor,
        state=ATTEMPT.initial,
        created_at=created_at,
    )
