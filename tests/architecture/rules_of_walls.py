"""Who may know whom: floors, entrances, purity. (import-linter says the first again.)"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.architecture import plan
from tests.architecture.source import Finding, Source, all_sources, dotted, imports, rule, uses


def _room_entered(name: str) -> tuple[str, str]:
    """``("ledger", "actions")`` for adulis.ledger.actions.post."""
    parts = name.split(".")
    return (parts[1], parts[2] if len(parts) > 2 else "") if len(parts) > 1 else ("", "")


@rule(
    "rooms look down",
    because="a room that knows its neighbour or its upstairs cannot be changed alone",
)
def rooms_look_down(source: Source) -> Iterator[Finding]:
    if source.room and source.room not in plan.FLOOR_OF:
        yield 1, f"{source.room} has no floor; give it one in tests/architecture/plan.py"
        return
    for found in imports(source):
        if not found.name.startswith("adulis.") or not source.room:
            continue
        other, _ = _room_entered(found.name)
        if other == source.room:
            continue
        if other in plan.ABOVE_ALL:
            yield found.line, f"{other} names everything and is named by nobody"
        elif plan.FLOOR_OF.get(other, 99) >= plan.FLOOR_OF[source.room]:
            yield found.line, f"{source.room} may not know {other}; let the news travel as an event"


@rule(
    "rooms are entered by their doors",
    because="what is not offered can be changed without asking anybody",
)
def entered_by_doors(source: Source) -> Iterator[Finding]:
    wide = plan.ENTRANCES | plan.WIDER_ENTRANCES.get(source.room, set())
    for found in imports(source) if source.room else ():
        other, part = _room_entered(found.name)
        if not found.name.startswith("adulis.") or other in {source.room, "kernel", ""}:
            continue
        allowed = wide | plan.FURTHER_ENTRANCES.get(other, set())
        if other in plan.FLOOR_OF and part not in allowed:
            yield found.line, f"{other}.{part} is private; enter by {', '.join(sorted(allowed))}"


@rule(
    "the pure stay pure",
    because="what decides about money is tested exhaustively, without a database or a clock",
)
def the_pure_stay_pure(source: Source) -> Iterator[Finding]:
    if not _is_pure(source):
        return
    for found in imports(source):
        first = found.name.partition(".")[0]
        if first != "adulis" and first not in plan.PURE_IMPORTS:
            yield found.line, f"{found.name} does not belong in a pure module"
        elif first == "adulis" and not _names_pure(found.name):
            yield found.line, f"{found.name} is not pure"
    for said, node in uses(source):
        if said in {"open", "print", "input", "exec", "eval"}:
            yield node.lineno, f"{said} does something; a pure module only says what should be done"


def _is_pure(source: Source) -> bool:
    if source.room in plan.DOORS:
        return says_pure(source)
    return source.part in plan.PURE_PARTS or says_pure(source)


def says_pure(source: Source) -> bool:
    return bool(re.search(r"\bPure\.", ast.get_docstring(source.tree) or ""))


def _names_pure(name: str) -> bool:
    room, part = _room_entered(name)
    return part in plan.PURE_PARTS or f"adulis/{room}/{part}.py" in _pure_modules()


@cache
def _pure_modules() -> frozenset[str]:
    said = {source.path for source in all_sources() if says_pure(source)}
    return frozenset(said | plan.PURE_ENOUGH)


@rule(
    "the two programs are strangers",
    because="the simulated bank's books are the oracle; shared code would share the mistake",
    programs="adulis simulators",
)
def strangers(source: Source) -> Iterator[Finding]:
    stranger = {"adulis": "simulators", "simulators": "adulis"}[source.program]
    for found in imports(source):
        if found.name.partition(".")[0] == stranger:
            yield found.line, f"{source.program} has never heard of {stranger}"


@rule(
    "only some rooms speak outside",
    because="a socket anywhere else is a socket nobody guards with a timeout and a test",
)
def speaks_outside(source: Source) -> Iterator[Finding]:
    if source.room in plan.SPEAKING_ROOMS or source.path in plan.SPEAKING_MODULES:
        return
    outside = ("httpx2", "socket", "smtplib", "urllib.request", "http.client", "redis", "boto3")
    for found in imports(source):
        if f"{found.name}.".startswith(tuple(f"{each}." for each in outside)):
            yield found.line, f"{found.name}: the outside world is spoken to in gateways"


@rule(
    "a room says what it is for",
    because="the first line a newcomer reads is the docstring of the room",
)
def says_what_it_is_for(source: Source) -> Iterator[Finding]:
    if not (source.room and source.is_package and len(source.parts) == 2):
        return
    if not ast.get_docstring(source.tree):
        yield 1, f"{source.room}/__init__.py wants a docstring: purpose, verbs, facts"
    if len(source.tree.body) > 1:
        yield source.tree.body[1].lineno, "and no code: whoever imports a room imports a part of it"


@rule("absent files are absent", because="an empty module is a promise nobody has made")
def absent_files_are_absent(source: Source) -> Iterator[Finding]:
    if not source.is_package and not source.tree.body:
        yield 1, "this module is empty; remove it until it says something"


@rule(
    "foreign keys point down",
    because="a key by string needs no import, and a key that points up is an import in disguise",
)
def foreign_keys_point_down(source: Source) -> Iterator[Finding]:
    if source.part != "models":
        return
    own = {node.name for node in source.tree.body if isinstance(node, ast.ClassDef)}
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call):
            continue
        kind = dotted(node.func).rpartition(".")[2]
        if kind not in {"ForeignKey", "OneToOneField", "ManyToManyField"}:
            continue
        given = {each.arg: each.value for each in node.keywords}
        target = node.args[0] if node.args else given.get("to")
        related = given.get("related_name")
        if not (isinstance(related, ast.Constant) and related.value == "+"):
            yield node.lineno, f'{kind} wants related_name="+": nobody walks a relation backwards'
        if isinstance(target, ast.Name) and target.id in own:
            continue
        if not (isinstance(target, ast.Constant) and isinstance(target.value, str)):
            yield node.lineno, f'{kind} names its target by string: "room.Model"'
        elif "." in target.value:
            other = target.value.partition(".")[0]
            if other != source.room and plan.FLOOR_OF.get(other, 99) >= plan.FLOOR_OF[source.room]:
                yield node.lineno, f"{kind} to {target.value} points up or sideways"


@rule(
    "models are imported, never looked up",
    because="apps.get_model crosses a wall where no import can be seen doing it",
)
def no_model_lookup(source: Source) -> Iterator[Finding]:
    if source.is_migration:
        return
    for said, node in uses(source):
        if said.endswith("apps.get_model"):
            yield node.lineno, "import the model, or ask a query of its room"
