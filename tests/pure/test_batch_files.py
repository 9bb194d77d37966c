"""Reading a batch: what is taken, what is marked, and that nothing is guessed."""

from __future__ import annotations

import csv
import io
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adulis.api.batch_files import COLUMNS, MOST_ROWS, read_csv, read_rows
from adulis.payouts.errors import BatchTooLarge, BatchUnreadable
from adulis.payouts.values import BankDetails, Mode, Purpose, RowError, RowGiven

ACCOUNT = "0193ab00-0000-7000-8000-000000000001"
NUMBERED = {"holder_name": "Asha Rao", "account_number": "12345678901", "ifsc": "HDFC0CAACOB"}


def file_of(*lines: str, end: str = "\n") -> bytes:
    return (end.join(lines) + end).encode()


def only(rows: list[RowGiven]) -> RowGiven:
    [row] = rows
    return row


def codes(row: RowGiven) -> list[tuple[str, str]]:
    return [(each.code, each.pointer) for each in row.errors]


# --- What a row says -----------------------------------------------------------------------------


def test_a_row_with_everything() -> None:
    row = only(
        read_csv(
            file_of(
                "amount_paise,bank_account_id,mode,narration,reference,purpose,row_key",
                f'150000,{ACCOUNT},NEFT,"Rent, May",INV 7,vendor_bill,may',
            )
        )
    )
    assert row == RowGiven(
        line=2,
        row_key="may",
        amount_minor=150_000,
        bank_account_id=UUID(ACCOUNT),
        mode=Mode.NEFT,
        narration="Rent, May",
        reference="INV 7",
        purpose=Purpose.VENDOR_BILL,
    )


def test_a_row_with_next_to_nothing() -> None:
    row = only(read_csv(file_of("bank_account_id,amount_paise", f"{ACCOUNT},100")))
    assert row == RowGiven(
        line=2, row_key="line-2", amount_minor=100, bank_account_id=UUID(ACCOUNT)
    )


def test_new_bank_details_by_number_and_by_vpa() -> None:
    rows = read_csv(
        file_of(
            "amount_paise,holder_name,account_number,ifsc,vpa",
            "100,Asha  Rao,12345678901,HDFC0CAACOB,",
            "200,Asha Rao,,,asha@okbank",
        )
    )
    assert [row.details for row in rows] == [
        BankDetails(holder_name="Asha Rao", number="12345678901", ifsc="HDFC0CAACOB"),
        BankDetails(holder_name="Asha Rao", vpa="asha@okbank"),
    ]
    assert [row.errors for row in rows] == [(), ()]


def test_a_json_row_is_the_same_row() -> None:
    told = {"amount_paise": 100, "bank_account_id": ACCOUNT, "row_key": "a"}
    as_json = only(read_rows([told]))
    as_csv = only(read_csv(file_of(",".join(told), ",".join(str(each) for each in told.values()))))
    assert as_json == RowGiven(line=1, row_key="a", amount_minor=100, bank_account_id=UUID(ACCOUNT))
    assert (as_csv.row_key, as_csv.amount_minor) == (as_json.row_key, as_json.amount_minor)


# --- Money is digits, and nothing else ----------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        "1,000", "1 000", "1000.00", "1e3", "+100", "-100", " 100", "100 ", "0x64", "१००",
        "\uff11\uff10\uff10", "007", "₹100", "100/-", "=50+50", "NaN", "1_000", "²", "true",
    ],
)  # fmt: skip
def test_an_amount_that_is_not_plain_digits_is_marked(cell: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["amount_paise", "bank_account_id"], [cell, ACCOUNT]])
    row = only(read_csv(out.getvalue().encode()))
    assert codes(row) == [("not_integer", "/amount_paise")]
    assert row.amount_minor is None


@pytest.mark.parametrize("cell", ["0", str(10**13 + 1), "9" * 18])
def test_an_amount_out_of_range_is_marked(cell: str) -> None:
    row = only(read_csv(file_of("amount_paise,bank_account_id", f"{cell},{ACCOUNT}")))
    assert codes(row) == [("out_of_range", "/amount_paise")]


