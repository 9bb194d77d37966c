"""The secrets that what is sent is signed with, as well or as badly as it is told to."""

from __future__ import annotations

import base64
import sqlite3
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

import orjson
from standardwebhooks import Webhook

from simulators.ground.clock import real_ms
from simulators.ground.plans import Signing
from simulators.ground.store import Store, keep

_STALE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Secrets:
    """``old`` signs beside ``current`` until ``overlap_until_ms``, and for ``old_secret_hooks``."""

    current: str
    old: str | None = None
    overlap_until_ms: int = 0


class Keyring:
    """The callback secrets, as settings give them and rotation changes them."""

    def __init__(self, store: Store, current: str, old: str | None) -> None:
        self._secrets = Secrets(current, old)
        kept = store.value("SELECT value FROM kept WHERE name = 'secrets'")
        if kept:
            self._secrets = Secrets(**orjson.loads(kept))

    def rotate(self, db: sqlite3.Connection, secret: str, *, overlap_until_ms: int) -> None:
        """Sign with ``secret`` from now on, and with the one before it as well until then."""
        self._secrets = replace(
            self._secrets,
            current=secret,
            old=self._secrets.current,
            overlap_until_ms=overlap_until_ms,
        )
        keep(db, "secrets", orjson.dumps(asdict(self._secrets)).decode())

    def headers(self, event_id: str, body: bytes, signing: str, *, now_ms: int) -> dict[str, str]:
        """Standard Webhooks headers, as well or as badly signed as ``signing`` says.

        The timestamp is real time, whatever the program's clock says: it guards the network.
        """
        sent_at = real_ms() // 1000 - (_STALE_SECONDS if signing == Signing.STALE else 0)
        signatures = [
            _signature(secret, event_id, sent_at, body) for secret in self._signers(signing, now_ms)
        ]
        return {
            "webhook-id": event_id,
            "webhook-timestamp": str(sent_at),
            "webhook-signature": " ".join(signatures),
            "content-type": "application/json",
        }

    def _signers(self, signing: str, now_ms: int) -> list[str]:
        secrets = self._secrets
        if signing == Signing.BAD:
            return [_nobodys("somebody else's")]
        if signing == Signing.OLD:
            return [secrets.old or _nobodys("forgotten")]
        if secrets.old and now_ms < secrets.overlap_until_ms:
            return [secrets.current, secrets.old]
        return [secrets.current]


def _nobodys(name: str) -> str:
    """A secret of the right shape that nobody was ever given."""
    return f"whsec_{base64.b64encode(sha256(name.encode()).digest()).decode()}"


def _signature(secret: str, event_id: str, sent_at: int, body: bytes) -> str:
    return Webhook(secret).sign(event_id, datetime.fromtimestamp(sent_at, UTC), body.decode())
