"""Every posting by which money of deposits goes back, and what it does to every account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from adulis.deposits import postings
from adulis.kernel.actors import bank
from adulis.kernel.money import Money, rupees
from adulis.ledger.chart import classify
from adulis.ledger.values import Posting

IT = UUID("0193ab00-0000-7000-8000-000000000001")
MERCHANT = UUID("0193ab00-0000-7000-8000-000000000002")
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
WHEN: dict[str, Any] = {"at": AT, "actor": bank("simgate")}
THERE: dict[str, Any] = {**WHEN, "gateway": "simgate"}
R = rupees
USD = Money(12, "USD")

# fmt: off
CALLS: dict[str, Callable[[], Posting]] = {
    "refund_held": lambda: postings.refund_held(IT, MERCHANT, R(400), R(600), **WHEN),
    "refund_held, all available": lambda: postings.refund_held(IT, MERCHANT, R(0), R(1_000), **WHEN),
    "refund_processed": lambda: postings.refund_processed(IT, MERCHANT, R(1_000), R(1_000), **THERE),
    "refund_processed, abroad": lambda: postings.refund_processed(
        IT, MERCHANT, R(1_000), USD, **THERE),
    "refund_released": lambda: postings.refund_released(IT, MERCHANT, R(400), R(600), **WHEN),
    "refund_recovered": lambda: postings.refund_recovered(
        IT, MERCHANT, R(400), R(250), R(350), R(1_000), **THERE),
    "refund_recovered, abroad": lambda: postings.refund_recovered(
        IT, MERCHANT, R(400), R(250), R(350), USD, **THERE),
    "refund_written_off": lambda: postings.refund_written_off(IT, R(1_000), R(1_000), **THERE),
    "refund_written_off, abroad": lambda: postings.refund_written_off(IT, R(1_000), USD, **THERE),
    "refund_written_off, nobody's, abroad": lambda: postings.refund_written_off(IT, USD, USD, **THERE),
    "payment_returned": lambda: postings.payment_returned(IT, R(1_000), **THERE),
    "payment_returned, abroad": lambda: postings.payment_returned(IT, USD, **THERE),
    "chargeback_opened": lambda: postings.chargeback_opened(
        IT, MERCHANT, R(400), R(250), R(350), R(1_000), R(75), **THERE),
    "chargeback_opened, abroad": lambda: postings.chargeback_opened(
        IT, MERCHANT, R(400), R(250), R(350), USD, Money(5, "USD"), **THERE),
    "chargeback_won": lambda: postings.chargeback_won(
        IT, MERCHANT, R(300), R(400), R(300), R(1_000), **THERE),
    "chargeback_won, abroad": lambda: postings.chargeback_won(
        IT, MERCHANT, R(300), R(400), R(300), USD, **THERE),
    "chargeback_written_off": lambda: postings.chargeback_written_off(IT, MERCHANT, R(350), **WHEN),
    "suspense_charged_back": lambda: postings.suspense_charged_back(IT, R(1_000), R(75), **THERE),
    "suspense_regained": lambda: postings.suspense_regained(IT, R(1_000), **THERE),
    "gateway_charged": lambda: postings.gateway_charged(IT, R(118), **THERE),
}
# ruff: noqa: E501
TABLE = """
posting                               pending  available   held  receivable  losses  losses/USD  suspense     fx  fx/USD  costs  costs/USD  gateway  gateway/USD  suspense/USD
refund_held                              -400       -600  +1000           .       .           .         .      .       .      .          .        .            .             .
refund_held, all available                  .      -1000  +1000           .       .           .         .      .       .      .          .        .            .             .
refund_processed                            .          .  -1000           .       .           .         .      .       .      .          .    +1000            .             .
refund_processed, abroad                    .          .  -1000           .       .           .         .  +1000     -12      .          .        .          +12             .
refund_released                          +400       +600  -1000           .       .           .         .      .       .      .          .        .            .             .
refund_recovered                         -400       -250      .        -350       .           .         .      .       .      .          .    +1000            .             .
refund_recovered, abroad                 -400       -250      .        -350       .           .         .  +1000     -12      .          .        .          +12             .
refund_written_off                          .          .      .           .   -1000           .         .      .       .      .          .    +1000            .             .
refund_written_off, abroad                  .          .      .           .   -1000           .         .  +1000     -12      .          .        .          +12             .
refund_written_off, nobody's, abroad        .          .      .           .       .         -12         .      .       .      .          .        .          +12             .
payment_returned                            .          .      .           .       .           .     -1000      .       .      .          .    +1000            .             .
payment_returned, abroad                    .          .      .           .       .           .         .      .       .      .          .        .          +12           -12
chargeback_opened                        -400       -250      .        -350       .           .         .      .       .    -75          .    +1075            .             .
chargeback_opened, abroad                -400       -250      .        -350       .           .         .  +1000     -12      .         -5        .          +17             .
chargeback_won                           +400       +300      .           .    +300           .         .      .       .      .          .    -1000            .             .
chargeback_won, abroad                   +400       +300      .           .    +300           .         .  -1000     +12      .          .        .          -12             .
chargeback_written_off                      .          .      .        +350    -350           .         .      .       .      .          .        .            .             .
suspense_charged_back                       .          .      .           .       .           .     -1000      .       .    -75          .    +1075            .             .
suspense_regained                           .          .      .           .       .           .     +1000      .       .      .          .    -1000            .             .
gateway_charged                             .          .      .           .       .           .         .      .       .   -118          .     +118            .             .
"""
# fmt: on


def rows() -> Iterator[tuple[str, dict[str, int]]]:
    header, *lines = TABLE.strip().splitlines()
    kinds = header.split()[1:]
    for line in lines:
        name, _, rest = line.partition("  ")
        cells = zip(kinds, rest.split(), strict=True)
        yield name, {kind: int(cell) for kind, cell in cells if cell != "."}


def effect(posting: Posting) -> dict[str, int]:
    moved: Counter[str] = Counter()
    for transfer in posting.transfers:
        for place, sign in ((transfer.source, -1), (transfer.target, 1)):
            known = classify(place)
            abroad = "" if known.currency == "INR" else f"/{known.currency}"
            moved[f"{known.kind}{abroad}"] += sign * transfer.amount.minor
    return {kind: minor for kind, minor in moved.items() if minor}


@pytest.mark.parametrize(("name", "expected"), list(rows()))
def test_a_posting_moves_what_the_table_says(name: str, expected: dict[str, int]) -> None:
    assert effect(CALLS[name]()) == expected


@pytest.mark.parametrize("name", CALLS)
def test_a_posting_carries_its_name_its_time_and_its_actor(name: str) -> None:
    posting = CALLS[name]()
    assert posting.kind == name.partition(",")[0]
    assert (posting.at, posting.actor) == (AT, bank("simgate"))


def test_every_row_of_the_table_is_called_and_every_call_is_a_row() -> None:
    assert [name for name, _ in rows()] == list(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_a_posting_sums_to_nothing_in_each_currency(name: str) -> None:
    for each in CALLS[name]().transfers:
        assert each.source.endswith(each.amount.currency)
        assert each.target.endswith(each.amount.currency)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("refund_held", f"refund/{IT}/held"),
        ("refund_processed", f"refund/{IT}/processed"),
        ("refund_released", f"refund/{IT}/released"),
        ("refund_recovered", f"refund/{IT}/recovered"),
        ("refund_written_off", f"refund/{IT}/written_off"),
        ("payment_returned", f"payment/{IT}/returned"),
        ("chargeback_opened", f"chargeback/{IT}/opened"),
        ("chargeback_won", f"chargeback/{IT}/won"),
        ("chargeback_written_off", f"chargeback/{IT}/written_off"),
        ("suspense_charged_back", f"chargeback/{IT}/taken"),
        ("suspense_regained", f"chargeback/{IT}/regained"),
        ("gateway_charged", f"settlement/{IT}/charged"),
    ],
)
def test_a_key_is_made_of_the_meaning(name: str, key: str) -> None:
    assert CALLS[name]().key == key
