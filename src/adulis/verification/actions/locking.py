"""One verification, locked, and how the merchant stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from adulis.audit import actions as audit
from adulis.identity.actions.standing import lock_standing
from adulis.identity.values import MerchantKind
from adulis.identity.values import Verification as MerchantsVerification
from adulis.kernel.actors import Actor
from adulis.verification.machine import VERIFICATION, VerificationState
from adulis.verification.models import Document, Verification


@dataclass(frozen=True, slots=True)
class Locked:
    """``belongs``: whoever acts is a member of the merchant."""

    row: Verification
    kind: MerchantKind
    belongs: bool

    @property
    def state(self) -> VerificationState:
        return VerificationState(self.row.state)


def locked(merchant_id: UUID, *, actor: Actor, at: datetime) -> Locked:
    """The merchant's verification, made when it is first asked for. Raises MerchantNotFound.

    The merchant is locked before it, so of two who come first one makes it; that a merchant was
    verified without one (the demo world's are) is what it begins with.
    """
    kind, standing, belongs = lock_standing(merchant_id=merchant_id, actor=actor, at=at)
    is_verified = standing is MerchantsVerification.VERIFIED
    row, _ = Verification.objects.select_for_update(no_key=True).get_or_create(
        merchant_id=merchant_id,
        defaults={
            "kind": kind,
            "state": VerificationState.VERIFIED if is_verified else VERIFICATION.initial,
            "created_at": at,
        },
    )
    return Locked(row, kind, belongs)


def draft_documents(row: Verification) -> list[Document]:
    """What would be submitted now."""
    return list(Document.objects.filter(verification=row, removed_at=None).order_by("id"))


def write_audit(
    row: Verification,
    verb: str,
    before: dict[str, object],
    after: dict[str, object],
    actor: Actor,
    at: datetime,
) -> None:
    """Which fields changed, never what they say."""
    audit.write(
        actor=actor,
        action=f"verification.{verb}",
        subject=f"verification/{row.id}",
        merchant_id=row.merchant_id,
        before=before,
        after=after,
        at=at,
    )
