"""Server-sent events (WHATWG HTML §9.2), as bytes. Pure."""

from __future__ import annotations

from typing import Any

import orjson

# How long a client waits before it connects again, unless it knows better.
RETRY_MILLISECONDS = 1_000


def opening(cursor: str) -> bytes:
    """The first block: no event, only where the client stands before the first one comes."""
    return f"retry: {RETRY_MILLISECONDS}\nid: {cursor}\n\n".encode()


def fact(name: str, cursor: str, shown: dict[str, Any]) -> bytes:
    """One event; JSON has no line breaks, so it is one line of ``data``."""
    return b"id: %b\nevent: %b\ndata: %b\n\n" % (
        cursor.encode(),
        name.encode(),
        orjson.dumps(shown),
    )


def reset(reason: str, cursor: str) -> bytes:
    """What came before cannot be told: whoever shows a state reads it again, and goes on here."""
    return fact("reset", cursor, {"reason": reason})


def heartbeat(cursor: str) -> bytes:
    """A comment, which is no event: the line lives, and nothing is missing up to the cursor."""
    return f": heartbeat\nid: {cursor}\n\n".encode()
