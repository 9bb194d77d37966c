"""What may be ordered in an open auction; the log is a list of these. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from adulis.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Bid:
    """A bid at a price. Made by the leader it moves no price: it is kept as their limit (G7)."""

    party: UUID
    amount: Money


@dataclass(frozen=True, slots=True)
class Instruct:
    """A standing instruction (3.6): bid for me, one step ahead, as far as ``limit``.

    It takes part at once, by the least that is enough, and from ``until`` on it answers nobody.
    """

    party: UUID
    limit: Money
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cancel:
    """The standing instruction is over; what it has bid stands."""

    party: UUID


@dataclass(frozen=True, slots=True)
class Retract:
    """One order of the party's never was (3.7); ``target`` is its place in the log."""

    party: UUID
    target: int


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The party is out of it, with all it has ordered so far."""

    party: UUID


@dataclass(frozen=True, slots=True)
class Amend:
    """The terms are others now: nobody's bid counts until they say that it does (E-8)."""

    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Reconfirm:
    """The bid that was made on other terms is meant on these as well."""

    party: UUID


@dataclass(frozen=True, slots=True)
class Delay:
    """We were down; nobody loses the time (C4)."""

    by: timedelta


OfParty: TypeAlias = Bid | Instruct | Cancel | Retract | Withdraw | Reconfirm
Order: TypeAlias = OfParty | Amend | Delay


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: ``position`` counts from 1 without a gap."""

    position: int
    at: datetime
    order: Order
