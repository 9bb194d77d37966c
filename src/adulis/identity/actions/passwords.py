"""Verbs about passwords: changed by who knows it, reset by who reads the mailbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import get_hasher, identify_hasher, make_password

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.identity.actions.letters import link_to, write_to
from adulis.identity.actions.linking import (
    LIFETIMES,
    close_links,
    give_link,
    locked_link,
    use_link,
)
from adulis.identity.actions.people import check_password, end_all_sessions, locked_user
from adulis.identity.errors import CurrentPasswordWrong, LinkInvalid
from adulis.identity.events import EmailConfirmed, PasswordChanged
from adulis.identity.models import User
from adulis.identity.values import LinkPurpose
from adulis.kernel.actors import Actor
from adulis.kernel.db import transaction_required


@transaction_required
def change_password(
    *, user_id: UUID, current_password: str, new_password: str, actor: Actor, at: datetime
) -> None:
    """Set a new password and end every session of the user, this one included.

    Raises CurrentPasswordWrong, PasswordTooWeak.
    """
    user = locked_user(user_id)
    if not user.check_password(current_password):
        raise CurrentPasswordWrong(pointer="/current_password")
    check_password(new_password, user, pointer="/new_password")
    # After this point the change must succeed.
    _set_password(user, new_password, "user.change_password", actor=actor, at=at)


@transaction_required
def request_password_reset(*, email: str, actor: Actor, at: datetime) -> bool:
    """Send a link to whoever reads this mailbox, if it belongs to a login.

    Returns whether it does, which is nobody's business outside: the worker asks, no door.
    """
    user = (
        User.objects.select_for_update(no_key=True)
        .filter(email=email.strip().lower(), is_active=True)
        .first()
    )
    if user is None:
        return False
    purpose = LinkPurpose.RESET_PASSWORD
    token = give_link(user.id, purpose, at=at)
    write_to(
        user,
        "reset_password",
        link=link_to("reset-password", token),
        hours=LIFETIMES[purpose] // timedelta(hours=1),
        actor=actor,
        at=at,
    )
    _audit(user.id, "user.request_password_reset", {}, actor=actor, at=at)
    return True


@transaction_required
def reset_password(*, token: str, new_password: str, actor: Actor, at: datetime) -> UUID:
    """Set a new password for who followed the link, and end every session; returns whose it is.

    Who reads the mailbox has confirmed it too. The second factor stays as it is. Raises
    LinkInvalid, LinkUsed, LinkExpired, PasswordTooWeak; a refused password leaves the link good.
    """
    user, link = locked_link(token, LinkPurpose.RESET_PASSWORD)
    if not user.is_active:
        raise LinkInvalid(pointer="/token")
    check_password(new_password, user, pointer="/new_password")
    # After this point the change must succeed.
    use_link(link, at=at)
    actor = replace(actor, id=str(user.id), user_id=str(user.id))
    if not user.is_email_confirmed:
        user.is_email_confirmed = True
        user.save(update_fields=["is_email_confirmed"])
        close_links(user.id, LinkPurpose.CONFIRM_EMAIL, at=at)
        events.record(fact=EmailConfirmed(subject_id=user.id, merchant_id=None), at=at)
    _set_password(user, new_password, "user.reset_password", actor=actor, at=at)
    return user.id


def renew_hash(user: User, password: str) -> bool:
    """Hash the password that somebody has just given right as it is hashed today, if it was not.

    In the place of the very hash it was checked against and of no other: somebody may have reset
    the password since, and theirs is the one that counts. Returns whether it was renewed.
    """
    today = get_hasher()
    was = identify_hasher(user.password)
    if was.algorithm == today.algorithm and not today.must_update(user.password):
        return False
    renewed = make_password(password)
    if not User.objects.filter(id=user.id, password=user.password).update(password=renewed):
        return False
    user.password = renewed
    return True


def _set_password(user: User, new_password: str, deed: str, *, actor: Actor, at: datetime) -> None:
    user.set_password(new_password)
    ended = end_all_sessions(user, reason="password_changed", at=at)
    user.save(update_fields=["password", "session_version"])
    close_links(user.id, LinkPurpose.RESET_PASSWORD, at=at)
    events.record(fact=PasswordChanged(subject_id=user.id, merchant_id=None), at=at)
    _audit(user.id, deed, {"sessions_ended": ended}, actor=actor, at=at)
    write_to(user, "password_changed", actor=actor, at=at)


def _audit(
    user_id: UUID, action: str, after: dict[str, int], *, actor: Actor, at: datetime
) -> None:
    audit.write(
        actor=actor,
        action=action,
        subject=f"user/{user_id}",
        merchant_id=None,
        before={},
        after=after,
        at=at,
    )
