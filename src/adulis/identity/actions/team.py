"""Verbs about who belongs to a merchant. Each of them locks the merchant's row first.

So of two owners who remove one another at the same moment, one finds that they are the last.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.identity.actions.invitations import revoke_invitations_of
from adulis.identity.actions.keys import revoke_keys_of
from adulis.identity.actions.letters import write_to
from adulis.identity.actions.locking import locked_merchant, require_owner_still
from adulis.identity.actions.owners import tell_of_newcomer, tell_of_owner_less
from adulis.identity.errors import LastOwner, MemberNotFound
from adulis.identity.events import MemberRemoved, RoleChanged
from adulis.identity.models import Membership, Merchant, User
from adulis.identity.values import MemberRole
from adulis.kernel.actors import Actor
from adulis.kernel.db import transaction_required


@transaction_required
def change_role(
    *, merchant_id: UUID, member_id: UUID, role: MemberRole, actor: Actor, at: datetime
) -> bool:
    """Give a member another role, which counts from their next request on.

    Returns whether it is another one. Invitations that a former owner sent are revoked. Raises
    MerchantNotFound, MemberNotFound, LastOwner.
    """
    merchant = locked_merchant(merchant_id)
    require_owner_still(merchant_id, actor)
    member = _member(merchant_id, member_id)
    before = MemberRole(member.role)
    if before is role:
        return False
    if before is MemberRole.OWNER:
        _require_another_owner(member)
    # After this point it must succeed.
    member.role = role
    if role.rank > before.rank:
        member.role_given_at = at
    member.save(update_fields=["role", "role_given_at"])
    if before is MemberRole.OWNER:
        revoke_invitations_of(merchant_id, member.user_id, actor=actor, at=at)
    fact = RoleChanged(
        subject_id=member.id, merchant_id=merchant_id, user_id=member.user_id, role=role
    )
    events.record(fact=fact, at=at)
    _audit(member, "membership.change_role", {"role": before}, {"role": role}, actor=actor, at=at)
    _tell(merchant, member, "role_changed", role=role, before=before, actor=actor, at=at)
    if before is MemberRole.OWNER:
        _note_owner_less(merchant, member.user_id, actor=actor, at=at)
    elif role.rank > before.rank:
        person = User.objects.get(id=member.user_id)
        tell_of_newcomer(merchant, person, role, by=_name_of(actor), actor=actor, at=at)
    return True


@transaction_required
def remove_member(*, merchant_id: UUID, member_id: UUID, actor: Actor, at: datetime) -> None:
    """Take a person off the team, with the API keys they made and the invitations they sent.

    Raises MerchantNotFound, MemberNotFound, LastOwner.
    """
    merchant = locked_merchant(merchant_id)
    require_owner_still(merchant_id, actor)
    member = _member(merchant_id, member_id)
    _remove(merchant, member, left=False, actor=actor, at=at)
    _tell(merchant, member, "member_removed", actor=actor, at=at)


@transaction_required
def leave_merchant(*, merchant_id: UUID, user_id: UUID, actor: Actor, at: datetime) -> None:
    """Leave a team oneself. Raises MerchantNotFound, MemberNotFound, LastOwner."""
    merchant = locked_merchant(merchant_id)
    member = Membership.objects.filter(merchant_id=merchant_id, user_id=user_id).first()
    if member is None:
        raise MemberNotFound
    _remove(merchant, member, left=True, actor=actor, at=at)


def _remove(
    merchant: Merchant, member: Membership, *, left: bool, actor: Actor, at: datetime
) -> None:
    if member.role == MemberRole.OWNER:
        _require_another_owner(member)
    # After this point it must succeed.
    member_id, merchant_id, user_id = member.id, member.merchant_id, member.user_id
    keys = revoke_keys_of(merchant_id, user_id, actor=actor, at=at)
    invitations = revoke_invitations_of(merchant_id, user_id, actor=actor, at=at)
    Membership.objects.filter(id=member_id).delete()
    fact = MemberRemoved(subject_id=member_id, merchant_id=merchant_id, user_id=user_id, left=left)
    events.record(fact=fact, at=at)
    before = {"user_id": str(user_id), "role": member.role}
    after = {"keys_revoked": keys, "invitations_revoked": invitations}
    action = "membership.leave" if left else "membership.remove"
    _audit(member, action, before, after, actor=actor, at=at)
    if member.role == MemberRole.OWNER:
        _note_owner_less(merchant, user_id, actor=actor, at=at)


def _note_owner_less(merchant: Merchant, user_id: UUID, *, actor: Actor, at: datetime) -> None:
    """From now on somebody is missing who would have had to agree: see ``require_long_alone``."""
    merchant.owner_left_at = at
    merchant.save(update_fields=["owner_left_at"])
    person = User.objects.get(id=user_id)
    tell_of_owner_less(merchant, person, by=_name_of(actor), actor=actor, at=at)


def _member(merchant_id: UUID, member_id: UUID) -> Membership:
    member = Membership.objects.filter(id=member_id, merchant_id=merchant_id).first()
    if member is None:
        raise MemberNotFound
    return member


def _require_another_owner(member: Membership) -> None:
    """Somebody else who can sign in; the merchant's row is locked."""
    others = Membership.objects.filter(
        merchant_id=member.merchant_id, role=MemberRole.OWNER, user__is_active=True
    ).exclude(id=member.id)
    if not others.exists():
        raise LastOwner


def _tell(
    merchant: Merchant, member: Membership, letter: str, *, actor: Actor, at: datetime, **told: Any
) -> None:
    """The one concerned, unless they did it themselves."""
    if actor.user_id == str(member.user_id):
        return
    write_to(
        User.objects.get(id=member.user_id),
        letter,
        merchant_id=merchant.id,
        merchant=merchant.name,
        by=_name_of(actor),
        actor=actor,
        at=at,
        **told,
    )


def _name_of(actor: Actor) -> str:
    if not actor.user_id:
        return "our staff"
    return User.objects.values_list("name", flat=True).get(id=actor.user_id)


def _audit(
    member: Membership,
    action: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    audit.write(
        actor=actor,
        action=action,
        subject=f"membership/{member.id}",
        merchant_id=member.merchant_id,
        before=before,
        after=after,
        at=at,
    )
