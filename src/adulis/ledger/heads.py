"""The head of the sealed book: how many entries, their root, what came before. Pure.

It is written as a *checkpoint* (C2SP tlog-checkpoint) and signed as a *note* (C2SP signed-note,
Ed25519), so that people who watch logs can watch this one with the tools they have:

    adulis.example/ledger                          who seals
    1284                                           how many entries
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=   the root over them
    seal 17
    previous 5f083f0a…                             the SHA-256 of the text of the head before
    time 2026-01-05T12:00:00.000000Z

    — adulis.example/ledger Zm9v…                  key id (4 bytes) and signature (64), base64
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime

from adulis.ledger.leaves import utc

# What comes before the first head.
NOTHING_BEFORE = bytes(32)
_ED25519 = b"\x01"


class HeadUnreadable(ValueError):
    """It is not a head, or not written as we write them."""


@dataclass(frozen=True, slots=True)
class Head:
    """``size`` entries have this ``root``; ``previous`` is the ``hash`` of head ``number - 1``."""

    origin: str
    number: int
    size: int
    root: bytes
    previous: bytes
    made_at: datetime

    @property
    def text(self) -> str:
        """What is signed, and what the next head's ``previous`` is the hash of."""
        return (
            f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"
            f"seal {self.number}\nprevious {self.previous.hex()}\ntime {utc(self.made_at)}\n"
        )

    @property
    def hash(self) -> bytes:
        return hashlib.sha256(self.text.encode()).digest()


def key_id(origin: str, public_key: bytes) -> bytes:
    """Which key signed, in four bytes; a hint, nothing to trust."""
    return hashlib.sha256(origin.encode() + b"\n" + _ED25519 + public_key).digest()[:4]


def note(head: Head, *, public_key: bytes, signature: bytes) -> str:
    """The head with its signature, as it is published; without one it ends with its text."""
    if not signature:
        return head.text
    signed = b64encode(key_id(head.origin, public_key) + signature).decode()
    return f"{head.text}\n— {head.origin} {signed}\n"


def verifier_key(origin: str, public_key: bytes) -> str:
    """The public key as watchers of logs write it: ``origin+key id+base64``."""
    encoded = b64encode(_ED25519 + public_key).decode()
    return f"{origin}+{key_id(origin, public_key).hex()}+{encoded}"


@dataclass(frozen=True, slots=True)
class Published:
    """A head as it was read from outside; ``text`` is all of it but the signature."""

    number: int
    size: int
    root: bytes
    text: str


def parse(text: str) -> Published:
    """The head at the beginning of ``text``. Raises HeadUnreadable."""
    body = text.partition("\n\n")[0].rstrip("\n") + "\n"
    try:
        _origin, size, root, seal, previous, time = body.splitlines()
        words = [seal.split(" "), previous.split(" "), time.split(" ")]
        ((said_seal, number), (said_previous, _), (said_time, _)) = words
        if (said_seal, said_previous, said_time) != ("seal", "previous", "time"):
            raise HeadUnreadable(body)
        return Published(int(number), int(size), b64decode(root, validate=True), body)
    except ValueError as error:
        raise HeadUnreadable(f"not a head of a ledger: {body[:80]!r}") from error


def parse_all(text: str) -> list[Published]:
    """Every head in ``text``, which holds nothing but heads. Raises HeadUnreadable."""
    lines = text.splitlines(keepends=True)
    places = [number for number, line in enumerate(lines) if line.startswith("seal ")]
    if lines and not places:
        raise HeadUnreadable("there is no head in it")
    # The number stands in the fourth of six lines.
    return [parse("".join(lines[max(place - 3, 0) : place + 3])) for place in places]
