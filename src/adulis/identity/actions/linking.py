"""Links in letters: one is given out, and taken once."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from adulis.identity.actions.people import locked_user
from adulis.identity.errors import LinkExpired, LinkInvalid, LinkUsed
from adulis.identity.links import make_token, token_hash
from adulis.identity.models import Link, User
from adulis.identity.values import LinkPurpose
from adulis.kernel.actors import Actor
from adulis.kernel.db import clock, transaction_required

LIFETIMES = {
    LinkPurpose.CONFIRM_EMAIL: timedelta(hours=48),
    LinkPurpose.RESET_PASSWORD: timedelta(hours=2),
}


def give_link(user_id: UUID, purpose: LinkPurpose, *, at: datetime) -> str:
    """A new token; links given out before for the same purpose are good no longer."""
    close_links(user_id, purpose, at=at)
    token = make_token()
    Link.objects.create(
        user_id=user_id,
        purpose=purpose,
        token_hash=token_hash(token),
        created_at=at,
        expires_at=clock() + LIFETIMES[purpose],
    )
    return token


def locked_link(token: str, purpose: LinkPurpose) -> tuple[User, Link]:
    """The link, locked and good, and whose it is. Raises LinkInvalid, LinkUsed, LinkExpired.

    The person is locked first, as by whoever gives out links: or the two would wait for each other.
    """
    links = Link.objects.filter(token_hash=token_hash(token), purpose=purpose)
    found = links.values_list("user_id", flat=True).first()
    if found is None:
        raise LinkInvalid(pointer="/token")
    user = locked_user(found)
    link = links.select_for_update(no_key=True).first()
    if link is None:
        raise LinkInvalid(pointer="/token")
    if link.used_at is not None:
        raise LinkUsed
    if link.closed_at is not None:
        raise LinkInvalid("A newer link has taken the place of this one.", pointer="/token")
    if link.expires_at <= clock():
        raise LinkExpired
    return user, link


def use_link(link: Link, *, at: datetime) -> None:
    link.used_at = link.closed_at = at
    link.save(update_fields=["used_at", "closed_at"])


def close_links(user_id: UUID, purpose: LinkPurpose, *, at: datetime) -> int:
    """Links of this purpose open nothing any more; returns how many there were."""
    links = Link.objects.filter(user_id=user_id, purpose=purpose, closed_at=None)
    return links.update(closed_at=at)


@transaction_required
def forget_links(*, expired_before: datetime, actor: Actor, at: datetime) -> int:
    """Remove links that expired long ago; returns how many. Who followed one is in the audit."""
    return Link.objects.filter(expires_at__lt=expired_before).delete()[0]
