"""``docs/events.md``: every fact, its fields, what it means; and the list people pick from."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from adulis.events.values import Fact
from adulis.kernel.money import Money
from adulis.ops.documents.rooms import facts, first_paragraph, page, table

_INTRODUCTION = """
A fact is written in the same commit as the change it tells of, and told to nobody before that
commit. `subject` is `<kind>/<id>`; `sequence` counts 1, 2, 3 … per subject without a gap, so a
consumer can order facts, and notice a missing one, without a clock. `at` is business time: when it
happened, not when it was heard of. New fields may appear; none changes its meaning.
"""
_ENVELOPE = {"subject_id", "merchant_id"}
# Of people and their logins: no merchant has them, and no server of one is told.
_OF_PEOPLE = {"user", "session"}
_JSON_NAMES: dict[Any, str] = {
    str: "string",
    int: "integer",
    bool: "boolean",
    UUID: "string, UUID",
    datetime: "string, ISO 8601 with offset",
    date: "string, ISO 8601 date",
    Money: "`{amount_minor, currency}`",
    type(None): "null",
}


def events_page() -> str:
    rooms = groupby(facts(), key=lambda each: each[0])
    return page(
        "Events", _INTRODUCTION, *(_room(room, [f for _, f in told]) for room, told in rooms)
    )


def event_types() -> str:
    """What servers of merchants may be told, as JSON for the web app: types and what they mean."""
    told = [
        {"type": fact.type, "means": first_paragraph(fact)}
        for _, fact in facts()
        if not fact.is_for_screens and fact.type.partition(".")[0] not in _OF_PEOPLE
    ]
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _room(room: str, told: list[type[Fact]]) -> str:
    return "\n\n".join([f"## {room}", *(_fact(each) for each in told)])


def _fact(fact: type[Fact]) -> str:
    types = get_type_hints(fact)
    rows = [
        [f"`{each.name}`", json_name(types[each.name])]
        for each in fields(fact)
        if each.name not in _ENVELOPE
    ]
    parts = [f"### `{fact.type}`", first_paragraph(fact)]
    return "\n\n".join([*parts, table(["field", "type"], rows)] if rows else parts)


def json_name(annotation: Any) -> str:
    """What a field of this type looks like in JSON."""
    if get_origin(annotation) in (Union, UnionType):
        return " or ".join(json_name(each) for each in get_args(annotation))
    if get_origin(annotation) in (list, tuple):
        return f"array of {json_name(get_args(annotation)[0])}"
    if get_origin(annotation) is dict:
        return "object"
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return "string: " + ", ".join(f"`{each}`" for each in annotation)
    return _JSON_NAMES[annotation]
