"""Evidence: files that both sides read, and nobody changes. Brought while the two still talk."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.disputes.actions import telling
from adulis.disputes.actions.locking import Scene, locked_dispute
from adulis.disputes.errors import EvidenceClosed, TooMuchEvidence
from adulis.disputes.events import EvidenceAdded
from adulis.disputes.machine import TALKING
from adulis.disputes.models import Proof
from adulis.disputes.values import MOST_FILES
from adulis.files import actions as files
from adulis.files import queries as kept
from adulis.files.values import Inspected
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor


@db.transaction_required
def begin_evidence(
    *, viewer: Viewer, dispute_id: UUID, given: Inspected, actor: Actor, at: datetime
) -> UUID:
    """Say that a file is coming, and get its id: its content may now be put.

    Raises DisputeNotFound, EvidenceClosed, TooMuchEvidence.
    """
    _place_for_one(viewer, dispute_id)
    return files.begin_file(merchant_id=viewer.merchant_id, given=given, actor=actor, at=at)


@db.transaction_required
def keep_evidence(
    *, viewer: Viewer, dispute_id: UUID, file_id: UUID, key_id: str, actor: Actor, at: datetime
) -> Proof:
    """Its content is stored: from here on both sides may read it, and it stays. Raises as above."""
    scene = _place_for_one(viewer, dispute_id)
    files.keep_file(file_id=file_id, key_id=key_id, actor=actor, at=at)
    sha256 = kept.files_of(viewer.merchant_id, [file_id])[file_id].sha256
    side = scene.acting()
    proof = Proof.objects.create(
        dispute=scene.dispute,
        by_side=side,
        file_id=file_id,
        sha256=sha256,
        added_by=telling.person(actor),
        at=scene.now,
    )
    telling.tell(scene, EvidenceAdded, at, by=side, file_id=file_id, sha256=sha256)
    told = {"file_id": str(file_id), "sha256": sha256}
    telling.record(scene, "add_evidence", actor, at, told)
    return proof


def _place_for_one(viewer: Viewer, dispute_id: UUID) -> Scene:
    scene = locked_dispute(dispute_id, merchant_id=viewer.merchant_id)
    if scene.state not in TALKING:
        raise EvidenceClosed
    there = Proof.objects.filter(dispute=scene.dispute, by_side=scene.acting()).count()
    if there >= MOST_FILES:
        raise TooMuchEvidence(maximum=MOST_FILES)
    return scene
