"""A lifecycle, written as a table. Pure.

From one table come the database guard, the diagram in ``docs/lifecycles.md``, the exhaustive
state x verb x actor test and the ``allowed_moves`` of the API, so nobody writes status logic twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from adulis.kernel.errors import Conflict

State = TypeVar("State", bound=StrEnum)


class Role(StrEnum):
    """Who makes a move. Membership roles are finer; a machine knows only these."""

    MERCHANT = "merchant"
    OPERATOR = "operator"
    BANK = "bank"
    SYSTEM = "system"


class IllegalMove(Conflict):
    """The subject is not in a state from which this move leads anywhere."""

    title = "This is not possible in the current state."
    what_to_do = "Read the resource again: allowed_moves lists what can be done now."


@dataclass(frozen=True, slots=True)
class Move(Generic[State]):
    """One row of a lifecycle: ``verb`` leads from ``source`` to ``target`` for ``roles``.

    ``posts`` names the posting in ``postings.py`` (empty: no money moves); ``fact`` the event.
    """

    verb: str
    source: State
    target: State
    roles: frozenset[Role]
    posts: str = ""
    fact: str = ""


def move(
    verb: str, source: State, target: State, *roles: Role, posts: str = "", fact: str = ""
) -> Move[State]:
    """A row for the table: ``move("cancel", PENDING, CANCELLED, MERCHANT, posts="released")``."""
    return Move(verb, source, target, frozenset(roles), posts, fact)


class Machine(Generic[State]):
    """A named lifecycle. Checked when it is built, so a wrong table never imports."""

    def __init__(
        self, name: str, states: type[State], *, initial: State, moves: Sequence[Move[State]]
    ) -> None:
        self.name = name
        self.states = states
        self.initial = initial
        self.moves = tuple(moves)
        self._by_step = {(each.source, each.verb): each for each in self.moves}
        self._check()

    @property
    def verbs(self) -> list[str]:
        return list(dict.fromkeys(each.verb for each in self.moves))

    @property
    def terminal(self) -> frozenset[State]:
        """States nothing leads out of."""
        return frozenset(self.states) - {each.source for each in self.moves}

    @property
    def steps(self) -> frozenset[tuple[State, State]]:
        """Every (from, to) pair the table allows: what the database guard is made of."""
        return frozenset((each.source, each.target) for each in self.moves)

    def take(self, verb: str, state: State, role: Role) -> Move[State]:
        """The move ``verb`` makes from ``state``.

        Raises IllegalMove when there is none, or none for this role.
        """
        found = self._by_step.get((state, verb))
        if found is None or role not in found.roles:
            raise IllegalMove(
                f"A {state} {self.name} cannot {verb}.",
                subject=self.name,
                state=str(state),
                verb=verb,
                allowed_moves=self.allowed_moves(state, role),
            )
        return found

    def allowed_moves(self, state: State, role: Role) -> list[str]:
        """The verbs ``role`` may use now, in table order."""
        return [each.verb for each in self.moves if each.source == state and role in each.roles]

    def diagram(self) -> str:
        """The lifecycle as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [f"    {each.source} --> {each.target}: {each.verb}" for each in self.moves]
        lines += [f"    {state} --> [*]" for state in self.states if state in self.terminal]
        return "\n".join(lines)

    def _check(self) -> None:
        if len(self._by_step) != len(self.moves):
            raise ValueError(f"{self.name}: two moves share a state and a verb")
        if nobody := [each.verb for each in self.moves if not each.roles]:
            raise ValueError(f"{self.name}: nobody may {nobody[0]}")
        reached = {self.initial}
        while more := {each.target for each in self.moves if each.source in reached} - reached:
            reached |= more
        if lost := set(self.states) - reached:
            raise ValueError(f"{self.name}: {sorted(lost)} cannot be reached")
