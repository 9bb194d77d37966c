"""Statements of the platform's account: one per day of the bank, to the paisa; here as CSV.

A statement can be made wrong on purpose, after it was written: the books stay right.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import orjson

from simulators.bank.books import NOSTRO
from simulators.bank.switches import Switches
from simulators.ground import chance, times
from simulators.ground.store import insert
from simulators.ground.wire import Malformed

COLUMNS = (
    "line_id",
    "booked_at",
    "value_date",
    "direction",
    "amount_paise",
    "kind",
    "client_reference",
    "utr",
    "counterparty",
    "narration",
    "balance_paise",
)

# fault: its parameters and their defaults. `line_id` or `client_reference` choose the line;
# without either it is the first payment of the day. `keep_totals`: the closing balance stays what
# the books say, so that the file no longer adds up.
_CHOOSING = {"line_id": "", "client_reference": "", "keep_totals": False}
FAULTS: dict[str, dict[str, Any]] = {
    "remove": _CHOOSING,
    "double": _CHOOSING | {"new_id": False},
    "change_amount": _CHOOSING | {"by_paise": 1},
    "missing_reference": _CHOOSING | {"also_utr": False},
    "duplicate_file": {"of": ""},
    "late": {},
}


@dataclass(frozen=True, slots=True)
class Line:
    """``direction`` as the holder of the account sees it: a credit is money coming in."""

    line_id: str
    booked_ms: int
    value_date: str
    direction: str
    amount_paise: int
    kind: str
    client_reference: str
    utr: str
    counterparty: str
    narration: str

    @property
    def effect_paise(self) -> int:
        return self.amount_paise if self.direction == "credit" else -self.amount_paise


@dataclass(frozen=True, slots=True)
class Statement:
    """``closing_paise`` None: whatever the lines add up to."""

    day: date
    opening_paise: int
    lines: tuple[Line, ...]
    closing_paise: int | None = None


class NotReady(LookupError):
    """There is no statement for this day yet."""


def of_day(db: sqlite3.Connection, day: date, switches: Switches, *, seed: int) -> Statement:
    """The statement as the books have it; of the current day, as far as it has come."""
    opening: int = db.execute(
        "SELECT opening_paise + (SELECT COALESCE(SUM(CASE WHEN target = :nostro THEN amount_paise"
        " ELSE -amount_paise END), 0) FROM movements WHERE booked_on < :day"
        " AND :nostro IN (source, target)) FROM accounts WHERE id = :nostro",
        {"nostro": NOSTRO, "day": day.isoformat()},
    ).fetchone()[0]
    rows = db.execute(
        "SELECT * FROM movements WHERE booked_on = ? AND ? IN (source, target)"
        " ORDER BY booked_ms, id",
        (day.isoformat(), NOSTRO),
    )
    lines = tuple(_line(row, switches.narration_length) for row in rows)
    if rate := switches.missing_reference_rate:
        lines = tuple(
            _nameless(line) if chance.happens(rate, seed, "nameless", line.line_id) else line
            for line in lines
        )
    return Statement(day, opening, lines)


def served(db: sqlite3.Connection, day: date, switches: Switches, *, seed: int) -> Statement:
    """The statement as it is handed out, with the faults of this day. Raises NotReady."""
    faults = db.execute(
        "SELECT fault, params FROM statement_faults WHERE day = ? ORDER BY id", (day.isoformat(),)
    ).fetchall()
    statement = of_day(db, day, switches, seed=seed)
    for fault, params in faults:
        said = FAULTS[fault] | orjson.loads(params)
        if fault == "late":
            raise NotReady(f"the statement of {day} is late")
        if fault == "duplicate_file":
            other = said["of"] or date.fromordinal(day.toordinal() - 1).isoformat()
            statement = of_day(db, date.fromisoformat(other), switches, seed=seed)
        else:
            statement = tampered(statement, fault, said)
    return statement


def tampered(statement: Statement, fault: str, said: Mapping[str, Any]) -> Statement:
    """``statement`` with one line made wrong; unchanged when there is no such line. Pure."""
    index = _chosen(statement.lines, said)
    if index is None:
        return statement
    line = statement.lines[index]
    match fault:
        case "remove":
            instead: tuple[Line, ...] = ()
        case "double":
            copy = replace(line, line_id=f"{line.line_id}D") if said["new_id"] else line
            instead = (line, copy)
        case "change_amount":
            instead = (replace(line, amount_paise=line.amount_paise + said["by_paise"]),)
        case _:
            instead = (_nameless(line, also_utr=said["also_utr"]),)
    lines = (*statement.lines[:index], *instead, *statement.lines[index + 1 :])
    closing = statement.closing_paise
    if said["keep_totals"] and closing is None:
        closing = statement.opening_paise + sum(each.effect_paise for each in statement.lines)
    return replace(statement, lines=lines, closing_paise=closing)


def as_csv(statement: Statement) -> str:
    """The file: an opening row, the lines with their running balance, a closing row. Pure."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    day, balance = statement.day.isoformat(), statement.opening_paise
    write(COLUMNS)
    write((f"{day}/opening", "", day, "", 0, "opening", "", "", "", "", balance))
    for line in statement.lines:
        balance += line.effect_paise
        write(
            (
                line.line_id,
                times.ist(line.booked_ms).isoformat(timespec="milliseconds"),
                line.value_date,
                line.direction,
                line.amount_paise,
                line.kind,
                line.client_reference,
                line.utr,
                line.counterparty,
                line.narration,
                balance,
            )
        )
    closing = balance if statement.closing_paise is None else statement.closing_paise
    write((f"{day}/closing", "", day, "", 0, "closing", "", "", "", "", closing))
    return out.getvalue()


