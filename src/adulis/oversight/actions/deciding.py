"""The second person decides, and what was proposed is done in the same commit, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.approvals import queries as questions
from adulis.approvals.errors import ApprovedThingChanged
from adulis.approvals.values import MERCHANT_KINDS, ApprovalKind, digest_of
from adulis.deals import actions as deals
from adulis.disputes import actions as disputes
from adulis.escrow import actions as escrow
from adulis.fees import actions as fees
from adulis.identity import queries as identity
from adulis.identity.actions.standing import lock_standing
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money, rupees
from adulis.limits import actions as limits
from adulis.limits.values import LimitKind, Window
from adulis.oversight.actions.freezing import lift
from adulis.oversight.actions.pausing import resume
from adulis.oversight.actions.thresholds import set_thresholds
from adulis.oversight.queries import thresholds_of
from adulis.oversight.suspense import suspense_now
from adulis.oversight.values import OPERATOR_ROLES, Thresholds
from adulis.payouts import actions as payouts
from adulis.transfers import actions as transfers
from adulis.wallets import actions as wallets
from adulis.wallets.values import Against, Direction

if TYPE_CHECKING:
    from adulis.approvals.models import Approval


@db.transaction_required
def approve(
    *, approval: Approval, digest: str | None = None, note: str = "", actor: Actor, at: datetime
) -> None:
    """Agree to exactly what was asked, and do it.

    ``digest`` is what the decider was looking at, where they say so. ``approval`` was found among
    those the decider may see. Raises RoleTooLow, SecondPersonTooNew, OperatorRequired, what
    ``approvals`` refuses, and what the thing itself may.
    """
    if digest is not None and digest != approval.digest:
        raise ApprovedThingChanged
    verb = _of_its_room(approval, "approve")
    if verb is not None:
        verb(note=note, actor=actor, at=at)
        return
    _require_decider(approval, actor)
    kind = ApprovalKind(approval.kind)
    # Made anew from what would be carried out, not taken from beside it.
    pinned = digest_of(kind, approval.subject, approval.details)
    asked = approvals.approve(
        subject=approval.subject, approval_id=approval.id, digest=pinned, note=note, actor=actor,
        at=at,
    )  # fmt: skip
    if asked.merchant_id is not None and kind in MERCHANT_KINDS:
        identity.require_second_person(
            actor, asked.merchant_id, asked_by=asked.asked_by, asked_at=asked.asked_at,
            now=db.clock(),
        )  # fmt: skip
    _CARRY_OUT[kind](approval.details, actor, at)


@db.transaction_required
def refuse(*, approval: Approval, note: str = "", actor: Actor, at: datetime) -> None:
    """Say no; nothing is done. Raises as ``approve``."""
    verb = _of_its_room(approval, "refuse")
    if verb is not None:
        verb(note=note, actor=actor, at=at)
        return
    _require_decider(approval, actor)
    approvals.refuse(
        subject=approval.subject, approval_id=approval.id, note=note, actor=actor, at=at
    )


@db.transaction_required
def withdraw(*, approval: Approval, note: str = "", actor: Actor, at: datetime) -> None:
    """Whoever asked takes it back. Raises NotTheMaker, IllegalMove."""
    verb = _of_its_room(approval, "withdraw")
    if verb is not None:
        verb(note=note, actor=actor, at=at)
        return
    approvals.take_back(
        subject=approval.subject, approval_id=approval.id, note=note, actor=actor, at=at
    )


@db.transaction_required
def expire_overdue(*, approval: Approval, actor: Actor, at: datetime) -> bool:
    """Nobody decided in time. False: somebody did after all."""
    verb = _of_its_room(approval, "expire")
    if verb is not None:
        return bool(verb(actor=actor, at=at))
    return approvals.expire(subject=approval.subject, approval_id=approval.id, actor=actor, at=at)


_ROOMS: dict[tuple[str, str], Callable[..., Any]] = {
    (ApprovalKind.PAYOUT, "approve"): payouts.approve_payout,
    (ApprovalKind.PAYOUT, "refuse"): payouts.refuse_payout,
    (ApprovalKind.PAYOUT, "withdraw"): payouts.withdraw_payout,
    (ApprovalKind.PAYOUT, "expire"): payouts.expire_payout_approval,
    (ApprovalKind.PAYOUT_BATCH, "approve"): payouts.approve_asked_batch,
    (ApprovalKind.PAYOUT_BATCH, "refuse"): payouts.refuse_asked_batch,
    (ApprovalKind.PAYOUT_BATCH, "withdraw"): payouts.withdraw_asked_batch,
    (ApprovalKind.PAYOUT_BATCH, "expire"): payouts.expire_asked_batch,
    (ApprovalKind.TRANSFER, "approve"): transfers.approve_transfer,
    (ApprovalKind.TRANSFER, "refuse"): transfers.refuse_transfer,
    (ApprovalKind.TRANSFER, "withdraw"): transfers.withdraw_transfer,
    (ApprovalKind.TRANSFER, "expire"): transfers.expire_transfer,
    (ApprovalKind.RELEASE, "approve"): escrow.approve_release,
    (ApprovalKind.RELEASE, "refuse"): escrow.refuse_release,
    (ApprovalKind.RELEASE, "withdraw"): escrow.withdraw_release,
    (ApprovalKind.RELEASE, "expire"): escrow.expire_release,
    (ApprovalKind.DEAL, "approve"): deals.approve_deal,
    (ApprovalKind.DEAL, "refuse"): deals.refuse_deal,
    (ApprovalKind.DEAL, "withdraw"): deals.withdraw_deal,
    (ApprovalKind.DEAL, "expire"): deals.expire_deal_approval,
    (ApprovalKind.RULING, "approve"): disputes.approve_ruling,
    (ApprovalKind.RULING, "refuse"): disputes.refuse_ruling,
    (ApprovalKind.RULING, "withdraw"): disputes.withdraw_ruling,
    (ApprovalKind.RULING, "expire"): disputes.expire_ruling,
}


def _of_its_room(approval: Approval, verb: str) -> Callable[..., Any] | None:
    """The verb of the room whose thing waits: it locks its own row before the approval's."""
    found = _ROOMS.get((approval.kind, verb))
    if found is None:
        return None
    kind, _, thing_id = approval.subject.partition("/")
    thing = {f"{kind.replace('-', '_')}_id": UUID(thing_id)}

    def run(**more: Any) -> Any:
        done = found(merchant_id=approval.merchant_id, **thing, **more)
        # The room answered the last question about its row, which it has locked: this one, unless
        # the same was asked again since. Nothing is done then.
        if verb != "expire" and questions.last_about(approval.subject) != approval.id:
            raise ApprovedThingChanged
        return done

    return run


