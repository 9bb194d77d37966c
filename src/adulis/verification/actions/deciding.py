"""What an operator decides, about exactly what they looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.conf import settings

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.events.values import Fact
from adulis.identity.actions.standing import set_standing, write_to_owners
from adulis.identity.values import Verification as MerchantsVerification
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.machines import Move
from adulis.verification import policies
from adulis.verification.actions.locking import Locked, locked, write_audit
from adulis.verification.errors import (
    DecidingAboutOneself,
    SubmissionOutdated,
    VerificationNotFound,
)
from adulis.verification.events import (
    VerificationDowngraded,
    VerificationRefused,
    VerificationRevoked,
    VerificationVerified,
)
from adulis.verification.machine import VERIFICATION, VerificationState
from adulis.verification.models import SUBMITTED, Submission, Verification
from adulis.verification.sealing import open_details
from adulis.verification.values import Details, Outcome, Reason, Tier

# What each decision is called where the owners are told of it.
_LETTERS = {
    "verify": "verified", "refuse": "refused", "downgrade": "downgraded", "revoke": "revoked"
}  # fmt: skip


@db.transaction_required
def verify(
    *, merchant_id: UUID, submission_id: UUID, tier: Tier, actor: Actor, at: datetime
) -> None:
    """Believe a submission: the merchant may move money from here on, within ``tier``.

    Raises IllegalMove, SubmissionOutdated, DecidingAboutOneself.
    """
    found = locked(merchant_id, actor=actor, at=at)
    move = VERIFICATION.take("verify", found.state, actor.role)
    submission = _waiting(found, submission_id, actor)
    # After this point nothing is refused.
    submission.outcome, submission.tier = Outcome.VERIFIED, tier
    fact = VerificationVerified(
        subject_id=found.row.id,
        merchant_id=merchant_id,
        submission_number=submission.number,
        tier=tier,
    )
    _decide(found, move, submission, (), fact, actor, at)
    _set_standing(found, tier, actor, at)


@db.transaction_required
def refuse(
    *,
    merchant_id: UUID,
    submission_id: UUID,
    reasons: Sequence[Reason],
    actor: Actor,
    at: datetime,
) -> None:
    """Send a submission back, and say why; the merchant mends it and submits again.

    Raises IllegalMove, SubmissionOutdated, DecidingAboutOneself, ReasonsNotFitting.
    """
    found = locked(merchant_id, actor=actor, at=at)
    move = VERIFICATION.take("refuse", found.state, actor.role)
    submission = _waiting(found, submission_id, actor)
    policies.check_reasons(reasons, found.kind)
    # After this point nothing is refused.
    submission.outcome, submission.reasons = Outcome.REFUSED, _plain(reasons)
    fact = VerificationRefused(
        subject_id=found.row.id,
        merchant_id=merchant_id,
        submission_number=submission.number,
        reasons=_codes(reasons),
    )
    _decide(found, move, submission, reasons, fact, actor, at)
    _set_standing(found, None, actor, at)


@db.transaction_required
def downgrade(*, merchant_id: UUID, reasons: Sequence[Reason], actor: Actor, at: datetime) -> None:
    """What was true has to be shown again. No payout that is not with the bank yet goes there.

    Raises IllegalMove, DecidingAboutOneself, ReasonsNotFitting.
    """
    found, move = _verified(merchant_id, "downgrade", reasons, actor, at)
    fact = VerificationDowngraded(
        subject_id=found.row.id, merchant_id=merchant_id, reasons=_codes(reasons)
    )
    _decide(found, move, None, reasons, fact, actor, at)
    _set_standing(found, None, actor, at)


@db.transaction_required
def revoke(*, merchant_id: UUID, reasons: Sequence[Reason], actor: Actor, at: datetime) -> None:
    """What was believed was not true. Raises what ``downgrade`` raises."""
    found, move = _verified(merchant_id, "revoke", reasons, actor, at)
    fact = VerificationRevoked(
        subject_id=found.row.id, merchant_id=merchant_id, reasons=_codes(reasons)
    )
    _decide(found, move, None, reasons, fact, actor, at)
    _set_standing(found, None, actor, at)


@db.transaction_required
def reveal_numbers(*, merchant_id: UUID, actor: Actor, at: datetime) -> Details:
    """What was last submitted, its numbers in full, for comparing them with a document. Recorded.

    Raises VerificationNotFound where nothing was ever submitted.
    """
    row = Verification.objects.filter(merchant_id=merchant_id).first()
    submission = latest_submission(row)
    if row is None or submission is None:
        raise VerificationNotFound
    # The platform's own business: whoever is looked into must not learn of it from their log.
    audit.write(
        actor=actor,
        action="verification.reveal",
        subject=f"verification/{row.id}",
        merchant_id=None,
        before={},
        after={"number": submission.number, "merchant_id": str(merchant_id)},
        at=at,
    )
    return open_details(submission.details_sealed, SUBMITTED, submission.id)


def latest_submission(row: Verification | None) -> Submission | None:
    if row is None:
        return None
    return Submission.objects.filter(verification=row).order_by("-number").first()


def _waiting(found: Locked, submission_id: UUID, actor: Actor) -> Submission:
    """The submission that waits, locked with its verification, if it is the one that is meant."""
    submission = Submission.objects.get(verification=found.row, outcome=Outcome.WAITING)
    if submission.id != submission_id:
        raise SubmissionOutdated(pointer="/submission_id", submission_id=submission.id)
    if found.belongs or (actor.user_id or actor.id) == submission.submitted_by:
        raise DecidingAboutOneself
    return submission


def _verified(
    merchant_id: UUID, verb: str, reasons: Sequence[Reason], actor: Actor, at: datetime
) -> tuple[Locked, Move[VerificationState]]:
    found = locked(merchant_id, actor=actor, at=at)
    move = VERIFICATION.take(verb, found.state, actor.role)
    if found.belongs:
        raise DecidingAboutOneself
    policies.check_reasons(reasons, found.kind)
    return found, move


def _decide(
    found: Locked,
    move: Move[VerificationState],
    submission: Submission | None,
    reasons: Sequence[Reason],
    fact: Fact,
    actor: Actor,
    at: datetime,
) -> None:
    row = found.row
    before: dict[str, object] = {"state": row.state}
    row.state, row.reasons, row.decided_at = move.target, _plain(reasons), at
    row.save(update_fields=["state", "reasons", "decided_at"])
    after: dict[str, object] = {"state": row.state, "reasons": _codes(reasons)}
    if submission is not None:
        submission.decided_by, submission.decided_at = actor.user_id or actor.id, at
        submission.save()
        after |= {"number": submission.number, "tier": submission.tier}
    events.record(fact=fact, at=at)
    write_audit(row, move.verb, before, after, actor, at)
    write_to_owners(
        merchant_id=row.merchant_id,
        template=f"verification/{_LETTERS[move.verb]}",
        context={
            "reasons": [_told(each) for each in reasons],
            "link": f"{settings.PUBLIC_URL}/m/{row.merchant_id}/verification",
        },
        about=f"verification/{row.id}",
        actor=actor,
        at=at,
    )


def _set_standing(found: Locked, tier: Tier | None, actor: Actor, at: datetime) -> None:
    set_standing(
        merchant_id=found.row.merchant_id,
        verification=MerchantsVerification(found.row.state),
        tier=tier,
        actor=actor,
        at=at,
    )


def _told(reason: Reason) -> str:
    """A reason as a sentence of a letter, which says nothing that the page does not."""
    about = reason.about.replace("_", " ").capitalize()
    return " ".join(
        part
        for part in (f"{about}:" if about else "", policies.REASONS[reason.code][1], reason.note)
        if part
    )


def _plain(reasons: Sequence[Reason]) -> list[dict[str, str]]:
    return [{name: str(value) for name, value in asdict(each).items()} for each in reasons]


def _codes(reasons: Sequence[Reason]) -> list[str]:
    return [str(each.code) for each in reasons]
