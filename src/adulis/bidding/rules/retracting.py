"""Whether a bid may be taken back (3.7). Pure.

Free is only the correction of a slip, at once and away from the end, and a withdrawal after the
terms were changed. Everything else is a default, which costs the bond; where there is none it is
refused, else whoever shields a friend's low bid with a high one would take it back for nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from adulis.bidding.errors import NothingStanding, RetractionRefused
from adulis.bidding.rules.book import Rules
from adulis.bidding.rules.orders import Bid, Entry, Instruct
from adulis.bidding.rules.refusing import check_time
from adulis.bidding.rules.state import State
from adulis.kernel.money import Money

CORRECTION_TIME = timedelta(seconds=60)


class Grounds(StrEnum):
    """By which rule it is taken back."""

    CORRECTION = "correction"
    AMENDMENT = "amendment"
    FORFEIT = "forfeit"


def grounds(
    rules: Rules,
    state: State,
    party: UUID,
    *,
    last: Entry | None,
    corrected: Money | None,
    forfeits_bond: bool,
    at: datetime,
) -> Grounds:
    """By which rule ``party`` may take back what it has bid.

    ``last`` is its newest bid or limit; ``corrected`` is the bid it enters instead.
    ``forfeits_bond``: there is a bond, and the bidder has said that it may be lost.
    Raises Closed, NothingStanding, RetractionRefused.
    """
    check_time(rules, state, at)
    offer = state.offers.get(party)
    if offer is None or last is None:
        raise NothingStanding
    if offer.is_stale:
        return Grounds.AMENDMENT
    if forfeits_bond:
        return Grounds.FORFEIT
    if corrected is None:
        raise RetractionRefused(reason="no_correction")
    if at - last.at > CORRECTION_TIME:
        raise RetractionRefused(reason="too_late_after_the_bid")
    if at >= state.ends_at - 2 * rules.window:
        raise RetractionRefused(reason="too_near_the_end")
    if not rules.beats(_offered(last), corrected):
        # What is better is simply bid.
        raise RetractionRefused(reason="not_a_correction", pointer="/corrected_paise")
    return Grounds.CORRECTION


def _offered(entry: Entry) -> Money:
    match entry.order:
        case Bid(amount=amount):
            return amount
        case Instruct(limit=limit):
            return limit
        case _:
            raise ValueError("only a bid or a limit is taken back")
