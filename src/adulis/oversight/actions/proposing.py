"""What one operator proposes to another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.approvals.values import ApprovalKind
from adulis.fees import queries as fees
from adulis.fees.values import GST_BASIS_POINTS
from adulis.identity import queries as identity
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money
from adulis.ledger.errors import InsufficientFunds
from adulis.limits import queries as limits
from adulis.limits.values import LimitKind, Window
from adulis.oversight.errors import NothingToChange, StartsInPast
from adulis.oversight.suspense import suspense_now
from adulis.oversight.values import OPERATOR_ROLES
from adulis.wallets import queries as wallets
from adulis.wallets.values import Against, Direction

if TYPE_CHECKING:
    from adulis.approvals.models import Approval


@db.transaction_required
def propose_fee(
    *, service: str, flat_minor: int, basis_points: int, starts_at: datetime | None, reason: str,
    actor: Actor, at: datetime,
) -> Approval:  # fmt: skip
    """A service shall cost this; ``starts_at`` None: from approval on.

    Raises OperatorRequired, AlreadyAsked, and what ``fees`` refuses.
    """
    require_proposer(ApprovalKind.FEE, actor)
    fees.require_settable(
        service=service, starts_at=starts_at or at, flat_minor=flat_minor,
        basis_points=basis_points, tax_basis_points=GST_BASIS_POINTS, at=at,
    )  # fmt: skip
    details = {
        "service": service,
        "flat_minor": flat_minor,
        "basis_points": basis_points,
        "tax_basis_points": GST_BASIS_POINTS,
        "starts_at": None if starts_at is None else starts_at.isoformat(),
        "reason": reason,
    }
    return ask_operators(ApprovalKind.FEE, f"fee/{service}", None, details, actor, at)


@db.transaction_required
def propose_limit(
    *, tier: str, kind: LimitKind, window: Window, maximum: Money | None,
    starts_at: datetime | None, reason: str, actor: Actor, at: datetime,
) -> Approval:  # fmt: skip
    """Merchants of a tier shall move no more than this; None: any amount.

    Raises OperatorRequired, StartsInPast, NothingToChange, AlreadyAsked.
    """
    require_proposer(ApprovalKind.LIMIT, actor)
    if starts_at is not None and starts_at < at:
        raise StartsInPast(pointer="/starts_at")
    if limits.limits_of(tier, kind, at=starts_at or at).of(window) == maximum:
        raise NothingToChange(pointer="/maximum_paise")
    details = {
        "tier": tier,
        "kind": kind,
        "window": window,
        "maximum_paise": None if maximum is None else maximum.minor,
        "starts_at": None if starts_at is None else starts_at.isoformat(),
        "reason": reason,
    }
    return ask_operators(
        ApprovalKind.LIMIT, f"limit/{tier}/{kind}/{window}", None, details, actor, at
    )


@db.transaction_required
def propose_adjustment(
    *, merchant_id: UUID, direction: Direction, against: Against, amount: Money, reason: str,
    evidence: str, actor: Actor, at: datetime,
) -> Approval:  # fmt: skip
    """A merchant shall be given money by hand, or some be taken. The merchant reads ``reason``.

    Raises OperatorRequired, MerchantNotFound, InsufficientFunds for what is not there to take,
    SuspenseTooLow for what is not free to be given.
    """
    require_proposer(ApprovalKind.ADJUSTMENT, actor)
    identity.standing(merchant_id)
    available = wallets.balance_of(merchant_id).available
    if direction is Direction.DEBIT and available < amount:
        raise InsufficientFunds(
            pointer="/amount_paise", available_paise=available.minor, required_paise=amount.minor
        )
    if direction is Direction.CREDIT and against is Against.SUSPENSE:
        suspense_now().require(amount)
    adjustment_id = new_id()
    details = {
        "adjustment_id": str(adjustment_id),
        "merchant_id": str(merchant_id),
        "direction": direction,
        "against": against,
        "amount_paise": amount.minor,
        "reason": reason,
        "evidence": evidence,
    }
    subject = f"adjustment/{adjustment_id}"
    return ask_operators(ApprovalKind.ADJUSTMENT, subject, merchant_id, details, actor, at)


def require_proposer(kind: ApprovalKind, actor: Actor) -> None:
    """Raises OperatorRequired unless the person may propose such a thing at this moment."""
    identity.require_operator_now(actor, OPERATOR_ROLES[kind])


def ask_operators(
    kind: ApprovalKind,
    subject: str,
    merchant_id: UUID | None,
    details: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> Approval:
    """Put it before another operator. Raises AlreadyAsked."""
    return approvals.ask(
        kind=kind,
        subject=subject,
        merchant_id=merchant_id,
        reason=_REASONS[kind],
        details=details,
        actor=actor,
        at=at,
    )


_REASONS = {
    ApprovalKind.FEE: "a fee changes",
    ApprovalKind.LIMIT: "a limit changes",
    ApprovalKind.ADJUSTMENT: "a wallet is adjusted by hand",
    ApprovalKind.UNFREEZE: "a freeze is lifted",
    ApprovalKind.RESUME_BANK: "payouts go to a bank again",
}
