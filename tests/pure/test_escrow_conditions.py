"""Conditions: what may be asked for, when it is met, and what is still waited for."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.escrow import conditions
from adulis.escrow.conditions import Known
from adulis.escrow.errors import ConditionsInvalid

NOW = datetime(2027, 3, 31, 12, tzinfo=UTC)
KEY = str(UUID(int=5))
BUYER: dict[str, Any] = {"type": "buyer_approves"}
BOTH: dict[str, Any] = {"type": "both_approve"}
BILL: dict[str, Any] = {"type": "document", "name": "bill_of_lading"}
DAY: dict[str, Any] = {"type": "date", "on": "2027-04-01"}
SIGNAL: dict[str, Any] = {"type": "signal", "name": "arrived", "key_id": KEY}
LEAVES = (BUYER, BOTH, BILL, DAY, SIGNAL)


def known(**more: Any) -> Known:
    return Known(**{"now": NOW, **more})


FULL = known(
    buyer_approved=True, seller_approved=True, documents=frozenset({"bill_of_lading"}),
    signals=frozenset({"arrived"}), now=datetime(2027, 4, 2, tzinfo=UTC),
)  # fmt: skip


@pytest.mark.parametrize(
    ("leaf", "so", "not_so"),
    [
        (BUYER, known(buyer_approved=True), known(seller_approved=True)),
        (BOTH, known(buyer_approved=True, seller_approved=True), known(buyer_approved=True)),
        (BOTH, known(buyer_approved=True, seller_approved=True), known(seller_approved=True)),
        (BILL, known(documents=frozenset({"bill_of_lading"})), known(documents=frozenset({"x"}))),
        (SIGNAL, known(signals=frozenset({"arrived"})), known(signals=frozenset({"lost"}))),
        # The day begins in India: at 18:30 of the day before in London.
        (
            DAY,
            known(now=datetime(2027, 3, 31, 18, 30, tzinfo=UTC)),
            known(now=datetime(2027, 3, 31, 18, 29, 59, tzinfo=UTC)),
        ),
    ],
)
def test_a_leaf(leaf: dict[str, Any], so: Known, not_so: Known) -> None:
    assert conditions.met({"all": [leaf]}, so)
    assert conditions.missing({"all": [leaf]}, so) == []
    assert not conditions.met({"all": [leaf]}, not_so)
    assert conditions.missing({"all": [leaf]}, not_so) == [leaf]


def test_all_wants_each_and_any_wants_one() -> None:
    said = known(buyer_approved=True)
    assert not conditions.met({"all": [BUYER, BILL]}, said)
    assert conditions.missing({"all": [BUYER, BILL]}, said) == [BILL]
    assert conditions.met({"any": [BUYER, BILL]}, said)
    assert conditions.missing({"any": [SIGNAL, BILL]}, said) == [SIGNAL, BILL]
    deep = {"all": [BUYER, {"any": [BILL, {"all": [SIGNAL, DAY]}]}]}
    assert conditions.missing(deep, said) == [BILL, SIGNAL, DAY]
    assert conditions.met(deep, known(buyer_approved=True, documents=frozenset({BILL["name"]})))


def trees(depth: int = 3) -> st.SearchStrategy[dict[str, Any]]:
    leaf = st.sampled_from(LEAVES)
    return st.recursive(
        leaf,
        lambda each: st.one_of(
            st.builds(lambda parts: {"all": parts}, st.lists(each, min_size=1, max_size=3)),
            st.builds(lambda parts: {"any": parts}, st.lists(each, min_size=1, max_size=3)),
        ),
        max_leaves=8,
    )


@given(trees())
def test_all_known_meets_every_tree_and_nothing_known_none(tree: dict[str, Any]) -> None:
    assert conditions.met(tree, FULL)
    assert not conditions.met(tree, known())
    assert conditions.missing(tree, FULL) == []


@given(trees(), st.tuples(*[st.booleans()] * 4))
def test_nothing_is_missing_exactly_when_it_is_met(
    tree: dict[str, Any], so: tuple[bool, bool, bool, bool]
) -> None:
    buyer, seller, document, signal = so
    now = known(
        buyer_approved=buyer,
        seller_approved=seller,
        documents=frozenset({"bill_of_lading"}) if document else frozenset(),
        signals=frozenset({"arrived"}) if signal else frozenset(),
    )
    assert conditions.met(tree, now) == (conditions.missing(tree, now) == [])


def test_a_tree_is_kept_as_it_is_read() -> None:
    assert conditions.checked(BUYER) == {"all": [BUYER]}
    assert conditions.checked({"any": [SIGNAL, DAY]}) == {"any": [SIGNAL, DAY]}
    assert conditions.checked(conditions.BY_DEFAULT) == conditions.BY_DEFAULT
    unnamed = {"type": "signal", "name": "arrived", "key_id": None}
    assert conditions.checked(unnamed) == {"all": [{"type": "signal", "name": "arrived"}]}


def deeper(times: int) -> dict[str, Any]:
    tree: dict[str, Any] = dict(BUYER)
    for _ in range(times):
        tree = {"all": [tree]}
    return tree


@pytest.mark.parametrize(
    ("tree", "pointer"),
    [
        (None, "/conditions"),
        ([BUYER], "/conditions"),
        ({}, "/conditions/type"),
        ({"type": "luck"}, "/conditions/type"),
        ({"type": ["date"]}, "/conditions/type"),
        ({"all": []}, "/conditions"),
        ({"all": [BUYER], "any": [BUYER]}, "/conditions"),
        ({"all": {"type": "buyer_approves"}}, "/conditions"),
        ({"all": [BUYER, {"type": "buyer_approves", "soon": True}]}, "/conditions/all/1/soon"),
        ({"type": "document"}, "/conditions/name"),
        ({"type": "document", "name": "Bill of Lading"}, "/conditions/name"),
        ({"type": "signal", "name": "x" * 41}, "/conditions/name"),
        ({"type": "signal", "name": "x", "key_id": "mine"}, "/conditions/key_id"),
        ({"type": "signal", "name": "x", "key_id": 5}, "/conditions/key_id"),
        ({"type": "date", "on": "tomorrow"}, "/conditions/on"),
        ({"type": "date", "on": 20270401}, "/conditions/on"),
        ({"type": "date"}, "/conditions/on"),
        (deeper(4), "/conditions/all/0/all/0/all/0/all/0"),
        ({"any": [BUYER] * 21}, "/conditions"),
    ],
)
def test_what_says_nothing_or_too_much_is_refused(tree: Any, pointer: str) -> None:
    with pytest.raises(ConditionsInvalid) as refused:
        conditions.checked(tree)
    assert refused.value.pointer == pointer


def test_as_deep_and_as_many_as_is_allowed() -> None:
    assert conditions.checked(deeper(3)) == deeper(3)
    assert conditions.checked({"any": [BUYER] * 20}) == {"any": [BUYER] * 20}


def test_who_may_give_a_signal() -> None:
    by_buyer = {"type": "signal", "name": "arrived"}
    assert conditions.keys_for({"all": [SIGNAL]}, "arrived") == {UUID(KEY)}
    assert conditions.keys_for({"any": [SIGNAL, by_buyer]}, "arrived") == {UUID(KEY), None}
    assert conditions.keys_for({"all": [BUYER]}, "arrived") is None


def test_when_it_may_come_true_by_itself() -> None:
    later = {"type": "date", "on": "2027-05-01"}
    found = conditions.moments({"any": [later, {"all": [DAY, BUYER]}, DAY]})
    assert [each.isoformat() for each in found] == [
        "2027-04-01T00:00:00+05:30", "2027-05-01T00:00:00+05:30",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tree", "asks"),
    [({"all": [BUYER]}, False), ({"any": [BUYER, {"all": [BOTH]}]}, True)],
)
def test_whether_the_sellers_yes_counts(tree: dict[str, Any], *, asks: bool) -> None:
    assert conditions.asks_both(tree) == asks


def test_every_type_of_leaf_is_tried_here() -> None:
    assert {each["type"] for each in LEAVES} == set(conditions._MEMBERS)
    assert all(
        conditions.met({joined: [leaf]}, FULL) for joined, leaf in product(("all", "any"), LEAVES)
    )
