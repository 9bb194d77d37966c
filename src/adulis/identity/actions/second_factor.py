"""Verbs of the second factor. Each of them locks the person's row first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.events.values import Fact
from adulis.identity import totp
from adulis.identity.actions.letters import write_to
from adulis.identity.actions.people import end_all_sessions, locked_user
from adulis.identity.errors import (
    CurrentPasswordWrong,
    EmailNotConfirmed,
    SecondFactorAlreadyOn,
    SecondFactorNotBegun,
    SecondFactorOff,
    SecondFactorRequired,
    SecondFactorWrong,
)
from adulis.identity.events import (
    RecoveryCodesMade,
    RecoveryCodeUsed,
    SecondFactorTurnedOff,
    SecondFactorTurnedOn,
)
from adulis.identity.models import TOTP_SECRET, RecoveryCode, SecondFactor, User
from adulis.identity.values import Code, TotpSecret
from adulis.kernel.actors import Actor
from adulis.kernel.db import transaction_required
from adulis.kernel.encryption import open_sealed, seal

ISSUER = "Adulis"


@transaction_required
def begin_second_factor(
    *, user_id: UUID, current_password: str, actor: Actor, at: datetime
) -> TotpSecret:
    """A new secret for an authenticator app; nothing is asked for until a code confirms it.

    Raises CurrentPasswordWrong, SecondFactorAlreadyOn.
    """
    user = _user_who_knows(user_id, current_password)
    if is_on(user_id):
        raise SecondFactorAlreadyOn
    secret = totp.make_secret()
    SecondFactor.objects.update_or_create(
        user_id=user_id,
        defaults={
            "secret_sealed": seal(secret, place=TOTP_SECRET.place(user_id)),
            "begun_at": at,
            "last_step": 0,
        },
    )
    _audit(user_id, "second_factor.begin", {}, actor=actor, at=at)
    return TotpSecret(secret, totp.uri_of(secret, email=user.email, issuer=ISSUER))


@transaction_required
def confirm_second_factor(*, user_id: UUID, code: Code, actor: Actor, at: datetime) -> list[str]:
    """The app shows the right code: from now on it is asked for. Returns the recovery codes.

    Raises SecondFactorNotBegun, SecondFactorAlreadyOn, SecondFactorWrong.
    """
    user = locked_user(user_id)
    factor = SecondFactor.objects.filter(user_id=user_id).first()
    if factor is None:
        raise SecondFactorNotBegun
    if factor.turned_on_at is not None:
        raise SecondFactorAlreadyOn
    if not _is_of_app(factor, code):
        raise SecondFactorWrong(pointer="/code")
    # After this point it must succeed.
    factor.turned_on_at = at
    factor.save(update_fields=["turned_on_at", "last_step"])
    codes = _new_codes(user_id, at=at)
    _record(SecondFactorTurnedOn(subject_id=user_id, merchant_id=None), at=at)
    _audit(user_id, "second_factor.turn_on", {}, actor=actor, at=at)
    write_to(user, "second_factor_on", actor=actor, at=at)
    return codes


@transaction_required
def disable_second_factor(
    *, user_id: UUID, current_password: str, code: Code, actor: Actor, at: datetime
) -> None:
    """Ask for no code any more; where operators need one, an operator's sessions end.

    Raises CurrentPasswordWrong, SecondFactorOff, SecondFactorWrong.
    """
    user = _user_who_knows(user_id, current_password)
    if not is_on(user_id):
        raise SecondFactorOff
    take_code(user, code, actor=actor, at=at)
    # After this point it must succeed.
    _forget(user_id)
    after = {}
    if settings.BACK_OFFICE_NEEDS_AUTHENTICATOR and user.is_operator:
        # They began with a code, and would go on without what it came from.
        after["sessions_ended"] = end_all_sessions(user, reason="second_factor_disabled", at=at)
        user.save(update_fields=["session_version"])
    _record(SecondFactorTurnedOff(subject_id=user_id, merchant_id=None, by_operator=False), at=at)
    _audit(user_id, "second_factor.disable", after, actor=actor, at=at)
    write_to(user, "second_factor_off", actor=actor, at=at)


@transaction_required
def make_recovery_codes(
    *, user_id: UUID, current_password: str, code: Code, actor: Actor, at: datetime
) -> list[str]:
    """Ten new recovery codes; the old ones are dead.

    Raises CurrentPasswordWrong, SecondFactorOff, SecondFactorWrong.
    """
    user = _user_who_knows(user_id, current_password)
    if not is_on(user_id):
        raise SecondFactorOff
    take_code(user, code, actor=actor, at=at)
    codes = _new_codes(user_id, at=at)
    _record(RecoveryCodesMade(subject_id=user_id, merchant_id=None), at=at)
    _audit(user_id, "second_factor.make_recovery_codes", {}, actor=actor, at=at)
    write_to(user, "recovery_codes_made", actor=actor, at=at)
    return codes


@transaction_required
def reset_second_factor(*, user_id: UUID, reason: str, actor: Actor, at: datetime) -> None:
    """For operators, when somebody has lost phone and recovery codes; every session ends.

    Raises UserNotFound, SecondFactorOff.
    """
    user = locked_user(user_id)
    if not is_on(user_id):
        raise SecondFactorOff
    _forget(user_id)
    ended = end_all_sessions(user, reason="second_factor_reset", at=at)
    user.save(update_fields=["session_version"])
    _record(SecondFactorTurnedOff(subject_id=user_id, merchant_id=None, by_operator=True), at=at)
    after = {"reason": reason, "sessions_ended": ended}
    _audit(user_id, "second_factor.reset", after, actor=actor, at=at)
    write_to(user, "second_factor_reset", reason=reason, actor=actor, at=at)


@transaction_required
def prove_second_factor(
    *, user_id: UUID, code: Code | None, actor: Actor, at: datetime
) -> datetime | None:
    """For whoever opens a session to somebody who knew the password: the code, where one is needed.

    Returns since when the app is on that it is of; None: there is no app. Raises EmailNotConfirmed,
    SecondFactorRequired, SecondFactorWrong.
    """
    # Under the lock: somebody may use this code, or remove the app, at this very moment.
    user = locked_user(user_id)
    if not user.is_email_confirmed:
        raise EmailNotConfirmed
    factor = SecondFactor.objects.filter(user_id=user_id, turned_on_at__isnull=False).first()
    if factor is None:
        return None
    if code is None:
        raise SecondFactorRequired(pointer="/code")
    take_code(user, code, actor=actor, at=at)
    return factor.turned_on_at


def is_on(user_id: UUID) -> bool:
    """Whether signing in needs a code. Sure only while the person's row is locked."""
    return SecondFactor.objects.filter(user_id=user_id, turned_on_at__isnull=False).exists()


