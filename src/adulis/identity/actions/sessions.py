"""Verbs of a session: begin it, keep it alive, end it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.identity.actions.letters import link_to, write_to
from adulis.identity.actions.passwords import renew_hash
from adulis.identity.actions.second_factor import is_on, prove_second_factor
from adulis.identity.errors import (
    AuthenticatorRequired,
    InvalidCredentials,
    InvalidToken,
    RefreshTokenReused,
    SessionNotFound,
    TokenExpired,
    TokenRevoked,
)
from adulis.identity.events import SessionRevoked, SignedIn
from adulis.identity.models import RefreshSession, User
from adulis.identity.tokens import Claims, TokenUse, issue, read
from adulis.identity.values import Code, Device, Shown, TokenPair, network_of
from adulis.kernel.actors import Actor
from adulis.kernel.db import clock, network_clock, transaction_required
from adulis.kernel.ids import new_id

BACK_OFFICE = "back_office"
REUSED = "refresh_token_reused"
SIGNED_OUT = "signed_out"
REVOKED = "revoked"
# What was used longer ago than this many sign-ins counts as new again.
REMEMBERED_SESSIONS = 200
# Whoever sees nothing come reloads the page. By real time, which the sandbox does not move.
LEEWAY = timedelta(seconds=30)


@transaction_required
def sign_in(
    *,
    email: str,
    password: str,
    device: Device,
    code: Code | None = None,
    actor: Actor,
    at: datetime,
) -> TokenPair:
    """Open a session. An unknown e-mail costs as much time as a wrong password.

    Raises InvalidCredentials, also for a deactivated user: nobody learns who is registered. Only
    who knows the password is told EmailNotConfirmed, SecondFactorRequired and SecondFactorWrong.
    An operator without an app gets in, as there it is set up; not as an operator where they need
    one (``Caller.lacks_second_factor``).
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        # As long as a real check takes, so that a stopwatch does not tell who is registered.
        make_password(password)
        raise InvalidCredentials
    if not user.check_password(password) or not user.is_active:
        raise InvalidCredentials
    actor = _as_user(actor, user.id)
    app_since = None
    # Nobody is locked who needs no lock: most people sign in without a code.
    if not user.is_email_confirmed or is_on(user.id):
        app_since = prove_second_factor(user_id=user.id, code=code, actor=actor, at=at)
    renew_hash(user, password)
    is_new_device = _is_new_device(user.id, device)
    session = RefreshSession.objects.create(
        user=user,
        current_jti=new_id(),
        # As read before the password was checked: a change of password meanwhile ends this session.
        session_version=user.session_version,
        address=device.address[:64],
        user_agent=device.user_agent[:200],
        has_second_factor=app_since is not None,
        created_at=at,
        expires_at=at + _refresh_lifetime(),
    )
    _record_sign_in(session, is_new_device=is_new_device, actor=actor, at=at)
    if is_new_device:
        link, agent = link_to("settings/sessions"), session.user_agent
        write_to(user, "new_device", link=link, user_agent=agent, actor=actor, at=at)
    pair = _pair(session.id, session.current_jti, user.id, session.expires_at, at=at)
    return replace(pair, shown=Shown(session.session_version, app_since))


@transaction_required
def sign_in_to_back_office(
    *,
    user: User,
    password: str,
    code: Code | None,
    device: Device,
    actor: Actor,
    at: datetime,
) -> Shown:
    """Let in an operator whose password was right, and remember from where, as at any other door.

    ``user`` as read when the password was checked: a change meanwhile ends what begins here. The
    session itself is a cookie of the back office: what is kept here is over from the start. Raises
    what ``prove_second_factor`` refuses, and AuthenticatorRequired where operators need one
    (``BACK_OFFICE_NEEDS_AUTHENTICATOR``) and this one has none.
    """
    user_id = user.id
    app_since = prove_second_factor(user_id=user_id, code=code, actor=actor, at=at)
    if settings.BACK_OFFICE_NEEDS_AUTHENTICATOR and app_since is None:
        raise AuthenticatorRequired
    renew_hash(user, password)
    is_new_device = _is_new_device(user_id, device)
    session = RefreshSession.objects.create(
        user=user,
        current_jti=new_id(),
        session_version=user.session_version,
        address=device.address[:64],
        user_agent=device.user_agent[:200],
        has_second_factor=app_since is not None,
        created_at=at,
        expires_at=at,
        revoked_at=at,
        revoked_reason=BACK_OFFICE,
    )
    _record_sign_in(session, is_new_device=is_new_device, actor=actor, at=at)
    if is_new_device:
        link, agent = link_to("settings/sessions"), session.user_agent
        write_to(user, "new_device", link=link, user_agent=agent, actor=actor, at=at)
    return Shown(session.session_version, app_since)


