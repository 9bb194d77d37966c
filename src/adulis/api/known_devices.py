"""A browser that an account was signed in to from has tries of its own.

Whoever guesses at an account, from however many addresses, uses up the tries that strangers have;
its owner must come in all the same. So a browser keeps a cookie that says so, signed: it names the
account, hashed, and a number of its own, and opens nothing. Nobody learns from it who is
registered: without having signed in before, every account looks alike. (OWASP: device cookies.)
"""

from __future__ import annotations

from hmac import compare_digest
from secrets import token_urlsafe

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from rest_framework.request import Request

COOKIE = "adulis_device"
_SALT = "adulis known device v1"
_KEPT_SECONDS = 365 * 86_400
_LONGEST_COOKIE = 400


def tries_of(request: HttpRequest | Request, account: str) -> str:
    """Whom a try counts against: the account, or this browser where it is one of the account's."""
    device = _device(request, account)
    return f"{account} on {device}" if device else account


def remember(answer: HttpResponse, request: HttpRequest | Request, account: str) -> None:
    """After a sign-in: from now on this browser is one of the account's."""
    device = _device(request, account) or token_urlsafe(9)
    answer.set_cookie(
        COOKIE,
        Signer(salt=_SALT).sign(f"{_hashed(account)}.{device}"),
        max_age=_KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _device(request: HttpRequest | Request, account: str) -> str:
    """The number of this browser; empty where it is none of the account's."""
    raw = request.COOKIES.get(COOKIE, "")
    if not raw or len(raw) > _LONGEST_COOKIE:
        return ""
    try:
        named, _, device = Signer(salt=_SALT).unsign(raw).partition(".")
    except BadSignature:
        return ""
    return device if compare_digest(named, _hashed(account)) else ""


def _hashed(account: str) -> str:
    return salted_hmac(_SALT, account, algorithm="sha256").hexdigest()[:32]
