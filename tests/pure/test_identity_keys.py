"""API keys: their form, and that nothing usable is stored."""

from __future__ import annotations

import re

import pytest
from pytest_django import Settings

from adulis.identity import keys
from adulis.identity.errors import InvalidApiKey


def test_the_form_of_a_key() -> None:
    made = keys.make()
    assert re.fullmatch(r"sk_test_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}", made.raw)
    assert made.raw.startswith(f"{made.prefix}_")
    assert keys.parse(made.raw) == made


def test_no_two_keys_are_alike() -> None:
    made = [keys.make() for _ in range(1_000)]
    assert len({key.raw for key in made}) == 1_000
    assert len({key.raw.rpartition("_")[2] for key in made}) == 1_000


def test_a_live_installation_makes_and_takes_live_keys(settings: Settings) -> None:
    of_the_sandbox = keys.make()
    settings.ADULIS_MODE = "live"
    assert keys.make().raw.startswith("sk_live_")
    with pytest.raises(InvalidApiKey):
        keys.parse(of_the_sandbox.raw)


@pytest.mark.parametrize(
    "raw",
    [
        "sk_test_",
        "sk_test_abcdefgh",
        "sk_test_abcdefgh_" + "a" * 42,
        "sk_test_abcdefgh_" + "a" * 44,
        "sk_test_abcdefg!_" + "a" * 43,
        "sk_test_abcdefgh_" + "a" * 42 + "é",
        "sk_test_abcdefgh_" + "a" * 43 + "\n",
        " sk_test_abcdefgh_" + "a" * 43,
    ],
)
def test_what_has_another_form_is_refused(raw: str) -> None:
    with pytest.raises(InvalidApiKey):
        keys.parse(raw)


def test_base_62_keeps_every_bit() -> None:
    assert keys._base62(b"\x00" * 32) == "0" * 43
    assert len(keys._base62(b"\xff" * 32)) == 43
    assert keys._base62(b"\x00" * 31 + b"\x3e") == "01" + "0" * 41


def test_the_hash_depends_on_the_pepper(settings: Settings) -> None:
    key = keys.RawKey("sk_test_abcdefgh_" + "a" * 43, "sk_test_abcdefgh")
    settings.API_KEY_PEPPER = "one"
    first = keys.secret_hash(key)
    settings.API_KEY_PEPPER = "two"
    assert len(first) == 32
    assert keys.secret_hash(key) != first


def test_a_key_does_not_show_itself() -> None:
    made = keys.make()
    assert made.raw not in repr(made)
