"""The questions about escrow, each asked by one of the two sides."""

from adulis.escrow.queries.disputed import (
    held_by_bank,
    locked_for,
    preview_disputed_for_operator,
)
from adulis.escrow.queries.rows import (
    agreement_of,
    agreements_of,
    approval_threshold,
    by_subject,
    funded_by_deposit,
    in_escrow,
    intents_of,
    milestone_of,
    milestones_of,
    open_locks,
    payments_of,
    proposal_of,
    proposals_of,
)
from adulis.escrow.queries.seen import (
    AgreementSeen,
    MilestoneSeen,
    agreements_seen,
    milestones_seen,
    preview_release,
    side_of,
)
from adulis.escrow.queries.told import (
    Handed,
    HandedFile,
    Step,
    evidence_of,
    file_link,
    may_open,
    timeline_of,
)
from adulis.escrow.queries.worked import Work, work_about

__all__ = [
    "AgreementSeen",
    "Handed",
    "HandedFile",
    "MilestoneSeen",
    "Step",
    "Work",
    "agreement_of",
    "agreements_of",
    "agreements_seen",
    "approval_threshold",
    "by_subject",
    "evidence_of",
    "file_link",
    "funded_by_deposit",
    "held_by_bank",
    "in_escrow",
    "intents_of",
    "locked_for",
    "may_open",
    "milestone_of",
    "milestones_of",
    "milestones_seen",
    "open_locks",
    "payments_of",
    "preview_disputed_for_operator",
    "preview_release",
    "proposal_of",
    "proposals_of",
    "side_of",
    "timeline_of",
    "work_about",
]
