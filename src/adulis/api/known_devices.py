"""A browser that an account was signed in to from has tries of its own.

Whoever guesses at an account, from however many addresses, uses up the tries that strangers have;
its owner must come in all the same. So a browser keeps a cookie that says so, signed: it names the
account, hashed, and a number of its own, and opens nothing. Nobody learns from it who is
registered: without having signed in before, every account looks alike. (OWASP: device cookies.)

It is good for tries at the password until the account's sessions end together, as with a change of
password; and for tries at a code only where a code of the app that is on now was shown. Otherwise
whoever learned the password before there was an app could gather as many browsers as they like, and
guess at the code with the tries of all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest
from secrets import token_urlsafe

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from rest_framework.request import Request

from adulis.identity import queries
from adulis.identity.values import Shown

COOKIE = "adulis_device"
_SALT = "adulis known device v2"
_KEPT_SECONDS = 365 * 86_400
_LONGEST_COOKIE = 400
_PARTS = 4


@dataclass(frozen=True, slots=True)
class Tries:
    """Whom a try at the password and one at the code count against."""

    password: str
    code: str


def tries_of(request: HttpRequest | Request, account: str) -> Tries:
    """The account, or this browser where it is one of the account's."""
    device, is_of_code = _device(request, account)
    if not device:
        return Tries(account, account)
    known = f"{account} on {device}"
    return Tries(known, known if is_of_code else account)


def remember(
    answer: HttpResponse, request: HttpRequest | Request, account: str, shown: Shown
) -> None:
    """After a sign-in: from now on this browser is one of the account's."""
    device, _ = _device(request, account)
    told = (
        _hashed(account),
        device or token_urlsafe(9),
        _of_sessions(account, shown),
        _of_app(account, shown),
    )
    answer.set_cookie(
        COOKIE,
        Signer(salt=_SALT).sign(".".join(told)),
        max_age=_KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _device(request: HttpRequest | Request, account: str) -> tuple[str, bool]:
    """The number of this browser, empty where it is none of the account's (any more), and whether a
    code of the account's app was shown in it.
    """
    raw = request.COOKIES.get(COOKIE, "")
    if not raw or len(raw) > _LONGEST_COOKIE:
        return "", False
    try:
        told = Signer(salt=_SALT).unsign(raw).split(".")
    except BadSignature:
        return "", False
    if len(told) != _PARTS or not compare_digest(told[0], _hashed(account)):
        return "", False
    # Asked only now: for nobody else does it take longer where somebody is registered.
    now = queries.shown_now(account)
    if now is None or not compare_digest(told[2], _of_sessions(account, now)):
        return "", False
    is_of_code = now.app_since is not None and compare_digest(told[3], _of_app(account, now))
    return told[1], is_of_code


def _of_sessions(account: str, shown: Shown) -> str:
    return _hashed(f"{account} sessions {shown.session_version}")


def _of_app(account: str, shown: Shown) -> str:
    """Empty where no code was shown."""
    since = shown.app_since
    return "" if since is None else _hashed(f"{account} app {since.timestamp()}")


def _hashed(text: str) -> str:
    return salted_hmac(_SALT, text, algorithm="sha256").hexdigest()[:32]