def take_code(user: User, code: Code, *, actor: Actor, at: datetime) -> None:
    """Use up a code of the app or a recovery code of a person who is locked.

    Raises SecondFactorWrong, also for a code that was used before.
    """
    factor = SecondFactor.objects.get(user_id=user.id)
    if _is_of_app(factor, code):
        factor.save(update_fields=["last_step"])
        return
    hashed = totp.recovery_hash(code.text)
    unused = RecoveryCode.objects.filter(user_id=user.id, used_at=None)
    if not unused.filter(code_hash=hashed).update(used_at=at):
        raise SecondFactorWrong(pointer="/code")
    left = unused.count()
    _record(RecoveryCodeUsed(subject_id=user.id, merchant_id=None, left_count=left), at=at)
    _audit(user.id, "second_factor.use_recovery_code", {"left": left}, actor=actor, at=at)
    write_to(user, "recovery_code_used", left=left, actor=actor, at=at)


def _is_of_app(factor: SecondFactor, code: Code) -> bool:
    """Whether the app shows this code and it was not used; notes its step in ``factor``."""
    secret = open_sealed(factor.secret_sealed, place=TOTP_SECRET.place(factor.user_id))
    typed = code.text.replace(" ", "")
    step = totp.matching_step(secret, typed, at=code.at, after=factor.last_step)
    if step is None:
        return False
    factor.last_step = step
    return True


def _user_who_knows(user_id: UUID, password: str) -> User:
    user = locked_user(user_id)
    if not user.check_password(password):
        raise CurrentPasswordWrong(pointer="/current_password")
    return user


def _new_codes(user_id: UUID, *, at: datetime) -> list[str]:
    RecoveryCode.objects.filter(user_id=user_id).delete()
    codes = totp.make_recovery_codes()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user_id=user_id, code_hash=totp.recovery_hash(each), created_at=at)
        for each in codes
    )
    return codes


def _forget(user_id: UUID) -> None:
    RecoveryCode.objects.filter(user_id=user_id).delete()
    SecondFactor.objects.filter(user_id=user_id).delete()


def _record(fact: Fact, *, at: datetime) -> None:
    events.record(fact=fact, at=at)


def _audit(
    user_id: UUID, action: str, after: Mapping[str, Any], *, actor: Actor, at: datetime
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
