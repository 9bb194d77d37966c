"""Cursors: a place in the stream as a text that a client keeps and cannot read.

A place counts transactions and facts of the whole platform, which is nobody's business; so it is
sealed (AES-SIV, RFC 5297). That is deterministic, hence the same place has the same cursor from
every process and at every door, and authenticated, hence nobody makes a cursor but us.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from adulis.events.values import Place

# A tag of 16 bytes, epoch (4), transaction (8), fact (8): 36 bytes, which base64 ends without `=`.
LENGTH = 48


class CursorUnknown(ValueError):
    """Not a cursor of ours, or the key it was sealed with is gone."""


def encode(place: Place) -> str:
    """``place`` as 48 characters that need no escaping in an address or a header."""
    plain = place.epoch.to_bytes(4, "big") + place.xid.to_bytes(8, "big")
    plain += place.id.to_bytes(8, "big")
    return urlsafe_b64encode(_ciphers()[0].encrypt(plain, None)).decode()


def decode(cursor: str) -> Place:
    """The place that ``encode`` was given. Raises CursorUnknown."""
    if len(cursor) != LENGTH:
        raise CursorUnknown(cursor)
    try:
        sealed = urlsafe_b64decode(cursor)
    except ValueError as error:
        raise CursorUnknown(cursor) from error
    for cipher in _ciphers():
        try:
            plain = cipher.decrypt(sealed, None)
        except InvalidTag:
            continue
        epoch, xid, fact = (int.from_bytes(part, "big") for part in _parts(plain))
        return Place(epoch, xid, fact)
    raise CursorUnknown(cursor)


def _parts(plain: bytes) -> tuple[bytes, bytes, bytes]:
    return plain[:4], plain[4:12], plain[12:]


def _ciphers() -> tuple[AESSIV, ...]:
    return _derive((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _derive(secrets: tuple[str, ...]) -> tuple[AESSIV, ...]:
    """A cipher for each secret; the first one seals, all of them open."""
    purpose = b"adulis events cursor v1"
    return tuple(
        AESSIV(HKDF(algorithm=SHA256(), length=64, salt=None, info=purpose).derive(each.encode()))
        for each in secrets
    )
