"""Verbs of an invitation: sent by an owner, accepted by who reads that mailbox."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.identity.actions.letters import link_to, write_to, write_to_address
from adulis.identity.actions.locking import locked_merchant, require_owner_still
from adulis.identity.actions.merchants import add_member
from adulis.identity.actions.owners import tell_of_newcomer
from adulis.identity.actions.people import normal_email
from adulis.identity.errors import (
    AlreadyInvited,
    AlreadyMember,
    InvitationForAnother,
    InvitationNotFound,
    LinkExpired,
    LinkInvalid,
    LinkUsed,
    TooManyInvitations,
)
from adulis.identity.events import InvitationAccepted, InvitationRevoked, MemberInvited
from adulis.identity.links import make_token, token_hash
from adulis.identity.machine import INVITATION, InvitationState
from adulis.identity.models import Invitation, Membership, Merchant, User
from adulis.identity.queries.recognising import role_now
from adulis.identity.values import MemberRole
from adulis.kernel.actors import Actor
from adulis.kernel.db import clock, transaction_required
from adulis.kernel.ids import new_id

LIFETIME = timedelta(days=7)
MOST_PENDING = 50


@transaction_required
def invite_member(
    *,
    merchant_id: UUID,
    email: str,
    role: MemberRole,
    invited_by: UUID,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Ask somebody to work for the merchant, by a letter with a link; returns the invitation's id.

    Raises MerchantNotFound, EmailInvalid, AlreadyMember, AlreadyInvited, TooManyInvitations.
    """
    email = normal_email(email)
    merchant = locked_merchant(merchant_id)
    require_owner_still(merchant_id, actor)
    if Membership.objects.filter(merchant_id=merchant_id, user__email=email).exists():
        raise AlreadyMember(pointer="/email")
    pending = Invitation.objects.filter(merchant_id=merchant_id, state=InvitationState.PENDING)
    there = pending.filter(email=email).first()
    if there is not None:
        raise AlreadyInvited(pointer="/email", invitation_id=there.id)
    if pending.count() >= MOST_PENDING:
        raise TooManyInvitations(most=MOST_PENDING)
    # After this point it must succeed.
    token = make_token()
    invitation = Invitation.objects.create(
        id=new_id(),
        merchant_id=merchant_id,
        email=email,
        role=role,
        token_hash=token_hash(token),
        invited_by_id=invited_by,
        created_at=at,
        sent_at=at,
        expires_at=clock() + LIFETIME,
    )
    fact = MemberInvited(subject_id=invitation.id, merchant_id=merchant_id, role=role)
    events.record(fact=fact, at=at)
    after = {"email": email, "role": role}
    _audit(invitation, "invitation.send", after, actor=actor, at=at)
    _send(invitation, merchant, token, actor=actor, at=at)
    return invitation.id


@transaction_required
def resend_invitation(
    *, merchant_id: UUID, invitation_id: UUID, actor: Actor, at: datetime
) -> None:
    """Send it again, with a new link and seven new days; the old link is dead.

    Raises MerchantNotFound, InvitationNotFound, LinkUsed (it is no longer pending).
    """
    merchant = locked_merchant(merchant_id)
    require_owner_still(merchant_id, actor)
    invitation = _locked(merchant_id, invitation_id)
    if invitation.state != InvitationState.PENDING:
        raise LinkUsed("This invitation has been accepted or revoked.", state=invitation.state)
    token = make_token()
    invitation.token_hash = token_hash(token)
    invitation.sent_at, invitation.expires_at = at, clock() + LIFETIME
    invitation.save(update_fields=["token_hash", "sent_at", "expires_at"])
    _audit(invitation, "invitation.resend", {}, actor=actor, at=at)
    _send(invitation, merchant, token, actor=actor, at=at)


@transaction_required
def revoke_invitation(
    *, merchant_id: UUID, invitation_id: UUID, actor: Actor, at: datetime
) -> bool:
    """Take it back. Returns whether it was pending: revoking twice is no error.

    Raises InvitationNotFound; IllegalMove when it has been accepted.
    """
    invitation = _locked(merchant_id, invitation_id)
    if invitation.state == InvitationState.REVOKED:
        return False
    _revoke(invitation, actor=actor, at=at)
    return True


