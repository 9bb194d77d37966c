"""Lifecycles, postings, facts and verbs are tables about the same things; here they meet."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from types import ModuleType

import pytest

from adulis.kernel.machines import Move
from adulis.ops.documents.ledger import example_of, postings_of
from adulis.ops.documents.rooms import facts, machines, modules
from tests.architecture.source import Source, all_sources, imports, uses


def moves() -> list[tuple[str, str, Move[StrEnum]]]:
    return [(room, machine.name, each) for room, _, machine in machines() for each in machine.moves]


def postings() -> dict[str, set[str]]:
    return {room: {name for name, _ in postings_of(each)} for room, each in modules("postings")}


def lost_postings(
    found: list[tuple[str, str, Move[StrEnum]]], known: dict[str, set[str]]
) -> list[str]:
    return [
        f"{machine}.{each.verb} posts {each.posts}"
        for room, machine, each in found
        if each.posts and each.posts not in known.get(room, set())
    ]


def lost_facts(found: list[tuple[str, str, Move[StrEnum]]], known: set[str]) -> list[str]:
    return [
        f"{machine}.{each.verb} tells {each.fact}"
        for _, machine, each in found
        if each.fact and each.fact not in known
    ]


def test_what_a_move_posts_is_a_posting_of_its_room() -> None:
    assert lost_postings(moves(), postings()) == []


def test_what_a_move_tells_is_a_fact_of_the_house() -> None:
    assert lost_facts(moves(), {each.type for _, each in facts()}) == []


def test_a_lost_posting_and_a_lost_fact_are_found() -> None:
    room, machine, each = next(found for found in moves() if found[2].posts)
    planted = [(room, machine, replace(each, posts="given_away", fact="money.vanished"))]
    assert lost_postings(planted, postings()) == [f"{machine}.{each.verb} posts given_away"]
    assert lost_facts(planted, set()) == [f"{machine}.{each.verb} tells money.vanished"]


def test_every_machine_has_a_name_of_its_own() -> None:
    names = [machine.name for _, _, machine in machines()]
    assert len(names) == len(set(names))


# --- One name for a posting everywhere ----------------------------------------------------------


@pytest.mark.parametrize(("room", "module"), list(modules("postings")))
def test_a_posting_is_called_what_its_function_is_called(room: str, module: ModuleType) -> None:
    for name, posting in postings_of(module):
        entry, _ = example_of(posting)
        assert entry.kind == name, f"{room}.postings.{name} writes entries of kind {entry.kind}"


@pytest.mark.parametrize(("room", "module"), list(modules("postings")))
def test_two_postings_never_share_a_key(room: str, module: ModuleType) -> None:
    keys: dict[str, str] = {}
    for name, posting in postings_of(module):
        key = example_of(posting)[0].key
        # What settles a statement line is keyed by the line, what books a transfer by the transfer:
        # it happens once, by one of them. Nor is a deposit credited twice, in whichever way.
        if not key.startswith(("statement/", "credit/")) and not key.endswith("/captured"):
            assert keys.setdefault(key, name) == name, f"{room}: {name} and {keys[key]}: {key}"


def untested_postings(room: str, names: set[str], tests: list[Source]) -> set[str]:
    """Postings of ``room`` that no table in tests/pure mentions."""
    mentioned: set[str] = set()
    for source in tests:
        known = {f"adulis.{room}.postings"} & {
            prefix
            for found in imports(source)
            for prefix in (found.name, found.name.rpartition(".")[0])
        }
        if known:
            mentioned |= {said.rpartition(".")[2] for said, _ in uses(source)}
            mentioned |= set(_words(source.tree))
    return names - mentioned


def _words(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from node.value.split()


def test_every_posting_is_in_the_posting_table() -> None:
    tests = [source for source in all_sources() if source.path.startswith("tests/pure/")]
    missing = {room: untested_postings(room, names, tests) for room, names in postings().items()}
    assert {room: names for room, names in missing.items() if names} == {}


def test_a_posting_without_a_row_is_found() -> None:
    assert untested_postings("payouts", {"payout_held"}, []) == {"payout_held"}
