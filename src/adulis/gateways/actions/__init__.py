"""The verbs of gateways, one module for each way a bank speaks."""

from adulis.gateways.actions.hearing import (
    mark_applied,
    park,
    pause_bank,
    record_submissions,
    store_callback,
)
from adulis.gateways.actions.statements import (
    import_statement,
    lock_lines,
    move_lines,
    postpone_lines,
)

__all__ = [
    "import_statement",
    "lock_lines",
    "mark_applied",
    "move_lines",
    "park",
    "pause_bank",
    "postpone_lines",
    "record_submissions",
    "store_callback",
]
