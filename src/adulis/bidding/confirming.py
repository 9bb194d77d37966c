"""The word that says a bid is no slip of the finger (G9): ours, for this bid, for a minute.

It is a keyed hash of what was bid, so nothing has to be kept, and no program can send it with
every bid without having been asked.
"""

from __future__ import annotations

import hmac
from datetime import datetime
from uuid import UUID

from adulis.bidding.rules.orders import Bid
from adulis.kernel.encryption import blind_index

SECONDS = 60
_PURPOSE = "bid.confirmation"


def token(auction_id: UUID, bid: Bid, *, until: datetime) -> str:
    """What is to be sent with the same bid before ``until``."""
    moment = int(until.timestamp())
    return f"{moment}.{_proof(auction_id, bid, moment)}"


def is_meant(given: str, auction_id: UUID, bid: Bid, *, now: datetime) -> bool:
    """Whether this is what we gave for this bid, and in time."""
    moment, _, proof = given.partition(".")
    if not (moment.isascii() and moment.isdigit() and len(moment) < 12):
        return False
    is_ours = hmac.compare_digest(proof, _proof(auction_id, bid, int(moment)))
    return is_ours and now.timestamp() <= int(moment)


def _proof(auction_id: UUID, bid: Bid, moment: int) -> str:
    told = f"{auction_id}/{bid.party}/{bid.amount.minor}/{moment}"
    return blind_index(told, purpose=_PURPOSE).hex()[:32]
