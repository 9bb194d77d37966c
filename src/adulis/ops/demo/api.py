"""What the tour knows of the platform: its HTTP API, as any merchant's server would use it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx2

from adulis.kernel.ids import new_id

PATIENCE_SECONDS = 120
LOOK_EVERY_SECONDS = 0.15


class Impatient(RuntimeError):
    """What was waited for did not happen in time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer, its body both as bytes and understood."""

    status: int
    raw: bytes
    body: dict[str, Any]
    is_replay: bool


class Shop:
    """One merchant's view of the API."""

    def __init__(self, base_url: str, merchant: dict[str, Any]) -> None:
        self.id = merchant["id"]
        self.name = merchant["name"]
        self.account_id = next(iter(merchant["bank_account_ids"]), "")
        self._client = httpx2.Client(
            base_url=f"{base_url}/api/v1",
            headers={"Authorization": f"Bearer {merchant['api_key']}"},
            timeout=30,
            trust_env=False,
        )

    def get(self, path: str) -> dict[str, Any]:
        answer = self._client.get(path)
        answer.raise_for_status()
        told: dict[str, Any] = answer.json()
        return told

    def post(self, path: str, body: dict[str, Any] | None = None, *, key: str = "") -> Answer:
        """POST with an Idempotency-Key (a new one unless given)."""
        return self._send("POST", path, body, key)

    def put(self, path: str, body: dict[str, Any]) -> Answer:
        """PUT; most of them take no key, and none of them minds one."""
        return self._send("PUT", path, body, "")

    def _send(self, method: str, path: str, body: dict[str, Any] | None, key: str) -> Answer:
        answer = self._client.request(
            method, path, json=body, headers={"Idempotency-Key": key or str(new_id())}
        )
        return Answer(
            answer.status_code,
            answer.content,
            answer.json(),
            answer.headers.get("Idempotent-Replayed") == "true",
        )

    def balance(self) -> dict[str, Any]:
        return self.get("/balance/")

    def script_bank(self, behaviour: str, amount_paise: int) -> None:
        """Make the simulated bank live through ``behaviour`` with the payment of this amount."""
        answer = self.post(
            "/sandbox/next-payout/", {"behaviour": behaviour, "amount_paise": amount_paise}
        )
        if answer.status != httpx2.codes.CREATED:
            raise RuntimeError(f"the sandbox refused {behaviour}: {answer.body}")

    def pay(self, amount_paise: int, *, key: str = "", **more: Any) -> Answer:
        order = {"amount_paise": amount_paise, "bank_account_id": self.account_id, **more}
        return self.post("/payouts/", order, key=key)

    def wait_for(self, payout_id: str, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The payout, once ``wanted`` is true of it. Raises Impatient."""
        return self.wait(f"/payouts/{payout_id}/", wanted)

    def wait(self, path: str, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """What is there once ``wanted`` is true of it; ``{}`` before there is any.

        Raises Impatient.
        """
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        while True:
            answer = self._client.get(path)
            told: dict[str, Any] = answer.json() if answer.is_success else {}
            if wanted(told):
                return told
            if time.monotonic() > give_up_at:
                raise Impatient(f"{path} is still {told.get('status', answer.status_code)}")
            time.sleep(LOOK_EVERY_SECONDS)

    def truth(self, payout_id: str) -> list[dict[str, Any]]:
        """What the bank's own books say, attempt by attempt."""
        told: list[dict[str, Any]] = self.get(f"/sandbox/payouts/{payout_id}/truth/")["attempts"]
        return told
