"""What is set in type says what it was given, letter by letter, and nothing it was not given."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adulis.kernel import db
from adulis.kernel.db import TransactionOpen
from adulis.papers import press
from tests.paper import lines_of, read, text_of

AT = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


def an_advice(**changes: Any) -> dict[str, Any]:
    return {
        "about": "Advice 17",
        "heading": "Payout advice",
        "intro": "A payout was made.",
        "highlights": [{"label": "Amount", "value": "₹12,34,567.00"}],
        "sections": [{"heading": "To", "facts": [{"label": "Name", "value": "Asha Rao"}]}],
        "notes": ["Keep this."],
        **changes,
    }


def printed(**changes: Any) -> bytes:
    return press.render("advice", an_advice(**changes), title="Payout advice 17", at=AT)


def named(name: str) -> bytes:
    return printed(sections=[{"heading": "To", "facts": [{"label": "Name", "value": name}]}])


def test_a_paper_says_what_it_was_given_and_whose_it_is() -> None:
    assert lines_of(printed()) == [
        "Adulis",
        "Adulis sandbox (not a registered company)",
        "1 Harbour Road, Bengaluru 560001, Karnataka",
        "GSTIN 29AAACA0001A1ZT",
        "Payout advice",
        "A payout was made.",
        "Amount",
        "₹12,34,567.00",
        "To",
        "Name",
        "Asha Rao",
        "Keep this.",
        (
            "Advice 17 · Issued 01 Nov 2026, 12:00 IST · made by a computer,"
            " valid without a signature Page 1 of 1"
        ),
    ]


@pytest.mark.parametrize(
    "name",
    [
        '#read("/etc/passwd")',
        '#read("house.typ")',
        '#eval("1+1") $x^2$ *bold* _it_ `raw`',
        "<label> @ref // comment",
        "] } ) #panic()",
        "\\ \"quoted\" 'single' ~ -- ... /* */",
        '{"a": 1}',
        '#import "@preview/cetz:0.3.0"',
    ],
)
def test_names_are_text_whatever_they_contain(name: str) -> None:
    assert name in lines_of(named(name))


def test_the_same_paper_has_the_same_bytes() -> None:
    assert printed() == printed()
    other = press.render("advice", an_advice(), title="Payout advice 17", at=AT.replace(second=1))
    assert other != printed()


def test_the_file_is_for_archives_and_for_readers_aloud() -> None:
    found = read(printed())
    about = found.xmp_metadata
    assert about is not None
    assert about.pdfaid_part == "2"
    assert about.pdfaid_conformance == "A"
    assert str(found.root_object["/Lang"]) == "en-IN"
    assert "/StructTreeRoot" in found.root_object
    assert found.metadata is not None
    assert found.metadata.title == "Payout advice 17"
    assert found.metadata.creation_date == AT
    width, height = found.pages[0].mediabox.width, found.pages[0].mediabox.height
    assert (round(width), round(height)) == (595, 842)


def test_names_in_devanagari_are_shown_and_fonts_travel_with_the_file() -> None:
    paper = named("स्वाति देशमुख")
    # Readers of PDF see the parts of a ligature more than once; every letter is there.
    assert {"स", "व", "त", "द", "श", "म", "ख"} <= set(text_of(paper))
    embedded = re.findall(rb"/FontFile[23]", paper)
    assert len(embedded) == paper.count(b"/Type/FontDescriptor") >= 2


def test_what_no_font_can_show_is_marked_and_keeps_nobody_from_their_paper() -> None:
    assert "ACME � Ltd" in lines_of(named("ACME \U0001f680 Ltd"))


def test_nothing_turns_the_direction_of_a_name() -> None:
    assert "evil gpj.exe" in lines_of(named("evil \u202egpj.exe"))


def test_a_word_too_long_for_its_column_is_broken_and_loses_no_letter() -> None:
    word = "".join(f"{each:04d}" for each in range(100))
    lines = lines_of(named(word))
    assert word in "".join(lines)
    assert max(len(line) for line in lines if line[0].isdigit()) < 100


def test_pages_are_numbered_and_the_letterhead_is_on_each() -> None:
    facts = [{"label": f"Fact {each}", "value": "x"} for each in range(200)]
    found = read(printed(sections=[{"heading": "All", "facts": facts}]))
    count = len(found.pages)
    assert count > 1
    for number, page in enumerate(found.pages, 1):
        text = page.extract_text()
        assert f"Page {number} of {count}" in text
        assert "GSTIN 29AAACA0001A1ZT" in text


@pytest.mark.parametrize("template", ["", "absent", "../values", "/etc/passwd", "house/../advice"])
def test_only_templates_of_this_room_are_set(template: str) -> None:
    with pytest.raises(ValueError, match="there is no paper called"):
        press.render(template, {}, title="x", at=AT)


def test_nor_one_that_lies_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "own.typ").write_text("#read(sys.inputs.given)")
    with pytest.raises(ValueError, match="there is no paper called"):
        press.render(str(tmp_path / "own"), {}, title="x", at=AT)


@pytest.mark.parametrize("path", sorted(press.TEMPLATES.glob("*.typ")), ids=lambda path: path.stem)
def test_templates_evaluate_nothing_and_fetch_nothing(path: Path) -> None:
    code = path.read_text("utf-8")
    assert not re.findall(r"\b(?:eval|plugin|read|csv|yaml|toml|xml|cbor)\(|@preview|@local", code)
    # The one JSON that is read is what the press was given.
    assert re.findall(r"json\([^\n]*", code) in ([], ["json(bytes(sys.inputs.given))"])


@pytest.mark.django_db
def test_no_lock_waits_for_the_press() -> None:
    with db.transaction(), pytest.raises(TransactionOpen):
        printed()
