"""A letter with a link: for somebody to bid or to be the other side, account or not."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from adulis.deals.actions import telling
from adulis.deals.actions.locking import Scene, locked_deal
from adulis.deals.errors import (
    AlreadyInvitedToDeal,
    CounterpartyIsPoster,
    DealInvitationNotFound,
    DealLinkExpired,
    DealLinkInvalid,
    DealLinkUsed,
    TooManyDealInvitations,
)
from adulis.deals.events import DealJoined
from adulis.deals.links import make_token, token_hash
from adulis.deals.machine import DEAL_INVITATION, NEGOTIATING, DealInvitationState, DealState
from adulis.deals.models import EMAIL, Deal, Invitation
from adulis.deals.values import INVITATION_LASTS, MOST_INVITED, Access
from adulis.identity import queries as identity
from adulis.identity.actions.people import normal_email
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.encryption import blind_index, seal
from adulis.kernel.ids import new_id
from adulis.mail import actions as mail

_OPEN_TO_OTHERS = (DealState.DRAFT, DealState.OPEN, *sorted(NEGOTIATING))


@db.transaction_required
def invite(
    *, viewer: Viewer, deal_id: UUID, email: str, note: str = "", actor: Actor, at: datetime
) -> Invitation:
    """Write to somebody that this deal is for them; the link is good for fourteen days and once.

    Whoever opens it sees the title and who asks, and comes in with a merchant of theirs. Raises
    DealNotFound, DealPartyOnly, IllegalMove, EmailInvalid, AlreadyInvitedToDeal,
    TooManyDealInvitations.
    """
    scene = locked_deal(deal_id, viewer.merchant_id)
    scene.require_poster()
    telling.require_state(scene, "invite", *_OPEN_TO_OTHERS)
    address = normal_email(email)
    index = blind_index(address, purpose="deals.invitation")
    pending = Invitation.objects.filter(deal=scene.deal, state=DealInvitationState.PENDING)
    # What has run out makes room.
    for old in pending.filter(expires_at__lte=scene.now).select_for_update(no_key=True):
        _close(old, "revoke", actor, at)
    if pending.filter(email_index=index).exists():
        raise AlreadyInvitedToDeal(pointer="/email")
    if pending.count() >= MOST_INVITED:
        raise TooManyDealInvitations(most=MOST_INVITED)
    # After this point nothing is refused.
    token, invitation_id = make_token(), new_id()
    invitation = Invitation.objects.create(
        id=invitation_id,
        deal=scene.deal,
        email_sealed=seal(address, place=EMAIL.place(invitation_id)),
        email_index=index,
        token_hash=token_hash(token),
        invited_by=telling.person(actor),
        created_at=at,
        expires_at=scene.now + INVITATION_LASTS,
    )
    _write(scene, address, token, note, actor, at)
    told = {"invitation_id": str(invitation.id), "state": invitation.state}
    telling.record(scene, "invite", actor, at, told)
    return invitation


@db.transaction_required
def revoke_deal_invitation(
    *, viewer: Viewer, deal_id: UUID, invitation_id: UUID, actor: Actor, at: datetime
) -> Invitation:
    """The link is dead. Raises DealNotFound, DealPartyOnly, DealInvitationNotFound, IllegalMove."""
    scene = locked_deal(deal_id, viewer.merchant_id)
    scene.require_poster()
    rows = Invitation.objects.select_for_update(no_key=True)
    invitation = rows.filter(deal=scene.deal, id=invitation_id).first()
    if invitation is None:
        raise DealInvitationNotFound
    _close(invitation, "revoke", actor, at)
    told = {"invitation_id": str(invitation.id), "state": invitation.state}
    telling.record(scene, "revoke_invitation", actor, at, told)
    return invitation


@db.transaction_required
def join_deal(*, viewer: Viewer, token: str, actor: Actor, at: datetime) -> Deal:
    """Come in by a link, with the viewer's merchant, which needs no verification to look.

    Raises DealLinkInvalid, DealLinkUsed, DealLinkExpired, CounterpartyIsPoster.
    """
    found = Invitation.objects.filter(token_hash=token_hash(token)).first()
    if found is None:
        raise DealLinkInvalid(pointer="/token")
    # The deal's row comes first, always.
    scene = locked_deal(found.deal_id, None)
    invitation = Invitation.objects.select_for_update(no_key=True).get(id=found.id)
    if invitation.state == DealInvitationState.REVOKED:
        raise DealLinkInvalid(pointer="/token")
    if scene.deal.poster_id == viewer.merchant_id:
        raise CounterpartyIsPoster(pointer="/token")
    if invitation.state == DealInvitationState.JOINED:
        if invitation.merchant_id == viewer.merchant_id:
            return scene.deal
        raise DealLinkUsed
    if invitation.expires_at <= scene.now:
        raise DealLinkExpired
    scene.merchant_id, scene.access = viewer.merchant_id, Access.INVITED
    invitation.merchant_id = viewer.merchant_id
    _close(invitation, "join", actor, at)
    telling.tell(scene.deal, DealJoined, at, by_id=viewer.merchant_id)
    told = {"invitation_id": str(invitation.id), "merchant_id": str(viewer.merchant_id)}
    telling.record(scene, "join", actor, at, told)
    return scene.deal


def _close(invitation: Invitation, verb: str, actor: Actor, at: datetime) -> None:
    state = DealInvitationState(invitation.state)
    invitation.state = DEAL_INVITATION.take(verb, state, actor.role).target
    invitation.closed_at = at
    invitation.save(update_fields=["state", "closed_at", "merchant"])


def _write(scene: Scene, address: str, token: str, note: str, actor: Actor, at: datetime) -> None:
    deal = scene.deal
    until = scene.now + INVITATION_LASTS
    mail.queue_letter(
        to=address,
        template="deals/invitation",
        context={
            "merchant": identity.standing(deal.poster_id).name,
            "title": deal.title,
            "note": note,
            "link": f"{settings.PUBLIC_URL}/deal-invitation?{urlencode({'token': token})}",
            "until": f"{until.astimezone(ZoneInfo(settings.TIME_ZONE)):%d %B %Y}",
        },
        about=deal.subject,
        merchant_id=deal.poster_id,
        actor=actor,
        at=at,
    )
