"""The digest of an entry: fixed for ever, and different for anything that is different."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest

from adulis.ledger.digest import digest

IST = timezone(timedelta(hours=5, minutes=30))
SAID: dict[str, Any] = {
    "entry_id": UUID(int=7),
    "kind": "payout_held",
    "key": "payout/7/held",
    "at": datetime(2026, 1, 5, 12, tzinfo=UTC),
    "recorded_at": datetime(2026, 1, 5, 12, 0, 0, 250, tzinfo=UTC),
    "actor": "user:1",
    "reverses": None,
    "memo": "",
    "metadata": {"b": 1, "a": "é"},
    "transfers": [("a/INR", "b/INR", 100)],
}


def test_the_digest_is_a_sha256_anybody_can_compute() -> None:
    """``printf '…' | sha256sum`` of the text below; it must never change for entries in a book."""
    import hashlib

    text = (
        '["00000000-0000-0000-0000-000000000007","payout_held","payout/7/held",'
        '"2026-01-05T12:00:00Z","2026-01-05T12:00:00.000250Z","user:1",null,"",'
        '{"a":"é","b":1},[["a/INR","b/INR",100]]]'
    )
    assert digest(**SAID) == hashlib.sha256(text.encode()).digest()


@pytest.mark.parametrize(
    "changed",
    [
        {"entry_id": UUID(int=8)},
        {"kind": "payout_released"},
        {"key": "payout/8/held"},
        {"at": datetime(2026, 1, 5, 12, 0, 1, tzinfo=UTC)},
        {"recorded_at": datetime(2026, 1, 5, 12, 0, 0, 251, tzinfo=UTC)},
        {"actor": "user:2"},
        {"reverses": UUID(int=7)},
        {"memo": " "},
        {"metadata": {"a": "é"}},
        {"transfers": [("a/INR", "b/INR", 101)]},
        {"transfers": [("b/INR", "a/INR", 100)]},
        {"transfers": [("a/INR", "b/INR", 100), ("a/INR", "b/INR", 100)]},
    ],
    ids=lambda each: next(iter(each)),
)
def test_whatever_is_changed_changes_the_digest(changed: dict[str, Any]) -> None:
    assert digest(**SAID | changed) != digest(**SAID)


@pytest.mark.parametrize(
    "same",
    [
        {"metadata": {"a": "é", "b": 1}},
        {"at": SAID["at"].astimezone(IST)},
        {"transfers": (("a/INR", "b/INR", 100),)},
    ],
    ids=["order of names", "time zone", "tuple or list"],
)
def test_what_means_the_same_has_the_same_digest(same: dict[str, Any]) -> None:
    assert digest(**SAID | same) == digest(**SAID)
