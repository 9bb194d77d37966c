"""What people are told by letter: from the templates of this room, in the caller's transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from adulis.identity.models import User
from adulis.kernel.actors import Actor
from adulis.mail import actions as mail


def write_to(
    user: User,
    letter: str,
    *,
    merchant_id: UUID | None = None,
    actor: Actor,
    at: datetime,
    **told: Any,
) -> UUID:
    """Queue ``letter`` (``password_changed``) to a person; ``told`` is what its template wants."""
    return write_to_address(
        user.email, letter, about=f"user/{user.id}", merchant_id=merchant_id, actor=actor, at=at,
        **told,
    )  # fmt: skip


def write_to_address(
    address: str,
    letter: str,
    *,
    about: str,
    merchant_id: UUID | None,
    actor: Actor,
    at: datetime,
    **told: Any,
) -> UUID:
    """The same, to somebody who may have no login."""
    return mail.queue_letter(
        to=address,
        template=f"identity/{letter}",
        context={"at": shown(at), "address": actor.address, **told},
        about=about,
        merchant_id=merchant_id,
        actor=actor,
        at=at,
    )


def link_to(page: str, token: str = "") -> str:  # nosec B107 - none is no password
    """A page of the web app, with a token where it takes one."""
    query = f"?{urlencode({'token': token})}" if token else ""
    return f"{settings.PUBLIC_URL}/{page}{query}"


def shown(at: datetime) -> str:
    """A moment, as letters tell it."""
    return f"{at.astimezone(ZoneInfo(settings.TIME_ZONE)):%d %B %Y, %H:%M %Z}"
