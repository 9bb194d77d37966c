"""Encryption at rest: AES-256-GCM with a key ring, and blind indexes for looking things up.

A sealed value reads ``v1.<key id>.<base64url of nonce + ciphertext>``. The place it belongs to
(``table.column.primary key``) is authenticated with it, so a value copied into another row does not
open. (NIST SP 800-38D; 96-bit random nonces.)

The ring is read from ``ENCRYPTION_KEYS_FILE`` where that is set, one key a line, and looked at
again before every use: whoever puts a key in front of it reaches every process of the machine at
once, and none needs a restart. Otherwise it is ``ENCRYPTION_KEYS``, as it was at the start.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

VERSION = "v1"
NONCE_BYTES = 12
KEY_BYTES = 32
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")


class CannotOpen(ValueError):
    """The sealed value was altered, belongs elsewhere, or its key has left the ring."""


class KeyRingInvalid(ValueError):
    """The configured keys are not usable; the process must not start."""


def seal(plain: str, *, place: str) -> str:
    """Encrypt ``plain`` under the newest key, bound to ``place``."""
    return seal_bytes(plain.encode(), place=place)


def open_sealed(sealed: str, *, place: str) -> str:
    """Decrypt what ``seal`` made for the same ``place``. Raises CannotOpen."""
    return open_bytes(sealed, place=place).decode()


def seal_bytes(plain: bytes, *, place: str) -> str:
    key_id, cipher = _ring()[0]
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + cipher.encrypt(nonce, plain, place.encode())
    return f"{VERSION}.{key_id}.{urlsafe_b64encode(sealed).decode()}"


def open_bytes(sealed: str, *, place: str) -> bytes:
    try:
        version, key_id, body = sealed.split(".")
        raw = urlsafe_b64decode(body)
    except ValueError as error:
        raise CannotOpen("not a sealed value") from error
    if version != VERSION:
        raise CannotOpen(f"unknown version {version}")
    for ring_id, cipher in _ring():
        if ring_id == key_id:
            try:
                return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode())
            except (InvalidTag, ValueError) as error:  # ValueError: cut too short for a nonce
                raise CannotOpen("altered, or sealed for another place") from error
    raise CannotOpen(f"key {key_id} is not in the ring")


def key_id_of(sealed: str) -> str:
    """Which key sealed this: what re-encryption looks for."""
    return sealed.split(".")[1]


def blind_index(plain: str, *, purpose: str) -> bytes:
    """A keyed hash (HMAC-SHA-256) of ``plain``: equal values meet, and nothing else is told."""
    key = _index_key(settings.BLIND_INDEX_KEY)
    return hmac.digest(key, f"{purpose}\x00{plain}".encode(), hashlib.sha256)


def key_ids() -> list[str]:
    """The ids of the keys in the ring, the one that seals first. Raises KeyRingInvalid."""
    return [key_id for key_id, _ in _ring()]


def configured_keys() -> tuple[str, ...]:
    """The ring as it is written down, ``<id>:<base64 of 32 bytes>`` each. Raises KeyRingInvalid."""
    path = settings.ENCRYPTION_KEYS_FILE
    if not path:
        return tuple(settings.ENCRYPTION_KEYS)
    try:
        # Before the reading: what is kept under this may be newer than it says, never older.
        known = os.stat(path)  # noqa: PTH116 - before every use, and a Path costs ten times as much
        return _read_keys(path, (known.st_ino, known.st_mtime_ns, known.st_size))
    except OSError as error:
        raise KeyRingInvalid(f"ENCRYPTION_KEYS_FILE {path}: {error.strerror}") from error


def parse_keys(text: str) -> tuple[str, ...]:
    """The lines of a key file that are keys; lines that begin with # are for people."""
    lines = [line.strip() for line in text.splitlines()]
    return tuple(line for line in lines if line and not line.startswith("#"))


def require_usable(configured: tuple[str, ...]) -> None:
    """Raises KeyRingInvalid where these could not be a ring."""
    _parse_ring(configured)


def _ring() -> tuple[tuple[str, AESGCM], ...]:
    return _parse_ring(configured_keys())


@lru_cache(maxsize=4)
def _read_keys(path: str, _known: tuple[int, int, int]) -> tuple[str, ...]:
    return parse_keys(Path(path).read_text())


@lru_cache(maxsize=4)
def _parse_ring(configured: tuple[str, ...]) -> tuple[tuple[str, AESGCM], ...]:
    ring: list[tuple[str, AESGCM]] = []
    for each in configured:
        key_id, _, encoded = each.partition(":")
        try:
            key = b64decode(encoded)
        except ValueError:
            key = b""
        if _KEY_ID.fullmatch(key_id) is None or len(key) != KEY_BYTES:
            raise KeyRingInvalid("ENCRYPTION_KEYS wants <id>:<base64 of 32 bytes>, comma separated")
        if key_id in {known for known, _ in ring}:
            raise KeyRingInvalid(f"ENCRYPTION_KEYS has two keys called {key_id}")
        ring.append((key_id, AESGCM(key)))
    if not ring:
        raise KeyRingInvalid("ENCRYPTION_KEYS is empty; nothing could be stored safely")
    return tuple(ring)


@lru_cache(maxsize=4)
def _index_key(configured: str) -> bytes:
    key = b64decode(configured)
    if len(key) != KEY_BYTES:
        raise KeyRingInvalid("BLIND_INDEX_KEY wants base64 of 32 bytes")
    return key
