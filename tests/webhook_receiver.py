"""A server of a merchant's on a loopback port, which takes webhooks, refuses them or says nothing.

    with running_receiver() as receiver:
        url = receiver.url("/in")
        receiver.moods["/in"] = "refuses"
        …
        [heard] = receiver.heard("/in")

``verified`` opens what was heard with the reference library, as a merchant would.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from django.test import override_settings
from standardwebhooks import Webhook

STATUSES = {"takes": 200, "refuses": 500, "gone": 410, "redirects": 302, "busy": 429}


@dataclass(frozen=True)
class Heard:
    """One request."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    def verified(self, secret: str) -> dict[str, Any]:
        """Raises WebhookVerificationError."""
        found: dict[str, Any] = Webhook(secret).verify(self.body, dict(self.headers))
        return found


@dataclass
class Receiver:
    """``moods`` by path: takes · refuses · gone · redirects · busy (asks for a pause) · hangs
    (before a word) · drips (a header that never ends) · trickles (a body that never ends) · floods
    (says too much) · breaks (hangs up).
    """

    port: int = 0
    moods: dict[str, str] = field(default_factory=dict)
    requests: list[Heard] = field(default_factory=list)
    # How many are being answered at this moment, by path, and the most there ever were.
    now: dict[str, int] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    let_go: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/in") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def heard(self, path: str = "/in") -> list[Heard]:
        with self.lock:
            return [each for each in self.requests if each.path == path]

    def ids(self, path: str = "/in") -> list[str]:
        return [each.id for each in self.heard(path)]

    def take(self, heard: Heard) -> None:
        with self.lock:
            self.requests.append(heard)
            self.now[heard.path] = self.now.get(heard.path, 0) + 1
            self.most[heard.path] = max(self.most.get(heard.path, 0), self.now[heard.path])

    def done(self, path: str) -> None:
        with self.lock:
            self.now[path] -= 1


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told = {name.lower(): value for name, value in self.headers.items()}
            receiver.take(Heard(self.path, told, body))
            try:
                with suppress(OSError):
                    self.answer(receiver.moods.get(self.path, "takes"))
            finally:
                receiver.done(self.path)

        def answer(self, mood: str) -> None:
            if mood == "breaks":
                self.close_connection = True
                return
            if mood == "hangs":
                receiver.let_go.wait(30)
                return
            if mood == "drips":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                self.drip()
                return
            self.send_response(STATUSES.get(mood, 200))
            if mood == "redirects":
                self.send_header("Location", receiver.url("/elsewhere"))
            if mood == "busy":
                self.send_header("Retry-After", "7200")
            if mood == "trickles":
                self.end_headers()
                self.drip()
                return
            said = b"x" * 5_000_000 if mood == "floods" else json.dumps({"mood": mood}).encode()
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def drip(self) -> None:
            while not receiver.let_go.wait(0.02):
                self.wfile.write(b"x")

        def log_message(self, *_: Any) -> None:
            """Quietly."""

    return Handler


@contextmanager
def running_receiver() -> Iterator[Receiver]:
    """A server, and a platform that may call it."""
    receiver = Receiver()
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(receiver)) as server:
        server.daemon_threads = True
        receiver.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            with override_settings(WEBHOOKS_TO_LOOPBACK=True):
                yield receiver
        finally:
            receiver.let_go.set()
            server.shutdown()
            thread.join()
