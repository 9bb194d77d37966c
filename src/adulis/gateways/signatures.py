"""Is this message really from the bank? Standard Webhooks 1.0, on the raw bytes. Pure."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from standardwebhooks.webhooks import Webhook

TOLERANCE_SECONDS = 300


def is_genuine(
    headers: Mapping[str, str], body: bytes, secrets: Sequence[str], *, now: datetime
) -> bool:
    """Whether ``body`` was signed within the tolerance of ``now`` with one of ``secrets``.

    The library checks against the machine's clock; ours may run ahead in the sandbox, so it is
    used to sign, and the time is compared here.
    """
    message_id = headers.get("webhook-id", "")
    stamp = headers.get("webhook-timestamp", "")
    given = headers.get("webhook-signature", "").split(" ")
    if not message_id or not stamp.isdecimal() or len(stamp) > 12:  # noqa: PLR2004
        return False
    if abs(int(stamp) - now.timestamp()) > TOLERANCE_SECONDS:
        return False
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return False
    signed_at = datetime.fromtimestamp(int(stamp), UTC)
    expected = [Webhook(secret).sign(message_id, signed_at, text) for secret in secrets]
    return any(
        hmac.compare_digest(signature.encode(), each.encode())
        for signature in given
        for each in expected
    )
