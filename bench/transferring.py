"""Merchants that send each other money: ``world`` or ``run``, started by ``bench.transfers``."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import django

django.setup()

from adulis.identity import actions as identity  # noqa: E402 - Django comes first
from adulis.identity import queries as people  # noqa: E402
from adulis.identity.values import (  # noqa: E402
    Caller,
    MemberRole,
    MerchantKind,
    Verification,
    Viewer,
)
from adulis.kernel import db  # noqa: E402
from adulis.kernel.actors import Actor, ActorKind, system  # noqa: E402
from adulis.kernel.ids import new_id  # noqa: E402
from adulis.kernel.money import rupees  # noqa: E402
from adulis.ledger import actions as ledger  # noqa: E402
from adulis.ledger.values import Posting, Transfer  # noqa: E402
from adulis.transfers import actions  # noqa: E402
from adulis.transfers.values import TransferOrder  # noqa: E402

CLERK = system("bench")
PLENTY = rupees(10**11)


def available(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/available/INR"


def world(count: int, place: Path) -> None:
    """``count`` verified merchants of one owner, each with plenty."""
    with db.transaction():
        owner = identity.register_user(
            email="bench@example.com", name="Bench", password="correct horse battery staple",
            actor=CLERK, at=db.clock(),
        )  # fmt: skip
    ids: list[UUID] = []
    while len(ids) < count:
        with db.transaction():
            now = db.clock()
            made = [
                identity.create_merchant(
                    name=f"Bench {number}", kind=MerchantKind.BUSINESS, owner_id=owner,
                    verification=Verification.VERIFIED, actor=CLERK, at=now,
                )
                for number in range(min(500, count - len(ids)))
            ]  # fmt: skip
            ledger.post_all(
                postings=[
                    Posting(
                        "credit", f"credit/bench/{each}",
                        (Transfer("bank/bench/nostro/INR", available(each), PLENTY),), now, CLERK,
                    )
                    for each in made
                ]
            )  # fmt: skip
        ids += made
    place.write_text(json.dumps([str(owner), *map(str, ids)]))


def verb(owner: UUID) -> Callable[[UUID, UUID], None]:
    """All of a transfer but the HTTP: checks, limits, fee, facts, audit."""
    actor = Actor(ActorKind.USER, str(owner), str(owner))
    viewers: dict[UUID, Viewer] = {}

    def run(sender: UUID, receiver: UUID) -> None:
        viewer = viewers.get(sender)
        if viewer is None:
            standing = people.standing(sender)
            roles, standings = {sender: MemberRole.OWNER}, {sender: standing}
            caller = Caller(actor, owner, db.clock(), roles, standings)
            viewer = viewers[sender] = Viewer(caller, sender, MemberRole.OWNER, standing)
        order = TransferOrder(to=str(receiver), amount=rupees(100))
        with db.transaction():
            actions.create_transfer(viewer=viewer, order=order, actor=actor, at=db.clock())

    return run


def posting(_: UUID) -> Callable[[UUID, UUID], None]:
    """The movement alone: the ceiling of any transfer above this ledger."""

    def run(sender: UUID, receiver: UUID) -> None:
        moved = (Transfer(available(sender), available(receiver), rupees(100)),)
        with db.transaction():
            at = db.clock()
            ledger.post(posting=Posting("bench", f"bench/{new_id()}", moved, at, CLERK))

    return run


WAYS = {"verb": verb, "posting": posting}


def run(way: str, merchants: int, seconds: float, place: Path) -> int:
    """How many one client gets done."""
    owner, *ids = (UUID(each) for each in json.loads(place.read_text()))
    among, chance = ids[:merchants], random.Random()
    send = WAYS[way](owner)
    send(*chance.sample(among, 2))  # connects, and plans what is planned once
    done, until = 0, time.perf_counter() + seconds
    while time.perf_counter() < until:
        send(*chance.sample(among, 2))
        done += 1
    return done


def main() -> None:
    what, *given = sys.argv[1:]
    if what == "world":
        world(int(given[0]), Path(given[1]))
    else:
        print(run(given[0], int(given[1]), float(given[2]), Path(given[3])))


if __name__ == "__main__":
    main()
