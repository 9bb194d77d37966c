"""Count an enquiry before it is made, and notice what was never answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from adulis.gateways.values import Source, Verdict, Word
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.due import Claim
from adulis.payouts.machine import AttemptState
from adulis.payouts.models import Attempt


@dataclass(frozen=True, slots=True)
class ToAsk:
    """``references`` to ask the bank about, and what is already known to be unanswered."""

    references: list[str]
    expired: list[Word]


@db.transaction_required
def note_enquiries(*, claims: Sequence[Claim], actor: Actor, at: datetime) -> ToAsk:
    """Sort claimed attempts: past their sending lease they are in doubt, others are asked about.

    A sending that nobody reported on within its lease is unknown, not failed: its worker may have
    died with the order on the wire.
    """
    fences = {claim.id: claim.fence for claim in claims}
    attempts = [
        attempt
        for attempt in Attempt.objects.select_for_update(no_key=True, of=("self",))
        .filter(id__in=fences)
        .order_by("id")
        if attempt.claim_count == fences[attempt.id]
    ]
    expired = [
        Word(
            reference=attempt.reference,
            verdict=Verdict.UNKNOWN,
            source=Source.TIMEOUT,
            detail={"sent_at": attempt.sent_at.isoformat() if attempt.sent_at else None},
        )
        for attempt in attempts
        if attempt.state == AttemptState.SENDING
    ]
    asking = [
        attempt
        for attempt in attempts
        if attempt.state in {AttemptState.ACCEPTED, AttemptState.IN_DOUBT}
    ]
    for attempt in asking:
        attempt.enquiry_count += 1
    Attempt.objects.bulk_update(asking, ["enquiry_count"])
    return ToAsk([attempt.reference for attempt in asking], expired)
