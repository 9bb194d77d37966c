"""The simulated payment gateway, running: for its own tests, and for any that need one over HTTP.

    with running_gateway(tmp_path) as gateway:
        intent = gateway.create("D1").json()
        gateway.pay(intent["id"], card=CARDS["late_success"])
        gateway.advance(10)
        assert gateway.truth("D1")["captures"] == 1

A real server on a loopback port with a real SQLite file, in a thread of this process. Its clock
stands still at ``STARTS_AT`` unless told otherwise.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import orjson
from standardwebhooks import Webhook

from adulis.kernel import db
from simulators.gateway.behaviours import CATALOGUE
from simulators.gateway.server import GatewayServer
from simulators.gateway.settings import Settings
from simulators.ground.times import IST
from tests.serving import PATIENCE_SECONDS, Program, served

KEY_ID = "adulis"
SECRET = "what the platform says to the gateway"
WEBHOOK_SECRET = f"whsec_{base64.b64encode(b'what the gateway signs with').decode()}"
# A Wednesday morning, like the bank's.
STARTS_AT = datetime(2026, 11, 18, 10, 0, tzinfo=IST)
RETURN_URL = "http://shop.example/return"
CARDS = {each.name: each.card_number for each in CATALOGUE.behaviours}


class Gateway:
    """The gateway's own doors, as the platform knocks at them, and the sandbox's beside them."""

    def __init__(self, base_url: str) -> None:
        self.url = base_url
        self.http = httpx2.Client(base_url=base_url, timeout=PATIENCE_SECONDS, trust_env=False)

    def call(
        self,
        method: str,
        target: str,
        body: Any = None,
        *,
        key: str | None = None,
        timeout: float = PATIENCE_SECONDS,
    ) -> httpx2.Response:
        """A request of the platform; ``key`` is its Idempotency-Key."""
        headers = {} if key is None else {"idempotency-key": key}
        return self.http.request(
            method, target, json=body, headers=headers, auth=(KEY_ID, SECRET), timeout=timeout
        )

    def create(
        self,
        client_reference: str,
        amount_minor: int = 500_000,
        *,
        key: str | None = None,
        timeout: float = PATIENCE_SECONDS,
        **more: Any,
    ) -> httpx2.Response:
        """An intent of rupees that waits a quarter of an hour; its reference is its key as well."""
        body = {
            "client_reference": client_reference,
            "amount_minor": amount_minor,
            "currency": "INR",
            "description": "Invoice 7",
            "customer": {"name": "Asha Rao", "email": "asha@example.in"},
            "methods": ["card", "upi", "netbanking", "bank_transfer"],
            "return_url": RETURN_URL,
            "expires_at": (self.now() + timedelta(minutes=15)).isoformat(),
            "metadata": {"invoice": "7"},
        }
        return self.call(
            "POST", "/v1/intents", body | more, key=key or client_reference, timeout=timeout
        )

    def paid(self, client_reference: str, amount_minor: int = 500_000, **how: Any) -> Any:
        """An intent made and paid; returns the payment."""
        intent = self.create(client_reference, amount_minor).json()
        return self.pay(intent["id"], **how)["payments"][0]

    def get(self, target: str) -> Any:
        """Look something up; returns the JSON of a good answer."""
        answer = self.call("GET", f"/v1/{target}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refund(
        self,
        payment_id: str,
        client_reference: str,
        amount_minor: int,
        *,
        key: str | None = None,
        timeout: float = PATIENCE_SECONDS,
    ) -> httpx2.Response:
        body = {
            "amount_minor": amount_minor,
            "client_reference": client_reference,
            "reason": "sent back",
        }
        target = f"/v1/payments/{payment_id}/refunds"
        return self.call("POST", target, body, key=key or client_reference, timeout=timeout)

    def report(self, day: str) -> list[dict[str, str]]:
        """The rows of one day's settlement report."""
        lines = self.call("GET", f"/v1/settlements/{day}.csv").text.splitlines()
        names = lines[0].split(",")
        return [dict(zip(names, line.split(","), strict=True)) for line in lines[1:]]

    # --- the sandbox ----------------------------------------------------------------------------

    def sim(self, method: str, path: str, body: Any = None) -> Any:
        """Call ``/_sim/<path>``; returns the JSON of a good answer."""
        answer = self.http.request(method, f"/_sim/{path}", json=body)
        assert answer.status_code < 300, answer.text
        return answer.json()

    def pay(self, intent_id: str, **how: Any) -> Any:
        """Somebody pays, without a browser: ``card``, ``method``, ``behaviour``, ``times`` …"""
        return self.sim("POST", f"intents/{intent_id}/pay", how)

    def act(self, object_id: str, act: str, **more: Any) -> Any:
        """Do something by hand to an intent, payment, refund or dispute."""
        return self.sim("POST", f"objects/{object_id}", {"act": act, **more})

    def scenario(self, behaviour: str, match: dict[str, Any] | None = None, **params: Any) -> int:
        said = {"match": match or {}, "behaviour": behaviour, **params}
        made: int = self.sim("POST", "scenarios", said)["id"]
        return made

    def switch(self, **switches: Any) -> Any:
        return self.sim("POST", "faults", switches)

    def advance(self, seconds: float) -> list[dict[str, Any]]:
        """Move the clock, run what is due, return what ran."""
        ran: list[dict[str, Any]] = self.sim("POST", "advance", {"seconds": seconds})["ran"]
        return ran

    def now(self) -> datetime:
        return datetime.fromisoformat(self.sim("GET", "clock")["now"])

    def truth(self, client_reference: str) -> Any:
        return self.sim("GET", f"truth?client_reference={client_reference}")

    def refund_truth(self, client_reference: str) -> Any:
        return self.sim("GET", f"truth?refund_reference={client_reference}")

    def totals(self) -> Any:
        return self.sim("GET", "truth")["totals"]

    def violations(self) -> dict[str, int]:
        """Those there were."""
        told = self.sim("GET", "truth")["violations"]
        return {kind: count for kind, count in told.items() if count}


