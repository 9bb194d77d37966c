"""What a leaf and a head say: fixed for ever, and different for anything that is different."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from adulis.ledger.heads import (
    NOTHING_BEFORE,
    Head,
    HeadUnreadable,
    note,
    parse,
    verifier_key,
)
from adulis.ledger.leaves import Told, canonical, commitment, leaf_of, part_salt, told
from adulis.ledger.tree import leaf_hash

IST = timezone(timedelta(hours=5, minutes=30))
ENTRY: dict[str, Any] = {
    "id": UUID(int=7),
    "kind": "payout_held",
    "key": "payout/7/held",
    "at": datetime(2026, 1, 5, 12, tzinfo=UTC),
    "recorded_at": datetime(2026, 1, 5, 12, 0, 0, 250, tzinfo=UTC),
    "actor": "user:1",
    "reverses": None,
    "memo": "",
    "metadata": {"b": 1, "a": "é"},
}
LINES = [(1, "a/INR", -100, 3, 900), (2, "b/INR", 100, None, None)]
SALT = bytes(range(16))


def test_the_leaf_is_a_hash_anybody_can_compute() -> None:
    """From the four texts below and the salt; they must never change for entries in a book."""
    texts = (
        (
            '{"at":"2026-01-05T12:00:00.000000Z","id":"00000000-0000-0000-0000-000000000007",'
            '"kind":"payout_held","recorded_at":"2026-01-05T12:00:00.000250Z"}'
        ),
        (
            '{"actor":"user:1","key":"payout/7/held","memo":"","metadata":{"a":"é","b":1},'
            '"reverses":null}'
        ),
        '{"account":"a/INR","amount_minor":-100,"balance_minor":900,"position":1,"sequence":3}',
        '{"account":"b/INR","amount_minor":100,"balance_minor":null,"position":2,"sequence":null}',
    )
    content = told(ENTRY, LINES)
    assert [canonical(part).decode() for part in content.parts] == list(texts)
    commitments = [
        hashlib.sha256(part_salt(SALT, number) + text.encode()).hexdigest()
        for number, text in enumerate(texts)
    ]
    leaf = '["adulis-entry/1",["' + '","'.join(commitments) + '"]]'
    assert leaf_of(content, SALT) == leaf_hash(leaf.encode())
    assert (
        leaf_of(content, SALT).hex()
        == "5b95b67a9a4a1cb1d37df42ed476de40e8e6241d7392040d37c1ecf3e90a1f28"
    )


@pytest.mark.parametrize(
    ("entry", "lines"),
    [
        *(
            ({name: other}, LINES)
            for name, other in {
                "id": UUID(int=8),
                "kind": "payout_released",
                "key": "payout/8/held",
                "at": datetime(2026, 1, 5, 12, 0, 1, tzinfo=UTC),
                "recorded_at": datetime(2026, 1, 5, 12, 0, 0, 251, tzinfo=UTC),
                "actor": "user:2",
                "reverses": UUID(int=7),
                "memo": " ",
                "metadata": {"b": 2, "a": "é"},
            }.items()
        ),
        ({}, LINES[:1]),
        ({}, LINES[::-1]),
        ({}, [(1, "a/INR", -101, 3, 900), LINES[1]]),
        ({}, [(1, "c/INR", -100, 3, 900), LINES[1]]),
        ({}, [(1, "a/INR", -100, 4, 900), LINES[1]]),
        ({}, [(1, "a/INR", -100, 3, 901), LINES[1]]),
        ({}, [(3, "a/INR", -100, 3, 900), LINES[1]]),
    ],
)
def test_anything_that_is_different_makes_another_leaf(
    entry: dict[str, Any], lines: list[Any]
) -> None:
    honest = leaf_of(told(ENTRY, LINES), SALT)
    assert leaf_of(told(ENTRY | entry, lines), SALT) != honest


def test_the_same_moment_in_another_place_is_the_same() -> None:
    elsewhere = ENTRY | {"at": ENTRY["at"].astimezone(IST)}
    assert leaf_of(told(elsewhere, LINES), SALT) == leaf_of(told(ENTRY, LINES), SALT)


def test_a_part_is_hidden_by_a_salt_of_its_own() -> None:
    """Two equal parts do not show that they are equal, in one entry or in two."""
    part = {"amount_minor": 100}
    same = Told((part, part))
    found = {commitment(each, part_salt(SALT, number)) for number, each in enumerate(same.parts)}
    assert len(found) == 2
    assert leaf_of(same, SALT) != leaf_of(same, SALT[::-1])


HEAD = Head(
    "adulis.example/ledger", 17, 1_284, bytes(range(32)), NOTHING_BEFORE,
    datetime(2026, 1, 5, 17, 30, tzinfo=IST),
)  # fmt: skip
TEXT = (
    "adulis.example/ledger\n1284\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\nseal 17\n"
    f"previous {'0' * 64}\ntime 2026-01-05T12:00:00.000000Z\n"
)


def test_a_head_is_a_checkpoint_and_is_read_again() -> None:
    assert HEAD.text == TEXT
    assert HEAD.hash == hashlib.sha256(TEXT.encode()).digest()
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public = key.public_key().public_bytes_raw()
    written = note(HEAD, public_key=public, signature=key.sign(TEXT.encode()))
    body, signed = written.split("\n\n")
    assert body + "\n" == TEXT
    assert signed.startswith("— adulis.example/ledger ")
    for text in (written, TEXT, note(HEAD, public_key=b"", signature=b"")):
        read = parse(text)
        assert (read.number, read.size, read.root, read.text) == (17, 1_284, HEAD.root, TEXT)


def test_the_public_key_is_written_as_watchers_of_logs_write_it() -> None:
    """The example of the note format: name, key id, and the key behind its algorithm's byte."""
    name, key_id, encoded = verifier_key("adulis.example/ledger", bytes(32)).split("+", 2)
    assert (name, len(key_id)) == ("adulis.example/ledger", 8)
    assert encoded == b64encode(b"\x01" + bytes(32)).decode()
    hashed = hashlib.sha256(b"adulis.example/ledger\n\x01" + bytes(32)).hexdigest()
    assert hashed.startswith(key_id)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "hello",
        TEXT.replace("1284", "many"),
        TEXT.replace("seal 17", "sale 17"),
        TEXT.replace("previous ", "before "),
        TEXT.replace("time ", ""),
        TEXT.replace("AAEC", "!!!!"),
    ],
)
def test_what_is_not_a_head_is_not_read_as_one(wrong: str) -> None:
    with pytest.raises(HeadUnreadable):
        parse(wrong)
