"""``docs/ledger.md``: the chart of accounts, and every way money moves."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any, get_type_hints
from uuid import UUID

from adulis.kernel.actors import Actor, system
from adulis.kernel.money import Money
from adulis.ledger.chart import CHART
from adulis.ledger.values import Posting
from adulis.ops.documents.rooms import first_paragraph, machines, modules, page, table

_INTRODUCTION = """
Money moves by *postings*: balanced sets of transfers, each from a source to a target. A balance
rises by what arrives and falls by what leaves, so all balances together are always zero, and an
account that stands for the outside world goes negative by what it gave us: minus `bank/…/nostro` is
the money we hold at the bank. There is no stored balance that could disagree with the lines: what
an account holds is what its last line says, and that is the sum of its lines.
"""
_CHART_WORDS = """
*Chained* accounts are locked (in order of their id) while they are posted to; each of their lines
carries a sequence number and the running balance, and no line may bring it below the floor.
*Unchained* accounts are written by everybody at once and have no floor; their balance is the newest
checkpoint plus the lines since.
"""
_POSTING_WORDS = """
One row for each transfer a posting can make. A transfer of nothing is left out when it is posted.
"""

# A stand-in for each kind of argument; amounts are powers of two, so a sum says what it is made of.
_WHEN = datetime(2026, 1, 1, tzinfo=UTC)


def ledger_page() -> str:
    chart = [
        [
            f"`{entry.pattern}`",
            entry.side,
            "chained" if entry.chained else "unchained",
            "" if entry.floor_minor is None else str(entry.floor_minor),
            entry.meaning,
        ]
        for entry in CHART
    ]
    parts = [_INTRODUCTION, "## Chart of accounts", _CHART_WORDS]
    parts.append(table(["address", "whose", "lines", "floor", "what it shows"], chart))
    parts += ["## Postings", _POSTING_WORDS]
    parts += [section for room, module in modules("postings") if (section := _room(room, module))]
    return page("The ledger", *parts)


def postings_of(module: ModuleType) -> Iterator[tuple[str, Callable[..., Posting]]]:
    """The public functions of a ``postings`` module that say how money moves."""
    for name, each in vars(module).items():
        own = inspect.isfunction(each) and each.__module__ == module.__name__
        if own and name[0] != "_" and get_type_hints(each).get("return") is Posting:
            yield name, each


def example_of(posting: Callable[..., Posting]) -> tuple[Posting, dict[int, str]]:
    """``posting`` of stand-in arguments, and which amount each bit of its money came from."""
    given: dict[str, Any] = {}
    names: dict[int, str] = {}
    hints = get_type_hints(posting)
    for position, (name, parameter) in enumerate(inspect.signature(posting).parameters.items()):
        if hints[name] is Money:
            bit = 1 << len(names)
            names[bit] = name
            given[name] = Money(bit)
        elif parameter.default is inspect.Parameter.empty:
            given[name] = _stand_in(name, hints[name], position)
    return posting(**given), names


def _stand_in(name: str, kind: Any, position: int) -> Any:
    if kind is UUID:
        return UUID(int=position + 1)
    if kind is str:
        # What is part of an address has to look like one.
        return name.replace("_", "-")
    simple = {datetime: _WHEN, date: _WHEN.date(), Actor: system("write-docs"), int: 1, bool: True}
    try:
        return simple[kind]
    except KeyError:
        raise TypeError(
            f"docs/ledger.md cannot make a {kind} for {name}; teach _stand_in"
        ) from None


def _room(room: str, module: ModuleType) -> str:
    moves = _moves_by_posting(room)
    rows = []
    for name, posting in postings_of(module):
        entry, names = example_of(posting)
        said = [f"**{name}**", _readable(entry.key, posting), first_paragraph(posting)]
        if name in moves:
            said[2] += f" *Made by {', '.join(moves[name])}.*"
        for place, transfer in enumerate(entry.transfers):
            source, target = (
                _readable(each, posting) for each in (transfer.source, transfer.target)
            )
            rows.append(
                [
                    *(said if place == 0 else ["", "", ""])[:1],
                    f"{source} → {target}",
                    _sum_of(transfer.amount, names),
                    *(said if place == 0 else ["", "", ""])[1:],
                ]
            )
    if not rows:
        return ""
    header = ["posting", "source → target", "amount", "key", "when"]
    return f"### {room}\n\n{table(header, rows)}"


def _moves_by_posting(room: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for where, _, machine in machines():
        for move in machine.moves:
            if where == room and move.posts:
                said = f"`{machine.name}.{move.verb}`"
                found.setdefault(move.posts, [])
                found[move.posts] += [] if said in found[move.posts] else [said]
    return found


def _readable(text: str, posting: Callable[..., Posting]) -> str:
    """``merchant/<merchant>/held/INR`` for an address made of stand-ins."""
    hints = get_type_hints(posting)
    for position, name in enumerate(inspect.signature(posting).parameters):
        if hints[name] is UUID:
            text = text.replace(str(UUID(int=position + 1)), f"<{name.removesuffix('_id')}>")
        elif hints[name] is str:
            text = re.sub(rf"(?<=/){re.escape(name.replace('_', '-'))}(?=/|$)", f"<{name}>", text)
    return f"`{text}`"


def _sum_of(amount: Money, names: dict[int, str]) -> str:
    parts = [name for bit, name in names.items() if amount.minor & bit]
    return " + ".join(parts)