@pytest.mark.parametrize("amount", ["100", 100.0, True, None, [100], {"paise": 100}])
def test_a_json_amount_is_an_integer(amount: Any) -> None:
    row = only(read_rows([{"amount_paise": amount, "bank_account_id": ACCOUNT}]))
    assert [pointer for _, pointer in codes(row)] == ["/amount_paise"]
    assert row.amount_minor is None


def test_a_missing_amount_is_marked() -> None:
    row = only(read_csv(file_of("amount_paise,bank_account_id", f",{ACCOUNT}")))
    assert codes(row) == [("required", "/amount_paise")]


# --- One account, named in one way ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({}, ("no_account", "/account_number")),
        ({"holder_name": "Asha Rao"}, ("no_account", "/account_number")),
        ({**NUMBERED, "vpa": "asha@okbank"}, ("no_account", "/account_number")),
        ({**NUMBERED, "bank_account_id": ACCOUNT}, ("two_accounts", "/bank_account_id")),
        ({"bank_account_id": ACCOUNT, "vpa": "a.b@ok"}, ("two_accounts", "/bank_account_id")),
        ({"account_number": "12345", "ifsc": "HDFC0CAACOB"}, ("no_account", "/holder_name")),
        ({"holder_name": "Asha Rao", "account_number": "12345"}, ("no_account", "/ifsc")),
        ({"bank_account_id": "7"}, ("not_uuid", "/bank_account_id")),
        ({**NUMBERED, "ifsc": "hdfc0caacob"}, ("not_ifsc", "/ifsc")),
        ({**NUMBERED, "holder_name": "<b>Asha</b>"}, ("no_match", "/holder_name")),
        ({"bank_account_id": ACCOUNT, "mode": "imps"}, ("unknown", "/mode")),
        ({"bank_account_id": ACCOUNT, "narration": "x" * 31}, ("too_long", "/narration")),
        ({"bank_account_id": ACCOUNT, "reference": "a\nb"}, ("unprintable", "/reference")),
        ({"bank_account_id": ACCOUNT, "colour": "red"}, ("unknown", "/colour")),
        ({"bank_account_id": ACCOUNT, "a/b~": 1}, ("unknown", "/a~1b~0")),
    ],
)
def test_what_is_wrong_with_a_row(more: dict[str, Any], wrong: tuple[str, str]) -> None:
    row = only(read_rows([{"amount_paise": 500, **more}]))
    assert codes(row) == [wrong]
    # What can be shown of a bad row is shown, and nothing of where it was to go.
    assert (row.amount_minor, row.details, row.bank_account_id) == (500, None, None)


@pytest.mark.parametrize("given_row", ["x", 7, None, [], True])
def test_a_row_that_is_no_object_is_marked(given_row: Any) -> None:
    row = only(read_rows([given_row]))
    assert row.errors == (RowError("not_object", "A row is a JSON object."),)


def test_a_bad_row_makes_no_other_row_bad() -> None:
    good = {"amount_paise": 500, "bank_account_id": ACCOUNT}
    rows = read_rows([good, {"amount_paise": "500"}, good])
    assert [bool(row.errors) for row in rows] == [False, True, False]
    assert [row.row_key for row in rows] == ["line-1", "line-2", "line-3"]


# --- Files as spreadsheets write them -------------------------------------------------------------


def test_a_byte_order_mark_crlf_quotes_and_empty_lines() -> None:
    body = b"\xef\xbb\xbf" + file_of(
        '"amount_paise","bank_account_id","narration"',
        "",
        f'"100","{ACCOUNT}","say ""hi"""',
        ",,",
        "  ",
        f"200,{ACCOUNT},",
        end="\r\n",
    )
    rows = read_csv(body)
    assert [(row.line, row.amount_minor, row.narration) for row in rows] == [
        (3, 100, 'say "hi"'),
        (6, 200, ""),
    ]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    body = file_of(
        "amount_paise,bank_account_id,narration",
        f'100,{ACCOUNT},"two\nlines"',
        f"200,{ACCOUNT},one",
    )
    first, second = read_csv(body)
    assert (first.line, codes(first)) == (2, [("unprintable", "/narration")])
    assert (second.line, second.errors) == (4, ())


