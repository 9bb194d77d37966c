"""What ``./adulis listen`` and ``./adulis events`` know of the platform: its public API only.

A developer's machine has no address that a server of ours could reach. So the events are fetched,
signed as an endpoint's would be, and carried to a program on that machine.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

import httpx2
import orjson
from standardwebhooks import Webhook

STREAM_SECONDS = 45.0  # three heartbeats; whoever is silent for longer has gone
ANSWER_SECONDS = 30.0
_PAGE = 500
_SECRET_BYTES, _PREFIX = 24, "whsec_"
_CREATED_OR_LESS = 400


class NotListening(RuntimeError):
    """The platform does not answer as it should; says what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a stream: ``event`` is the fact as the API shows it, None for a heartbeat."""

    cursor: str
    event: dict[str, Any] | None
    is_reset: bool = False


class Platform:
    """The API, as the merchant that ``api_key`` belongs to sees it. Raises NotListening."""

    def __init__(self, base_url: str, api_key: str) -> None:
        self.base_url = base_url.rstrip("/")
        self._client = httpx2.Client(
            base_url=f"{self.base_url}/api/v1",
            headers={"Authorization": f"Bearer {api_key}"},
            timeout=httpx2.Timeout(ANSWER_SECONDS, read=STREAM_SECONDS),
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def follow(self, cursor: str = "") -> Iterator[Block]:
        """What happens from now on, or after ``cursor``, until the line breaks.

        Raises httpx2.TransportError when it does.
        """
        asked = {"after": cursor} if cursor else {}
        with self._client.stream("GET", "/stream/", params=asked) as answer:
            if answer.status_code >= _CREATED_OR_LESS:
                answer.read()
                raise NotListening(_problem(answer))
            yield from blocks(answer.iter_lines())

    def events(self, **asked: str) -> Iterator[dict[str, Any]]:
        """All there was, oldest first, page by page."""
        cursor, has_more = "", True
        while has_more:
            query = {"limit": str(_PAGE)} | asked | ({"after": cursor} if cursor else {})
            page = self._told(self._client.get("/events/", params=query))
            yield from page["results"]
            cursor, has_more = page["cursor"], page["has_more"]

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """What the API answers to an order that is safe to repeat."""
        return self._told(self._client.post(path, json=body))

    def _told(self, answer: httpx2.Response) -> dict[str, Any]:
        if answer.status_code >= _CREATED_OR_LESS:
            raise NotListening(_problem(answer))
        told: dict[str, Any] = answer.json()
        return told


def blocks(lines: Iterable[str]) -> Iterator[Block]:
    """A stream of events, read line by line (WHATWG HTML §9.2); an unfinished block is not told."""
    fields: dict[str, str] = {}
    for line in lines:
        if line:
            name, _, value = line.partition(":")
            fields[name] = value.removeprefix(" ")
            continue
        kind, event = fields.get("event", ""), None
        if kind and kind != "reset":
            event = orjson.loads(fields.get("data", "null"))
        yield Block(fields.get("id", ""), event, is_reset=kind == "reset")
        fields = {}


class Receiver:
    """The program on this machine that is told, signed with ``secret``."""

    def __init__(self, url: str, secret: str) -> None:
        self.url = url
        self._signer = _signer(secret)
        self._client = httpx2.Client(timeout=ANSWER_SECONDS, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def tell(self, event: dict[str, Any]) -> str:
        """Tell one event, once; returns what came of it, in words."""
        at = datetime.now(UTC)  # whoever verifies it reads the clock of this machine too
        body = orjson.dumps(
            {"type": event["type"], "timestamp": event["at"], "data": event}
        ).decode()
        try:
            answer = self._client.post(
                self.url,
                content=body,
                headers={
                    "content-type": "application/json",
                    "webhook-id": event["id"],
                    "webhook-timestamp": str(int(at.timestamp())),
                    "webhook-signature": self._signer.sign(event["id"], at, body),
                },
            )
        except httpx2.TransportError as error:
            return f"not delivered: {error}"
        milliseconds = round(answer.elapsed.total_seconds() * 1_000)
        return f"{answer.status_code} in {milliseconds} ms"


def _signer(secret: str) -> Webhook:
    key = b""
    if secret.startswith(_PREFIX):
        with suppress(ValueError):
            key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    if not key:
        raise NotListening(f"A secret is {_PREFIX} and base64.")
    return Webhook(secret)


def new_secret() -> str:
    """A secret for signatures, as Standard Webhooks writes them."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def _problem(answer: httpx2.Response) -> str:
    try:
        told = answer.json()
    except ValueError:
        return f"It answered {answer.status_code}, and not as this platform does."
    return f"{told.get('detail') or told.get('title')} ({told.get('code')})"
