"""``/auth/``: signing in and out, keeping a session alive, and who am I.

Programs get both tokens in the body. A browser sends ``X-Client: web`` and gets the refresh token
only as a cookie that scripts cannot read and other sites cannot send.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api import known_devices, throttles
from adulis.api.errors import OriginNotAllowed
from adulis.api.fields import StrictString
from adulis.api.renderers import answer
from adulis.api.schema import EMPTY, documents
from adulis.api.shapes import Shape, read_body
from adulis.api.views import Endpoint, PublicEndpoint, caller_of
from adulis.api.visits import visit_of
from adulis.identity import actions, queries
from adulis.identity.errors import (
    CurrentPasswordWrong,
    EmailNotConfirmed,
    InvalidCredentials,
    InvalidToken,
    PasswordTooWeak,
    PersonRequired,
    RefreshTokenReused,
    SecondFactorRequired,
    SecondFactorWrong,
    TokenExpired,
    TokenRevoked,
)
from adulis.identity.values import Code, Device, MemberRole, OperatorRole, TokenPair, stranger
from adulis.kernel.db import clock, network_clock, transaction

COOKIE = "adulis_refresh"
COOKIE_PATH = "/api/v1/auth/"
# Longer ones only cost time to hash.
LONGEST_PASSWORD = 1_024
LONGEST_CODE = 20


class SignIn(Shape):
    """``code``: of the authenticator app, or a recovery code, where an app is set up."""

    email = StrictString(min_length=3, max_length=254)
    password = StrictString(min_length=1, max_length=LONGEST_PASSWORD)
    code = StrictString(min_length=1, max_length=LONGEST_CODE, required=False)


class RefreshToken(Shape):
    """``refresh`` may be left out by a browser, which has it in its cookie."""

    refresh = StrictString(min_length=1, max_length=2_000, required=False)


class PasswordChange(Shape):
    current_password = StrictString(min_length=1, max_length=LONGEST_PASSWORD)
    new_password = StrictString(min_length=1, max_length=LONGEST_PASSWORD)


class TokensOut(serializers.Serializer[Any]):
    """``refresh`` is absent where it travels as a cookie."""

    access = serializers.CharField()
    refresh = serializers.CharField(required=False)
    access_expires_at = serializers.DateTimeField()
    refresh_expires_at = serializers.DateTimeField()


class MembershipOut(serializers.Serializer[Any]):
    merchant_id = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.ChoiceField([role.value for role in MemberRole])


class MeOut(serializers.Serializer[Any]):
    """``scopes`` is null for a person, who may do all that the role allows."""

    id = serializers.UUIDField()
    email = serializers.EmailField()
    name = serializers.CharField()
    has_second_factor = serializers.BooleanField()
    operator_role = serializers.ChoiceField([role.value for role in OperatorRole], allow_null=True)
    api_key_id = serializers.UUIDField(allow_null=True)
    scopes = serializers.ListField(child=serializers.CharField(), allow_null=True)
    memberships = MembershipOut(many=True)


class Token(PublicEndpoint):
    @documents(
        "sign_in",
        "Sign in with e-mail and password",
        body=SignIn,
        answers={200: TokensOut},
        refuses=(
            InvalidCredentials,
            EmailNotConfirmed,
            SecondFactorRequired,
            SecondFactorWrong,
        ),
        public=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """Where an authenticator app is set up, `second_factor_required` says that the password was
        right: send the same again with `code`.
        """
        given = read_body(request, SignIn)
        account = given["email"].strip().lower()
        throttles.take("login_per_address", visit_of(request).throttle_subject)
        tries = known_devices.tries_of(request, account)
        throttles.take("login_per_account", tries.password)
        try:
            pair = _signed_in(request, given)
        except SecondFactorRequired:
            if "code" not in given:
                raise
            # Counted only now: a stranger without the password must not use up the owner's tries.
            throttles.take("second_factor_per_account", tries.code)
            pair = _signed_in(request, given, Code(given["code"], network_clock()))
        tokens = _tokens(request, pair)
        if _is_web(request) and pair.shown is not None:
            known_devices.remember(tokens, request, account, pair.shown)
        return tokens


class TokenRefresh(PublicEndpoint):
    @documents(
        "refresh_tokens",
        "Exchange a refresh token for new tokens",
        body=RefreshToken,
        answers={200: TokensOut},
        refuses=(InvalidToken, TokenExpired, TokenRevoked, RefreshTokenReused, OriginNotAllowed),
        public=True,
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """Each refresh token is good for one exchange. One that comes back ends the session, as two
        hold it, and one of them should not. Only what a browser has exchanged by its cookie is
        answered again within thirty seconds, to a browser at the same address with the cookie of
        before or the new one: a page may be reloaded while its answer is under way.
        """
        refresh_token, is_in_cookie = _refresh_token(request)
        visit = visit_of(request)
        throttles.take("login_per_address", visit.throttle_subject)
        with transaction():
            outcome = actions.rotate_refresh(
                refresh_token=refresh_token,
                browser=_user_agent(request) if is_in_cookie else None,
                actor=stranger(visit.address, visit.request_id),
                at=clock(),
            )
        # Told only now: that the session has ended had to be committed.
        if isinstance(outcome, RefreshTokenReused):
            raise outcome
        return _tokens(request, outcome)


class TokenBlacklist(PublicEndpoint):
    @documents(
        "sign_out",
        "End the session a refresh token belongs to",
        body=RefreshToken,
        answers={200: EMPTY},
        refuses=(InvalidToken, OriginNotAllowed),
        public=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """All its tokens stop at once, access tokens too. Doing it again is no error."""
        refresh_token, _ = _refresh_token(request)
        visit = visit_of(request)
        with transaction():
            actions.blacklist_refresh(
                refresh_token=refresh_token,
                actor=stranger(visit.address, visit.request_id),
                at=clock(),
            )
        signed_out = answer({})
        signed_out.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Strict")
        return signed_out


class Me(Endpoint):
    @documents("read_me", "Who you are, and where you belong", answers={200: MeOut})
    def get(self, request: Request) -> HttpResponse:
        caller = caller_of(request)
        profile = queries.profile_of(caller)
        return answer(
            {
                "id": profile.id,
                "email": profile.email,
                "name": profile.name,
                "has_second_factor": profile.has_second_factor,
                "operator_role": caller.operator_role,
                "api_key_id": caller.key_id,
                "scopes": None if caller.scopes is None else sorted(caller.scopes),
                "memberships": [
                    {
                        "merchant_id": merchant_id,
                        "name": caller.standings[merchant_id].name,
                        "role": role,
                    }
                    for merchant_id, role in caller.memberships.items()
                ],
            }
        )


class ChangePassword(Endpoint):
    @documents(
        "change_password",
        "Change your password",
        body=PasswordChange,
        answers={200: EMPTY},
        refuses=(CurrentPasswordWrong, PasswordTooWeak, PersonRequired),
        throttled=True,
    )
    def post(self, request: Request) -> HttpResponse:
        """Ends every session, this one included: sign in again with the new password."""
        caller = caller_of(request)
        caller.require_person()
        given = read_body(request, PasswordChange)
        throttles.take("login_per_account", str(caller.user_id))
        with transaction():
            actions.change_password(
                user_id=caller.user_id,
                current_password=given["current_password"],
                new_password=given["new_password"],
                actor=caller.actor,
                at=caller.seen_at,
            )
        changed = answer({})
        changed.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Strict")
        return changed


def _signed_in(request: Request, given: dict[str, Any], code: Code | None = None) -> TokenPair:
    visit = visit_of(request)
    with transaction():
        return actions.sign_in(
            email=given["email"],
            password=given["password"],
            code=code,
            device=Device(visit.address, _user_agent(request)),
            actor=stranger(visit.address, visit.request_id),
            at=clock(),
        )


def _user_agent(request: Request) -> str:
    return str(request.META.get("HTTP_USER_AGENT", ""))


def _is_web(request: Request) -> bool:
    return bool(request.META.get("HTTP_X_CLIENT") == "web")


def _tokens(request: Request, pair: TokenPair) -> HttpResponse:
    body = {
        "access": pair.access,
        "access_expires_at": pair.access_expires_at,
        "refresh_expires_at": pair.refresh_expires_at,
    }
    if not _is_web(request):
        return answer({**body, "refresh": pair.refresh})
    tokens = answer(body)
    tokens.set_cookie(
        COOKIE,
        pair.refresh,
        max_age=settings.JWT_REFRESH_SECONDS,
        path=COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return tokens


def _refresh_token(request: Request) -> tuple[str, bool]:
    """The token, and whether it came in the browser's cookie."""
    given = read_body(request, RefreshToken).get("refresh")
    is_in_cookie = given is None and _is_web(request)
    if is_in_cookie:
        _require_our_page(request)
        given = request.COOKIES.get(COOKIE)
    if not given:
        raise InvalidToken("No refresh token was sent.", pointer="/refresh")
    return str(given), is_in_cookie


def _require_our_page(request: Request) -> None:
    """A cookie is sent by the browser whoever asks; the Origin header says who asked (RFC 6454)."""
    origin = request.META.get("HTTP_ORIGIN", "")
    if origin in settings.WEB_ORIGINS:
        return
    if not origin or urlsplit(origin).netloc != request.get_host():
        raise OriginNotAllowed(origin=origin[:200])


urlpatterns = [
    path("auth/token/", Token.as_view(), name="auth-token"),
    path("auth/token/refresh/", TokenRefresh.as_view(), name="auth-token-refresh"),
    path("auth/token/blacklist/", TokenBlacklist.as_view(), name="auth-token-blacklist"),
    path("auth/me/", Me.as_view(), name="auth-me"),
    path("auth/password/change/", ChangePassword.as_view(), name="auth-password-change"),
]
