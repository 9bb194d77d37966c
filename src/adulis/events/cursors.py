"""Cursors: a place in the stream as a text that a client keeps and cannot read.

A place counts transactions and facts of the whole platform, which is nobody's business; so it is
sealed (AES-SIV, RFC 5297). That is deterministic, hence the same place has the same cursor from
every process and at every door, and authenticated, hence nobody makes a cursor but us.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from adulis.events.errors import CursorOutdated, CursorUnknown
from adulis.events.values import Place

# A tag of 16 bytes, the epoch that issued it (2), then the place: epoch (2), transaction (8), fact
# (8). These are 36 bytes, which base64 ends without `=`.
LENGTH = 48


def encode(place: Place, *, epoch: int) -> str:
    """``place`` as 48 characters that need no escaping in an address or a header.

    ``epoch`` is the newest one, which may be later than the one the place is in.
    """
    numbers = ((epoch, 2), (place.epoch, 2), (place.xid, 8), (place.id, 8))
    plain = b"".join(number.to_bytes(width, "big") for number, width in numbers)
    return urlsafe_b64encode(_ciphers()[0].encrypt(plain, None)).decode()


def decode(cursor: str, *, epoch: int) -> Place:
    """The place that ``encode`` was given, as long as ``epoch`` is still the newest.

    Raises CursorOutdated when it is not: the database was restored or replaced since, and what
    this client was told then may not have happened. Raises CursorUnknown.
    """
    plain = _opened(cursor)
    parts = (plain[:2], plain[2:4], plain[4:12], plain[12:])
    issued_in, *place = (int.from_bytes(part, "big") for part in parts)
    if issued_in != epoch:
        raise CursorOutdated(cursor)
    return Place(*place)


def _opened(cursor: str) -> bytes:
    if len(cursor) != LENGTH:
        raise CursorUnknown(cursor)
    try:
        sealed = urlsafe_b64decode(cursor)
    except ValueError as error:
        raise CursorUnknown(cursor) from error
    for cipher in _ciphers():
        with suppress(InvalidTag):
            return cipher.decrypt(sealed, None)
    raise CursorUnknown(cursor)


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