@transaction_required
def accept_invitation(*, token: str, user_id: UUID, actor: Actor, at: datetime) -> Membership:
    """Join, as the person whom the letter was for: the address must be the same.

    Raises LinkInvalid, LinkUsed, LinkExpired, InvitationForAnother, AlreadyMember.
    """
    rows = Invitation.objects.select_for_update(no_key=True)
    invitation = rows.filter(token_hash=token_hash(token)).first()
    if invitation is None:
        raise LinkInvalid(pointer="/token")
    if invitation.state != InvitationState.PENDING:
        raise LinkUsed(state=invitation.state)
    if invitation.expires_at <= clock():
        raise LinkExpired
    if role_now(invitation.invited_by_id, invitation.merchant_id) is not MemberRole.OWNER:
        # Whoever was shut out must not have left a door open.
        raise LinkInvalid(pointer="/token")
    user = User.objects.get(id=user_id)
    if user.email != invitation.email or not user.is_email_confirmed:
        raise InvitationForAnother
    # After this point it must succeed, unless they have joined in another way meanwhile.
    role = MemberRole(invitation.role)
    member_id = add_member(
        merchant_id=invitation.merchant_id, user_id=user_id, role=role, actor=actor, at=at
    )
    _close(invitation, "accept", actor=actor, at=at)
    fact = InvitationAccepted(
        subject_id=invitation.id, merchant_id=invitation.merchant_id, user_id=user_id
    )
    events.record(fact=fact, at=at)
    _audit(invitation, "invitation.accept", {"user_id": str(user_id)}, actor=actor, at=at)
    _tell_accepted(invitation, user, actor=actor, at=at)
    return Membership.objects.get(id=member_id)


def _tell_accepted(invitation: Invitation, user: User, *, actor: Actor, at: datetime) -> None:
    merchant = Merchant.objects.get(id=invitation.merchant_id)
    inviter = User.objects.get(id=invitation.invited_by_id)
    write_to(
        inviter,
        "invitation_accepted",
        merchant_id=merchant.id,
        merchant=merchant.name,
        name=user.name,
        email=user.email,
        role=invitation.role,
        actor=actor,
        at=at,
    )
    tell_of_newcomer(
        merchant, user, MemberRole(invitation.role), by=inviter.name, told_already=inviter.id,
        actor=actor, at=at,
    )  # fmt: skip


def revoke_invitations_of(merchant_id: UUID, user_id: UUID, *, actor: Actor, at: datetime) -> int:
    """Those a person sent who may not any more; returns how many."""
    rows = Invitation.objects.select_for_update(no_key=True).filter(
        merchant_id=merchant_id, invited_by_id=user_id, state=InvitationState.PENDING
    )
    found = list(rows.order_by("id"))
    for invitation in found:
        _revoke(invitation, actor=actor, at=at)
    return len(found)


def _revoke(invitation: Invitation, *, actor: Actor, at: datetime) -> None:
    _close(invitation, "revoke", actor=actor, at=at)
    fact = InvitationRevoked(subject_id=invitation.id, merchant_id=invitation.merchant_id)
    events.record(fact=fact, at=at)
    _audit(invitation, "invitation.revoke", {}, actor=actor, at=at)


def _close(invitation: Invitation, verb: str, *, actor: Actor, at: datetime) -> None:
    state = InvitationState(invitation.state)
    invitation.state = INVITATION.take(verb, state, actor.role).target
    invitation.closed_at = at
    invitation.save(update_fields=["state", "closed_at"])


def _locked(merchant_id: UUID, invitation_id: UUID) -> Invitation:
    rows = Invitation.objects.select_for_update(no_key=True)
    invitation = rows.filter(id=invitation_id, merchant_id=merchant_id).first()
    if invitation is None:
        raise InvitationNotFound
    return invitation


def _send(
    invitation: Invitation, merchant: Merchant, token: str, *, actor: Actor, at: datetime
) -> None:
    write_to_address(
        invitation.email,
        "invitation",
        about=f"invitation/{invitation.id}",
        merchant_id=merchant.id,
        merchant=merchant.name,
        inviter=User.objects.get(id=invitation.invited_by_id).name,
        role=invitation.role,
        link=link_to("invitation", token),
        days=LIFETIME.days,
        actor=actor,
        at=at,
    )


def _audit(
    invitation: Invitation, action: str, after: Mapping[str, Any], *, actor: Actor, at: datetime
) -> None:
    audit.write(
        actor=actor,
        action=action,
        subject=f"invitation/{invitation.id}",
        merchant_id=invitation.merchant_id,
        before={},
        after=after,
        at=at,
    )
