"""The bad-input corpus: bodies and fields that must be refused, and never break anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings
from rest_framework.exceptions import ValidationError

from adulis.api.fields import (
    Choice,
    IfscField,
    Instant,
    MoneyMinorField,
    QueryInteger,
    StrictBoolean,
    StrictInteger,
    StrictString,
    StrictUUID,
    VpaField,
)
from adulis.api.parsers import MAX_DEPTH, loads
from adulis.kernel.errors import Malformed
from tests.doors import Api, problem_of


def nested(depth: int, opening: bytes = b"[", closing: bytes = b"]") -> bytes:
    return opening * depth + closing * depth


REFUSED_BODIES = {
    "nothing": b"",
    "blanks": b" \n\t ",
    "not JSON": b"amount=100",
    "cut short": b'{"a": 1',
    "two values": b'{"a": 1}{"a": 2}',
    "a comment": b'{"a": 1} // x',
    "single quotes": b"{'a': 1}",
    "a trailing comma": b'{"a": 1,}',
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": Infinity}',
    "-Infinity": b'{"a": -Infinity}',
    "a number too large for a float": b'{"a": 1E400}',
    "a leading zero": b'{"a": 007}',
    "a plus": b'{"a": +5}',
    "a point without digits": b'{"a": 1.}',
    "hexadecimal": b'{"a": 0x10}',
    "5,000 digits": b'{"a": ' + b"9" * 5_000 + b"}",
    "a key twice": b'{"a": 1, "a": 999}',
    "a key twice, once escaped": b'{"a": 1, "\\u0061": 999}',
    "a key twice, deep": b'{"a": {"b": [{"c": 1, "c": 2}]}}',
    "a byte order mark": b'\xef\xbb\xbf{"a": 1}',
    "invalid UTF-8": b'{"a": "\xff"}',
    "overlong UTF-8": b'{"a": "\xc0\x80"}',
    "a surrogate in UTF-8": b'{"a": "\xed\xa0\x80"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "UTF-32": '{"a": 1}'.encode("utf-32"),
    "latin-1": '{"a": "é"}'.encode("latin-1"),
    "half a surrogate pair": b'{"a": "\\ud800"}',
    "the other half": b'{"a": "\\uDC00"}',
    "half a pair as a key": b'{"\\ud800": 1}',
    "NUL escaped": b'{"a": "x\\u0000"}',
    "NUL escaped in a key": b'{"\\u0000": 1}',
    "NUL escaped, deep": b'[[["\\u0000"]]]',
    "NUL bare": b'{"a": "\x00"}',
    "a bare newline in a text": b'{"a": "x\ny"}',
    "33 arrays": nested(33),
    "33 objects": b'{"a":' * 33 + b"1" + b"}" * 33,
    "2,000 arrays": nested(2_000),
    "a million opening brackets": b"[" * 1_000_000,
    "a million escaped quotes": b'["' + b'\\"' * 500_000,
    "a million quotes": b"[" * 40 + b'"' * 1_000_001,
}


@pytest.mark.parametrize("name", REFUSED_BODIES)
def test_a_body_is_refused(name: str) -> None:
    with pytest.raises(Malformed) as refused:
        loads(REFUSED_BODIES[name])
    assert refused.value.pointer == ""
    assert len(refused.value.detail) < 200


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b'{"a": 1}', {"a": 1}),
        (b'{"a": 1000.0, "b": 1e3}', {"a": 1000.0, "b": 1000.0}),
        (b'{"a": "\\ud83d\\ude00"}', {"a": "😀"}),
        (b'{"a": "\\\\u0000"}', {"a": "\\u0000"}),
        (b'{"a": "[[[["}', {"a": "[[[["}),
        (nested(MAX_DEPTH), json.loads(nested(MAX_DEPTH))),
        (b'["' + b"[" * 100 + b'", {"a": "\\"]]]]"}]', ["[" * 100, {"a": '"]]]]'}]),
        (b"[" + b"[]," * 500 + b"[]]", [[]] * 501),
        (b"9007199254740993", 9007199254740993),
        (b"null", None),
    ],
)
def test_a_body_is_read(raw: bytes, value: Any) -> None:
    assert loads(raw) == value


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@given(_JSON)
def test_what_python_writes_is_read_back(value: Any) -> None:
    if "\\u0000" in json.dumps(value) or "\\ud" in json.dumps(value):
        return
    assert loads(json.dumps(value).encode()) == value


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
def test_whatever_comes_is_read_or_refused(raw: bytes) -> None:
    try:
        loads(raw)
    except Malformed as refused:
        assert refused.detail  # noqa: PT017 – either outcome is right, another exception is not


# --- Fields --------------------------------------------------------------------------------------

MONEY_REFUSED: list[Any] = [
    " 100 ", "\t100\n", "1_000", "100", "１００", "١٠٠", "१००", "+5", "007", "1.", "1.0",  # noqa: RUF001
    "1e3", "1E+2", "-0", "0x10", "1,000", "Ⅷ", "−5", "\u200b5", "5\x00", "",
    1000.0, 0.1, 0.29, 1e3, -1.0, 0, -1, 10**13 + 1, 2**63, 2**64, 10**100, True, False, None,
    [], [100], {}, {"amount": 100},
]  # fmt: skip


@pytest.mark.parametrize("value", MONEY_REFUSED, ids=lambda value: repr(value)[:20])
def test_money_in_another_spelling_is_refused(value: Any) -> None:
    with pytest.raises(ValidationError):
        MoneyMinorField().run_validation(value)


@pytest.mark.parametrize("value", [1, 100, 50_000, 10**13])
def test_money_is_a_json_integer(value: int) -> None:
    assert MoneyMinorField().run_validation(value) == value


def _refused() -> Iterator[tuple[Any, Any]]:
    value: Any
    text = StrictString(min_length=2, max_length=4)
    for value in (None, 5, True, "", "a", "abcde", "a\x00", "a\n", "a\x7f", "a\x85", "a\ud800"):
        yield text, value
    for value in (None, 0, 1, "true", "yes", []):
        yield StrictBoolean(), value
    whole = StrictInteger(min_value=1, max_value=9)
    for value in (None, "5", 5.0, True, 0, 10):
        yield whole, value
    digits = QueryInteger(min_value=1, max_value=99)
    for value in ("", "0", "100", " 5", "5 ", "+5", "-5", "5.0", "५", "1_0", "0x5", 5, None):
        yield digits, value
    for value in (
        None, 5, "", "abc", "0193000000007000800000000000000a",
        "{01930000-0000-7000-8000-00000000000a}", "urn:uuid:01930000-0000-7000-8000-00000000000a",
        "01930000-0000-7000-8000-00000000000a\n",
    ):  # fmt: skip
        yield StrictUUID(), value
    for value in (None, 5, "", "neft", "NEFT ", "RTGS,NEFT", ["NEFT"]):
        yield Choice(["NEFT", "RTGS"]), value
    for value in (
        None, 5, "", "2026-11-21", "2026-11-21T10:00:00", "2026-13-01T10:00:00Z",
        "2026-11-21T25:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00",
        "2026-11-21T10:00:00+99:99", "tomorrow", "２026-11-21T10:00:00Z", "2" * 100,  # noqa: RUF001
    ):  # fmt: skip
        yield Instant(), value
    for value in (
        None,
        5,
        "",
        "hdfc0000001",
        "HDFC1000001",
        "HDFC000001",
        "HDFC00000011",
        "HDFC0\u0966\u0966\u0966\u0966\u0966\u0966",
    ):
        yield IfscField(), value
    for value in (None, 5, "", "asha", "a@okbank", "asha@ok bank", "asha@ok@bank", "asha@1"):
        yield VpaField(), value


@pytest.mark.parametrize(("field", "value"), list(_refused()))
def test_a_field_refuses(field: Any, value: Any) -> None:
    with pytest.raises(ValidationError):
        field.run_validation(value)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (StrictString(max_length=4), ""),
        (StrictString(max_length=4), "ab😀"),
        (StrictBoolean(), False),
        (StrictInteger(), 0),
        (Choice(["NEFT", "RTGS"]), "NEFT"),
        (IfscField(), "HDFC0ABC123"),
        (VpaField(), "asha.exports-1@okbank"),
    ],
)
def test_a_field_takes(field: Any, value: Any) -> None:
    assert field.run_validation(value) == value


def test_an_instant_is_one_that_a_database_knows_whatever_its_offset() -> None:
    there = Instant().run_validation("2026-11-21T10:00:00+19:38")
    assert there.isoformat() == "2026-11-20T14:22:00+00:00"


def test_fields_that_read_a_text_say_what_it_means() -> None:
    assert QueryInteger(max_value=99).run_validation("07") == 7
    assert str(StrictUUID().run_validation("01930000-0000-7000-8000-00000000000A")) == (
        "01930000-0000-7000-8000-00000000000a"
    )
    assert Instant().run_validation("2026-11-21T10:00:00+05:30").isoformat() == (
        "2026-11-21T04:30:00+00:00"
    )


# --- Over HTTP -----------------------------------------------------------------------------------


@pytest.fixture
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_localhost")
class TestOverHttp:
    @pytest.mark.parametrize("name", REFUSED_BODIES)
    def test_every_bad_body_is_a_400(self, name: str) -> None:
        if not REFUSED_BODIES[name]:
            return  # no body at all is an empty object, whose members are then missing
        answer = Api().raw("/auth/token/", REFUSED_BODIES[name])
        assert problem_of(answer) == (400, "malformed")

    @pytest.mark.parametrize("body", [[], "text", 5, True, None, [{"email": "a"}]])
    def test_a_body_that_is_no_object_is_a_400(self, body: Any) -> None:
        answer = Api().raw("/auth/token/", json.dumps(body).encode())
        assert problem_of(answer) == (400, "malformed")

    def test_no_body_lacks_its_members(self) -> None:
        answer = Api().post("/auth/token/")
        assert problem_of(answer) == (400, "malformed")
        assert [each["pointer"] for each in answer.json()["errors"]] == ["/email", "/password"]

    def test_ten_megabytes_are_a_413(self) -> None:
        answer = Api().raw("/auth/token/", b'{"email": "' + b"a" * 10_000_000 + b'"}')
        assert problem_of(answer) == (413, "body_too_large")
        assert answer.json()["limit_bytes"] == 1_048_576

    @pytest.mark.parametrize(
        "content_type",
        [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/xml",
            "application/json; charset=latin-1",
            "application/json;charset=utf-16",
            "nonsense",
            "/",
        ],
    )
    def test_other_media_types_are_a_415(self, content_type: str) -> None:
        answer = Api().raw("/auth/token/", b'{"email": "a"}', content_type=content_type)
        assert problem_of(answer) == (415, "unsupported_media_type")

    @pytest.mark.parametrize(
        "content_type",
        ["application/json", "application/json; charset=utf-8", 'application/json;charset="UTF-8"'],
    )
    def test_json_in_utf_8_is_read(self, content_type: str) -> None:
        answer = Api().raw("/auth/token/", b'{"email": "a"}', content_type=content_type)
        assert [each["pointer"] for each in answer.json()["errors"]] == ["/email", "/password"]

    def test_pointers_are_escaped(self) -> None:
        answer = Api().post("/auth/token/", {"a/b~c": 1})
        assert answer.json()["errors"][0]["pointer"] == "/a~1b~0c"
