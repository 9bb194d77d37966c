"""Keeping a bank's statements: each file once, each line once, whatever order they come in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

import orjson

from adulis.audit import actions as audit
from adulis.gateways.clear import opened
from adulis.gateways.errors import StatementMalformed
from adulis.gateways.machine import STATEMENT_LINE, LineState
from adulis.gateways.models import LINE_TEXT, STATEMENT_BODY, StatementFile, StatementLine
from adulis.gateways.statement_files import read
from adulis.gateways.statements import Line, Statement, end_of, start_of
from adulis.gateways.values import BankLine
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.due import Claim
from adulis.kernel.encryption import seal, seal_bytes
from adulis.kernel.ids import new_id

_CHUNK = 5_000
# Two files of one bank are compared with what is known one after the other.
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a statement file. Counts are of lines; ids are of the lines' rows.

    ``superseded`` were waiting and are told otherwise now, or not at all; ``vanished`` were matched
    and this file does not have them; ``present`` is whoever it does have.
    """

    file_id: UUID
    day: date
    opening_minor: int
    closing_minor: int
    is_new: bool
    line_count: int
    fresh_count: int
    superseded: tuple[UUID, ...] = ()
    vanished: tuple[UUID, ...] = ()
    present: frozenset[UUID] = field(default_factory=frozenset)


@db.transaction_required
def import_statement(
    *, bank: str, body: bytes, day: date | None, actor: Actor, at: datetime
) -> Imported:
    """Keep a statement file and the lines in it that are new; nothing is booked by this.

    ``day``: the day that was asked for, when one was. Once that day is over (by ``at``) a line the
    file lacks will not come later. Raises StatementMalformed, and has then kept nothing.
    """
    statement = read(body)
    if day is not None and statement.day != day:
        raise StatementMalformed(f"This is the statement of {statement.day}, not of {day}.")
    if at < start_of(statement.day):
        raise StatementMalformed(f"{statement.day} has not come yet.")
    db.execute(_ONE_AT_A_TIME, [f"statement/{bank}"])
    file_id, is_new = _file(bank, body, statement, actor, at)
    known = _known(bank, statement)
    told = {(line.line_id, line.digest, line.copy_number): line for line in statement.lines}
    fresh = [line for name, line in told.items() if name not in known]
    _write(bank, file_id, statement.day, fresh, at)
    _restore([row.id for name, row in known.items() if name in told], actor, at)
    gone = [row for name, row in known.items() if name not in told]
    if at < end_of(statement.day):
        last = max((line.booked_at for line in statement.lines), default=None)
        gone = [row for row in gone if last is not None and row.booked_at <= last]
    superseded = tuple(row.id for row in gone if row.state in _UNBOOKED)
    move_lines(line_ids=superseded, verb="supersede", actor=actor, at=at)
    told_ids = {line.line_id for line in statement.lines}
    if is_new:
        _audit(bank, statement, len(fresh), actor, at)
    return Imported(
        file_id=file_id,
        day=statement.day,
        opening_minor=statement.opening_minor,
        closing_minor=statement.closing_minor,
        is_new=is_new,
        line_count=len(statement.lines),
        fresh_count=len(fresh),
        superseded=superseded,
        # Told otherwise is not vanished: the new line is compared with the old one when matched.
        vanished=tuple(
            row.id for row in gone if row.state == LineState.MATCHED and row.line_id not in told_ids
        ),
        present=frozenset(row.id for name, row in known.items() if name in told),
    )


@db.transaction_required
def move_lines(*, line_ids: Iterable[UUID], verb: str, actor: Actor, at: datetime) -> None:
    """Move lines on: matched, questioned, resolved, noted or superseded; they wait no longer.

    Raises IllegalMove when one of them is where ``verb`` does not lead anywhere.
    """
    rows = StatementLine.objects.select_for_update(no_key=True).filter(id__in=list(line_ids))
    for row in rows.order_by("id"):
        row.state = STATEMENT_LINE.take(verb, LineState(row.state), actor.role).target
        row.due_at = row.lease_until = None
        row.claim_count = 0
        row.save(update_fields=["state", "due_at", "lease_until", "claim_count"])


