"""Finding the tables: every room's module of one kind, and what is declared there."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TypeVar

from django.conf import settings

from adulis.events.values import Fact
from adulis.kernel.machines import Machine

T = TypeVar("T")


def modules(part: str) -> Iterator[tuple[str, ModuleType]]:
    """``("payouts", <module adulis.payouts.machine>)`` for every room that has a ``machine``."""
    for room in settings.ROOMS:
        name = f"{room}.{part}"
        if find_spec(name) is not None:
            yield room.rpartition(".")[2], import_module(name)


def machines() -> Iterator[tuple[str, ModuleType, Machine[StrEnum]]]:
    """Every lifecycle of the house, in the order of the floors."""
    for room, module in modules("machine"):
        for each in vars(module).values():
            if isinstance(each, Machine):
                yield room, module, each


def facts() -> Iterator[tuple[str, type[Fact]]]:
    """Every fact of the house, by room, in the order they are written down."""
    for room, module in modules("events"):
        for each in vars(module).values():
            own = getattr(each, "__module__", "") == module.__name__
            if own and inspect.isclass(each) and issubclass(each, Fact):
                yield room, each


def first_paragraph(thing: object) -> str:
    """The first paragraph of its docstring, on one line, with code marked as Markdown marks it.

    Empty where nobody wrote one: what a dataclass or an enum says of itself is not a sentence.
    """
    text = getattr(thing, "__doc__", None) or ""
    if text.startswith((f"{getattr(thing, '__name__', '')}(", "Enum where members")):
        return ""
    return " ".join(text.split("\n\n")[0].split()).replace("``", "`")


def table(header: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in lines
    )


def page(title: str, *parts: str) -> str:
    """A generated page: says so at the top, ends with a newline."""
    notice = "<!-- Written by ./adulis write_docs from the source. Change the source instead. -->"
    return "\n\n".join([f"# {title}", notice, *(part.strip() for part in parts)]) + "\n"
