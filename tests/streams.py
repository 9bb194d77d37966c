"""Server-sent events as a client reads them (WHATWG HTML §9.2), and a client that follows them."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

STREAM = "/api/v1/stream/"
# Longer than any wait a test has reason for; a stream that stands still fails the test.
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Message:
    """One block of a stream; ``name`` is empty where the block was no event."""

    name: str
    id: str
    data: Any
    comment: str = ""


def messages(lines: Iterable[str]) -> Iterator[Message]:
    """Every block in ``lines``, which end with their line breaks; an unfinished one is not told."""
    fields: dict[str, str] = {}
    for line in lines:
        if line == "\n":
            yield Message(
                fields.get("event", ""),
                fields.get("id", ""),
                json.loads(fields.get("data", "null")),
                fields.get("", ""),
            )
            fields = {}
        elif line.endswith("\n"):
            name, _, value = line.rstrip("\n").partition(":")
            fields[name] = value.removeprefix(" ")


def told(answer: Any) -> list[Message]:
    """The blocks of an answer that was given whole."""
    assert answer.headers["Content-Type"] == "text/event-stream", answer.content
    return list(messages(answer.content.decode().splitlines(keepends=True)))


class Follower:
    """A client of a real server. Reads a block at a time and remembers the last id it saw."""

    def __init__(
        self, port: int, credential: str, last_id: str = "", query: str = "", **headers: str
    ) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        asked = {name.replace("_", "-"): value for name, value in headers.items()}
        asked["Authorization"] = f"Bearer {credential}"
        if last_id:
            asked["Last-Event-ID"] = last_id
        self._connection.request("GET", STREAM + query, headers=asked)
        self._answer = self._connection.getresponse()
        self.status = self._answer.status
        self.last_id = last_id
        self._blocks = messages(self._lines())
        if self.status == 200:
            self.next()  # where it stands; the events come after

    def next(self) -> Message:
        """The next block. Raises StopIteration where the stream has ended."""
        block = next(self._blocks)
        self.last_id = block.id or self.last_id
        return block

    def events(self, count: int) -> list[Message]:
        """The next ``count`` events; heartbeats are passed over."""
        found: list[Message] = []
        while len(found) < count:
            block = self.next()
            found += [block] if block.name else []
        return found

    def rest(self) -> list[Message]:
        """Every event up to the stream's end."""
        found = []
        for block in self._blocks:
            self.last_id = block.id or self.last_id
            found += [block] if block.name else []
        return found

    def cut(self) -> None:
        """Leave without a word, as a lost network does."""
        self._answer.close()
        self._connection.close()

    def _lines(self) -> Iterator[str]:
        # A stream that is cut has ended, wherever that was.
        with suppress(http.client.IncompleteRead, ConnectionError, socket.timeout):
            while line := self._answer.readline():
                yield line.decode()
