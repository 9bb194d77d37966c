"""The simulated bank, running: for its own tests, and for any test that needs a bank over HTTP.

    with running_bank(tmp_path) as bank:
        bank.scenario("timeout_after")
        bank.pay("P1")
        bank.advance(10)
        assert bank.truth("P1")["payments"] == 1

A real server on a loopback port with a real SQLite file, in a thread of this process or, for those
who kill it, in a process of its own. Its clock stands still at ``STARTS_AT`` unless told otherwise.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

import httpx2

from simulators.bank.server import BankServer
from simulators.bank.settings import Settings
from simulators.ground.times import IST
from tests.serving import PATIENCE_SECONDS, Program, served

SECRET = "what the platform signs with"
KEY_ID = "adulis"
CALLBACK_SECRET = f"whsec_{base64.b64encode(b'what the bank calls back with').decode()}"
# A Wednesday morning: every rail is served.
STARTS_AT = datetime(2026, 11, 18, 10, 0, tzinfo=IST)
GOOD_ACCOUNT = "900000000000"


class Platform:
    """What the platform would send to the bank at ``base_url``, rightly signed."""

    def __init__(self, base_url: str) -> None:
        self.http = httpx2.Client(base_url=base_url, timeout=PATIENCE_SECONDS, trust_env=False)

    def call(
        self, method: str, target: str, body: Any = None, *, timeout: float = PATIENCE_SECONDS
    ) -> httpx2.Response:
        content = b"" if body is None else json.dumps(body).encode()
        return self.http.request(
            method,
            target,
            content=content,
            headers=signed(method, target, content),
            timeout=timeout,
        )

    def pay(
        self,
        client_reference: str,
        amount_paise: int = 50_000,
        *,
        to: str = GOOD_ACCOUNT,
        mode: str = "IMPS",
        timeout: float = PATIENCE_SECONDS,
        **more: Any,
    ) -> httpx2.Response:
        """``to`` is an account number, or a UPI address when there is an @ in it."""
        account = {"vpa": to} if "@" in to else {"account_number": to, "ifsc": "HDFC0CAACOB"}
        body = {
            "client_reference": client_reference,
            "mode": mode,
            "amount_paise": amount_paise,
            "beneficiary": {"name": "Asha Rao", **account},
            "narration": "INV 7",
        }
        return self.call("POST", "/v1/payments", body | more, timeout=timeout)

    def enquire(self, client_reference: str) -> httpx2.Response:
        return self.call("GET", f"/v1/payments?client_reference={client_reference}")

    def statement(self, day: str) -> list[dict[str, str]]:
        """The rows of one day's statement."""
        lines = self.call("GET", f"/v1/statements/{day}.csv").text.splitlines()
        names = lines[0].split(",")
        return [dict(zip(names, line.split(","), strict=True)) for line in lines[1:]]

    def balance_paise(self) -> int:
        paise: int = self.call("GET", "/v1/balance").json()["nostro_paise"]
        return paise


class Bank(Platform):
    """The bank's own doors and the sandbox's beside them."""

    def sim(self, method: str, path: str, body: Any = None) -> Any:
        """Call ``/_sim/<path>``; returns the JSON of a good answer."""
        answer = self.http.request(method, f"/_sim/{path}", json=body)
        assert answer.status_code < 300, answer.text
        return answer.json()

    def scenario(self, behaviour: str, match: dict[str, Any] | None = None, **params: Any) -> int:
        said = {"match": match or {}, "behaviour": behaviour, **params}
        made: int = self.sim("POST", "scenarios", said)["id"]
        return made

    def switch(self, **switches: Any) -> dict[str, Any]:
        turned: dict[str, Any] = self.sim("POST", "faults", switches)
        return turned

    def advance(self, seconds: float) -> list[dict[str, Any]]:
        """Move the clock, run what is due, return what ran."""
        ran: list[dict[str, Any]] = self.sim("POST", "advance", {"seconds": seconds})["ran"]
        return ran

    def truth(self, client_reference: str) -> dict[str, Any]:
        told: dict[str, Any] = self.sim("GET", f"truth?client_reference={client_reference}")
        return told

    def totals(self) -> dict[str, int]:
        told: dict[str, int] = self.sim("GET", "truth")["totals"]
        return told

    def violations(self) -> dict[str, int]:
        told: dict[str, int] = self.sim("GET", "truth")["violations"]
        return told


