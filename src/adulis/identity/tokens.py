"""Access and refresh tokens: JWTs (RFC 7519, practices of RFC 8725), signed with HS256.

Each use has its own signing key, derived from SECRET_KEY (HKDF, RFC 5869), so a refresh token is
not even a well-signed access token. Whether a token has expired is decided by the database's clock,
which the caller of ``read`` compares with ``expires_at``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from adulis.identity.errors import InvalidToken

ALGORITHM = "HS256"
ISSUER = "adulis"
AUDIENCE = "adulis-api"
# Ours are about 400 characters; a longer one is not looked at.
LONGEST_TOKEN = 2_000
_CLAIMS = ["iss", "aud", "sub", "sid", "jti", "typ", "iat", "exp"]


class TokenUse(StrEnum):
    ACCESS = "access"
    REFRESH = "refresh"


@dataclass(frozen=True, slots=True)
class Claims:
    """What a well-signed token says. ``session_id`` is its family, ``jti`` the token itself."""

    user_id: UUID
    session_id: UUID
    jti: UUID
    expires_at: datetime


def issue(use: TokenUse, claims: Claims, *, at: datetime) -> str:
    """Sign ``claims`` with the newest key for ``use``."""
    key_id, key = _keys(use)[0]
    payload = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(claims.user_id),
        "sid": str(claims.session_id),
        "jti": str(claims.jti),
        "typ": use.value,
        "iat": int(at.timestamp()),
        "exp": int(claims.expires_at.timestamp()),
    }
    return jwt.encode(payload, key, algorithm=ALGORITHM, headers={"kid": key_id})


def read(use: TokenUse, raw: str) -> Claims:
    """Check signature, key id, algorithm, issuer, audience and use; not the expiry.

    Raises InvalidToken, without saying which of these failed.
    """
    payload = _verified(use, raw)
    try:
        if payload["typ"] != use.value:
            raise InvalidToken
        return Claims(
            user_id=UUID(payload["sub"]),
            session_id=UUID(payload["sid"]),
            jti=UUID(payload["jti"]),
            expires_at=datetime.fromtimestamp(payload["exp"], UTC),
        )
    except (TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
        raise InvalidToken from error


def _verified(use: TokenUse, raw: str) -> dict[str, Any]:
    if len(raw) > LONGEST_TOKEN:
        raise InvalidToken
    try:
        key_id = jwt.get_unverified_header(raw).get("kid")
        key = next(key for known, key in _keys(use) if known == key_id)
        return jwt.decode(
            raw,
            key,
            # Fixed here, never taken from the token: `none` and key confusion have no way in.
            algorithms=[ALGORITHM],
            issuer=ISSUER,
            audience=AUDIENCE,
            options={"require": _CLAIMS, "verify_exp": False, "verify_iat": False},
        )
    except (jwt.PyJWTError, StopIteration, ValueError) as error:
        raise InvalidToken from error


def _keys(use: TokenUse) -> tuple[tuple[str, bytes], ...]:
    return _derive(use, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=8)
def _derive(use: TokenUse, secrets: tuple[str, ...]) -> tuple[tuple[str, bytes], ...]:
    """A key and its id for each secret; the first one signs, all of them verify."""
    keys = []
    for secret in secrets:
        purpose = f"adulis jwt {use} v1".encode()
        key = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
        keys.append((hashlib.sha256(b"key id" + key).hexdigest()[:12], key))
    return tuple(keys)
