"""Nothing is sent to a bank any more because somebody says so, until somebody says otherwise."""

from __future__ import annotations

from datetime import datetime

from adulis.audit import actions as audit
from adulis.gateways.errors import BankAlreadyPaused, BankNotPaused
from adulis.kernel import db
from adulis.kernel.actors import Actor

_PAUSE = """
INSERT INTO gateways_bank_health AS health
       (bank, window_started_at, submitted_count, troubled_count, trip_count, paused_reason,
        paused_at, paused_by)
VALUES (%(bank)s, adulis_clock(), 0, 0, 0, %(reason)s, %(at)s, %(by)s)
ON CONFLICT (bank) DO UPDATE SET
    paused_reason = excluded.paused_reason, paused_at = excluded.paused_at,
    paused_by = excluded.paused_by, open_until = NULL
 WHERE health.paused_reason = ''
RETURNING bank
"""
_PAUSED = """
SELECT paused_reason, paused_at FROM gateways_bank_health
 WHERE bank = %s AND paused_reason <> '' FOR UPDATE
"""
_RESUME = """
UPDATE gateways_bank_health
   SET paused_reason = '', paused_at = NULL, paused_by = '', open_until = NULL
 WHERE bank = %s
"""


@db.transaction_required
def pause_bank(*, bank: str, reason: str, actor: Actor, at: datetime) -> None:
    """Stop submitting to ``bank`` until it is resumed; it is asked all the same.

    Raises BankAlreadyPaused.
    """
    paused = db.fetch_value(_PAUSE, {"bank": bank, "reason": reason, "at": at, "by": str(actor)})
    if paused is None:
        raise BankAlreadyPaused
    audit.write(
        actor=actor,
        action="bank.pause",
        subject=f"bank/{bank}",
        merchant_id=None,
        before={},
        after={"reason": reason},
        at=at,
    )


@db.transaction_required
def resume_bank(
    *, bank: str, reason: str, only_since: datetime | None = None, actor: Actor, at: datetime
) -> bool:
    """Submit to ``bank`` again. Who may say so is for the caller to know.

    ``only_since``: the pause that began then, and no other; False where another one has come since.
    Raises BankNotPaused.
    """
    row = db.fetch_row(_PAUSED, [bank])
    if row is None:
        raise BankNotPaused
    paused_reason, paused_at = row
    if only_since is not None and paused_at != only_since:
        return False
    db.execute(_RESUME, [bank])
    audit.write(
        actor=actor,
        action="bank.resume",
        subject=f"bank/{bank}",
        merchant_id=None,
        before={"reason": paused_reason, "since": paused_at.isoformat()},
        after={"reason": reason},
        at=at,
    )
    return True
