"""The chart of accounts: every place money can be, and what its address looks like. Pure.

An account is opened by the first posting that names it, and everything about it follows from the
address, its id included. So nobody configures accounts, and nobody can change one unnoticed.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from adulis.kernel.money import EXPONENTS
from adulis.ledger.errors import UnknownAddress

# Written so that Python and PostgreSQL read them alike: the chart is also a CHECK constraint.
_PARTS = {
    "<uuid>": "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    "<code>": "[a-z0-9][a-z0-9-]{0,31}",
    "<CCY>": "[A-Z]{3}",
}


@dataclass(frozen=True, slots=True)
class ChartEntry:
    """One kind of account.

    ``chained`` accounts are locked while they are posted to and every line of theirs carries the
    running balance; ``floor_minor`` is what that balance never falls below. Unchained accounts
    are hot and have no floor: lines are appended without any lock, and summed when asked for.
    ``side`` is whose money it shows: a client's, the outside world's, or the platform's own.
    """

    kind: str
    pattern: str
    side: Literal["client", "world", "platform"]
    chained: bool
    floor_minor: int | None
    meaning: str

    @property
    def expression(self) -> str:
        """The pattern as an anchored regular expression."""
        expression = self.pattern
        for placeholder, part in _PARTS.items():
            expression = expression.replace(placeholder, part)
        return f"^{expression}$"


def _client(kind: str, pattern: str, meaning: str) -> ChartEntry:
    return ChartEntry(kind, pattern, "client", chained=True, floor_minor=0, meaning=meaning)


def _open_ended(
    kind: str, pattern: str, side: Literal["client", "world", "platform"], meaning: str
) -> ChartEntry:
    return ChartEntry(kind, pattern, side, chained=False, floor_minor=None, meaning=meaning)


CHART: tuple[ChartEntry, ...] = (
    _client("available", "merchant/<uuid>/available/<CCY>", "What the merchant may spend now."),
    _client("held", "merchant/<uuid>/held/<CCY>", "Set aside for payouts on their way."),
    _client("pending", "merchant/<uuid>/pending/<CCY>", "Paid in, not cleared yet."),
    _client("escrow", "escrow/<uuid>/<CCY>", "A milestone's money, until it is released."),
    _client("dispute", "dispute/<uuid>/<CCY>", "The disputed part of a milestone, locked."),
    _client("bond", "bond/<uuid>/<uuid>/<CCY>", "A bidder's bond in an auction."),
    _open_ended(
        "receivable",
        "merchant/<uuid>/receivable/<CCY>",
        "client",
        "What the merchant owes the platform: falls as the debt grows, returns to zero.",
    ),
    _open_ended(
        "clearing",
        "bank/<code>/clearing/<CCY>",
        "world",
        "Payouts the bank confirmed, until its statement shows them.",
    ),
    _open_ended(
        "nostro",
        "bank/<code>/nostro/<CCY>",
        "world",
        "Our account at the bank, seen from the bank: minus this is the money we hold there.",
    ),
    _open_ended(
        "gateway",
        "gateway/<code>/receivable/<CCY>",
        "world",
        "What a payment gateway collected for us: minus this is what it owes us.",
    ),
    _open_ended("fees", "platform/fees/<CCY>", "platform", "Fees earned."),
    _open_ended("tax", "platform/tax/<CCY>", "platform", "GST collected, owed to the state."),
    _open_ended(
        "suspense", "platform/suspense/<CCY>", "platform", "Money nobody has explained yet."
    ),
    _open_ended(
        "fx", "platform/fx/<CCY>", "platform", "The platform's position in a currency it converts."
    ),
    _open_ended("losses", "platform/losses/<CCY>", "platform", "Written off."),
    _open_ended(
        "costs", "platform/costs/<CCY>", "platform", "What gateways charge us for their work."
    ),
)


@dataclass(frozen=True, slots=True)
class Classified:
    """What an address says about its account."""

    id: int
    address: str
    currency: str
    kind: str
    floor_minor: int | None
    chained: bool


@lru_cache(maxsize=65_536)
def classify(address: str) -> Classified:
    """What ``address`` says about its account. Raises UnknownAddress."""
    currency = address.rpartition("/")[2]
    if currency in EXPONENTS:
        for entry in CHART:
            if re.fullmatch(entry.expression, address, re.ASCII):
                return Classified(
                    id=account_id(address),
                    address=address,
                    currency=currency,
                    kind=entry.kind,
                    floor_minor=entry.floor_minor,
                    chained=entry.chained,
                )
    raise UnknownAddress(f"{address!r} is not in the chart of accounts.", address=address)


def account_id(address: str) -> int:
    """The id of the account at ``address``: the first 63 bits of the address's SHA-256.

    Whoever knows an address knows the id without asking the database, and a row whose two columns
    disagree was tampered with. Two addresses in ten million share an id with a probability of
    about 1 in 200,000; the second could not be opened, loudly, and no money would go astray.
    """
    return int.from_bytes(hashlib.sha256(address.encode()).digest()[:8]) >> 1
