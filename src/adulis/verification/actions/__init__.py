"""The verbs of this room: what a merchant does, and what operators decide."""

from adulis.verification.actions.deciding import (
    downgrade,
    refuse,
    reveal_numbers,
    revoke,
    verify,
)
from adulis.verification.actions.drafting import (
    begin_document,
    keep_document,
    remove_document,
    save_draft,
    submit,
)

__all__ = [
    "begin_document",
    "downgrade",
    "keep_document",
    "refuse",
    "remove_document",
    "reveal_numbers",
    "revoke",
    "save_draft",
    "submit",
    "verify",
]
