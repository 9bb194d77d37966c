"""The sandbox's back doors to the simulated bank and gateway: clocks, vices, books.

Exists for sandbox calls and the demo only; nothing that decides about money reads from here.
"""

from __future__ import annotations

from typing import Any

import httpx2
from django.conf import settings

from adulis.gateways.errors import (
    BankNotAnswering,
    GatewayNotAnswering,
    SandboxOnly,
    SimulatorRefused,
)
from adulis.kernel import db

_DEADLINE_SECONDS = 10.0
_RETRY_AFTER_SECONDS = 2
_FIRST_ERROR_STATUS = 400


def ask(method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """Call the bank's ``/_sim<path>``. Raises SandboxOnly, BankNotAnswering, SimulatorRefused."""
    return _ask(settings.BANK_BASE_URL, BankNotAnswering, method, path, body)


def ask_gateway(method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """The gateway's likewise. Raises SandboxOnly, GatewayNotAnswering, SimulatorRefused."""
    return _ask(settings.PAYMENT_GATEWAY_URL, GatewayNotAnswering, method, path, body)


def _ask(
    base_url: str,
    silence: type[BankNotAnswering | GatewayNotAnswering],
    method: str,
    path: str,
    body: dict[str, Any] | None,
) -> dict[str, Any]:
    db.forbid_transaction()
    if settings.ADULIS_MODE != "sandbox":
        raise SandboxOnly
    try:
        with httpx2.Client(base_url=base_url, timeout=_DEADLINE_SECONDS, trust_env=False) as client:
            answer = client.request(method, f"/_sim{path}", json=body)
            told: Any = answer.json()
    except (httpx2.HTTPError, ValueError) as error:
        raise silence(retry_after_seconds=_RETRY_AFTER_SECONDS) from error
    if answer.status_code >= _FIRST_ERROR_STATUS:
        raise SimulatorRefused(str(told.get("message", ""))[:300])
    return dict(told)
