"""``docs/lifecycles.md``: every machine, as a diagram and as its table."""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine
from adulis.ops.documents.rooms import first_paragraph, machines, page, table

_INTRODUCTION = """
Nothing changes its state but by a move in one of these tables. The same table is a trigger in the
database (a transition that is not here is refused there too, also for raw SQL), the exhaustive test
over every state, verb and role, and the `allowed_moves` that the API shows.
"""


def lifecycles_page() -> str:
    return page(
        "Lifecycles", _INTRODUCTION, *(_section(room, each) for room, _, each in machines())
    )


def _section(room: str, machine: Machine[StrEnum]) -> str:
    rows = [
        [
            f"**{move.verb}**",
            move.source,
            move.target,
            ", ".join(sorted(move.roles)),
            f"`{move.posts}`" if move.posts else "",
            f"`{move.fact}`" if move.fact else "",
        ]
        for move in machine.moves
    ]
    said = first_paragraph(machine.states)
    final = ", ".join(sorted(machine.terminal)) or "none"
    return "\n\n".join(
        [
            f"## {machine.name.replace('_', ' ').capitalize()}",
            f"{said} Declared in `src/adulis/{room}/machine.py`; final: {final}.".strip(),
            f"```mermaid\n{machine.diagram()}\n```",
            table(["verb", "from", "to", "who", "moves money", "fact"], rows),
        ]
    )
