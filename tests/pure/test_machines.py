"""A lifecycle is a table: what it answers, and what a wrong table says when it is built."""

from __future__ import annotations

from enum import StrEnum
from itertools import product

import pytest

from adulis.kernel.errors import Conflict
from adulis.kernel.machines import IllegalMove, Machine, Move, Role, move


class Door(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    LOCKED = "locked"
    GONE = "gone"


DOOR = Machine(
    "door",
    Door,
    initial=Door.OPEN,
    moves=(
        move("close", Door.OPEN, Door.CLOSED, Role.MERCHANT, Role.SYSTEM, fact="door.closed"),
        move("open", Door.CLOSED, Door.OPEN, Role.MERCHANT),
        move("lock", Door.CLOSED, Door.LOCKED, Role.OPERATOR, posts="deposit_held"),
        move("remove", Door.OPEN, Door.GONE, Role.OPERATOR),
        move("remove", Door.LOCKED, Door.GONE, Role.OPERATOR),
    ),
)
# Written by hand, on purpose: the table above is what is being tested.
ALLOWED = {
    (Door.OPEN, "close", Role.MERCHANT): Door.CLOSED,
    (Door.OPEN, "close", Role.SYSTEM): Door.CLOSED,
    (Door.OPEN, "remove", Role.OPERATOR): Door.GONE,
    (Door.CLOSED, "open", Role.MERCHANT): Door.OPEN,
    (Door.CLOSED, "lock", Role.OPERATOR): Door.LOCKED,
    (Door.LOCKED, "remove", Role.OPERATOR): Door.GONE,
}


@pytest.mark.parametrize(
    ("state", "verb", "role"),
    list(product(Door, ["close", "open", "lock", "remove", "paint"], Role)),
)
def test_every_state_verb_and_role(state: Door, verb: str, role: Role) -> None:
    expected = ALLOWED.get((state, verb, role))
    assert (verb in DOOR.allowed_moves(state, role)) == (expected is not None)
    if expected is not None:
        assert DOOR.take(verb, state, role).target == expected
        return
    with pytest.raises(IllegalMove) as refused:
        DOOR.take(verb, state, role)
    assert refused.value.detail == f"A {state} door cannot {verb}."
    assert refused.value.facts == {
        "subject": "door",
        "state": str(state),
        "verb": verb,
        "allowed_moves": DOOR.allowed_moves(state, role),
    }


def test_an_illegal_move_is_a_conflict_with_the_world() -> None:
    assert issubclass(IllegalMove, Conflict)
    assert IllegalMove.code == "illegal_move"


def test_a_move_carries_what_it_posts_and_tells() -> None:
    lock = DOOR.take("lock", Door.CLOSED, Role.OPERATOR)
    assert lock == Move(
        "lock", Door.CLOSED, Door.LOCKED, frozenset({Role.OPERATOR}), posts="deposit_held"
    )
    assert DOOR.take("close", Door.OPEN, Role.SYSTEM).fact == "door.closed"


def test_the_table_knows_its_verbs_its_steps_and_its_ends() -> None:
    assert DOOR.verbs == ["close", "open", "lock", "remove"]
    assert DOOR.terminal == {Door.GONE}
    assert DOOR.steps == {
        (Door.OPEN, Door.CLOSED),
        (Door.CLOSED, Door.OPEN),
        (Door.CLOSED, Door.LOCKED),
        (Door.OPEN, Door.GONE),
        (Door.LOCKED, Door.GONE),
    }


def test_the_diagram_shows_every_move() -> None:
    assert DOOR.diagram().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> open",
        "    open --> closed: close",
        "    closed --> open: open",
        "    closed --> locked: lock",
        "    open --> gone: remove",
        "    locked --> gone: remove",
        "    gone --> [*]",
    ]


class Lamp(StrEnum):
    ON = "on"
    OFF = "off"
    BROKEN = "broken"


@pytest.mark.parametrize(
    ("moves", "complaint"),
    [
        (
            [
                move("switch", Lamp.ON, Lamp.OFF, Role.MERCHANT),
                move("switch", Lamp.ON, Lamp.BROKEN, Role.SYSTEM),
            ],
            "lamp: two moves share a state and a verb",
        ),
        (
            [
                move("switch", Lamp.ON, Lamp.OFF),
                move("break", Lamp.ON, Lamp.BROKEN, Role.SYSTEM),
            ],
            "lamp: nobody may switch",
        ),
        (
            [move("switch", Lamp.ON, Lamp.OFF, Role.MERCHANT)],
            "lamp: .*broken.* cannot be reached",
        ),
        (
            [
                move("switch", Lamp.ON, Lamp.OFF, Role.MERCHANT),
                # Reached only from itself, so not reached at all.
                move("rattle", Lamp.BROKEN, Lamp.BROKEN, Role.SYSTEM),
            ],
            "lamp: .*broken.* cannot be reached",
        ),
    ],
    ids=["ambiguous", "nobody", "unreachable", "island"],
)
def test_a_wrong_table_is_never_built(moves: list[Move[Lamp]], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Machine("lamp", Lamp, initial=Lamp.ON, moves=moves)
