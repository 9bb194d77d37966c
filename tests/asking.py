"""What requests about payouts are made of: bodies, keys of intents, and credentials."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from adulis.identity import actions as identity
from adulis.identity.values import SCOPES
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.timers import actions as timers
from tests.world import Shop

REPLAYED = "Idempotent-Replayed"


def keyed(key: object = None) -> dict[str, str]:
    """The header of an intent; a new intent unless told which."""
    return {"Idempotency-Key": str(key or uuid4())}


def order(shop: Shop, paise: Any = 60_000, **more: Any) -> dict[str, Any]:
    """The body of a payout to the shop's first account."""
    return {"amount_paise": paise, "bank_account_id": str(shop.accounts[0].id), **more}


def key_made_by(shop: Shop, user_id: UUID, scopes: Sequence[str] = SCOPES) -> str:
    """An API key of the shop that counts as this member of it."""
    with db.transaction():
        return identity.create_api_key(
            merchant_id=shop.id,
            made_by=user_id,
            name="tests",
            scopes=scopes,
            actor=shop.actor,
            at=db.clock(),
        ).raw


def pass_hours(hours: float) -> None:
    """Move the platform's clock."""
    with db.transaction():
        timers.advance_clock(seconds=round(hours * 3600), actor=system("tests"), at=db.clock())
