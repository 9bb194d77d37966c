"""What escrow does when a lower room says that something happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.escrow import actions
from adulis.events import actions as events
from adulis.events.values import Consumer, Streamed
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import rupees

# Everything done here can be done twice: facts from before this room was there do no harm.
ESCROW = Consumer("escrow", from_beginning=True)
BATCH = 200


@db.transaction_required
def listen(*, actor: Actor, at: datetime) -> int:
    """Act upon the next facts, each once; returns how many were read, of whatever type."""
    told: dict[str, Any] = {"actor": actor, "at": at}
    return events.consume(
        consumer=ESCROW,
        types=frozenset(_ACTS),
        limit=BATCH,
        handle=lambda fact: _ACTS[fact.type](fact, told),
        at=at,
    )


def _deposit_cleared(fact: Streamed, told: dict[str, Any]) -> None:
    if fact.merchant_id is not None:
        actions.use_deposit(merchant_id=fact.merchant_id, deposit_id=_id_of(fact), **told)


def _charged_back(fact: Streamed, told: dict[str, Any]) -> None:
    if fact.merchant_id is not None:
        actions.charge_back(
            chargeback_id=UUID(fact.payload["chargeback_id"]),
            deposit_id=_id_of(fact),
            merchant_id=fact.merchant_id,
            shortfall=rupees(fact.payload["shortfall"]["amount_minor"]),
            **told,
        )


def _chargeback_won(fact: Streamed, told: dict[str, Any]) -> None:
    if fact.merchant_id is not None:
        actions.regain(chargeback_id=_id_of(fact), merchant_id=fact.merchant_id, **told)


def _frozen(fact: Streamed, told: dict[str, Any]) -> None:
    if fact.merchant_id is not None:
        actions.hold_all_of(merchant_id=fact.merchant_id, **told)


def _unfrozen(fact: Streamed, told: dict[str, Any]) -> None:
    if fact.merchant_id is not None:
        actions.resume_all_of(merchant_id=fact.merchant_id, **told)


_ACTS: dict[str, Callable[[Streamed, dict[str, Any]], None]] = {
    "deposit.cleared": _deposit_cleared,
    "deposit.charged_back": _charged_back,
    "chargeback.won": _chargeback_won,
    "merchant.payouts_frozen": _frozen,
    "merchant.payouts_unfrozen": _unfrozen,
}


def _id_of(fact: Streamed) -> UUID:
    return UUID(fact.subject.partition("/")[2])
