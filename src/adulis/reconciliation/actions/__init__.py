"""The verbs of reconciliation, one module each."""

from adulis.reconciliation.actions.days import (
    close_day,
    note_unusable,
    open_days,
    take_statement,
)
from adulis.reconciliation.actions.deciding import decide_case
from adulis.reconciliation.actions.matching import match_lines, park_lines
from adulis.reconciliation.actions.transfers import match_credit

__all__ = [
    "close_day",
    "decide_case",
    "match_credit",
    "match_lines",
    "note_unusable",
    "open_days",
    "park_lines",
    "take_statement",
]