def spoil(db: sqlite3.Connection, said: dict[str, Any]) -> int:
    """Remember to hand out a wrong file; returns the fault's id. Raises Malformed."""
    said = dict(said)
    day, fault = said.pop("date", None), said.pop("fault", None)
    if fault not in FAULTS:
        raise Malformed(f"fault is one of {', '.join(FAULTS)}")
    known = FAULTS[fault]
    for name, value in said.items():
        if name not in known or type(value) is not type(known[name]):
            raise Malformed(f"{fault} takes {known or 'no parameters'}")
    try:
        for each in (day, said.get("of") or day):
            date.fromisoformat(each)
    except (TypeError, ValueError) as wrong:
        raise Malformed("dates are written YYYY-MM-DD") from wrong
    return insert(
        db,
        "INSERT INTO statement_faults (day, fault, params) VALUES (?, ?, ?)",
        (day, fault, orjson.dumps(said).decode()),
    )


def spoiled(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """The faults that will be handed out, oldest first."""
    return [
        {"id": row["id"], "date": row["day"], "fault": row["fault"], **orjson.loads(row["params"])}
        for row in db.execute("SELECT * FROM statement_faults ORDER BY id")
    ]


def correct(db: sqlite3.Connection, fault_id: int | None = None) -> int:
    """From now on hand out the right file again; returns how many faults there were."""
    if fault_id is None:
        return db.execute("DELETE FROM statement_faults").rowcount
    return db.execute("DELETE FROM statement_faults WHERE id = ?", (fault_id,)).rowcount


def _line(row: sqlite3.Row, narration_length: int) -> Line:
    # A return the bank cannot connect to its payment looks like any other inward credit.
    linked = row["linked"]
    return Line(
        line_id=f"L{row['id']:010d}",
        booked_ms=row["booked_ms"],
        value_date=row["value_date"],
        direction="credit" if row["target"] == NOSTRO else "debit",
        amount_paise=row["amount_paise"],
        kind=row["kind"] if linked else "inward",
        client_reference=(row["client_reference"] or "") if linked else "",
        utr=row["utr"],
        counterparty=row["counterparty"],
        narration=row["narration"][:narration_length],
    )


def _nameless(line: Line, *, also_utr: bool = False) -> Line:
    """The line without its reference, as some banks' systems deliver it."""
    narration = line.narration.partition("/")[0]
    utr = "" if also_utr else line.utr
    return replace(line, client_reference="", narration=narration, utr=utr)


def _chosen(lines: Sequence[Line], said: Mapping[str, Any]) -> int | None:
    """Which line a fault strikes."""
    for index, line in enumerate(lines):
        if said["line_id"]:
            if line.line_id == said["line_id"]:
                return index
        elif said["client_reference"]:
            if line.client_reference == said["client_reference"]:
                return index
        elif line.kind == "payment":
            return index
    return None
