"""The verbs of the ledger, one module each."""

from adulis.ledger.actions.checkpoints import roll_checkpoints
from adulis.ledger.actions.posting import post, post_all
from adulis.ledger.actions.publishing import note_publication
from adulis.ledger.actions.reversing import reverse
from adulis.ledger.actions.sealing import seal_entries

__all__ = [
    "note_publication",
    "post",
    "post_all",
    "reverse",
    "roll_checkpoints",
    "seal_entries",
]
