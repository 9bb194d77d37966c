"""The token matrix: what is not exactly one of ours is refused, and never says why."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import jwt
import pytest
from pytest_django import Settings

from adulis.identity import tokens
from adulis.identity.errors import InvalidToken
from adulis.identity.tokens import Claims, TokenUse, issue, read

AT = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)
CLAIMS = Claims(
    user_id=UUID("01930000-0000-7000-8000-000000000001"),
    session_id=UUID("01930000-0000-7000-8000-000000000002"),
    jti=UUID("01930000-0000-7000-8000-000000000003"),
    expires_at=datetime(2026, 11, 21, 4, 40, tzinfo=UTC),
)


def access() -> str:
    return issue(TokenUse.ACCESS, CLAIMS, at=AT)


def altered(*, header: dict[str, Any] | None = None, **claims: Any) -> str:
    """Our token with other claims or header, signed with our own access key."""
    key_id, key = tokens._keys(TokenUse.ACCESS)[0]
    payload = jwt.decode(access(), options={"verify_signature": False}) | claims
    payload = {name: value for name, value in payload.items() if value is not None}
    return jwt.encode(payload, key, algorithm="HS256", headers={"kid": key_id} | (header or {}))


def signed_with_the_refresh_key() -> str:
    """All its claims are those of an access token; the key is not."""
    key_id, key = tokens._keys(TokenUse.REFRESH)[0]
    payload = jwt.decode(access(), options={"verify_signature": False})
    return jwt.encode(payload, key, algorithm="HS256", headers={"kid": key_id})


def unsigned(algorithm: str) -> str:
    _, body, _ = access().split(".")
    header = jwt.get_unverified_header(access()) | {"alg": algorithm}
    first = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
    return f"{first}.{body}."


def with_another_algorithm() -> str:
    key_id, key = tokens._keys(TokenUse.ACCESS)[0]
    payload = jwt.decode(access(), options={"verify_signature": False})
    return jwt.encode(payload, key + key, algorithm="HS512", headers={"kid": key_id})


def test_what_was_issued_is_read() -> None:
    assert read(TokenUse.ACCESS, access()) == CLAIMS


def test_the_form_of_the_token_itself() -> None:
    payload = jwt.decode(access(), options={"verify_signature": False})
    assert payload == {
        "iss": "adulis",
        "aud": "adulis-api",
        "sub": "01930000-0000-7000-8000-000000000001",
        "sid": "01930000-0000-7000-8000-000000000002",
        "jti": "01930000-0000-7000-8000-000000000003",
        "typ": "access",
        "iat": 1795235400,
        "exp": 1795236000,
    }
    assert jwt.get_unverified_header(access())["alg"] == "HS256"


REFUSED: dict[str, Callable[[], str]] = {
    "empty": lambda: "",
    "not a token": lambda: "abc",
    "two dots and nothing": lambda: "..",
    "NUL": lambda: "a\x00.b.c",
    "not ASCII": lambda: "é.é.é",
    "a megabyte": lambda: "a" * 1_000_000,
    "one character changed": lambda: (
        access()[:-5] + ("A" if access()[-5] != "A" else "B") + access()[-4:]
    ),
    "no signature": lambda: access().rpartition(".")[0] + ".",
    "alg none": lambda: unsigned("none"),
    "alg NoNe": lambda: unsigned("NoNe"),
    "alg HS512": with_another_algorithm,
    "unknown kid": lambda: altered(header={"kid": "other"}),
    "kid is a path": lambda: altered(header={"kid": "../../../dev/null"}),
    "a refresh token": lambda: issue(TokenUse.REFRESH, CLAIMS, at=AT),
    "says refresh, signed as access": lambda: altered(typ="refresh"),
    "says access, signed as refresh": signed_with_the_refresh_key,
    "other issuer": lambda: altered(iss="somebody"),
    "other audience": lambda: altered(aud="another-api"),
    "no audience": lambda: altered(aud=None),
    "no expiry": lambda: altered(exp=None),
    "no session": lambda: altered(sid=None),
    "expiry is a text": lambda: altered(exp="tomorrow"),
    "expiry beyond the calendar": lambda: altered(exp=10**18),
    "subject is not an id": lambda: altered(sub="1 OR 1=1"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused(name: str) -> None:
    with pytest.raises(InvalidToken) as refused:
        read(TokenUse.ACCESS, REFUSED[name]())
    assert refused.value.detail == InvalidToken.title


def test_an_access_token_is_no_refresh_token() -> None:
    with pytest.raises(InvalidToken):
        read(TokenUse.REFRESH, access())


def test_a_changed_secret_ends_all_tokens(settings: Settings) -> None:
    token = access()
    settings.SECRET_KEY = "another-secret-another-secret-another-secret"
    with pytest.raises(InvalidToken):
        read(TokenUse.ACCESS, token)


def test_while_a_secret_is_being_changed_both_count(settings: Settings) -> None:
    token, old = access(), settings.SECRET_KEY
    settings.SECRET_KEY = "another-secret-another-secret-another-secret"
    settings.SECRET_KEY_FALLBACKS = [old]
    assert read(TokenUse.ACCESS, token) == CLAIMS
    assert jwt.get_unverified_header(access())["kid"] != jwt.get_unverified_header(token)["kid"]
