"""The documentation generators: what they quote, what they refuse to guess."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from adulis.kernel.actors import Actor
from adulis.kernel.money import Money
from adulis.ledger.values import Posting, Transfer
from adulis.ops.documents import library
from adulis.ops.documents.facts import event_types, json_name
from adulis.ops.documents.ledger import example_of
from adulis.ops.documents.quotes import QuoteLost, quote, with_fresh_quotes
from adulis.ops.documents.rooms import first_paragraph, table
from adulis.webhooks.policies import is_type, known_types

MODULE = '''
LOCK = """
    SELECT id
      FROM account
"""
LIMIT = 5


class Book:
    @staticmethod
    def open() -> None:
        first = 1
        second = 2
        third = 3
'''
STATEMENTS = """
CREATE TABLE line (id int);
CREATE OR REPLACE FUNCTION guard_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1; PERFORM 2;
END
$$ SET search_path = public;
CREATE TABLE other (id int);
"""


@pytest.fixture(autouse=True)
def repository(settings: Settings, tmp_path: Path) -> Path:
    settings.REPOSITORY = tmp_path
    (tmp_path / "book.py").write_text(MODULE)
    (tmp_path / "guards.sql").write_text(STATEMENTS)
    return tmp_path


def test_a_method_is_quoted_with_its_decorators_and_without_its_indentation() -> None:
    assert quote("book.py", "Book.open").splitlines() == [
        "```python",
        "@staticmethod",
        "def open() -> None:",
        "    first = 1",
        "    second = 2",
        "    third = 3",
        "```",
    ]


def test_a_constant_that_is_text_is_quoted_as_sql() -> None:
    assert quote("book.py", "LOCK") == "```sql\nSELECT id\n  FROM account\n```"


def test_another_constant_is_quoted_as_it_stands() -> None:
    assert quote("book.py", "LIMIT") == "```python\nLIMIT = 5\n```"


def test_a_quote_can_be_cut_from_one_line_to_another() -> None:
    cut = quote("book.py", "Book.open", start="second", end="third")
    assert cut == "```python\nsecond = 2\nthird = 3\n```"


def test_an_sql_file_is_quoted_by_what_a_statement_creates() -> None:
    body = quote("guards.sql", "guard_moves").splitlines()
    assert body[1].startswith("CREATE OR REPLACE FUNCTION guard_moves()")
    assert body[-2] == "$$ SET search_path = public;"


@pytest.mark.parametrize(
    ("path", "name", "start", "complaint"),
    [
        ("gone.py", "Book", None, "gone.py does not exist"),
        ("book.py", "Book.shut", None, "book.py has no Book.shut"),
        ("book.py", "Book.open", "fourth", "book.py Book.open no longer says 'fourth'"),
        ("guards.sql", "guard", None, "guards.sql creates no guard"),
    ],
)
def test_a_quote_that_lost_its_source_says_so(
    path: str, name: str, start: str | None, complaint: str
) -> None:
    with pytest.raises(QuoteLost, match=complaint):
        quote(path, name, start=start)


def test_only_what_stands_between_the_markers_is_written() -> None:
    page = 'Before.\n<!-- quote book.py Book.open from "third" -->\nold\n<!-- /quote -->\nAfter.'
    fresh = (
        'Before.\n<!-- quote book.py Book.open from "third" -->\n'
        "```python\nthird = 3\n```\n<!-- /quote -->\nAfter."
    )
    assert with_fresh_quotes(page) == fresh
    assert with_fresh_quotes(fresh) == fresh


@pytest.mark.parametrize("page", ["<!-- quote book.py -->\n", "<!-- quote book.py LOCK -->\nx"])
def test_a_malformed_marker_is_not_passed_over(page: str) -> None:
    with pytest.raises(QuoteLost, match="malformed"):
        with_fresh_quotes(page)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@pytest.mark.parametrize(
    ("annotation", "name"),
    [
        (str, "string"),
        (UUID | None, "string, UUID or null"),
        (list[Money], "array of `{amount_minor, currency}`"),
        (tuple[int, ...], "array of integer"),
        (dict[str, int], "object"),
        (Colour, "string: `red`, `blue`"),
    ],
    ids=str,
)
def test_the_json_of_a_field_has_a_name(annotation: object, name: str) -> None:
    assert json_name(annotation) == name


def test_a_type_without_a_json_name_is_not_guessed() -> None:
    with pytest.raises(KeyError):
        json_name(Path)


def test_the_web_app_offers_the_events_that_a_server_can_be_told_of() -> None:
    offered = {each["type"] for each in json.loads(event_types())}
    assert all(is_type(each) for each in offered)
    left_out = known_types() - offered
    assert {each.partition(".")[0] for each in left_out} == {"user", "session"}
    assert all(each["means"] for each in json.loads(event_types()))


def test_an_example_tells_which_amounts_a_transfer_is_made_of() -> None:
    def fee_taken(amount: Money, fee: Money, *, at: datetime, actor: Actor, note: str) -> Posting:
        transfers = (Transfer("a", "b", amount + fee), Transfer("b", "c", fee))
        return Posting("fee_taken", f"fee/{note}", transfers, at, actor)

    posting, names = example_of(fee_taken)
    assert [each.amount.minor for each in posting.transfers] == [0b11, 0b10]
    assert names == {0b01: "amount", 0b10: "fee"}
    assert posting.key == "fee/note"


def test_an_argument_nobody_can_stand_in_for_is_not_guessed() -> None:
    def odd(where: Path) -> Posting:
        raise AssertionError(where)

    with pytest.raises(TypeError, match="for where; teach _stand_in"):
        example_of(odd)


@dataclass
class Wordless:
    name: str


class Worded:
    """Says ``this``
    in one paragraph.

    And this in another.
    """


def test_the_first_paragraph_is_one_line_and_silence_stays_silent() -> None:
    assert first_paragraph(Worded) == "Says `this` in one paragraph."
    assert first_paragraph(Wordless) == ""
    assert first_paragraph(Colour) == ""


def test_a_cell_cannot_break_its_table() -> None:
    assert table(["a"], [["x | y"]]).splitlines()[-1] == "| x &#124; y |"


def test_the_command_writes_what_is_stale_and_tells_when_asked_to_check(
    settings: Settings, tmp_path: Path
) -> None:
    house = Path(__file__).resolve().parents[2]
    settings.REPOSITORY = tmp_path
    (tmp_path / "src").symlink_to(house / "src")
    for page in library.GENERATED:
        (tmp_path / page).parent.mkdir(parents=True, exist_ok=True)
    for page in library.QUOTING:
        (tmp_path / page).write_text((house / page).read_text("utf-8"), "utf-8")

    with pytest.raises(CommandError, match=r"stale: docs/ledger\.md, .*run \./adulis write_docs"):
        call_command("write_docs", "--check")
    assert not (tmp_path / "docs" / "ledger.md").exists()

    call_command("write_docs", stdout=StringIO())
    call_command("write_docs", "--check")
    assert (tmp_path / "docs" / "lifecycles.md").read_text("utf-8").startswith("# Lifecycles\n")
    assert (tmp_path / "openapi.yaml").read_text("utf-8").startswith("openapi: 3.1")

    told = StringIO()
    (tmp_path / "docs" / "events.md").write_text("old", "utf-8")
    call_command("write_docs", stdout=told)
    assert told.getvalue() == "wrote docs/events.md\n"
