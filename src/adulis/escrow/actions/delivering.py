"""The seller hands in; the buyer asks for changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.escrow import policies
from adulis.escrow.actions import clockwork, telling
from adulis.escrow.actions.locking import Scene, locked_scene, require_active
from adulis.escrow.actions.releasing import consider
from adulis.escrow.errors import EvidenceUnknown, RoundsUsedUp
from adulis.escrow.events import MilestoneChangesRequested, MilestoneSubmitted
from adulis.escrow.models import ChangeRequest, Milestone, Submission, SubmittedFile
from adulis.escrow.values import Evidence, Side
from adulis.files import queries as files
from adulis.files.values import FilePurpose, FileSeen
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor


@db.transaction_required
def submit_milestone(
    *,
    viewer: Viewer,
    milestone_id: UUID,
    note: str,
    evidence: Sequence[Evidence] = (),
    actor: Actor,
    at: datetime,
) -> Milestone:
    """Say that it is done, with what shows it. The buyer's time to look at it begins anew, in full.

    Raises MilestoneNotFound, WrongSide, AgreementOver, MilestonePaused, IllegalMove,
    EvidenceUnknown.
    """
    scene = locked_scene(milestone_id, merchant_id=viewer.merchant_id)
    _require(scene, Side.SELLER)
    telling.require_move(scene, "submit", actor)
    found = files.files_of(viewer.merchant_id, [each.file_id for each in evidence])
    _check_evidence(evidence, found)
    # After this point nothing is refused.
    row = scene.milestone
    row.round += 1
    submission = Submission.objects.create(
        milestone=row, round=row.round, note=note, made_by=telling.person(actor), at=at
    )
    for each in evidence:
        SubmittedFile.objects.create(
            submission=submission,
            file_id=each.file_id,
            sha256=found[each.file_id].sha256,
            name=each.name,
        )
    telling.move(scene, "submit", actor)
    inspect_by = clockwork.submitted(scene)
    telling.save(scene)
    telling.record(
        scene, "submit", actor, at,
        {"round": row.round, "files": {str(id_): seen.sha256 for id_, seen in found.items()}},
    )  # fmt: skip
    telling.tell(scene, MilestoneSubmitted, at, round_number=row.round, inspect_by=inspect_by)
    consider(scene, "conditions_met", actor, at)
    return row


@db.transaction_required
def request_changes(
    *,
    viewer: Viewer,
    milestone_id: UUID,
    reason: str,
    items: Sequence[str] = (),
    actor: Actor,
    at: datetime,
) -> Milestone:
    """Say what has to be done differently; as often as was agreed, and no more.

    Raises MilestoneNotFound, WrongSide, AgreementOver, MilestonePaused, IllegalMove, RoundsUsedUp.
    """
    scene = locked_scene(milestone_id, merchant_id=viewer.merchant_id)
    _require(scene, Side.BUYER)
    telling.require_move(scene, "request_changes", actor)
    row = scene.milestone
    if row.round > scene.agreement.max_rounds:
        raise RoundsUsedUp(rounds=scene.agreement.max_rounds)
    # After this point nothing is refused.
    ChangeRequest.objects.create(
        milestone=row, round=row.round, reason=reason, items=list(items),
        made_by=telling.person(actor), at=at,
    )  # fmt: skip
    approvals.withdraw(subject=scene.subject, actor=actor, at=at)
    telling.move(scene, "request_changes", actor)
    clockwork.changes_requested(scene)
    telling.save(scene)
    telling.record(scene, "request_changes", actor, at, {"round": row.round, "reason": reason})
    telling.tell(scene, MilestoneChangesRequested, at, round_number=row.round, reason=reason)
    return row


def _require(scene: Scene, side: Side) -> None:
    assert scene.side is not None
    policies.require_side(scene.side, side)
    require_active(scene.agreement)
    policies.require_moving(scene.milestone.paused_reason)


def _check_evidence(evidence: Sequence[Evidence], found: dict[UUID, FileSeen]) -> None:
    """Raises EvidenceUnknown: each file is the seller's, brought for this, and named once."""
    for place, each in enumerate(evidence):
        seen = found.get(each.file_id)
        again = each.file_id in {other.file_id for other in evidence[:place]}
        if seen is None or seen.purpose is not FilePurpose.DELIVERY or again:
            raise EvidenceUnknown(pointer=f"/files/{place}/file_id")
