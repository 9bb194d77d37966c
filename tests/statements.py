"""Bank statements written by hand: the simulated bank's CSV, line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from adulis.gateways.statements import BANK_TIME, COLUMNS

OPENING = 10**9


@dataclass(frozen=True, slots=True)
class Told:
    """One line as the bank tells it; ``direction`` follows from ``kind`` unless it is given."""

    line_id: str
    kind: str
    amount_paise: int
    client_reference: str = ""
    utr: str = ""
    counterparty: str = "Somebody"
    narration: str = ""
    direction: str = ""
    seconds: int = 0

    @property
    def way(self) -> str:
        return self.direction or ("credit" if self.kind in {"return", "inward"} else "debit")

    @property
    def effect(self) -> int:
        return self.amount_paise if self.way == "credit" else -self.amount_paise

    def but(self, **changes: Any) -> Told:
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The statement of a day; ``closing`` and ``balances`` are right unless they are given."""

    day: date
    lines: Sequence[Told] = ()
    opening: int = OPENING
    closing: int | None = None
    balances: Sequence[int] | None = None
    columns: Sequence[str] = field(default=COLUMNS)

    @property
    def total(self) -> int:
        return self.opening + sum(line.effect for line in self.lines)

    def rows(self) -> list[list[Any]]:
        day, balance = self.day.isoformat(), self.opening
        rows: list[list[Any]] = [
            list(self.columns),
            [f"{day}/opening", "", day, "", 0, "opening", "", "", "", "", balance],
        ]
        for number, line in enumerate(self.lines):
            balance += line.effect
            shown = balance if self.balances is None else self.balances[number]
            rows.append(
                [
                    line.line_id, booked(self.day, line, number).isoformat(), day, line.way,
                    line.amount_paise, line.kind, line.client_reference, line.utr,
                    line.counterparty, line.narration, shown,
                ]
            )  # fmt: skip
        closing = balance if self.closing is None else self.closing
        rows.append([f"{day}/closing", "", day, "", 0, "closing", "", "", "", "", closing])
        return rows

    def csv(self) -> bytes:
        return written(self.rows())


def booked(day: date, line: Told, number: int) -> datetime:
    """Ten in the morning, a second later for every line, unless the line says otherwise."""
    start = datetime.combine(day, time(10), BANK_TIME)
    return start + timedelta(seconds=line.seconds or number)


def written(rows: Sequence[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()