def test_a_formula_is_text() -> None:
    formula = '=HYPERLINK("http://x","y")'
    row = only(read_rows([{"amount_paise": 1, "bank_account_id": ACCOUNT, "narration": formula}]))
    assert row.narration == formula
    named = only(read_rows([{"amount_paise": 1, **NUMBERED, "holder_name": "=1+1"}]))
    assert codes(named) == [("no_match", "/holder_name")]


@pytest.mark.parametrize("cells", [f"100,{ACCOUNT},x", "100"])
def test_a_line_with_other_columns_than_the_first_is_marked(cells: str) -> None:
    row = only(read_csv(file_of("amount_paise,bank_account_id", cells)))
    assert codes(row) == [("wrong_columns", "")]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"\xff\xfe", "The file is not UTF-8 at byte 0."),
        (b"amount_paise\n\0\n", "The file contains the character U+0000."),
        (b"", "The first line names the columns; amount_paise is not among them."),
        (b"bank_account_id\n", "The first line names the columns; amount_paise is not among them."),
        (b"amount_paise,colour\n", "There is no column 'colour'; columns are separated by commas."),
        (
            b"amount_paise;vpa\n",
            "There is no column 'amount_paise;vpa'; columns are separated by commas.",
        ),
        (b"amount_paise,Amount_paise\n", "There is no column 'Amount_paise'; columns"),
        (b"amount_paise,vpa,vpa\n", "A column is named twice."),
        (b'amount_paise\n1\n"2\n', "Line 3 is not CSV"),
        (b'amount_paise\n"1"2\n', "Line 2 is not CSV"),
    ],
)
def test_what_is_no_batch_at_all(body: bytes, said: str) -> None:
    with pytest.raises(BatchUnreadable) as refused:
        read_csv(body)
    assert refused.value.detail.startswith(said)


def test_ten_thousand_rows_and_not_one_more() -> None:
    lines = ["amount_paise,bank_account_id", *[f"100,{ACCOUNT}"] * MOST_ROWS]
    assert len(read_csv(file_of(*lines))) == 10_000
    with pytest.raises(BatchTooLarge):
        read_csv(file_of(*lines, f"100,{ACCOUNT}"))
    with pytest.raises(BatchTooLarge):
        read_rows([{}] * (MOST_ROWS + 1))


# --- Whatever is sent -----------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(
    str.strip
)


@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_a_refusal(body: bytes) -> None:
    try:
        rows = read_csv(b"amount_paise,bank_account_id,narration\n" + body)
    except BatchUnreadable:
        return
    assert all(row.errors or row.amount_minor is not None for row in rows)


@given(st.text(max_size=12))
def test_only_plain_digits_are_ever_an_amount(cell: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["amount_paise", "bank_account_id"], [cell, ACCOUNT]])
    try:
        rows = read_csv(out.getvalue().encode())
    except (BatchUnreadable, UnicodeEncodeError):
        return
    is_plain = cell.isascii() and cell.isdigit() and cell[0] != "0"
    assert [row.amount_minor for row in rows] == [int(cell) if is_plain else None]


@given(st.lists(st.tuples(st.integers(1, 10**13), texts, texts), max_size=20))
def test_what_a_spreadsheet_writes_is_read_as_it_was_meant(
    table: list[tuple[int, str, str]],
) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(
        [["amount_paise", "bank_account_id", "narration", "reference"]]
        + [[amount, ACCOUNT, narration, reference] for amount, narration, reference in table]
    )
    rows = read_csv(out.getvalue().encode())
    assert [(row.amount_minor, row.narration, row.reference) for row in rows] == table


def test_the_columns_are_the_members_of_a_row() -> None:
    assert set(COLUMNS) == {
        "amount_paise", "bank_account_id", "holder_name", "account_number", "ifsc", "vpa", "mode",
        "narration", "reference", "purpose", "row_key",
    }  # fmt: skip
