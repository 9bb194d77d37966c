"""camt.053 is read whole or not at all, and says what the same day says as CSV."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from adulis.gateways import statement_files, statements
from adulis.gateways.errors import StatementMalformed
from adulis.gateways.statements import BANK_TIME
from simulators.bank import camt
from simulators.bank.statements import Line, Statement, as_csv

DAY = date(2026, 11, 20)
NOON_MS = int(datetime(2026, 11, 20, 12, tzinfo=BANK_TIME).timestamp() * 1_000)
LINE = Line(
    "L1", NOON_MS, "2026-11-20", "debit", 12_345, "payment", "AD1", "SIM1", "Asha & Sons",
    "for <tea>",
)  # fmt: skip


def statement(*lines: Line, opening: int = 1_000_000, closing: int | None = None) -> bytes:
    return camt.as_camt(Statement(DAY, opening, lines, closing)).encode()


def refused(body: bytes) -> str:
    with pytest.raises(StatementMalformed) as told:
        statement_files.read(body)
    return told.value.detail


def old(body: bytes) -> bytes:
    """The same as version 001.02 has it."""
    text = body.decode().replace("camt.053.001.08", "camt.053.001.02")
    text = text.replace("<Sts><Cd>BOOK</Cd></Sts>", "<Sts>BOOK</Sts>")
    return text.replace("<Pty>", "").replace("</Pty>", "").encode()


texts = some.text(some.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=30)
names = some.text("ABCdef0123456789-/", min_size=1, max_size=35)


@some.composite
def lines(draw: some.DrawFn) -> Line:
    kind = draw(some.sampled_from(["payment", "return", "inward", "charge"]))
    return Line(
        draw(names),
        NOON_MS + draw(some.integers(-40_000_000, 40_000_000)),
        (DAY + timedelta(days=draw(some.integers(-1, 1)))).isoformat(),
        "credit" if kind in {"return", "inward"} else "debit",
        draw(some.integers(1, 10**14)),
        kind,
        draw(some.one_of(some.just(""), names.filter(lambda name: name != "NONREF"))),
        draw(some.one_of(some.just(""), names)),
        draw(texts),
        draw(texts),
    )


@given(some.lists(lines(), max_size=6), some.integers(-(10**14), 10**14))
def test_a_day_says_the_same_in_both_formats(told: list[Line], opening: int) -> None:
    day = Statement(DAY, opening, tuple(told))
    as_it_is = statements.parse(as_csv(day).encode())
    assert statement_files.read(as_csv(day).encode()) == as_it_is
    assert statement_files.read(camt.as_camt(day).encode()) == as_it_is
    assert statement_files.read(old(camt.as_camt(day).encode())) == as_it_is


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\n  "])
def test_what_stands_before_it_is_passed_over(before: bytes) -> None:
    body = statement(LINE)
    if before == b"\n  ":
        body = body.partition(b"?>\n")[2]
    [line] = statement_files.read(before + body).lines
    assert (line.counterparty, line.narration) == ("Asha & Sons", "for <tea>")


def test_what_is_not_booked_moves_nothing() -> None:
    pending = statement(LINE).replace(b"<Cd>BOOK</Cd>", b"<Cd>PDNG</Cd>")
    assert "not what the lines add up to" in refused(pending)
    told = pending.replace(b'<Amt Ccy="INR">9876.55</Amt>', b'<Amt Ccy="INR">10000.00</Amt>')
    assert statement_files.read(told).lines == ()
    assert "state is unknown" in refused(statement(LINE).replace(b">BOOK<", b">MAYBE<"))


def test_an_entry_for_many_is_a_line_for_each() -> None:
    one = (
        '<TxDtls><Refs><EndToEndId>{}</EndToEndId></Refs><Amt Ccy="INR">{}</Amt></TxDtls>'
    ).format
    body = statement(LINE).decode()
    before, _, rest = body.partition("<NtryDtls>")
    after = rest.partition("</NtryDtls>")[2]
    both = one("AD1", "100.00") + one("AD2", "23.45")
    whole = f"{before}<NtryDtls>{both}</NtryDtls>{after}"
    found = statement_files.read(whole.encode()).lines
    assert [(each.line_id, each.reference, each.amount_minor) for each in found] == [
        ("L1.1", "AD1", 10_000), ("L1.2", "AD2", 2_345),
    ]  # fmt: skip
    assert "its transactions add up to" in refused(whole.replace(">23.45", ">23.46").encode())
    assert "has no amount" in refused(whole.replace('<Amt Ccy="INR">23.45</Amt>', "").encode())


@pytest.mark.parametrize(
    ("old_text", "new_text", "says"),
    [
        ("camt.053.001.08", "camt.054.001.08", "not a camt.053"),
        ("<Cd>OPBD</Cd>", "<Cd>FWAV</Cd>", "no balance of the kind OPBD or PRCD"),
        ("<Cd>CLBD</Cd>", "<Cd>FWAV</Cd>", "no balance of the kind CLBD or ITBD"),
        ('Ccy="INR">123.45', 'Ccy="USD">123.45', "is not in INR"),
        ("<Ccy>INR</Ccy>", "<Ccy>EUR</Ccy>", "not one in INR"),
        ("123.45", "123.455", "parts of a paisa"),
        ("123.45", "-123.45", "is not one"),
        ("123.45", "1e3", "is not one"),
        ("DBIT</CdtDbtInd><Sts>", "DEBT</CdtDbtInd><Sts>", "neither CRDT nor DBIT"),
        ("2026-11-20T12:00", "2026-11-21T12:00", "not booked on"),
        ("123.45", "124.45", "not what the lines add up to"),
        ("<NtryRef>L1</NtryRef>", "", "characters that names do not have"),
        ("</Stmt>", "</Stmt><Stmt/>", "2 statements"),
        ("</Document>", "", "not XML"),
        ("<BkToCstmrStmt>", "<BkToCstmrStmt>&nobody;", "not XML"),
    ],
)
def test_what_does_not_fit_is_refused(old_text: str, new_text: str, says: str) -> None:
    body = statement(LINE).decode()
    assert old_text in body
    assert says in refused(body.replace(old_text, new_text, 1).encode())


@pytest.mark.parametrize(
    "inside",
    [
        "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>",
        "<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>",
        "<!DOCTYPE d SYSTEM 'http://127.0.0.1/there.dtd'>",
    ],
)
def test_nothing_in_it_fills_a_memory_or_reads_a_file(inside: str) -> None:
    body = statement(LINE).decode()
    told = body.replace("?>\n", f"?>\n{inside}", 1).replace("for &lt;tea&gt;", "&a;")
    assert "not XML" in refused(told.replace("&a;", "x").encode())
    assert "not XML" in refused(told.encode())


def test_the_day_alone_stands_for_its_first_moment() -> None:
    body = statement(LINE).decode()
    told = body.replace("<DtTm>2026-11-20T12:00:00.000+05:30</DtTm>", "<Dt>2026-11-20</Dt>")
    assert told != body
    [line] = statement_files.read(told.encode()).lines
    assert line.booked_at == datetime(2026, 11, 20, tzinfo=BANK_TIME)
