"""Who is speaking: requests of the platform are checked."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from hashlib import sha256

from simulators.bank.settings import Settings
from simulators.ground.clock import Clock, real_ms

TOLERANCE_SECONDS = 300


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
