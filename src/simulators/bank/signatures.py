"""Who is speaking: requests of the platform are checked, callbacks of the bank are signed."""

from __future__ import annotations

import base64
import hmac
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

import orjson
from standardwebhooks import Webhook

from simulators.bank.clock import Clock, real_ms
from simulators.bank.plans import Signing
from simulators.bank.settings import Settings
from simulators.bank.store import Store

TOLERANCE_SECONDS = 300
_STALE_SECONDS = 3600


def request_is_genuine(
    headers: Mapping[str, str],
    method: str,
    target: str,
    body: bytes,
    settings: Settings,
    *,
    clock: Clock,
) -> bool:
    """Whether a request carries our key, a fresh timestamp and the right signature.

    ``target`` is path?query as it was sent. Fresh by real time or by the bank's: the platform may
    have moved its clock with ours, or not.
    """
    if not hmac.compare_digest(headers.get("x-bank-key", "").encode(), settings.key_id.encode()):
        return False
    timestamp = headers.get("x-bank-timestamp", "")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 15):
        return False
    said_ms = int(timestamp) * 1000
    if min(abs(said_ms - real_ms()), abs(said_ms - clock.now_ms())) > TOLERANCE_SECONDS * 1000:
        return False
    signed = f"{timestamp}.{method}.{target}.".encode() + body
    expected = "v1=" + hmac.new(settings.secret.encode(), signed, sha256).hexdigest()
    return hmac.compare_digest(headers.get("x-bank-signature", "").encode(), expected.encode())


@dataclass(frozen=True, slots=True)
class Secrets:
    """``old`` signs beside ``current`` until ``overlap_until_ms``, and for ``old_secret_hooks``."""

    current: str
    old: str | None = None
    overlap_until_ms: int = 0


class Keyring:
    """The callback secrets, as settings give them and rotation changes them."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._secrets = Secrets(settings.callback_secret, settings.old_callback_secret)
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
        db.execute(
            "INSERT INTO kept (name, value) VALUES ('secrets', ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (orjson.dumps(asdict(self._secrets)).decode(),),
        )

    def headers(self, event_id: str, body: bytes, signing: str, *, now_ms: int) -> dict[str, str]:
        """Standard Webhooks headers, as well or as badly signed as ``signing`` says.

        The timestamp is real time, whatever the bank's clock says: it guards the network.
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