@db.transaction_required
def lock_lines(*, claims: Sequence[Claim], actor: Actor, at: datetime) -> list[BankLine]:
    """Claimed lines that are still ours and still to be matched, locked, in the order of import."""
    fences = {claim.id: claim.fence for claim in claims}
    rows = StatementLine.objects.select_for_update(no_key=True, of=("self",)).filter(
        id__in=fences, state=LineState.IMPORTED
    )
    return [opened(row) for row in rows.order_by("id") if row.claim_count == fences[row.id]]


@db.transaction_required
def postpone_lines(
    *, line_ids: Sequence[UUID], until: datetime, actor: Actor, at: datetime
) -> None:
    """Look at these lines again later: something has to be matched before them."""
    StatementLine.objects.filter(id__in=line_ids, state=LineState.IMPORTED).update(
        due_at=until, lease_until=None, claim_count=0
    )


_UNBOOKED = frozenset({LineState.IMPORTED, LineState.QUESTIONED})
_Name = tuple[str, bytes, int]


def _known(bank: str, statement: Statement) -> dict[_Name, StatementLine]:
    """Lines that earlier files told, for the day of this one."""
    rows = StatementLine.objects.filter(bank=bank, day=statement.day).only(
        "id", "line_id", "digest", "copy_number", "state", "booked_at"
    )
    return {(row.line_id, bytes(row.digest), row.copy_number): row for row in rows}


def _restore(line_ids: Sequence[UUID], actor: Actor, at: datetime) -> None:
    """Lines that were taken back are told again: they wait to be matched as on the first day."""
    rows = StatementLine.objects.filter(id__in=line_ids, state=LineState.SUPERSEDED)
    restored = list(rows.values_list("id", flat=True))
    move_lines(line_ids=restored, verb="restore", actor=actor, at=at)
    postpone_lines(line_ids=restored, until=at, actor=actor, at=at)


def _file(
    bank: str, body: bytes, statement: Statement, actor: Actor, at: datetime
) -> tuple[UUID, bool]:
    digest = hashlib.sha256(body).digest()
    known = StatementFile.objects.filter(bank=bank, digest=digest).only("id").first()
    if known is not None:
        return known.id, False
    file_id = new_id()
    StatementFile.objects.create(
        id=file_id,
        bank=bank,
        digest=digest,
        day=statement.day,
        opening_minor=statement.opening_minor,
        closing_minor=statement.closing_minor,
        line_count=len(statement.lines),
        body_sealed=seal_bytes(body, place=STATEMENT_BODY.place(file_id)),
        imported_at=at,
        imported_by=str(actor),
    )
    return file_id, True


_COLUMNS = {
    "id": "uuid", "bank": "text", "file_id": "uuid", "line_id": "text", "copy_number": "smallint",
    "digest": "bytea", "day": "date", "booked_at": "timestamptz", "value_date": "date",
    "direction": "text", "kind": "text", "amount_minor": "bigint", "reference": "text",
    "utr": "text", "virtual_account": "text", "text_sealed": "text", "state": "text",
    "due_at": "timestamptz", "claim_count": "int",
}  # fmt: skip


def _write(bank: str, file_id: UUID, day: date, lines: Sequence[Line], at: datetime) -> None:
    for start in range(0, len(lines), _CHUNK):
        rows = [_row(bank, file_id, day, line, at) for line in lines[start : start + _CHUNK]]
        db.insert_rows("gateways_statement_line", _COLUMNS, rows)


def _row(bank: str, file_id: UUID, day: date, line: Line, at: datetime) -> tuple[object, ...]:
    row_id = new_id()
    told = orjson.dumps([line.counterparty, line.narration]).decode()
    sealed = seal(told, place=LINE_TEXT.place(row_id))
    return (
        row_id, bank, file_id, line.line_id, line.copy_number, line.digest, day, line.booked_at,
        line.value_date, line.direction, line.kind, line.amount_minor, line.reference, line.utr,
        line.virtual_account[:60], sealed, LineState.IMPORTED, at,
        0,
    )  # fmt: skip


def _audit(bank: str, statement: Statement, fresh: int, actor: Actor, at: datetime) -> None:
    audit.write(
        actor=actor,
        action="statement.import",
        subject=f"statement/{bank}/{statement.day}",
        merchant_id=None,
        before={},
        after={
            "lines": len(statement.lines),
            "fresh": fresh,
            "opening_paise": statement.opening_minor,
            "closing_paise": statement.closing_minor,
        },
        at=at,
    )
