"""What an API key looks like, and the only form in which it is stored.

``sk_<mode>_<8 characters that name it>_<256 random bits in base 62>``. The mode is in the prefix so
that a key for the sandbox is recognised on sight; a scanner of leaked secrets can find it too.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import string
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from adulis.identity.errors import InvalidApiKey

START = "sk_"
NAME_LENGTH = 8
SECRET_BYTES = 32
# 62**43 > 2**256: as many characters as 32 bytes need.
SECRET_LENGTH = 43
_DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
_SHAPE = re.compile(
    rf"(sk_(?:test|live)_[0-9A-Za-z]{{{NAME_LENGTH}}})_[0-9A-Za-z]{{{SECRET_LENGTH}}}"
)


@dataclass(frozen=True, slots=True, repr=False)
class RawKey:
    """A whole key: what its holder has and we never store."""

    raw: str
    prefix: str


def make() -> RawKey:
    """A new key for this installation's mode."""
    name = "".join(secrets.choice(_DIGITS) for _ in range(NAME_LENGTH))
    prefix = f"{mode_prefix()}{name}"
    return RawKey(raw=f"{prefix}_{_base62(secrets.token_bytes(SECRET_BYTES))}", prefix=prefix)


def is_shaped(raw: str) -> bool:
    """Whether this might be a key of this mode: anybody sees that without asking for it."""
    return _SHAPE.fullmatch(raw) is not None and raw.startswith(mode_prefix())


def parse(raw: str) -> RawKey:
    """Raises InvalidApiKey when this is not the shape of a key, or of another mode."""
    if not is_shaped(raw):
        raise InvalidApiKey
    return RawKey(raw=raw, prefix=raw.rpartition("_")[0])


def secret_hash(key: RawKey) -> bytes:
    """HMAC-SHA-256 with the pepper, which is not in the database.

    A key has 256 random bits, so a slow hash would add nothing; the pepper makes a stolen table
    useless even for checking a guess.
    """
    return peppered(key.raw)


def peppered(secret: str) -> bytes:
    """HMAC-SHA-256 of something secret, with what is not in the database."""
    pepper = _pepper(settings.API_KEY_PEPPER, settings.SECRET_KEY)
    return hmac.digest(pepper, secret.encode(), "sha256")


def mode_prefix() -> str:
    return f"{START}{'test' if settings.ADULIS_MODE == 'sandbox' else 'live'}_"


@lru_cache(maxsize=4)
def _pepper(configured: str, secret_key: str) -> bytes:
    if configured:
        return hashlib.sha256(configured.encode()).digest()
    purpose = b"adulis api key pepper v1"
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret_key.encode())


def _base62(raw: bytes) -> str:
    number = int.from_bytes(raw, "big")
    digits = []
    for _ in range(SECRET_LENGTH):
        number, place = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[place])
    return "".join(digits)
