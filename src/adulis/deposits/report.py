"""Reading a payment gateway's settlement report. Pure.

One day's payouts to our bank account, line by line: what each payment, refund and dispute adds to
what the gateway owes us, less its charges. After the lines of a payout comes its total. A report
that does not add up is not read at all: nothing in it can be trusted more than the rest.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from adulis.deposits.errors import SettlementMalformed
from adulis.kernel.money import EXPONENTS, Money

COLUMNS = (
    "line_id", "kind", "booked_at", "payment_id", "object_id", "client_reference", "currency",
    "gross_minor", "fee_minor", "tax_minor", "net_minor", "payout_id", "utr",
)  # fmt: skip
PAYMENT, REFUND, DISPUTE, FEE, TOTAL = "payment", "refund", "dispute", "fee", "total"
KINDS = frozenset({PAYMENT, REFUND, DISPUTE, FEE})
MOST_LINES = 500_000
_AMOUNT = re.compile(r"0|-?[1-9][0-9]{0,15}")
_NAME = re.compile(r"[A-Za-z0-9._:/-]{1,120}")
_UTR = re.compile(r"[A-Za-z0-9]{1,60}")


@dataclass(frozen=True, slots=True)
class Line:
    """What one thing adds to a payout; ``gross`` and ``net`` are below nothing where it takes."""

    line_id: str
    kind: str
    payment_id: str
    object_id: str
    client_reference: str
    gross: Money
    fee: Money
    tax: Money
    net: Money

    @property
    def charge(self) -> Money:
        return self.fee + self.tax


@dataclass(frozen=True, slots=True)
class GatewayPayout:
    """What the gateway paid into our account at once, and of what it is made."""

    payout_id: str
    utr: str
    net: Money
    lines: tuple[Line, ...]


def parse(body: bytes) -> tuple[GatewayPayout, ...]:
    """Every payout of a report. Raises SettlementMalformed, which names the row."""
    try:
        rows = list(csv.DictReader(io.StringIO(body.decode("utf-8"))))
    except (UnicodeDecodeError, csv.Error) as error:
        raise SettlementMalformed("It is no CSV in UTF-8.") from error
    if len(rows) > MOST_LINES:
        raise SettlementMalformed(f"It has more than {MOST_LINES} rows.")
    if not rows and body.decode().strip() != ",".join(COLUMNS):
        raise SettlementMalformed("Its columns are not those of a settlement report.")
    found: list[GatewayPayout] = []
    lines: list[Line] = []
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        line = _line(row, number)
        if line.line_id in seen:
            raise SettlementMalformed(f"Row {number}: {line.line_id} comes twice.")
        seen.add(line.line_id)
        if line.kind != TOTAL:
            lines.append(line)
            continue
        found.append(_payout(row, line, lines, number))
        lines = []
    if lines:
        raise SettlementMalformed("The last payout has no total.")
    return tuple(found)


def _payout(
    row: Mapping[str, str], total: Line, lines: Sequence[Line], number: int
) -> GatewayPayout:
    nothing = Money(0, total.net.currency)
    if any(line.net.currency != total.net.currency for line in lines):
        raise SettlementMalformed(f"Row {number}: a payout in two currencies.")
    for name in ("gross", "fee", "tax", "net"):
        if sum((getattr(line, name) for line in lines), start=nothing) != getattr(total, name):
            raise SettlementMalformed(f"Row {number}: the lines do not add up to {name}_minor.")
    if total.net.minor <= 0:
        raise SettlementMalformed(f"Row {number}: a payout of nothing.")
    if not _UTR.fullmatch(row["utr"] or ""):
        raise SettlementMalformed(f"Row {number}: utr is no name of a transfer.")
    return GatewayPayout(_name(row, "payout_id", number), row["utr"], total.net, tuple(lines))


def _line(row: Mapping[str, str], number: int) -> Line:
    if set(row) != set(COLUMNS) or None in row.values():
        raise SettlementMalformed(f"Row {number}: its columns are not those of a report.")
    if row["kind"] not in KINDS | {TOTAL}:
        raise SettlementMalformed(f"Row {number}: {row['kind'][:20]!r} is no kind of line.")
    if row["currency"] not in EXPONENTS:
        raise SettlementMalformed(f"Row {number}: a currency nobody here knows.")
    gross, fee, tax, net = (
        _amount(row, name, number)
        for name in ("gross_minor", "fee_minor", "tax_minor", "net_minor")
    )
    if gross - fee - tax != net:
        raise SettlementMalformed(f"Row {number}: net is not gross less fee and tax.")
    return Line(
        line_id=_name(row, "line_id", number),
        kind=row["kind"],
        payment_id=row["payment_id"][:120],
        object_id=_name(row, "object_id", number),
        client_reference=row["client_reference"][:120],
        gross=gross,
        fee=fee,
        tax=tax,
        net=net,
    )


def _amount(row: Mapping[str, str], name: str, number: int) -> Money:
    if _AMOUNT.fullmatch(row[name]) is None:
        raise SettlementMalformed(f"Row {number}: {name} is no amount.")
    return Money(int(row[name]), row["currency"])


def _name(row: Mapping[str, str], name: str, number: int) -> str:
    if _NAME.fullmatch(row[name]) is None:
        raise SettlementMalformed(f"Row {number}: {name} is no name.")
    return row[name]
