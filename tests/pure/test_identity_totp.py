"""Codes of authenticator apps, by the examples of RFC 6238; and recovery codes."""

from __future__ import annotations

from base64 import b32encode
from datetime import UTC, datetime

import pytest

from adulis.identity import totp
from adulis.identity.values import network_of

# RFC 6238, appendix B: SHA-1, of whose eight digits the last six are shown.
SECRET = b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_rfc(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert totp.matching_step(SECRET, code, at=at, after=0) == seconds // 30


def test_the_neighbouring_steps_are_taken_and_no_others() -> None:
    step, code = 1111111109 // 30, "081804"
    found = {}
    for shift in (-2, -1, 0, 1, 2):
        at = datetime.fromtimestamp(1111111109 + 30 * shift, UTC)
        found[shift] = totp.matching_step(SECRET, code, at=at, after=0)
    assert found == {-2: None, -1: step, 0: step, 1: step, 2: None}


def test_no_step_is_taken_twice() -> None:
    at = datetime.fromtimestamp(59, UTC)
    assert totp.matching_step(SECRET, "287082", at=at, after=1) is None


@pytest.mark.parametrize("code", ["", "28708", "2870822", "abcdef", "２８７０８２", "ñ"])  # noqa: RUF001
def test_what_is_no_code_matches_nothing(code: str) -> None:
    at = datetime.fromtimestamp(59, UTC)
    assert totp.matching_step(SECRET, code, at=at, after=0) is None


def test_an_app_is_told_whose_code_it_is() -> None:
    assert totp.uri_of(SECRET, email="asha@example.com", issuer="Adulis") == (
        f"otpauth://totp/Adulis:asha%40example.com?secret={SECRET}&issuer=Adulis"
    )


def test_recovery_codes_are_ten_and_forgive_how_they_are_typed() -> None:
    codes = totp.make_recovery_codes()
    assert len(set(codes)) == 10
    hashed = totp.recovery_hash("0123A-BCDEF")
    for typed in ("0123abcdef", "O123A BCDEF", "0I23A-bcdef", "0l23abcdef"):
        assert totp.recovery_hash(typed) == hashed
    assert totp.recovery_hash("0123A-BCDEG") != hashed


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.7", "192.0.2.250", True),
        ("192.0.2.7", "192.0.3.7", False),
        ("2001:db8:1:2::1", "2001:db8:1:ffff::1", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
        ("", "", True),
        ("", "192.0.2.7", False),
    ],
)
def test_a_network_stays_when_the_address_changes(one: str, other: str, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same
