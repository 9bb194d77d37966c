"""Transfers by many at once: nobody waits in a ring, no limit is broken, nothing is lost."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from adulis.approvals import queries as approvals
from adulis.approvals.errors import ApproverIsMaker
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind, system
from adulis.kernel.errors import Refusal
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import rupees
from adulis.limits.actions import set_limit
from adulis.limits.values import LimitKind, Window
from adulis.oversight import actions as oversight
from adulis.oversight.queries import thresholds_of
from adulis.oversight.values import Thresholds
from adulis.transfers import actions
from adulis.transfers.errors import RecipientLimitReached, TransferAboveLimit
from adulis.transfers.models import Transfer
from adulis.transfers.values import TransferOrder
from tests.bank import broken_promises, overtaken
from tests.world import Shop, a_member, a_shop

CLIENTS = 8


def send(sender: Shop, to: Shop, paise: int) -> str:
    """What came of it: the state, or the name of the refusal."""
    order = TransferOrder(to=str(to.id), amount=rupees(paise))
    try:
        with db.transaction():
            made = actions.create_transfer(
                viewer=sender.viewer, order=order, actor=sender.actor, at=db.clock()
            )
        return str(made.state)
    except Refusal as refusal:
        return type(refusal).__name__
    finally:
        connections.close_all()


def all_at_once(jobs: list[tuple[Any, ...]]) -> Counter[str]:
    with ThreadPoolExecutor(CLIENTS) as pool:
        return Counter(pool.map(lambda job: job[0](*job[1:]), jobs))


def limited(kind: LimitKind, window: Window, paise: int) -> None:
    with db.transaction():
        set_limit(
            tier="standard", kind=kind, window=window, maximum=rupees(paise),
            starts_at=db.clock(), actor=system("tests"), at=db.clock(),
        )  # fmt: skip


def test_to_and_fro_nobody_waits_in_a_ring(fresh_database: object) -> None:
    asha, binu = a_shop("Asha", paise=1_000_000), a_shop("Binu", paise=1_000_000)
    jobs: list[tuple[Any, ...]] = [(send, asha, binu, 1_000), (send, binu, asha, 1_000)] * 60
    assert all_at_once(jobs) == {"completed": 120}
    assert (asha.available, binu.available) == (1_000_000, 1_000_000)
    assert broken_promises() == []


def test_among_many_nothing_is_lost(fresh_database: object) -> None:
    shops = [a_shop(f"Shop {number}", paise=50_000) for number in range(6)]
    chance = random.Random(11)
    jobs = [(send, *chance.sample(shops, 2), chance.randrange(1, 30_000)) for _ in range(150)]
    told = all_at_once(jobs)
    assert set(told) <= {"completed", "InsufficientFunds"}
    assert told["completed"] == Transfer.objects.count()
    assert sum(shop.available for shop in shops) == 300_000
    assert broken_promises() == []


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [
        (LimitKind.TRANSFER_OUT, TransferAboveLimit),
        (LimitKind.TRANSFER_IN, RecipientLimitReached),
    ],
)
@pytest.mark.parametrize("window", [Window.DAY, Window.MONTH])
def test_a_limit_is_reached_and_never_passed(
    fresh_database: object, kind: LimitKind, window: Window, refusal: type[Refusal]
) -> None:
    limited(kind, window, 10_000)
    many = [a_shop(f"Shop {number}", paise=100_000) for number in range(4)]
    one = a_shop("One", paise=100_000)
    pairs = [(one, each) if kind is LimitKind.TRANSFER_OUT else (each, one) for each in many]
    told = all_at_once([(send, *pair, 1_000) for pair in pairs * 6])
    assert told == {"completed": 10, refusal.__name__: 14}
    moved = 100_000 - one.available
    assert abs(moved) == 10_000
    assert broken_promises() == []


def test_of_many_who_answer_one_does(fresh_database: object) -> None:
    """Approve, refuse and withdraw at the same moment: one of them, and all of it."""
    asha, binu = a_shop("Asha", paise=100_000), a_shop("Binu")
    owners = [a_member(asha, MemberRole.OWNER, f"Owner{number}")[0] for number in range(3)]
    with db.transaction():
        actions.set_approval_threshold(
            merchant_id=asha.id, above=rupees(1), actor=asha.actor, at=db.clock()
        )
    for _ in range(8):
        send(asha, binu, 1_000)
    outcomes: Counter[str] = Counter()
    for approval in list(approvals.of_merchant(asha.id)):

        def answer(verb: Any, user_id: Any, found: Any = approval) -> str:
            actor = Actor(ActorKind.USER, str(user_id), str(user_id))
            try:
                with db.transaction():
                    verb(approval=found, actor=actor, at=db.clock())
                return "done"
            except (IllegalMove, ApproverIsMaker) as refusal:
                return type(refusal).__name__
            finally:
                connections.close_all()

        outcomes += all_at_once(
            [
                *((answer, oversight.approve, owner) for owner in owners),
                (answer, oversight.approve, asha.owner_id),
                (answer, oversight.refuse, owners[0]),
                (answer, oversight.withdraw, asha.owner_id),
            ]
        )
    assert outcomes["done"] == 8
    states = Counter(Transfer.objects.values_list("state", flat=True))
    assert states["awaiting_approval"] == 0
    assert binu.available == states["completed"] * 1_000
    assert broken_promises() == []


def test_what_one_owner_tightens_another_does_not_loosen_unseen(fresh_database: object) -> None:
    """The second one decides by what the first has made of it, and so has to ask."""
    shop = a_shop("Asha")
    user_id, _ = a_member(shop, MemberRole.OWNER)
    other = Actor(ActorKind.USER, str(user_id), str(user_id))
    tight, loose = (Thresholds(rupees(each), None, None) for each in (1_000, 5_000))
    asha, binu = shop.viewer, shop.seen_by(user_id)

    def loosen() -> Any:
        with db.transaction():
            return oversight.change_thresholds(
                viewer=binu, wanted=loose, actor=other, at=db.clock()
            )

    _, asked = overtaken(
        lambda: oversight.change_thresholds(
            viewer=asha, wanted=tight, actor=shop.actor, at=db.clock()
        ),
        loosen,
    )
    assert asked.details["before"] == tight.as_json()
    assert thresholds_of(shop.id) == tight
