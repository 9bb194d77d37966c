"""The verbs of gateways, one module for each way a bank or a payment gateway speaks."""

from adulis.gateways.actions.hearing import (
    mark_applied,
    park,
    park_poison,
    put_callback_back,
    record_submissions,
    store_callback,
    take_probe,
)
from adulis.gateways.actions.lineages import (
    accept_restoration,
    declare_restored,
    note_examination,
    notice_restoration,
)
from adulis.gateways.actions.nudges import ask_about_contradiction, put_off, store_webhook
from adulis.gateways.actions.pausing import pause_bank, resume_bank
from adulis.gateways.actions.statements import (
    import_statement,
    lock_lines,
    move_lines,
    postpone_lines,
)

__all__ = [
    "accept_restoration",
    "ask_about_contradiction",
    "declare_restored",
    "import_statement",
    "lock_lines",
    "mark_applied",
    "move_lines",
    "note_examination",
    "notice_restoration",
    "park",
    "park_poison",
    "pause_bank",
    "postpone_lines",
    "put_callback_back",
    "put_off",
    "record_submissions",
    "resume_bank",
    "store_callback",
    "store_webhook",
    "take_probe",
]
