"""Verbs about a merchant and who belongs to it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.identity.errors import (
    AlreadyFrozen,
    AlreadyMember,
    MerchantNotFound,
    NotFrozen,
    UserNotFound,
)
from adulis.identity.events import MemberAdded, MerchantCreated, PayoutsFrozen, PayoutsUnfrozen
from adulis.identity.models import Membership, Merchant, User
from adulis.identity.values import MemberRole, MerchantKind, Verification
from adulis.kernel.actors import Actor
from adulis.kernel.db import savepoint, transaction_required


@transaction_required
def create_merchant(
    *,
    name: str,
    kind: MerchantKind,
    owner_id: UUID,
    verification: Verification = Verification.UNVERIFIED,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Make a merchant, owned by ``owner_id``, and return its id. Raises UserNotFound.

    ``verification`` other than unverified is for demo worlds; everybody else submits documents.
    """
    merchant = Merchant.objects.create(
        name=name, kind=kind, verification=verification, created_at=at
    )
    fact = MerchantCreated(subject_id=merchant.id, merchant_id=merchant.id, name=name, kind=kind)
    events.record(fact=fact, at=at)
    audit.write(
        actor=actor,
        action="merchant.create",
        subject=f"merchant/{merchant.id}",
        merchant_id=merchant.id,
        before={},
        after={"name": name, "kind": kind, "verification": verification},
        at=at,
    )
    add_member(merchant_id=merchant.id, user_id=owner_id, role=MemberRole.OWNER, actor=actor, at=at)
    return merchant.id


@transaction_required
def add_member(
    *, merchant_id: UUID, user_id: UUID, role: MemberRole, actor: Actor, at: datetime
) -> UUID:
    """Tie a person to a merchant in ``role``; returns the membership's id.

    Raises UserNotFound, MerchantNotFound, AlreadyMember.
    """
    if not Merchant.objects.filter(id=merchant_id).exists():
        raise MerchantNotFound
    if not User.objects.filter(id=user_id).exists():
        raise UserNotFound
    try:
        with savepoint():
            membership = Membership.objects.create(
                merchant_id=merchant_id, user_id=user_id, role=role, created_at=at
            )
    except IntegrityError as error:
        raise AlreadyMember from error
    fact = MemberAdded(
        subject_id=membership.id, merchant_id=merchant_id, user_id=user_id, role=role
    )
    events.record(fact=fact, at=at)
    audit.write(
        actor=actor,
        action="membership.add",
        subject=f"membership/{membership.id}",
        merchant_id=merchant_id,
        before={},
        after={"user_id": str(user_id), "role": role},
        at=at,
    )
    return membership.id


@transaction_required
def freeze_payouts(*, merchant_id: UUID, reason: str, actor: Actor, at: datetime) -> None:
    """Stop new payouts of a merchant, and say why. Raises MerchantNotFound, AlreadyFrozen."""
    merchant = _locked(merchant_id)
    if merchant.payouts_frozen_at is not None:
        raise AlreadyFrozen(
            frozen_at=merchant.payouts_frozen_at, reason=merchant.payouts_frozen_reason
        )
    _set_freeze(merchant, reason=reason, frozen_at=at, actor=actor, at=at)
    fact = PayoutsFrozen(subject_id=merchant_id, merchant_id=merchant_id, reason=reason)
    events.record(fact=fact, at=at)


@transaction_required
def unfreeze_payouts(*, merchant_id: UUID, actor: Actor, at: datetime) -> None:
    """Let payouts of a merchant go again. Raises MerchantNotFound, NotFrozen."""
    merchant = _locked(merchant_id)
    if merchant.payouts_frozen_at is None:
        raise NotFrozen
    _set_freeze(merchant, reason="", frozen_at=None, actor=actor, at=at)
    events.record(fact=PayoutsUnfrozen(subject_id=merchant_id, merchant_id=merchant_id), at=at)


def _set_freeze(
    merchant: Merchant, *, reason: str, frozen_at: datetime | None, actor: Actor, at: datetime
) -> None:
    before = merchant.payouts_frozen_reason
    merchant.payouts_frozen_at, merchant.payouts_frozen_reason = frozen_at, reason
    merchant.save(update_fields=["payouts_frozen_at", "payouts_frozen_reason"])
    audit.write(
        actor=actor,
        action="merchant.freeze_payouts" if reason else "merchant.unfreeze_payouts",
        subject=f"merchant/{merchant.id}",
        merchant_id=merchant.id,
        before={"payouts_frozen_reason": before},
        after={"payouts_frozen_reason": reason},
        at=at,
    )


def _locked(merchant_id: UUID) -> Merchant:
    merchant = Merchant.objects.select_for_update(no_key=True).filter(id=merchant_id).first()
    if merchant is None:
        raise MerchantNotFound
    return merchant
