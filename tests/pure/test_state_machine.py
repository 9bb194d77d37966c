"""Every state, every verb, every role: what is allowed is written here by hand, the rest is not.

From DESIGN §5: ``pending → processing → completed | failed`` and ``pending → cancelled``; only the
system starts, only a bank's word (or two operators) ends; what is over never moves.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import product
from typing import Any

import pytest

from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.machines import IllegalMove, Machine, Role
from adulis.payouts.machine import (
    ATTEMPT,
    LIVE_ATTEMPTS,
    PAYOUT,
    AttemptState,
    PayoutState,
)

A, P = AttemptState, PayoutState
MERCHANT, OPERATOR, BANK, SYSTEM = Role.MERCHANT, Role.OPERATOR, Role.BANK, Role.SYSTEM

Allowed = dict[tuple[StrEnum, str], tuple[StrEnum, set[Role]]]

PAYOUT_ALLOWED: Allowed = {
    (P.PENDING, "start"): (P.PROCESSING, {SYSTEM}),
    (P.PENDING, "cancel"): (P.CANCELLED, {MERCHANT, OPERATOR, SYSTEM}),
    (P.PROCESSING, "complete"): (P.COMPLETED, {BANK, OPERATOR}),
    (P.PROCESSING, "fail"): (P.FAILED, {BANK, OPERATOR}),
}
ATTEMPT_ALLOWED: Allowed = {
    (A.CREATED, "send"): (A.SENDING, {SYSTEM}),
    (A.CREATED, "withdraw"): (A.CONFIRMED_FAILURE, {SYSTEM}),
    (A.SENDING, "accept"): (A.ACCEPTED, {BANK}),
    (A.SENDING, "doubt"): (A.IN_DOUBT, {BANK, SYSTEM}),
    (A.SENDING, "lose"): (A.NOT_RECEIVED, {BANK}),
    (A.SENDING, "succeed"): (A.CONFIRMED_SUCCESS, {BANK, OPERATOR}),
    (A.SENDING, "refuse"): (A.CONFIRMED_FAILURE, {BANK, OPERATOR}),
    (A.ACCEPTED, "succeed"): (A.CONFIRMED_SUCCESS, {BANK, OPERATOR}),
    (A.ACCEPTED, "refuse"): (A.CONFIRMED_FAILURE, {BANK, OPERATOR}),
    (A.NOT_RECEIVED, "doubt"): (A.IN_DOUBT, {BANK}),
    (A.IN_DOUBT, "accept"): (A.ACCEPTED, {BANK}),
    (A.IN_DOUBT, "lose"): (A.NOT_RECEIVED, {BANK, OPERATOR}),
    (A.IN_DOUBT, "succeed"): (A.CONFIRMED_SUCCESS, {BANK, OPERATOR}),
    (A.IN_DOUBT, "refuse"): (A.CONFIRMED_FAILURE, {BANK, OPERATOR}),
    (A.NOT_RECEIVED, "resend"): (A.SENDING, {SYSTEM}),
    (A.NOT_RECEIVED, "withdraw"): (A.CONFIRMED_FAILURE, {SYSTEM}),
    (A.NOT_RECEIVED, "accept"): (A.ACCEPTED, {BANK}),
    (A.NOT_RECEIVED, "succeed"): (A.CONFIRMED_SUCCESS, {BANK, OPERATOR}),
    (A.NOT_RECEIVED, "refuse"): (A.CONFIRMED_FAILURE, {BANK, OPERATOR}),
}
TABLES: list[tuple[Any, Allowed]] = [
    (PAYOUT, PAYOUT_ALLOWED),
    (ATTEMPT, ATTEMPT_ALLOWED),
]
CELLS = [
    pytest.param(machine, allowed, *cell, id="-".join([machine.name, *cell]))
    for machine, allowed in TABLES
    for cell in product(machine.states, machine.verbs, Role)
]
machines = pytest.mark.parametrize(
    ("machine", "allowed"), TABLES, ids=[machine.name for machine, _ in TABLES]
)


@pytest.mark.parametrize(("machine", "allowed", "state", "verb", "role"), CELLS)
def test_every_cell(
    machine: Machine[Any], allowed: Allowed, state: StrEnum, verb: str, role: Role
) -> None:
    target, roles = allowed.get((state, verb), (None, set()))
    if role in roles:
        found = machine.take(verb, state, role)
        assert (found.source, found.target, found.verb) == (state, target, verb)
        assert verb in machine.allowed_moves(state, role)
    else:
        with pytest.raises(IllegalMove) as refused:
            machine.take(verb, state, role)
        assert refused.value.facts["state"] == state
        assert refused.value.facts["allowed_moves"] == machine.allowed_moves(state, role)
        assert verb not in machine.allowed_moves(state, role)


@machines
def test_no_verb_is_missing_here(machine: Machine[Any], allowed: Allowed) -> None:
    assert set(machine.verbs) == {verb for _, verb in allowed}
    assert machine.steps == {(state, target) for (state, _), (target, _) in allowed.items()}


@machines
def test_what_is_over_never_moves(machine: Machine[Any], allowed: Allowed) -> None:
    over = {"completed", "failed", "cancelled", "confirmed_success", "confirmed_failure"}
    assert {str(state) for state in machine.terminal} == over & {
        str(each) for each in machine.states
    }
    for state, role in product(machine.terminal, Role):
        assert machine.allowed_moves(state, role) == []


def test_nobody_but_the_system_gives_an_order_and_nobody_but_the_bank_ends_one() -> None:
    assert PAYOUT.allowed_moves(P.PENDING, BANK) == []
    assert PAYOUT.allowed_moves(P.PROCESSING, MERCHANT) == []
    assert PAYOUT.allowed_moves(P.PROCESSING, SYSTEM) == []
    for state in A:
        assert ATTEMPT.allowed_moves(state, MERCHANT) == []


def test_money_moves_with_the_move_that_names_it() -> None:
    assert {(move.verb, move.posts, move.fact) for move in PAYOUT.moves} == {
        ("start", "", "payout.processing"),
        ("cancel", "payout_released", "payout.cancelled"),
        ("complete", "payout_completed", "payout.completed"),
        ("fail", "payout_released", "payout.failed"),
    }
    assert {(move.posts, move.fact) for move in ATTEMPT.moves} == {("", "")}


def test_a_live_attempt_is_one_that_may_still_be_paid() -> None:
    assert {A.CREATED, A.SENDING, A.ACCEPTED, A.IN_DOUBT, A.NOT_RECEIVED} == LIVE_ATTEMPTS


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (ActorKind.USER, MERCHANT),
        (ActorKind.API_KEY, MERCHANT),
        (ActorKind.OPERATOR, OPERATOR),
        (ActorKind.BANK, BANK),
        (ActorKind.SYSTEM, SYSTEM),
    ],
)
def test_every_kind_of_actor_plays_one_role(kind: ActorKind, role: Role) -> None:
    assert Actor(kind, "somebody").role is role
