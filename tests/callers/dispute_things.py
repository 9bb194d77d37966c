"""One of every dispute that a merchant can have something to do about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from adulis.disputes import actions
from adulis.kernel import db
from adulis.kernel.money import rupees
from tests.disputing import Quarrel, a_judge, opened_by
from tests.escrowing import a_deal
from tests.world import Shop, a_shop

PAISE = 10_000


def dispute_things(shop: Shop, note: str) -> dict[str, Any]:
    """By the names they have in paths; the merchant is the buyer in all of them."""
    supplier = a_shop("Supplier")
    waits, talks, own, ruled = (_deal(shop, supplier) for _ in range(4))
    claimed = _opened(supplier, waits, note)
    talking = _opened(shop, talks, note)
    talking.respond(claimed=PAISE)
    judged = _opened(supplier, ruled, note)
    judged.respond(shop, PAISE)
    for side in (shop, supplier):
        judged.do(side, actions.escalate)
    return {
        "dispute_id": claimed.id,
        "offer_id": claimed.offer.id,
        "brought_file_id": claimed.prove(supplier, note).file_id,
        "talking_dispute_id": talking.id,
        "talking_offer_id": talking.offer.id,
        "own_dispute_id": _opened(shop, own, note).id,
        "ruled_dispute_id": judged.id,
    }


def ruled(dispute_id: UUID) -> None:
    """All of it to the seller, so that the buyer has something to appeal against."""
    judge = a_judge()
    with db.transaction():
        actions.rule(
            dispute_id=dispute_id, to_seller=rupees(PAISE), to_buyer=rupees(0),
            reason="It works.", actor=judge, at=db.clock(),
        )  # fmt: skip


def _deal(shop: Shop, supplier: Shop) -> Any:
    deal = a_deal(PAISE, buyer=shop, seller=supplier)
    deal.fund()
    return deal


def _opened(by: Shop, deal: Any, note: str) -> Quarrel:
    return opened_by(by, deal, PAISE, claimed=rupees(PAISE), statement=note)
