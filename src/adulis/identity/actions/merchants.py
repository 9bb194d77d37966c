"""Verbs about a merchant and who belongs to it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.identity.actions.locking import locked_merchant
from adulis.identity.actions.people import locked_user
from adulis.identity.errors import (
    AlreadyMember,
    MerchantNameTaken,
    MerchantNameVerified,
    MerchantNotFound,
    TooManyMerchants,
    UserNotFound,
)
from adulis.identity.events import (
    MemberAdded,
    MerchantCreated,
    MerchantRenamed,
)
from adulis.identity.models import Membership, Merchant, User
from adulis.identity.values import MemberRole, MerchantKind, Verification
from adulis.kernel.actors import Actor
from adulis.kernel.db import savepoint, transaction_required

MOST_OWNED = 10


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
    _join(merchant.id, owner_id, MemberRole.OWNER, given_at=None, actor=actor, at=at)
    return merchant.id


@transaction_required
def found_merchant(
    *, name: str, kind: MerchantKind, owner_id: UUID, actor: Actor, at: datetime
) -> UUID:
    """Make a merchant as a person does for themselves; returns its id.

    A person owns at most ten, each under its own name, so that a form sent twice makes one. Raises
    TooManyMerchants, MerchantNameTaken, UserNotFound.
    """
    # Of two requests at once, the second sees what the first has made.
    locked_user(owner_id)
    owned = Membership.objects.filter(user_id=owner_id, role=MemberRole.OWNER)
    if owned.filter(merchant__name__iexact=name).exists():
        raise MerchantNameTaken(pointer="/name")
    if owned.count() >= MOST_OWNED:
        raise TooManyMerchants(most=MOST_OWNED)
    return create_merchant(name=name, kind=kind, owner_id=owner_id, actor=actor, at=at)


@transaction_required
def rename_merchant(*, merchant_id: UUID, name: str, actor: Actor, at: datetime) -> bool:
    """Call a merchant by another name; returns whether it is another one.

    A name that is being verified, or has been, stays: payouts and invoices are made out to it.
    Raises MerchantNotFound, MerchantNameVerified.
    """
    merchant = locked_merchant(merchant_id)
    before = merchant.name
    if before == name:
        return False
    if merchant.verification in (Verification.SUBMITTED, Verification.VERIFIED):
        raise MerchantNameVerified(verification=merchant.verification)
    merchant.name = name
    merchant.save(update_fields=["name"])
    fact = MerchantRenamed(subject_id=merchant_id, merchant_id=merchant_id, name=name)
    events.record(fact=fact, at=at)
    audit.write(
        actor=actor,
        action="merchant.rename",
        subject=f"merchant/{merchant_id}",
        merchant_id=merchant_id,
        before={"name": before},
        after={"name": name},
        at=at,
    )
    return True


@transaction_required
def add_member(
    *, merchant_id: UUID, user_id: UUID, role: MemberRole, actor: Actor, at: datetime
) -> UUID:
    """Tie a person to a merchant in ``role``; returns the membership's id.

    They count as a second person some time after ``at``. Raises UserNotFound, MerchantNotFound,
    AlreadyMember.
    """
    return _join(merchant_id, user_id, role, given_at=at, actor=actor, at=at)


def _join(
    merchant_id: UUID, user_id: UUID, role: MemberRole, *, given_at: datetime | None,
    actor: Actor, at: datetime,
) -> UUID:  # fmt: skip
    if not Merchant.objects.filter(id=merchant_id).exists():
        raise MerchantNotFound
    if not User.objects.filter(id=user_id).exists():
        raise UserNotFound
    try:
        with savepoint():
            membership = Membership.objects.create(
                merchant_id=merchant_id, user_id=user_id, role=role, role_given_at=given_at,
                created_at=at,
            )  # fmt: skip
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
