"""Verbs about a person: made, shut out, let in again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.identity.actions.keys import revoke_keys_of
from adulis.identity.actions.letters import write_to
from adulis.identity.errors import (
    EmailInvalid,
    EmailTaken,
    PasswordTooWeak,
    UserNotFound,
)
from adulis.identity.events import UserDeactivated, UserReactivated, UserRegistered
from adulis.identity.models import Membership, RefreshSession, User
from adulis.identity.values import OperatorRole
from adulis.kernel.actors import Actor
from adulis.kernel.db import savepoint, transaction_required
from adulis.kernel.ids import new_id


@transaction_required
def register_user(
    *,
    email: str,
    name: str,
    password: str,
    operator_role: OperatorRole | None = None,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Make a login and return its id.

    Raises EmailInvalid, EmailTaken (also when somebody else registers it at this very moment) and
    PasswordTooWeak.
    """
    email = normal_email(email)
    user = User(
        id=new_id(), email=email, name=name, operator_role=operator_role or "", created_at=at
    )
    check_password(password, user)
    user.set_password(password)
    try:
        with savepoint():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise EmailTaken(pointer="/email") from error
    events.record(fact=UserRegistered(subject_id=user.id, merchant_id=None), at=at)
    audit.write(
        actor=actor,
        action="user.register",
        subject=f"user/{user.id}",
        merchant_id=None,
        before={},
        after={"email": email, "operator_role": user.operator_role},
        at=at,
    )
    return user.id


@transaction_required
def deactivate_user(*, user_id: UUID, reason: str, actor: Actor, at: datetime) -> bool:
    """Shut a person out: their sessions end, and their API keys are revoked for good.

    Doing it again changes nothing; returns whether they were active. Raises UserNotFound.
    """
    user = locked_user(user_id)
    if not user.is_active:
        return False
    user.is_active = False
    ended = end_all_sessions(user, reason="user_deactivated", at=at)
    user.save(update_fields=["is_active", "session_version"])
    merchants = Membership.objects.filter(user_id=user_id).values_list("merchant_id", flat=True)
    # Whoever got hold of one must not find it working again when the person is let in again.
    keys = sum(revoke_keys_of(each, user_id, actor=actor, at=at) for each in merchants)
    events.record(fact=UserDeactivated(subject_id=user_id, merchant_id=None), at=at)
    audit.write(
        actor=actor,
        action="user.deactivate",
        subject=f"user/{user_id}",
        merchant_id=None,
        before={"is_active": True},
        after={
            "is_active": False,
            "sessions_ended": ended,
            "keys_revoked": keys,
            "reason": reason,
        },
        at=at,
    )
    write_to(user, "account_deactivated", reason=reason, actor=actor, at=at)
    return True


@transaction_required
def reactivate_user(*, user_id: UUID, reason: str, actor: Actor, at: datetime) -> bool:
    """Let a person in again, with the password they had; their old sessions stay ended.

    Returns whether they were shut out. Raises UserNotFound.
    """
    user = locked_user(user_id)
    if user.is_active:
        return False
    user.is_active = True
    user.save(update_fields=["is_active"])
    events.record(fact=UserReactivated(subject_id=user_id, merchant_id=None), at=at)
    audit.write(
        actor=actor,
        action="user.reactivate",
        subject=f"user/{user_id}",
        merchant_id=None,
        before={"is_active": False},
        after={"is_active": True, "reason": reason},
        at=at,
    )
    write_to(user, "account_reactivated", reason=reason, actor=actor, at=at)
    return True


def end_all_sessions(user: User, *, reason: str, at: datetime) -> int:
    """End the live sessions of a user who is locked, and those being opened at this very moment.

    Raises ``session_version``, which the caller saves; returns how many sessions there were.
    """
    user.session_version += 1
    live = RefreshSession.objects.filter(user_id=user.id, revoked_at=None)
    return live.update(revoked_at=at, revoked_reason=reason)


def normal_email(email: str) -> str:
    """Lower case, no blanks around. Raises EmailInvalid.

    ASCII only: the database and Python must agree on what lower case is, or one person has two
    logins.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise EmailInvalid(pointer="/email") from error
    if not email.isascii():
        raise EmailInvalid(pointer="/email")
    return email


def check_password(password: str, user: User, *, pointer: str = "/password") -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordTooWeak(" ".join(error.messages), pointer=pointer) from error


def locked_user(user_id: UUID) -> User:
    user = User.objects.select_for_update(no_key=True).filter(id=user_id).first()
    if user is None:
        raise UserNotFound
    return user
