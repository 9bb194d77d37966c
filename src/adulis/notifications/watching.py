"""What the platform says about itself: that the bank is slow to answer, that payouts are paused.

Each is on while it is so, and one at a time.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from adulis.gateways import queries as gateways
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.notifications import actions
from adulis.notifications.values import Severity


@db.transaction_required
def watch(*, actor: Actor, at: datetime) -> int:
    """Look, and raise or end what has changed; returns how many did."""
    health = gateways.health(settings.BANK_CODE)
    is_paused = bool(health.paused)
    changed = [
        actions.keep_alert(
            key="payouts_paused",
            is_so=is_paused,
            severity=Severity.CRITICAL,
            title="Payouts are paused",
            text="No payout is sent for now. Those you make are kept, with their money set aside,"
            " and go on by themselves when this is over.",
            actor=actor,
            at=at,
        ),
        actions.keep_alert(
            key="bank_degraded",
            is_so=not is_paused and (health.open_until is not None or health.is_probing),
            severity=Severity.WARNING,
            title="The bank is slow to answer",
            text="Payouts may take longer than usual. Nothing is lost: each is sent once, and we"
            " ask the bank about it until it has answered.",
            actor=actor,
            at=at,
        ),
    ]
    return sum(changed)
