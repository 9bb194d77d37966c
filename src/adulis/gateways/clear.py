"""Statement lines with their words in clear: sealed at rest, opened to be matched or looked at."""

from __future__ import annotations

import orjson

from adulis.gateways.models import LINE_TEXT, StatementLine
from adulis.gateways.values import BankLine
from adulis.kernel.encryption import open_bytes


def opened(row: StatementLine) -> BankLine:
    """A line with its words in clear."""
    counterparty, narration = orjson.loads(
        open_bytes(row.text_sealed, place=LINE_TEXT.place(row.id))
    )
    return BankLine(
        id=row.id,
        bank=row.bank,
        line_id=row.line_id,
        copy_number=row.copy_number,
        day=row.day,
        booked_at=row.booked_at,
        direction=row.direction,
        kind=row.kind,
        amount_minor=row.amount_minor,
        reference=row.reference,
        utr=row.utr,
        virtual_account=row.virtual_account,
        counterparty=counterparty,
        narration=narration,
        state=row.state,
    )
