"""Actors: who does a thing, and what role a lifecycle sees."""

from __future__ import annotations

import pytest

from adulis.kernel.actors import Actor, ActorKind, bank, system
from adulis.kernel.machines import Role


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (ActorKind.USER, Role.MERCHANT),
        (ActorKind.API_KEY, Role.MERCHANT),
        (ActorKind.OPERATOR, Role.OPERATOR),
        (ActorKind.BANK, Role.BANK),
        (ActorKind.SYSTEM, Role.SYSTEM),
    ],
)
def test_every_kind_of_actor_has_a_role(kind: ActorKind, role: Role) -> None:
    assert Actor(kind, "someone").role == role


def test_no_kind_was_forgotten_above() -> None:
    assert len(ActorKind) == 5


def test_an_actor_reads_as_kind_and_name() -> None:
    assert str(system("worker")) == "system:worker"
    assert str(bank("simbank")) == "bank:simbank"
