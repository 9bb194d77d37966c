"""Who signs seals: an Ed25519 key of its own, which the database never sees.

``LEDGER_SEAL_KEYS`` lists seeds, base64 of 32 bytes each; the first one signs, the others are
former ones, whose seals are still ours. Without any, seals are not signed: they still chain, and
still bear witness once their heads are published, but anybody could have made them.
"""

from __future__ import annotations

from base64 import b64decode
from contextlib import suppress

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from django.conf import settings

from adulis.ledger.errors import SealKeyInvalid
from adulis.ledger.heads import Head


def sign(head: Head) -> tuple[bytes, bytes]:
    """The public key and the signature; both empty where there is no key. Raises SealKeyInvalid."""
    keys = _keys()
    if not keys:
        return b"", b""
    return _public(keys[0]), keys[0].sign(head.text.encode())


def is_signed_by(public_key: bytes, head: Head, signature: bytes) -> bool:
    with suppress(InvalidSignature, ValueError):
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, head.text.encode())
        return True
    return False


def our_public_keys() -> list[bytes]:
    """The one that signs first. Raises SealKeyInvalid."""
    return [_public(key) for key in _keys()]


def _keys() -> list[Ed25519PrivateKey]:
    try:
        seeds = [b64decode(each, validate=True) for each in settings.LEDGER_SEAL_KEYS]
        return [Ed25519PrivateKey.from_private_bytes(seed) for seed in seeds]
    except ValueError as error:
        raise SealKeyInvalid("LEDGER_SEAL_KEYS wants base64 of 32 bytes each") from error


def _public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()
