"""What may be said in a posting, and what a trial balance adds up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from adulis.kernel.money import Money, rupees
from adulis.ledger.values import Transfer, TrialBalance, TrialRow
from tests.book import ALICE, BOB, FEES, NOSTRO, entry, move


@pytest.mark.parametrize("minor", [0, -1])
def test_a_transfer_moves_more_than_nothing(minor: int) -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        move(ALICE, BOB, minor)


def test_a_transfer_leads_somewhere_else() -> None:
    with pytest.raises(ValueError, match="from one account to another"):
        Transfer(ALICE, ALICE, rupees(1))


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"key": ""}, "a kind and a key"),
        ({"key": "k", "kind": ""}, "a kind and a key"),
        ({"key": "k", "at": datetime(2026, 1, 5, 12)}, "time zone"),  # noqa: DTZ001  that is the point
        ({"key": "k\0"}, "NUL"),
        ({"key": "k", "memo": "\0"}, "NUL"),
        ({"key": "k", "metadata": {"note": "a\0b"}}, "NUL"),
        ({"key": "k", "metadata": {"deep": [{"\0": 1}]}}, "NUL"),
    ],
)
def test_a_posting_that_cannot_be_kept_is_not_made(given: dict[str, Any], complaint: str) -> None:
    key = given.pop("key")
    with pytest.raises(ValueError, match=complaint):
        entry(key, move(ALICE, BOB, 1), **given)


def test_an_entry_without_transfers_is_not_made() -> None:
    with pytest.raises(ValueError, match="says nothing"):
        entry("k")


@pytest.mark.parametrize(
    "metadata", [{"rate": 1.5}, {"deep": [{"rate": 0.1}]}, {1: "one"}, {"when": datetime}]
)
def test_metadata_is_json_that_comes_back_as_it_went_in(metadata: dict[Any, Any]) -> None:
    with pytest.raises(TypeError, match="metadata is JSON"):
        entry("k", move(ALICE, BOB, 1), metadata=metadata)


def test_metadata_may_be_any_json_without_fractions() -> None:
    metadata: dict[str, Any] = {"a": None, "b": True, "c": [1, "zwei", {"d": "ß"}], "e": {}}
    assert entry("k", move(ALICE, BOB, 1), metadata=metadata).metadata == metadata


def test_a_trial_balance_adds_up_by_currency_and_by_kind() -> None:
    found = TrialBalance(
        (
            TrialRow(ALICE, "available", rupees(300)),
            TrialRow(BOB, "available", rupees(50)),
            TrialRow(NOSTRO, "nostro", rupees(-360)),
            TrialRow(FEES, "fees", rupees(10)),
            TrialRow("platform/fx/USD", "fx", Money(7, "USD")),
        )
    )
    assert found.totals == {"INR": rupees(0), "USD": Money(7, "USD")}
    assert found.by_kind == {
        ("available", "INR"): rupees(350),
        ("nostro", "INR"): rupees(-360),
        ("fees", "INR"): rupees(10),
        ("fx", "USD"): Money(7, "USD"),
    }