def signed(
    method: str,
    target: str,
    content: bytes,
    *,
    secret: str = SECRET,
    at: datetime | None = None,
    late_seconds: int = 0,
) -> dict[str, str]:
    """The headers of the wire contract, signed ``at`` (now), or ``late_seconds`` before it."""
    moment = time.time() if at is None else at.timestamp()
    timestamp = str(int(moment) - late_seconds)
    to_sign = f"{timestamp}.{method}.{target}.".encode() + content
    signature = hmac.new(secret.encode(), to_sign, hashlib.sha256).hexdigest()
    return {
        "X-Bank-Key": KEY_ID,
        "X-Bank-Timestamp": timestamp,
        "X-Bank-Signature": f"v1={signature}",
        "Content-Type": "application/json",
    }


def settings_for(store: Path, **changes: Any) -> Settings:
    """Settings of a bank that refuses nobody by chance and whose clock stands still."""
    plain = Settings(
        store=store,
        secret=SECRET,
        callback_secret=CALLBACK_SECRET,
        key_id=KEY_ID,
        virtual_clock=True,
        starts_at=STARTS_AT,
        failure_rate=0,
        callback_timeout_seconds=2,
    )
    return replace(plain, **changes)


@contextmanager
def running_bank(folder: Path, **changes: Any) -> Iterator[Bank]:
    """A bank in a thread, with its books in ``folder``; ``changes`` are settings."""
    settings = settings_for(folder / "bank.sqlite3", **changes)
    with served(lambda _: BankServer(settings), "simulated bank") as url:
        bank = Bank(url)
        try:
            yield bank
        finally:
            bank.http.close()


class BankProcess(Program):
    """A bank in a process of its own, which may be killed and started again on the same books."""

    def __init__(self, folder: Path, arguments: list[str], environ: dict[str, str]) -> None:
        options = ["--store", str(folder / "bank.sqlite3"), *arguments]
        secrets = {
            "BANK_SECRET": SECRET,
            "BANK_CALLBACK_SECRET": CALLBACK_SECRET,
            "BANK_KEY_ID": KEY_ID,
            "PAYOUT_BANK_FAILURE_RATE": "0",
        }
        super().__init__("simulators.bank", options, {**secrets, **environ})

    def start(self) -> Bank:
        """Start, or start again. Returns once it listens."""
        return Bank(self.launch())


@contextmanager
def bank_process(folder: Path, *arguments: str, **environ: str) -> Iterator[BankProcess]:
    """A bank that can be killed; not started yet. It is gone when the block is left."""
    made = BankProcess(folder, list(arguments), environ)
    try:
        yield made
    finally:
        made.stop()


@dataclass(frozen=True, slots=True)
class Callback:
    """One request the bank made: its headers in lower case, its body as it came."""

    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self.body)
        return parsed

    @property
    def type(self) -> str:
        kind: str = self.said["type"]
        return kind


class Receiver:
    """Where callbacks go: remembers them, and answers ``status`` to all of them."""

    def __init__(self) -> None:
        self.status = 200
        self.got: list[Callback] = []
        self._came: queue.Queue[Callback] = queue.Queue()
        receiver = self

        class Answering(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                callback = Callback(
                    {name.lower(): self.headers[name] for name in self.headers}, body
                )
                receiver.got.append(callback)
                receiver._came.put(callback)
                self.send_response(receiver.status)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 – its name there
                """Tests are quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/callbacks"
        self._thread = threading.Thread(target=self._server.serve_forever, name="receiver")

    @property
    def types(self) -> list[str]:
        return [each.type for each in self.got]

    def wait(self) -> Callback:
        """The next callback that nobody waited for yet."""
        return self._came.get(timeout=PATIENCE_SECONDS)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
