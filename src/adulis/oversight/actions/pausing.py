"""Payouts to a bank stop by one operator's word, and go on by two: stopping is safe."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from adulis.approvals.errors import ApprovedThingChanged
from adulis.approvals.values import ApprovalKind
from adulis.gateways import actions as banks
from adulis.gateways import queries as gateways
from adulis.gateways.errors import BankNotPaused
from adulis.identity import queries as identity
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.oversight.actions.proposing import ask_operators, require_proposer
from adulis.oversight.values import DECIDERS, subject_of_pause

if TYPE_CHECKING:
    from adulis.approvals.models import Approval


@db.transaction_required
def pause_bank(*, bank: str, reason: str, actor: Actor, at: datetime) -> None:
    """Send nothing to a bank any more, by one operator alone; it is asked all the same.

    Raises OperatorRequired, BankUnknown, BankAlreadyPaused.
    """
    identity.require_operator_now(actor, DECIDERS)
    gateways.require_bank(bank)
    banks.pause_bank(bank=bank, reason=reason, actor=actor, at=at)


@db.transaction_required
def propose_resuming(*, bank: str, reason: str, actor: Actor, at: datetime) -> Approval:
    """Payouts shall go to a bank again, whatever it was paused for.

    Raises OperatorRequired, BankUnknown, BankNotPaused, AlreadyAsked.
    """
    require_proposer(ApprovalKind.RESUME_BANK, actor)
    gateways.require_bank(bank)
    pause = gateways.pause_of(bank)
    if pause is None:
        raise BankNotPaused
    details = {
        "bank": bank,
        "paused_because": pause.reason,
        "paused_at": pause.at.isoformat(),
        "reason": reason,
    }
    subject = subject_of_pause(bank, pause.at)
    return ask_operators(ApprovalKind.RESUME_BANK, subject, None, details, actor, at)


def resume(told: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    """Only the pause that was asked about: another one since then is another question."""
    is_resumed = banks.resume_bank(
        bank=told["bank"],
        reason=told["reason"],
        only_since=datetime.fromisoformat(told["paused_at"]),
        actor=actor,
        at=at,
    )
    if not is_resumed:
        raise ApprovedThingChanged
