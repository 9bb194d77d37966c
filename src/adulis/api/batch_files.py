"""Reading a batch of payouts, as JSON or as CSV, into rows that say what is wrong with them.

A row is held to the same rules as the body of ``POST /payouts/``. A CSV cell is text, so an amount
there is ASCII digits and nothing else: no sign, no separator, no fraction, no leading zero. Nothing
is guessed, and nothing in a cell is a formula. See docs/batches.md.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ValidationError

from adulis.api.beneficiaries import NAME, BeneficiaryIn, details_of
from adulis.api.fields import (
    MONEY_MAX_MINOR,
    Choice,
    Field,
    MoneyMinorField,
    StrictString,
    StrictUUID,
)
from adulis.api.shapes import Shape, checked
from adulis.kernel.errors import Malformed
from adulis.payouts.errors import BatchTooLarge, BatchUnreadable
from adulis.payouts.values import Mode, Purpose, RowError, RowGiven

MOST_ROWS = 10_000
_DIGITS = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
_BENEFICIARY = ("holder_name", "account_number", "ifsc", "vpa")
# A byte order mark is how spreadsheets say UTF-8.
_ENCODING = "utf-8-sig"


class BatchRowIn(BeneficiaryIn):
    """One payout: where to, by ``bank_account_id`` or by bank details, and how much."""

    amount_paise = MoneyMinorField(help_text="How much, in paise; at least 100.")
    bank_account_id = StrictUUID(required=False, help_text="One of the merchant's bank accounts.")
    holder_name = StrictString(
        min_length=2,
        max_length=120,
        pattern=NAME,
        required=False,
        help_text="With account_number and ifsc, or with vpa: a bank account, new or known.",
    )
    mode = Choice(list(Mode), required=False)
    narration = StrictString(max_length=30, required=False)
    reference = StrictString(max_length=40, required=False)
    purpose = Choice(list(Purpose), required=False)
    row_key = StrictString(
        min_length=1,
        max_length=64,
        required=False,
        help_text="Yours, and unique in the batch: the same row twice is then found.",
    )


COLUMNS = tuple(BatchRowIn().fields)


@extend_schema_field(BatchRowIn(many=True))
class RowsField(Field):
    """A list; what is wrong inside it is said row by row, not here."""

    default_error_messages = {"not_list": "Give a list of rows."}

    def to_internal_value(self, data: Any) -> list[Any]:
        if not isinstance(data, list):
            self.fail("not_list")
        return data


class BatchIn(Shape):
    rows = RowsField(help_text="Up to 10,000.")


def read_rows(rows: Sequence[Any]) -> list[RowGiven]:
    """Rows of a JSON body; ``line`` is their place in the list, from one. Raises BatchTooLarge."""
    if len(rows) > MOST_ROWS:
        raise BatchTooLarge(row_count=len(rows), maximum_rows=MOST_ROWS)
    return [_row(line, given) for line, given in enumerate(rows, start=1)]


def read_csv(body: bytes) -> list[RowGiven]:
    """Rows of a CSV file; ``line`` is the line of the file they begin on.

    Raises BatchUnreadable for what is no such file at all, BatchTooLarge.
    """
    try:
        text = body.decode(_ENCODING)
    except UnicodeDecodeError as error:
        raise BatchUnreadable(f"The file is not UTF-8 at byte {error.start}.") from error
    if "\0" in text:
        raise BatchUnreadable("The file contains the character U+0000.")
    records = _records(text)
    header = next(records, (0, []))[1]
    _check_header(header)
    rows: list[RowGiven] = []
    for line, cells in records:
        if len(rows) == MOST_ROWS:
            raise BatchTooLarge(maximum_rows=MOST_ROWS)
        rows.append(_of_cells(line, header, cells))
    return rows


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that say something, each with the number of the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise BatchUnreadable(f"Line {begins} is not CSV: {error}.", line=begins) from error


def _check_header(header: Sequence[str]) -> None:
    unknown = [name[:40] for name in header if name not in COLUMNS]
    if unknown:
        raise BatchUnreadable(
            f"There is no column {unknown[0]!r}; columns are separated by commas.",
            unknown_columns=unknown[:20],
            columns=list(COLUMNS),
        )
    if len(set(header)) != len(header):
        raise BatchUnreadable("A column is named twice.", columns=list(header))
    if "amount_paise" not in header:
        raise BatchUnreadable("The first line names the columns; amount_paise is not among them.")


def _of_cells(line: int, header: Sequence[str], cells: Sequence[str]) -> RowGiven:
    if len(cells) != len(header):
        said = f"The line has {len(cells)} cells, the first line {len(header)}."
        return _marked(line, {}, [RowError("wrong_columns", said)])
    # An empty cell is a member that was left out.
    given: dict[str, Any] = {
        name: cell for name, cell in zip(header, cells, strict=True) if cell != ""
    }
    amount = given.get("amount_paise", "")
    if _DIGITS.fullmatch(amount):
        given["amount_paise"] = int(amount)
    return _row(line, given)


def _row(line: int, given: Any) -> RowGiven:
    if not isinstance(given, dict):
        return _marked(line, {}, [RowError("not_object", "A row is a JSON object.")])
    try:
        row = checked(BatchRowIn, given)
    except ValidationError as error:
        return _marked(line, given, _told(error))
    named = "bank_account_id" in row
    if named and any(name in row for name in _BENEFICIARY):
        said = "Give bank_account_id, or bank details, not both."
        return _marked(line, given, [RowError("two_accounts", said, "/bank_account_id")])
    try:
        details = None if named else details_of(row)
    except Malformed as wrong:
        return _marked(line, given, [RowError("no_account", wrong.detail, wrong.pointer or "")])
    return RowGiven(
        line=line,
        row_key=row.get("row_key", _own_key(line)),
        amount_minor=row["amount_paise"],
        bank_account_id=row.get("bank_account_id"),
        details=details,
        mode=Mode(row["mode"]) if "mode" in row else None,
        narration=row.get("narration", ""),
        reference=row.get("reference", ""),
        purpose=Purpose(row.get("purpose", Purpose.PAYOUT)),
    )


def _marked(line: int, given: Mapping[str, Any], errors: Sequence[RowError]) -> RowGiven:
    """A row whose form is wrong, with what of it can still be shown."""
    wrong = {each.pointer for each in errors}
    key, amount = given.get("row_key"), given.get("amount_paise")
    is_shown = type(amount) is int and 1 <= amount <= MONEY_MAX_MINOR
    return RowGiven(
        line=line,
        row_key=key if isinstance(key, str) and "/row_key" not in wrong else _own_key(line),
        amount_minor=amount if is_shown else None,
        errors=tuple(errors),
    )


def _own_key(line: int) -> str:
    return f"line-{line}"


def _told(error: ValidationError) -> list[RowError]:
    told = error.detail if isinstance(error.detail, dict) else {}
    return [
        RowError(getattr(each, "code", "invalid"), str(each), f"/{_escaped(str(name))}")
        for name, details in told.items()
        for each in (details if isinstance(details, list) else [details])
    ]


def _escaped(step: str) -> str:
    """RFC 6901 §3; a name nobody knows is shown as far as it may be read."""
    return step[:40].replace("~", "~0").replace("/", "~1")
