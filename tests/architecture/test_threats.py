"""Each threat in SECURITY.md names tests that prove what it says, and they are there."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.architecture.source import REPOSITORY, functions
from tests.architecture.test_environment_documented import documented

_TEXT = (REPOSITORY / "SECURITY.md").read_text()
# By the head of the table, so that a row cannot be taken for another kind of row.
_THREATS = [
    line
    for table in re.findall(r"^\| threat \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", _TEXT, re.MULTILINE)
    for line in table.splitlines()
]
_NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


@cache
def _tests_in(path: str) -> frozenset[str]:
    tree = ast.parse((REPOSITORY / path).read_text())
    return frozenset(each.name for each in functions(tree) if each.name.startswith("test_"))


def test_every_kind_of_threat_is_there() -> None:
    kinds = ("Spoofing", "Tampering", "Repudiation", "Information disclosure",
             "Denial of service", "Elevation of privilege")  # fmt: skip
    assert re.findall(r"^### ([\w ]+):", _TEXT, re.MULTILINE) == list(kinds)
    assert len(_THREATS) > 40


@pytest.mark.parametrize("row", _THREATS, ids=lambda row: row.split("|")[1].strip()[:60])
def test_a_threat_names_tests_that_are_there(row: str) -> None:
    threat, holds, proof = (each.strip() for each in row.strip("|").split("|"))
    assert threat
    assert holds
    named = _NAMED.findall(proof)
    assert named, "which test proves it?"
    # Nothing stands there that is not read here.
    assert _NAMED.sub("", proof).strip() == ""
    for path, name in named:
        assert (REPOSITORY / path).is_file(), path
        assert not name or name in _tests_in(path), f"{path} has no {name}"
        assert _tests_in(path), path


def test_whatever_else_is_named_is_there_too() -> None:
    for path, _ in _NAMED.findall(_TEXT):
        assert (REPOSITORY / path).is_file(), path


def test_settings_are_named_as_they_are() -> None:
    named = set(re.findall(r"`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`", _TEXT))
    assert named - set(documented()) == set()


def test_no_key_is_left_out_of_what_there_is_to_defend() -> None:
    [row] = re.findall(r"^\| keys \((.*?)\)", _TEXT, re.MULTILINE)
    keys = {each for each in documented() if re.search(r"_KEYS?$|_PEPPER$", each)}
    # These prove who we are to a bucket, and are said there by whoever keeps it.
    keys -= {each for each in keys if "_S3_" in each}
    assert set(re.findall(r"`(\w+)`", row)) == keys
