"""What arrived, by address, and what is answered there. Pure but for its memory."""

from __future__ import annotations

import base64
import hmac
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# So much memory at most: a hundred times what one delivery may be, for each of twenty addresses.
MOST_INBOXES, MOST_KEPT = 20, 100
MOST_IDS = 10_000
_PREFIX = "whsec_"


class Answer(StrEnum):
    """What is said to a webhook."""

    TAKES = "takes"
    FAILS = "fails"
    GONE = "gone"
    SLOW = "slow"


class Signature(StrEnum):
    """Whether it is from who knows the secret."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNCHECKED = "unchecked"  # nobody has said the secret yet


@dataclass(slots=True)
class Inbox:
    """One address. ``secret`` is what webhooks to it are signed with; empty: not known."""

    answer: Answer = Answer.TAKES
    secret: str = ""
    arrived: int = 0
    received: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=MOST_KEPT))
    ids: OrderedDict[str, None] = field(default_factory=OrderedDict)

    def receive(self, headers: dict[str, str], body: bytes, *, at: str) -> None:
        self.arrived += 1
        event_id = headers.get("webhook-id", "")
        self.received.append(
            {
                "number": self.arrived,
                "at": at,
                "headers": headers,
                "body": body.decode("utf-8", "replace"),
                "signature": signature_of(self.secret, headers, body),
                "is_repeat": event_id in self.ids,
                "answered": self.answer,
            }
        )
        if event_id:
            self.ids[event_id] = None
            while len(self.ids) > MOST_IDS:
                self.ids.popitem(last=False)

    def learn(self, secret: str) -> None:
        """What came before anybody said the secret is verified with it as well."""
        self.secret = secret
        for each in self.received:
            if each["signature"] is Signature.UNCHECKED:
                body = each["body"].encode()
                each["signature"] = signature_of(secret, each["headers"], body)

    def shown(self, *, after: int) -> dict[str, Any]:
        """The newest first, of those that arrived after the one numbered so."""
        return {
            "answer": self.answer,
            "knows_secret": self.secret != "",
            "arrived_count": self.arrived,
            "received": [each for each in reversed(self.received) if each["number"] > after],
        }


class Inboxes:
    """Every address there is; the one that was longest not used makes room for a new one."""

    def __init__(self) -> None:
        self._by_name: OrderedDict[str, Inbox] = OrderedDict()

    def at(self, name: str) -> Inbox:
        inbox = self._by_name.setdefault(name, Inbox())
        self._by_name.move_to_end(name)
        while len(self._by_name) > MOST_INBOXES:
            self._by_name.popitem(last=False)
        return inbox


def signature_of(secret: str, headers: dict[str, str], body: bytes) -> Signature:
    """As Standard Webhooks has it, but for how old it is: the clock of a sandbox may be moved."""
    if not secret:
        return Signature.UNCHECKED
    stamp = headers.get("webhook-timestamp", "")
    if not (stamp.isascii() and stamp.isdigit()):
        return Signature.BROKEN
    content = f"{headers.get('webhook-id', '')}.{stamp}.".encode() + body
    expected = _signed(secret, content)
    given = headers.get("webhook-signature", "").encode().split(b" ")
    holds = any(hmac.compare_digest(expected, each) for each in given)
    return Signature.HOLDS if holds else Signature.BROKEN


def is_secret(text: str) -> bool:
    """Whether anything can be verified with it."""
    try:
        return text.startswith(_PREFIX) and bool(_key(text))
    except ValueError:
        return False


def _signed(secret: str, content: bytes) -> bytes:
    return b"v1," + base64.b64encode(hmac.digest(_key(secret), content, "sha256"))


def _key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
