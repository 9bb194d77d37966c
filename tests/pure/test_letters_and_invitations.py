"""The lifecycles of letters and invitations, every cell; how long a letter is tried."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from itertools import product
from typing import Any

import environ
import pytest

from adulis.identity.machine import INVITATION, InvitationState, owners_moves
from adulis.kernel.machines import IllegalMove, Machine, Role
from adulis.mail.machine import LETTER, LetterState
from adulis.mail.policies import PAUSES, pause_after

L, I = LetterState, InvitationState  # noqa: E741 – as they are called in the tables below
MERCHANT, OPERATOR, SYSTEM = Role.MERCHANT, Role.OPERATOR, Role.SYSTEM

Allowed = dict[tuple[StrEnum, str], tuple[StrEnum, set[Role]]]
LETTER_ALLOWED: Allowed = {
    (L.QUEUED, "send"): (L.SENT, {SYSTEM}),
    (L.QUEUED, "give_up"): (L.FAILED, {SYSTEM}),
    (L.FAILED, "retry"): (L.QUEUED, {OPERATOR}),
}
INVITATION_ALLOWED: Allowed = {
    (I.PENDING, "accept"): (I.ACCEPTED, {MERCHANT, OPERATOR, SYSTEM}),
    (I.PENDING, "revoke"): (I.REVOKED, {MERCHANT, OPERATOR, SYSTEM}),
}
CELLS = [
    pytest.param(machine, allowed, *cell, id="-".join([machine.name, *cell]))
    for machine, allowed in ((LETTER, LETTER_ALLOWED), (INVITATION, INVITATION_ALLOWED))
    for cell in product(machine.states, machine.verbs, Role)
]


@pytest.mark.parametrize(("machine", "allowed", "state", "verb", "role"), CELLS)
def test_every_cell(
    machine: Machine[Any], allowed: Allowed, state: StrEnum, verb: str, role: Role
) -> None:
    target, roles = allowed.get((state, verb), (None, set()))
    if role in roles:
        assert machine.take(verb, state, role).target == target
    else:
        with pytest.raises(IllegalMove):
            machine.take(verb, state, role)


def test_no_verb_is_missing_here() -> None:
    assert set(LETTER.verbs) == {verb for _, verb in LETTER_ALLOWED}
    assert set(INVITATION.verbs) == {verb for _, verb in INVITATION_ALLOWED}


def test_an_owner_sends_again_or_takes_back_what_is_pending() -> None:
    moves = {state: owners_moves(state) for state in InvitationState}
    assert moves == {I.PENDING: ["resend", "revoke"], I.ACCEPTED: [], I.REVOKED: []}


def test_a_letter_is_tried_for_a_day_ever_more_rarely() -> None:
    assert [pause_after(count) for count in (1, 2, 8, 9)] == [
        timedelta(seconds=10), timedelta(minutes=1), timedelta(hours=12), None,
    ]  # fmt: skip
    assert sorted(PAUSES) == list(PAUSES)
    assert timedelta(hours=23) < sum(PAUSES, timedelta()) < timedelta(hours=25)


@pytest.mark.parametrize(
    ("scheme", "is_upgraded", "is_tls_at_once"),
    [("smtp+tls", True, None), ("smtp+ssl", None, True), ("smtp", None, None)],
)
def test_a_mail_server_is_spoken_to_as_env_example_says(
    scheme: str, is_upgraded: bool | None, is_tls_at_once: bool | None
) -> None:
    told = environ.Env.email_url_config(f"{scheme}://us%40x:pa%2Fss@mail.example:587")
    assert (told["EMAIL_HOST"], told["EMAIL_PORT"]) == ("mail.example", 587)
    assert (told["EMAIL_HOST_USER"], told["EMAIL_HOST_PASSWORD"]) == ("us@x", "pa/ss")
    assert (told.get("EMAIL_USE_TLS"), told.get("EMAIL_USE_SSL")) == (is_upgraded, is_tls_at_once)