def signed(
    message: dict[str, Any], secret: str = WEBHOOK_SECRET, ago: timedelta = timedelta(0)
) -> tuple[bytes, dict[str, str]]:
    """A webhook that says so: its body and its headers, with an id of its own."""
    body, event_id, at = orjson.dumps(message), f"evt_{uuid4().hex}", db.network_clock() - ago
    return body, {
        "content-type": "application/json",
        "webhook-id": event_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(event_id, at, body.decode()),
    }


def said_at(url: str, said: tuple[bytes, dict[str, str]]) -> int:
    """Deliver it at the platform's door; the status of the answer."""
    body, headers = said
    path = f"{url}/api/v1/gateway-callbacks/simgate/"
    return httpx2.post(path, content=body, headers=headers, timeout=60, trust_env=False).status_code


def settings_for(store: Path, **changes: Any) -> Settings:
    """Settings of a gateway that declines nobody by chance and whose clock stands still."""
    plain = Settings(
        store=store,
        secret=SECRET,
        webhook_secret=WEBHOOK_SECRET,
        key_id=KEY_ID,
        virtual_clock=True,
        starts_at=STARTS_AT,
        webhook_timeout_seconds=2,
    )
    return replace(plain, **changes)


@contextmanager
def running_gateway(folder: Path, **changes: Any) -> Iterator[Gateway]:
    """A gateway in a thread, with its books in ``folder``; ``changes`` are settings."""
    settings = settings_for(folder / "gateway.sqlite3", **changes)
    with served(lambda url: GatewayServer(settings, url), "simulated gateway") as url:
        gateway = Gateway(url)
        try:
            yield gateway
        finally:
            gateway.http.close()


class GatewayProcess(Program):
    """A gateway in a process of its own, which may be killed and started again on its books."""

    def __init__(self, folder: Path, arguments: list[str], environ: dict[str, str]) -> None:
        options = ["--store", str(folder / "gateway.sqlite3"), *arguments]
        secrets = {
            "PAYMENT_GATEWAY_SECRET": SECRET,
            "PAYMENT_GATEWAY_KEY_ID": KEY_ID,
            "SIMGATE_WEBHOOK_SECRET": WEBHOOK_SECRET,
        }
        super().__init__("simulators.gateway", options, {**secrets, **environ})

    def start(self) -> Gateway:
        """Start, or start again. Returns once it listens."""
        return Gateway(self.launch())


@contextmanager
def gateway_process(folder: Path, *arguments: str, **environ: str) -> Iterator[GatewayProcess]:
    """A gateway that can be killed; not started yet. It is gone when the block is left."""
    made = GatewayProcess(folder, list(arguments), environ)
    try:
        yield made
    finally:
        made.stop()
