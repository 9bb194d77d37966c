"""Verbs about a person and their password."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError
from django.db.models import F

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.identity.errors import (
    CurrentPasswordWrong,
    EmailInvalid,
    EmailTaken,
    PasswordTooWeak,
    UserNotFound,
)
from adulis.identity.events import PasswordChanged, UserDeactivated, UserRegistered
from adulis.identity.models import RefreshSession, User
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
    email = _normal_email(email)
    user = User(
        id=new_id(), email=email, name=name, operator_role=operator_role or "", created_at=at
    )
    _check_password(password, user)
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
def change_password(
    *, user_id: UUID, current_password: str, new_password: str, actor: Actor, at: datetime
) -> None:
    """Set a new password and end every session of the user, this one included.

    Raises CurrentPasswordWrong, PasswordTooWeak.
    """
    user = _locked(user_id)
    if not user.check_password(current_password):
        raise CurrentPasswordWrong(pointer="/current_password")
    _check_password(new_password, user, pointer="/new_password")
    # After this point the change must succeed.
    user.set_password(new_password)
    user.session_version = F("session_version") + 1
    user.save(update_fields=["password", "session_version"])
    ended = _end_all_sessions(user_id, reason="password_changed", at=at)
    events.record(fact=PasswordChanged(subject_id=user_id, merchant_id=None), at=at)
    audit.write(
        actor=actor,
        action="user.change_password",
        subject=f"user/{user_id}",
        merchant_id=None,
        before={},
        after={"sessions_ended": ended},
        at=at,
    )


@transaction_required
def deactivate_user(*, user_id: UUID, actor: Actor, at: datetime) -> None:
    """Shut a person out: sessions end, and their API keys stop because the person is not active.

    Doing it again changes nothing and is not an error. Raises UserNotFound.
    """
    user = _locked(user_id)
    was_active = user.is_active
    user.is_active = False
    user.session_version = F("session_version") + 1
    user.save(update_fields=["is_active", "session_version"])
    ended = _end_all_sessions(user_id, reason="user_deactivated", at=at)
    events.record(fact=UserDeactivated(subject_id=user_id, merchant_id=None), at=at)
    audit.write(
        actor=actor,
        action="user.deactivate",
        subject=f"user/{user_id}",
        merchant_id=None,
        before={"is_active": was_active},
        after={"is_active": False, "sessions_ended": ended},
        at=at,
    )


def _end_all_sessions(user_id: UUID, *, reason: str, at: datetime) -> int:
    """Mark the user's live sessions as revoked; returns how many there were."""
    live = RefreshSession.objects.filter(user_id=user_id, revoked_at=None)
    return live.update(revoked_at=at, revoked_reason=reason)


def _normal_email(email: str) -> str:
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


def _check_password(password: str, user: User, *, pointer: str = "/password") -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordTooWeak(" ".join(error.messages), pointer=pointer) from error


def _locked(user_id: UUID) -> User:
    user = User.objects.select_for_update(no_key=True).filter(id=user_id).first()
    if user is None:
        raise UserNotFound
    return user
