"""Links in letters that switch such letters off: signed, good without signing in, not for ever.

They do nothing but that, for the person and the groups that they name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

from adulis.notifications.errors import UnsubscribeLinkExpired, UnsubscribeLinkInvalid
from adulis.notifications.values import Group

# Longer than letters are kept unread; RFC 8058 wants it to work for some time.
GOOD_FOR = timedelta(days=180)
LONGEST_TOKEN = 300


@dataclass(frozen=True, slots=True)
class Unsubscribing:
    """Whose letters about what."""

    user_id: UUID
    groups: tuple[Group, ...]


def unsubscribe_link(user_id: UUID, *groups: Group, at: datetime) -> str:
    """The address of the page that switches off letters about ``groups``; ``at`` is now."""
    told = [str(user_id), ",".join(groups), int(at.timestamp())]
    return f"{settings.PUBLIC_URL}/unsubscribe/{_signer().sign_object(told)}"


def opened_link(token: str, *, at: datetime) -> Unsubscribing:
    """What the token at the end of a link says.

    Raises UnsubscribeLinkInvalid for one that is not of our making, UnsubscribeLinkExpired.
    """
    if len(token) > LONGEST_TOKEN:
        raise UnsubscribeLinkInvalid
    try:
        user_id, groups, made_at = _signer().unsign_object(token)
        link = Unsubscribing(UUID(user_id), tuple(Group(each) for each in groups.split(",")))
    except (BadSignature, ValueError) as error:
        raise UnsubscribeLinkInvalid from error
    if at - datetime.fromtimestamp(made_at, UTC) > GOOD_FOR:
        raise UnsubscribeLinkExpired
    return link


def _signer() -> Signer:
    return Signer(salt="adulis.notifications.unsubscribe")
