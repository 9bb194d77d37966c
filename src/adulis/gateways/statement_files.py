"""Statement files, in whichever of the formats banks give them. Pure."""

from __future__ import annotations

from adulis.gateways import camt, statements
from adulis.gateways.statements import Statement


def read(body: bytes) -> Statement:
    """Read a CSV or a camt.053, whole or not at all. Raises StatementMalformed."""
    if camt.is_camt(body):
        # Its first entry is line 1: the balances stand beside the entries.
        return statements.of_rows(camt.rows(body), first_line=0)
    return statements.parse(body)
