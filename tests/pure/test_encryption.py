"""Encryption at rest: what is sealed opens only where it belongs, and only unaltered."""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path

import pytest
from pytest_django import Settings

from adulis.kernel.encryption import (
    CannotOpen,
    KeyRingInvalid,
    blind_index,
    key_id_of,
    key_ids,
    open_bytes,
    open_sealed,
    seal,
    seal_bytes,
)

PLACE = "payouts_bank_account.number.1"


def key(letter: str) -> str:
    return b64encode(letter.encode() * 32).decode()


@pytest.fixture(autouse=True)
def ring(settings: Settings) -> Settings:
    settings.ENCRYPTION_KEYS = [f"k2:{key('b')}", f"k1:{key('a')}"]
    settings.BLIND_INDEX_KEY = key("i")
    return settings


def test_what_is_sealed_opens_again() -> None:
    assert open_sealed(seal("0123456789 ₹", place=PLACE), place=PLACE) == "0123456789 ₹"
    assert open_bytes(seal_bytes(b"\x00\xff", place=PLACE), place=PLACE) == b"\x00\xff"


def test_the_sealed_value_says_nothing_and_is_never_the_same_twice() -> None:
    first, second = seal("0123456789", place=PLACE), seal("0123456789", place=PLACE)
    assert first != second
    assert "0123456789" not in first
    # 12 bytes of nonce, 10 of text, 16 of tag.
    assert len(urlsafe_b64decode(first.split(".")[2])) == 38


def test_the_newest_key_seals_and_every_key_in_the_ring_opens(ring: Settings) -> None:
    ring.ENCRYPTION_KEYS = [f"k1:{key('a')}"]
    old = seal("x", place=PLACE)
    assert key_id_of(old) == "k1"
    ring.ENCRYPTION_KEYS = [f"k2:{key('b')}", f"k1:{key('a')}"]
    assert open_sealed(old, place=PLACE) == "x"
    assert key_id_of(seal("x", place=PLACE)) == "k2"
    ring.ENCRYPTION_KEYS = [f"k2:{key('b')}"]
    with pytest.raises(CannotOpen, match="key k1 is not in the ring"):
        open_sealed(old, place=PLACE)


def test_a_value_moved_to_another_row_does_not_open() -> None:
    with pytest.raises(CannotOpen, match="altered, or sealed for another place"):
        open_sealed(seal("x", place=PLACE), place="payouts_bank_account.number.2")


@pytest.mark.parametrize("index", [0, 11, 12, -1])
def test_a_value_with_one_bit_changed_does_not_open(index: int) -> None:
    version, key_id, body = seal("0123456789", place=PLACE).split(".")
    raw = bytearray(urlsafe_b64decode(body))
    raw[index] ^= 1
    with pytest.raises(CannotOpen, match="altered"):
        open_sealed(f"{version}.{key_id}.{urlsafe_b64encode(raw).decode()}", place=PLACE)


@pytest.mark.parametrize("sealed", ["", "plain text", "v1.k1", "v1.k1.ä", "v1.k1.a.b", "v1.k1.abc"])
def test_what_was_never_sealed_does_not_open(sealed: str) -> None:
    with pytest.raises(CannotOpen):
        open_sealed(sealed, place=PLACE)


def test_a_body_too_short_for_its_tag_does_not_open() -> None:
    with pytest.raises(CannotOpen):
        open_sealed(f"v1.k1.{urlsafe_b64encode(b'short').decode()}", place=PLACE)


def test_a_version_we_do_not_know_does_not_open() -> None:
    sealed = seal("x", place=PLACE)
    with pytest.raises(CannotOpen, match="unknown version v2"):
        open_sealed("v2" + sealed[2:], place=PLACE)


@pytest.mark.parametrize(
    "keys",
    [
        [],
        ["k1"],
        [f":{key('a')}"],
        [f"k.1:{key('a')}"],
        [f"k1:{b64encode(b'short').decode()}"],
    ],
    ids=["empty", "no key", "no id", "dot in id", "short"],
)
def test_a_wrong_ring_seals_nothing(ring: Settings, keys: list[str]) -> None:
    ring.ENCRYPTION_KEYS = keys
    with pytest.raises(KeyRingInvalid, match="ENCRYPTION_KEYS"):
        seal("x", place=PLACE)


def test_equal_values_meet_in_the_blind_index_and_nothing_else_does(ring: Settings) -> None:
    number = blind_index("0123456789", purpose="account")
    assert number == blind_index("0123456789", purpose="account")
    assert len(number) == 32
    assert number != blind_index("0123456780", purpose="account")
    assert number != blind_index("0123456789", purpose="vpa")
    ring.BLIND_INDEX_KEY = key("j")
    assert number != blind_index("0123456789", purpose="account")


def test_purpose_and_value_cannot_run_into_each_other() -> None:
    assert blind_index("bc", purpose="a") != blind_index("c", purpose="ab")


def test_a_blind_index_wants_a_whole_key(ring: Settings) -> None:
    ring.BLIND_INDEX_KEY = b64encode(b"short").decode()
    with pytest.raises(KeyRingInvalid, match="BLIND_INDEX_KEY wants base64 of 32 bytes"):
        blind_index("x", purpose="y")


def test_a_ring_in_a_file_is_read_again_whenever_it_changes(ring: Settings, tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text(f"# kept by hand\n\nk1:{key('a')}\n")
    ring.ENCRYPTION_KEYS_FILE = str(file)
    old = seal("x", place=PLACE)
    assert (key_ids(), key_id_of(old)) == (["k1"], "k1")

    fresh = tmp_path / "fresh"
    fresh.write_text(f"k2:{key('b')}\nk1:{key('a')}\n")
    fresh.replace(file)

    assert key_id_of(seal("x", place=PLACE)) == "k2"
    assert open_sealed(old, place=PLACE) == "x"


@pytest.mark.parametrize(
    "keys", [["k1:{a}", "k1:{b}"], ["k 1:{a}"], ["k1:???"], [f"{'k' * 33}:{{a}}"]]
)
def test_keys_have_ids_of_their_own_that_can_be_written_in_a_value(
    ring: Settings, keys: list[str]
) -> None:
    ring.ENCRYPTION_KEYS = [each.format(a=key("a"), b=key("b")) for each in keys]
    with pytest.raises(KeyRingInvalid, match="ENCRYPTION_KEYS"):
        seal("x", place=PLACE)
