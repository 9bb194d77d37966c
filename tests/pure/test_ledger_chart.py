"""The chart of accounts: what an address says."""

from __future__ import annotations

import hashlib

import pytest

from adulis.ledger.chart import CHART, Classified, account_id, classify
from adulis.ledger.errors import UnknownAddress

ID = "0190b3a4-0000-7000-8000-00000000000a"
OTHER = "0190b3a4-0000-7000-8000-00000000000b"


@pytest.mark.parametrize(
    ("address", "kind", "floor_minor", "chained"),
    [
        (f"merchant/{ID}/available/INR", "available", 0, True),
        (f"merchant/{ID}/held/INR", "held", 0, True),
        (f"merchant/{ID}/pending/USD", "pending", 0, True),
        (f"escrow/{ID}/INR", "escrow", 0, True),
        (f"dispute/{ID}/INR", "dispute", 0, True),
        (f"bond/{ID}/{OTHER}/INR", "bond", 0, True),
        (f"merchant/{ID}/receivable/INR", "receivable", None, False),
        ("bank/simbank/clearing/INR", "clearing", None, False),
        ("bank/hdfc-2/nostro/INR", "nostro", None, False),
        ("gateway/stripe/receivable/USD", "gateway", None, False),
        ("platform/fees/INR", "fees", None, False),
        ("platform/tax/INR", "tax", None, False),
        ("platform/suspense/EUR", "suspense", None, False),
        ("platform/fx/GBP", "fx", None, False),
        ("platform/losses/INR", "losses", None, False),
        ("platform/costs/USD", "costs", None, False),
    ],
)
def test_everything_about_an_account_follows_from_its_address(
    address: str, kind: str, floor_minor: int | None, chained: bool
) -> None:
    currency = address[-3:]
    expected = Classified(account_id(address), address, currency, kind, floor_minor, chained)
    assert classify(address) == expected


def test_the_table_above_misses_no_kind() -> None:
    [parameters] = [
        mark
        for mark in test_everything_about_an_account_follows_from_its_address.pytestmark  # type: ignore[attr-defined]
        if mark.name == "parametrize"
    ]
    assert {row[1] for row in parameters.args[1]} == {entry.kind for entry in CHART}


@pytest.mark.parametrize(
    "address",
    [
        "",
        "INR",
        "platform/fees",
        "platform/fees/",
        "platform/fees/JPY",  # a currency nobody has an exponent for
        "platform/fees/inr",
        "platform/fees/INR\n",
        " platform/fees/INR",
        "platform/wages/INR",
        "merchant/12/available/INR",
        f"merchant/{ID}/spent/INR",
        f"merchant/{ID.upper()}/available/INR",
        f"x/merchant/{ID}/available/INR",
        f"merchant/{ID}/available/INR/INR",
        "bank//nostro/INR",
        "bank/Sim Bank/nostro/INR",
        f"bank/{'a' * 33}/nostro/INR",
        f"bond/{ID}/INR",
    ],
)
def test_what_is_not_in_the_chart_is_refused(address: str) -> None:
    with pytest.raises(UnknownAddress) as refused:
        classify(address)
    assert refused.value.facts == {"address": address}


def test_an_id_is_the_first_63_bits_of_the_hash_of_the_address() -> None:
    whole = int(hashlib.sha256(b"platform/fees/INR").hexdigest(), 16)
    assert account_id("platform/fees/INR") == whole >> (256 - 63)
    assert account_id("platform/fees/INR") == 6130479773380914763


def test_chained_accounts_have_a_floor_and_the_others_have_none() -> None:
    assert {entry.kind for entry in CHART if entry.chained} == {
        entry.kind for entry in CHART if entry.floor_minor == 0
    }
    assert all(entry.floor_minor is None for entry in CHART if not entry.chained)


def test_every_kind_is_listed_once_and_explained() -> None:
    assert len({entry.kind for entry in CHART}) == len(CHART)
    assert all(entry.meaning.endswith(".") for entry in CHART)
