"""Foreign money: rates, promises, and what we hold of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from adulis.deposits import fx
from adulis.deposits.errors import (
    QuoteNotFound,
)
from adulis.deposits.models import (
    Quote,
    Rate,
)
from adulis.kernel import db
from adulis.kernel.money import Money, rupees


def quote_of(merchant_id: UUID, quote_id: UUID) -> Quote:
    """Raises QuoteNotFound."""
    quote = Quote.objects.filter(id=quote_id, merchant_id=merchant_id).first()
    if quote is None:
        raise QuoteNotFound
    return quote


def latest_rate(gateway: str, currency: str) -> Rate | None:
    """The last rate that was told, however old."""
    rows = Rate.objects.filter(gateway=gateway, currency=currency)
    return rows.order_by("-fetched_at", "-id").first()


@dataclass(frozen=True, slots=True)
class Position:
    """What we hold of a currency, what was paid for it, and what it is worth at the last rate.

    ``worth`` and ``result`` are None while no rate has ever been told.
    """

    held: Money
    cost: Money
    rate: Rate | None
    worth: Money | None

    @property
    def result(self) -> Money | None:
        """What would be gained (negative: lost) if it were sold at the last rate."""
        return None if self.worth is None else self.worth - self.cost


# An entry that moves a position has both sides in it: the foreign money, and the rupees for it.
_POSITIONS = """
SELECT foreign_place.currency, sum(foreign_line.amount_minor),
       coalesce(sum(home.minor), 0)
  FROM ledger_account AS foreign_place
  JOIN ledger_line AS foreign_line ON foreign_line.account_id = foreign_place.id
  LEFT JOIN LATERAL (
       SELECT -sum(line.amount_minor) AS minor
         FROM ledger_line AS line JOIN ledger_account AS place ON place.id = line.account_id
        WHERE line.entry_id = foreign_line.entry_id AND place.address = 'platform/fx/INR'
       ) AS home ON true
 WHERE foreign_place.kind = 'fx' AND foreign_place.currency <> 'INR'
 GROUP BY foreign_place.currency ORDER BY foreign_place.currency
"""


def positions(gateway: str) -> list[Position]:
    """Our position in every foreign currency, for operators: held, its cost, and its worth now."""
    found = {currency: (held, cost) for currency, held, cost in db.fetch_all(_POSITIONS)}
    positions = []
    for currency in fx.FOREIGN:
        held, cost = found.get(currency, (0, 0))
        rate = latest_rate(gateway, currency)
        worth = None if rate is None else _worth(Money(int(held), currency), rate)
        positions.append(Position(Money(int(held), currency), rupees(int(cost)), rate, worth))
    return positions


def _worth(held: Money, rate: Rate) -> Money:
    per_unit = fx.Rate(rate.currency, rate.micros)
    return per_unit.convert(held) if held.minor >= 0 else -per_unit.convert(-held)
