"""Is this message really from the bank? Standard Webhooks 1.0, on the raw bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


def is_genuine(headers: Mapping[str, str], body: bytes, secrets: Sequence[str]) -> bool:
    """Whether ``body`` was signed within five minutes of real time with one of ``secrets``.

    Real time, also in a sandbox whose clock was moved: the timestamp guards the network.
    """
    # What is signed with no secret at all is signed by anybody.
    return any(_is_signed_with(secret, headers, body) for secret in secrets if secret)


def _is_signed_with(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    try:
        Webhook(secret).verify(body, dict(headers), json_parse=False)
    except (WebhookVerificationError, ValueError):
        # ValueError: a signature or a body that is not even text, or not even base64.
        return False
    return True