def _require_decider(approval: Approval, actor: Actor) -> None:
    """What counts is what they are now, not when they were recognised."""
    kind = ApprovalKind(approval.kind)
    if kind in MERCHANT_KINDS:
        assert approval.merchant_id is not None
        identity.require_now(actor, approval.merchant_id, MemberRole.OWNER)
    else:
        identity.require_operator_now(actor, OPERATOR_ROLES[kind])


# --- doing it -------------------------------------------------------------------------------------


def _set_fee(told: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    fees.set_fee(
        service=told["service"],
        starts_at=_start(told, at),
        flat_minor=told["flat_minor"],
        basis_points=told["basis_points"],
        tax_basis_points=told["tax_basis_points"],
        actor=actor,
        at=at,
    )


def _set_limit(told: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    limits.set_limit(
        tier=told["tier"],
        kind=LimitKind(told["kind"]),
        window=Window(told["window"]),
        maximum=_money(told["maximum_paise"]),
        starts_at=_start(told, at),
        actor=actor,
        at=at,
    )


def _adjust(told: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    wallets.adjust(
        adjustment_id=UUID(told["adjustment_id"]),
        merchant_id=UUID(told["merchant_id"]),
        direction=Direction(told["direction"]),
        against=Against(told["against"]),
        amount=rupees(told["amount_paise"]),
        reason=told["reason"],
        suspense=suspense_now,
        actor=actor,
        at=at,
    )


def _change_thresholds(told: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    merchant_id = UUID(told["merchant_id"])
    lock_standing(merchant_id=merchant_id, actor=actor, at=at)
    current = thresholds_of(merchant_id)
    if current.as_json() != told["before"]:
        raise ApprovedThingChanged
    after = told["after"]
    wanted = Thresholds(
        _money(after["payouts_above_paise"]),
        _money(after["transfers_above_paise"]),
        _money(after["releases_above_paise"]),
    )
    set_thresholds(merchant_id, current, wanted, actor, at)


_CARRY_OUT: dict[ApprovalKind, Callable[[Mapping[str, Any], Actor, datetime], None]] = {
    ApprovalKind.FEE: _set_fee,
    ApprovalKind.LIMIT: _set_limit,
    ApprovalKind.ADJUSTMENT: _adjust,
    ApprovalKind.UNFREEZE: lift,
    ApprovalKind.RESUME_BANK: resume,
    ApprovalKind.THRESHOLDS: _change_thresholds,
}


def _start(told: Mapping[str, Any], at: datetime) -> datetime:
    """When it was to begin, but never before it was agreed on: the past keeps its rules."""
    planned = told.get("starts_at")
    return at if planned is None else max(at, datetime.fromisoformat(planned))


def _money(minor: int | None) -> Money | None:
    return None if minor is None else rupees(minor)
