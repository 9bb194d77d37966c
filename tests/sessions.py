"""Sessions as tests use them: their tokens are exchanged, asked for again, and ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import F

from adulis.identity import actions, queries
from adulis.identity.errors import (
    RefreshTokenReused,
)
from adulis.identity.models import RefreshSession
from adulis.identity.tokens import Claims, TokenUse, read
from adulis.identity.values import Caller, TokenPair, stranger
from adulis.kernel.db import clock, transaction
from tests.people import (
    PASSWORD,
    WORLD,
)

STRANGER = stranger("192.0.2.7", "request-of-a-test")


# A browser that asks again at once, where it is, is given the same again.
LATER = timedelta(seconds=30)
BROWSER = "Firefox"


def rotated(
    refresh_token: str, *, browser: str | None = None, address: str = STRANGER.address
) -> TokenPair | RefreshTokenReused:
    with transaction():
        return actions.rotate_refresh(
            refresh_token=refresh_token,
            browser=browser,
            actor=replace(STRANGER, address=address),
            at=clock(),
        )


def reloaded(refresh_token: str, **where: Any) -> TokenPair | RefreshTokenReused:
    return rotated(refresh_token, browser=BROWSER, **where)


def passes(time: timedelta) -> None:
    """As if the last exchange had been that much earlier."""
    RefreshSession.objects.update(replaced_at=F("replaced_at") - time)


def successor(refresh_token: str, **how: Any) -> TokenPair:
    pair = rotated(refresh_token, **how)
    assert isinstance(pair, TokenPair)
    return pair


def caller(pair: TokenPair) -> Caller:
    return queries.caller_for_access_token(
        pair.access, address="192.0.2.7", request_id="request-of-a-test"
    )


def only_session() -> RefreshSession:
    return RefreshSession.objects.get()


def claims_of(pair: TokenPair) -> Claims:
    return read(TokenUse.REFRESH, pair.refresh)


def sign_out(refresh_token: str) -> bool:
    with transaction():
        return actions.blacklist_refresh(refresh_token=refresh_token, actor=STRANGER, at=clock())


def new_password_of(user_id: Any, new_password: str) -> None:
    with transaction():
        actions.change_password(
            user_id=user_id,
            current_password=PASSWORD,
            new_password=new_password,
            actor=WORLD,
            at=clock(),
        )
