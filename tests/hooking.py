"""Webhook endpoints of a shop, what happens to it, and telling it as the worker does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.ops.invariants import examine
from adulis.timers import actions as timers
from adulis.webhooks import actions, tasks
from adulis.webhooks.checks import CHECKS
from adulis.webhooks.models import Attempt, Delivery, Endpoint
from adulis.webhooks.sending import Carrier
from adulis.webhooks.values import Shown
from tests.facts import settle
from tests.webhook_receiver import Receiver, running_receiver
from tests.world import Shop, a_shop

TESTS = system("tests")


@contextmanager
def a_receiver() -> Iterator[Receiver]:
    """A server that is told; afterwards every invariant of webhooks holds."""
    with running_receiver() as running:
        # From here on: what happened before the consumer was there concerns nobody.
        fan_out()
        yield running
    assert [each for each in examine(CHECKS) if each.broken] == []


def an_endpoint(
    shop: Shop, url: str, *types: str, description: str = "", actor: Any = None
) -> Shown:
    with db.transaction():
        return actions.create_endpoint(
            merchant_id=shop.id, url=url, description=description, types=types,
            actor=actor or shop.actor, at=db.clock(),
        )  # fmt: skip


def a_quiet_shop(name: str = "Asha Exports") -> Shop:
    """One whose beginnings are told already, to nobody."""
    made = a_shop(name)
    fan_out()
    return made


def do(verb: Any, shop: Shop, **told: Any) -> Any:
    """A verb of the shop's owner."""
    with db.transaction():
        return verb(merchant_id=shop.id, actor=shop.actor, at=db.clock(), **told)


def fan_out() -> None:
    """Write down whom every fact there is has to be sent to."""
    settle()
    while tasks.fan_out():
        pass


@contextmanager
def a_postroom(*, seconds: float = 5.0, **more: Any) -> Iterator[tasks.Postroom]:
    room = tasks.Postroom(Carrier(may_be_local=True, total_seconds=seconds), **more)
    try:
        yield room
    finally:
        room.close()


def deliver(*, seconds: float = 5.0) -> None:
    """Send all that is due now."""
    with a_postroom(seconds=seconds) as room:
        room.rest()


def tell(*, seconds: float = 5.0) -> None:
    fan_out()
    deliver(seconds=seconds)


def pass_time(wait: timedelta) -> None:
    with db.transaction():
        timers.advance_clock(seconds=round(wait.total_seconds()), actor=TESTS, at=db.clock())


def deliveries(endpoint_id: UUID) -> list[Delivery]:
    return list(Delivery.objects.filter(endpoint_id=endpoint_id).order_by("fact_id"))


def only(endpoint_id: UUID) -> Delivery:
    [found] = deliveries(endpoint_id)
    return found


def attempts(delivery: Delivery) -> list[Attempt]:
    return list(Attempt.objects.filter(delivery=delivery).order_by("number"))


def endpoint(endpoint_id: UUID) -> Endpoint:
    return Endpoint.objects.get(id=endpoint_id)


def whats(receiver: Receiver, path: str = "/in") -> Sequence[str]:
    """What has happened, as it was told there."""
    import orjson

    return [
        orjson.loads(each.body)["data"]["payload"].get("what", "") for each in receiver.heard(path)
    ]
