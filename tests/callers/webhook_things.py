"""Webhook endpoints, one of them disabled, and a delivery that was given up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from adulis.events import queries as events
from adulis.kernel import db
from adulis.webhooks import actions
from adulis.webhooks.actions.fanning import write_deliveries
from adulis.webhooks.models import Delivery
from tests.facts import settle
from tests.world import Shop


def webhook_things(shop: Shop, note: str) -> dict[str, Any]:
    disabled_id = _endpoint(shop, note)
    _do(actions.disable_endpoint, shop, endpoint_id=disabled_id)
    began = db.clock()
    endpoint_id = _endpoint(shop, note)
    settle()
    with db.transaction():
        facts, _ = events.since(began, merchant_id=shop.id, limit=1)
        write_deliveries([(endpoint_id, each) for each in facts])
    _do(actions.disable_endpoint, shop, endpoint_id=endpoint_id)
    _do(actions.enable_endpoint, shop, endpoint_id=endpoint_id)
    return {
        "endpoint_id": endpoint_id,
        "disabled_endpoint_id": disabled_id,
        "delivery_id": Delivery.objects.get(endpoint_id=endpoint_id).id,
    }


def _endpoint(shop: Shop, note: str) -> UUID:
    made = _do(
        actions.create_endpoint, shop, url=f"https://hooks.example.com/{note}", description=note,
        types=["webhook_endpoint.*"],
    )  # fmt: skip
    found: UUID = made.id
    return found


def _do(verb: Any, shop: Shop, **told: Any) -> Any:
    with db.transaction():
        return verb(merchant_id=shop.id, actor=shop.actor, at=db.clock(), **told)