@transaction_required
def rotate_refresh(
    *, refresh_token: str, browser: str | None = None, actor: Actor, at: datetime
) -> TokenPair | RefreshTokenReused:
    """Exchange a refresh token for a new pair; a used one ends the whole session.

    That must be committed, so this refusal is *returned*: the door commits, then raises it.
    ``browser``: the user agent in whose cookie it came; None: a program's. A browser that asks
    again within ``LEEWAY`` from the same address is given the successor of just now once more: a
    page is reloaded while its answer is under way, and either answer may be the last to arrive.
    Raises InvalidToken, TokenExpired, TokenRevoked.
    """
    claims = read(TokenUse.REFRESH, refresh_token)
    # Racers wait for the row here, so that exactly one of them finds its token still unused.
    session = _locked_session(claims)
    _check_alive(session)
    actor, now = _as_user(actor, session.user_id), network_clock()
    if browser is not None and _is_within_leeway(session, claims, actor, now=now):
        _record_second_answer(session, browser, actor, at=at)
    elif claims.jti == session.current_jti:
        # Of a program's exchange no address is kept: it is answered once.
        where = "" if browser is None else actor.address
        _rotate(session, where, now=now, at=at)
    else:
        _revoke(session, reason=REUSED, actor=actor, at=at)
        return RefreshTokenReused()
    return _pair(session.id, session.current_jti, session.user_id, session.expires_at, at=at)


@transaction_required
def blacklist_refresh(*, refresh_token: str, actor: Actor, at: datetime) -> bool:
    """End the session a refresh token belongs to, whichever of its tokens this is.

    Returns whether it was still alive: signing out twice is no error. Access tokens of the session
    stop at the same moment. Raises InvalidToken.
    """
    session = _locked_session(read(TokenUse.REFRESH, refresh_token))
    if session.revoked_at is not None:
        return False
    _revoke(session, reason=SIGNED_OUT, actor=_as_user(actor, session.user_id), at=at)
    return True


@transaction_required
def revoke_session(*, user_id: UUID, session_id: UUID, actor: Actor, at: datetime) -> bool:
    """End one session of the user; its access tokens stop with the next request.

    Returns whether it was still alive: doing it twice is no error. Raises SessionNotFound, also
    for a session of somebody else.
    """
    sessions = RefreshSession.objects.select_for_update(no_key=True)
    session = sessions.filter(id=session_id, user_id=user_id).first()
    if session is None:
        raise SessionNotFound
    if session.revoked_at is not None:
        return False
    _revoke(session, reason=REVOKED, actor=actor, at=at)
    return True


@transaction_required
def revoke_other_sessions(*, user_id: UUID, kept_id: UUID, actor: Actor, at: datetime) -> int:
    """End every session of the user but one; returns how many there were."""
    sessions = RefreshSession.objects.select_for_update(no_key=True).filter(
        user_id=user_id, revoked_at=None, expires_at__gt=clock()
    )
    others = list(sessions.exclude(id=kept_id).order_by("id"))
    for session in others:
        _revoke(session, reason=REVOKED, actor=actor, at=at)
    return len(others)


def _is_new_device(user_id: UUID, device: Device) -> bool:
    """Not the first sign-in, and from a browser or a network that this person never used before."""
    seen = RefreshSession.objects.filter(user_id=user_id).order_by("-id")
    agents, networks = set(), set()
    for user_agent, address in seen.values_list("user_agent", "address")[:REMEMBERED_SESSIONS]:
        agents.add(user_agent)
        networks.add(network_of(address))
    if not agents:
        return False
    known = device.user_agent[:200] in agents and network_of(device.address) in networks
    return not known


