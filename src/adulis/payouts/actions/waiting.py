"""What waits: for money, for an answer that is overdue, for a human."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, Min, QuerySet

from adulis.audit import actions as audit
from adulis.audit.actions import Deed
from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import CaseKind
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.due import Claim
from adulis.kernel.errors import Refusal
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book
from adulis.payouts import postings
from adulis.payouts.actions.cancelling import cancel_locked
from adulis.payouts.actions.creating import hold_posting
from adulis.payouts.actions.locking import locked_payouts
from adulis.payouts.machine import PayoutState
from adulis.payouts.models import Attempt, Payout
from adulis.payouts.values import WaitingFor


@db.transaction_required
def release_affordable(*, merchant_id: UUID, limit: int, actor: Actor, at: datetime) -> int:
    """Set money aside for a merchant's waiting payouts, oldest first; smaller ones may pass.

    Returns how many can go now.
    """
    reach = book.balance(postings.available(merchant_id)).minor
    waiting = list(
        _waiting_for_funds()
        .filter(merchant_id=merchant_id)
        # What is beyond reach by itself would only be refused, and keep others from being seen.
        .alias(needed=F("amount_minor") + F("fee_minor") + F("tax_minor"))
        .filter(needed__lte=reach)
        .select_for_update(no_key=True, of=("self",), skip_locked=True)[:limit]
    )
    now = db.clock()
    outcomes = ledger.post_all(postings=[hold_posting(payout, actor, now) for payout in waiting])
    held = [
        payout
        for payout, outcome in zip(waiting, outcomes, strict=True)
        if not isinstance(outcome, Refusal)
    ]
    for payout in held:
        payout.is_held = True
        payout.waiting_for, payout.waiting_until, payout.due_at = "", None, now
        payout.save(update_fields=["is_held", "waiting_for", "waiting_until", "due_at"])
    audit.write_all(deeds=[_hold(payout) for payout in held], actor=actor, at=now)
    return len(held)


def _hold(payout: Payout) -> Deed:
    return Deed(
        action="payout.hold",
        subject=f"payout/{payout.id}",
        merchant_id=payout.merchant_id,
        before={},
        after={"held_paise": sum(each.minor for each in payout.parts)},
    )


@db.transaction_required
def give_up_waiting(*, limit: int, actor: Actor, at: datetime) -> int:
    """Cancel payouts that waited ninety days for money. Nothing was set aside for them."""
    late = _waiting_for_funds().filter(gives_up_at__lte=db.clock())
    rows = late.select_for_update(no_key=True, of=("self",), skip_locked=True)[:limit]
    for payout in rows:
        cancel_locked(payout, reason="never_affordable", actor=actor, at=at)
    return len(rows)


def merchants_with_means() -> list[UUID]:
    """Merchants with a payout that waits for money and now have enough for their smallest one."""
    smallest = {
        row["merchant_id"]: row["least"]
        for row in Payout.objects.filter(state=PayoutState.PENDING, waiting_for=WaitingFor.FUNDS)
        .values("merchant_id")
        .annotate(least=Min(F("amount_minor") + F("fee_minor") + F("tax_minor")))
    }
    places = {postings.available(merchant_id): merchant_id for merchant_id in smallest}
    return [
        places[address]
        for address, balance in book.balances(list(places)).items()
        if balance.minor >= smallest[places[address]]
    ]


def _waiting_for_funds() -> QuerySet[Payout]:
    return Payout.objects.filter(state=PayoutState.PENDING, waiting_for=WaitingFor.FUNDS).order_by(
        "created_at", "id"
    )


@db.transaction_required
def open_overdue_cases(*, limit: int, actor: Actor, at: datetime) -> int:
    """A payout past its expected time gets a case; the bank is asked on all the same."""
    # Locked, so that one whose answer arrives at this moment is not asked about as well.
    overdue = list(
        Payout.objects.select_for_update(no_key=True, of=("self",), skip_locked=True)
        .filter(state=PayoutState.PROCESSING, expected_by__lte=db.clock(), has_case=False)
        .order_by("expected_by")[:limit]
    )
    now = db.clock()
    for payout in overdue:
        _open_doubt(payout, actor, now, told={"expected_by": _iso(payout.expected_by)})
    return len(overdue)


def _open_doubt(payout: Payout, actor: Actor, now: datetime, told: dict[str, object]) -> None:
    """Ask a human what became of a payout: again, when the answer was to go on asking."""
    attempts = Attempt.objects.filter(payout_id=payout.id).order_by("number")
    cases.open_case(
        kind=CaseKind.IN_DOUBT,
        key=questions.next_key(f"payout/{payout.id}/{CaseKind.IN_DOUBT}"),
        subject=f"payout/{payout.id}",
        merchant_id=payout.merchant_id,
        evidence={
            **told,
            "amount_paise": payout.amount_minor,
            "attempts": [
                {
                    "reference": attempt.reference,
                    "state": attempt.state,
                    "sent_at": _iso(attempt.sent_at),
                    "asked_count": attempt.enquiry_count,
                }
                for attempt in attempts
            ],
        },
        actor=actor,
        at=now,
    )
    payout.has_case = True
    payout.save(update_fields=["has_case"])


@db.transaction_required
def park_payouts(*, claims: Sequence[Claim], actor: Actor, at: datetime) -> None:
    """Work on these kills the worker again and again: leave them alone and ask a human."""
    fences = {claim.id: claim.fence for claim in claims}
    for payout in locked_payouts(fences).values():
        if payout.state == PayoutState.PENDING and payout.claim_count == fences[payout.id]:
            payout.due_at = payout.lease_until = None
            payout.save(update_fields=["due_at", "lease_until"])
            _open_poison(payout, payout.claim_count, actor, at)


@db.transaction_required
def park_attempts(*, claims: Sequence[Claim], actor: Actor, at: datetime) -> None:
    """The same for attempts. The bank's callbacks and statements still settle them."""
    fences = {claim.id: claim.fence for claim in claims}
    owners = Attempt.objects.filter(id__in=fences).values_list("payout_id", flat=True)
    payouts = locked_payouts(owners)
    rows = Attempt.objects.select_for_update(no_key=True, of=("self",)).filter(id__in=fences)
    for attempt in rows.order_by("id"):
        if attempt.claim_count == fences[attempt.id]:
            attempt.due_at = attempt.lease_until = None
            attempt.save(update_fields=["due_at", "lease_until"])
            _open_poison(payouts[attempt.payout_id], attempt.claim_count, actor, at)


def _open_poison(payout: Payout, claims: int, actor: Actor, at: datetime) -> None:
    cases.open_case(
        kind=CaseKind.POISON_PAYOUT,
        key=questions.next_key(f"payout/{payout.id}/{CaseKind.POISON_PAYOUT}"),
        subject=f"payout/{payout.id}",
        merchant_id=payout.merchant_id,
        evidence={"claims": claims, "state": payout.state},
        actor=actor,
        at=at,
    )


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
