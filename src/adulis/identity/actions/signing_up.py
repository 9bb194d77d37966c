"""Verbs of a stranger who becomes somebody: sign up, and show that the mailbox is theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.identity.actions.letters import link_to, write_to
from adulis.identity.actions.linking import LIFETIMES, give_link, locked_link, use_link
from adulis.identity.errors import PasswordNotTheOneChosen
from adulis.identity.events import EmailConfirmed, UserRegistered
from adulis.identity.models import User
from adulis.identity.values import LinkPurpose
from adulis.kernel.actors import Actor
from adulis.kernel.db import savepoint, transaction_required
from adulis.kernel.ids import new_id


@transaction_required
def sign_up(*, email: str, name: str, hashed: str, actor: Actor, at: datetime) -> None:
    """Make a login that opens once its mailbox is confirmed, and write to that mailbox.

    ``hashed`` is the password as ``wish_to_sign_up`` has kept it. An address that is registered
    already gets another letter. A login that nobody has confirmed yet takes name and password of
    whoever signed up last, and links given out before are dead; confirming asks for that password,
    so it never becomes anybody else's.
    """
    user = _locked_by_email(email) or _made(email, name, hashed, actor=actor, at=at)
    if user.is_email_confirmed:
        if user.is_active:
            write_to(user, "already_registered", link=link_to("sign-in"), actor=actor, at=at)
        _audit(user.id, "user.sign_up_again", actor=actor, at=at)
        return
    if user.password != hashed:
        user.name, user.password = name, hashed
        user.save(update_fields=["name", "password"])
        _audit(user.id, "user.sign_up_again", actor=actor, at=at)
    _send_confirmation(user, actor=actor, at=at)


@transaction_required
def resend_confirmation(*, email: str, actor: Actor, at: datetime) -> bool:
    """Send the link again, if somebody signed up with this address and has not followed it.

    Returns whether that is so, which is nobody's business outside: the worker asks, no door.
    """
    user = _locked_by_email(email.strip().lower())
    if user is None or user.is_email_confirmed or not user.is_active:
        return False
    _send_confirmation(user, actor=actor, at=at)
    _audit(user.id, "user.resend_confirmation", actor=actor, at=at)
    return True


@transaction_required
def confirm_email(*, token: str, password: str, actor: Actor, at: datetime) -> str:
    """Who holds the link reads the mailbox, and who knows the password signed up: only somebody who
    does both opens the login, or a stranger's password would be confirmed by the mailbox's owner.

    Returns the address; signs nobody in. Raises LinkInvalid, LinkUsed, LinkExpired, and
    PasswordNotTheOneChosen, which leaves the link good.
    """
    user, link = locked_link(token, LinkPurpose.CONFIRM_EMAIL)
    if not user.check_password(password):
        raise PasswordNotTheOneChosen(pointer="/password")
    # After this point the confirmation must succeed.
    use_link(link, at=at)
    user.is_email_confirmed = True
    user.save(update_fields=["is_email_confirmed"])
    events.record(fact=EmailConfirmed(subject_id=user.id, merchant_id=None), at=at)
    actor = replace(actor, id=str(user.id), user_id=str(user.id))
    _audit(user.id, "user.confirm_email", actor=actor, at=at)
    return user.email


def _locked_by_email(email: str) -> User | None:
    return User.objects.select_for_update(no_key=True).filter(email=email).first()


def _made(email: str, name: str, hashed: str, *, actor: Actor, at: datetime) -> User:
    """A login that is not confirmed; or the one that somebody made at this very moment."""
    user = User(
        id=new_id(),
        email=email,
        name=name,
        password=hashed,
        operator_role="",
        is_email_confirmed=False,
        created_at=at,
    )
    try:
        with savepoint():
            user.save(force_insert=True)
    except IntegrityError:
        there = _locked_by_email(email)
        assert there is not None, "the address is taken, and logins are never removed"
        return there
    events.record(fact=UserRegistered(subject_id=user.id, merchant_id=None), at=at)
    _audit(user.id, "user.sign_up", actor=actor, at=at)
    return user


def _send_confirmation(user: User, *, actor: Actor, at: datetime) -> None:
    purpose = LinkPurpose.CONFIRM_EMAIL
    token = give_link(user.id, purpose, at=at)
    write_to(
        user,
        "confirm_email",
        link=link_to("confirm-email", token),
        hours=LIFETIMES[purpose] // timedelta(hours=1),
        actor=actor,
        at=at,
    )


def _audit(user_id: UUID, action: str, *, actor: Actor, at: datetime) -> None:
    audit.write(
        actor=actor,
        action=action,
        subject=f"user/{user_id}",
        merchant_id=None,
        before={},
        after={},
        at=at,
    )