def _pair(
    session_id: UUID, jti: UUID, user_id: UUID, expires_at: datetime, *, at: datetime
) -> TokenPair:
    access_expires_at = at + timedelta(seconds=settings.JWT_ACCESS_SECONDS)
    access = Claims(user_id, session_id, new_id(), access_expires_at)
    refresh = Claims(user_id, session_id, jti, expires_at)
    return TokenPair(
        access=issue(TokenUse.ACCESS, access, at=at),
        refresh=issue(TokenUse.REFRESH, refresh, at=at),
        user_id=user_id,
        access_expires_at=access_expires_at,
        refresh_expires_at=expires_at,
    )


def _locked_session(claims: Claims) -> RefreshSession:
    sessions = RefreshSession.objects.select_for_update(no_key=True)
    session = sessions.filter(id=claims.session_id, user_id=claims.user_id).first()
    if session is None:
        raise InvalidToken
    return session


def _rotate(session: RefreshSession, where: str, *, now: datetime, at: datetime) -> None:
    session.replaced_jti, session.current_jti = session.current_jti, new_id()
    session.replaced_at, session.replaced_from = now, where[:64]
    session.rotated_at, session.expires_at = at, at + _refresh_lifetime()
    session.rotation_count += 1
    session.save(
        update_fields=[
            "current_jti",
            "replaced_jti",
            "replaced_at",
            "replaced_from",
            "rotated_at",
            "rotation_count",
            "expires_at",
        ]
    )


def _is_within_leeway(
    session: RefreshSession, claims: Claims, actor: Actor, *, now: datetime
) -> bool:
    """Whether a rotation of just now may be answered again, to where it was asked for.

    To whoever comes with the token that was replaced, or with its successor, which is not exchanged
    meanwhile: of several pages left one after the other, the first may be the last to be heard.
    """
    if session.replaced_at is None or not actor.address:
        return False
    # A clock that was set back tells nothing.
    if not timedelta(0) <= now - session.replaced_at < LEEWAY:
        return False
    is_from_there = actor.address[:64] == session.replaced_from
    return is_from_there and claims.jti in {session.current_jti, session.replaced_jti}


def _check_alive(session: RefreshSession) -> None:
    person = User.objects.only("is_active", "session_version").get(id=session.user_id)
    if session.revoked_at is not None or not person.is_active:
        raise TokenRevoked
    if session.session_version != person.session_version:
        raise TokenRevoked
    if session.expires_at <= clock():
        raise TokenExpired


def _revoke(session: RefreshSession, *, reason: str, actor: Actor, at: datetime) -> None:
    session.revoked_at, session.revoked_reason = at, reason
    session.save(update_fields=["revoked_at", "revoked_reason"])
    fact = SessionRevoked(
        subject_id=session.id, merchant_id=None, user_id=session.user_id, reason=reason
    )
    events.record(fact=fact, at=at)
    audit.write(
        actor=actor,
        action="session.revoke",
        subject=f"session/{session.id}",
        merchant_id=None,
        before={},
        after={"reason": reason},
        at=at,
    )


def _record_second_answer(
    session: RefreshSession, browser: str, actor: Actor, *, at: datetime
) -> None:
    """One exchange was answered twice: most likely to two pages of one browser."""
    audit.write(
        actor=actor,
        action="session.answer_again",
        subject=f"session/{session.id}",
        merchant_id=None,
        before={},
        after={"rotation": session.rotation_count, "user_agent": browser[:200]},
        at=at,
    )


def _record_sign_in(
    session: RefreshSession, *, is_new_device: bool, actor: Actor, at: datetime
) -> None:
    fact = SignedIn(
        subject_id=session.id,
        merchant_id=None,
        user_id=session.user_id,
        is_new_device=is_new_device,
    )
    events.record(fact=fact, at=at)
    audit.write(
        actor=actor,
        action="session.sign_in",
        subject=f"session/{session.id}",
        merchant_id=None,
        before={},
        after={"user_agent": session.user_agent, "door": session.revoked_reason or "api"},
        at=at,
    )


def _as_user(actor: Actor, user_id: UUID) -> Actor:
    """The stranger at the door has said who they are."""
    return replace(actor, id=str(user_id), user_id=str(user_id))


def _refresh_lifetime() -> timedelta:
    return timedelta(seconds=settings.JWT_REFRESH_SECONDS)
