"""Begin, as sent, what the bank has paid and a restored database has forgotten."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings

from adulis.approvals import queries as approvals
from adulis.audit import actions as audit
from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.events import actions as events
from adulis.gateways import queries as gateways
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.payouts.actions.beginning import begin
from adulis.payouts.actions.locking import locked_payouts
from adulis.payouts.actions.starting import write_payouts
from adulis.payouts.events import PayoutProcessing
from adulis.payouts.machine import ATTEMPT, PayoutState
from adulis.payouts.models import Attempt, Payout
from adulis.payouts.values import bank_reference


@db.transaction_required
def recognise_forgotten(*, references: Collection[str], actor: Actor, at: datetime) -> bool:
    """Begin payouts that wait, and whose payment is among ``references``.

    ``references`` are names on the bank's statement that nothing here has. A payout that its client
    asked for again has the name it had before, so that payment is its own. Nothing is sent by this,
    so it is done while money stands still: otherwise the payout would wait for the restore to be
    accepted, and that for somebody to say what the payment is. One whose money is not set aside, or
    that waits for an approval, goes on waiting. Returns whether any of them is waited for here:
    somebody else may have begun it meanwhile.
    """
    found = _waiting_under(references)
    payouts = [
        each
        for each in locked_payouts(found).values()
        if each.state == PayoutState.PENDING and each.is_held
    ]
    unapproved = approvals.waiting_subjects([f"payout/{each.id}" for each in payouts])
    now = db.clock()
    begun = [each for each in payouts if f"payout/{each.id}" not in unapproved]
    Attempt.objects.bulk_create(
        [_recognise(payout, found[payout.id], actor, now) for payout in begun]
    )
    write_payouts(begun)
    events.record_all(
        facts=[
            PayoutProcessing(subject_id=each.id, merchant_id=each.merchant_id, amount=each.amount)
            for each in begun
        ],
        at=now,
        origin_of={each.id: each.origin for each in begun},
    )
    return bool(found)


def _waiting_under(references: Collection[str]) -> dict[UUID, int]:
    """By payout, the number of the attempt that is called so; of two, the later."""
    found: dict[UUID, int] = {}
    if not references or not gateways.was_restored():
        return found
    rows = Payout.objects.filter(state=PayoutState.PENDING).values_list("id", "intent_id")
    for payout_id, intent_id in rows.iterator():
        for number in range(1, settings.PAYOUT_MAX_RETRIES + 2):
            if bank_reference(intent_id or payout_id, number) in references:
                found[payout_id] = number
    return found


def _recognise(payout: Payout, number: int, actor: Actor, now: datetime) -> Attempt:
    """As if its sending had ended this moment without an answer: it is asked about, not sent."""
    attempt = begin(payout, number, gateways.profile(), actor, now)
    attempt.state = ATTEMPT.take("send", ATTEMPT.initial, actor.role).target
    attempt.sent_at = attempt.due_at = now
    attempt.sent_count = 1
    payout.lease_until, payout.claim_count = None, 0
    audit.write(
        actor=actor,
        action="payout.recognise",
        subject=f"payout/{payout.id}",
        merchant_id=payout.merchant_id,
        before={"state": str(PayoutState.PENDING)},
        after={"state": str(payout.state), "attempt": number},
        at=now,
    )
    # What its callback has asked before the statement came is answered by now.
    cases.settle_cases(
        subject=f"bank-reference/{attempt.reference}",
        kinds=frozenset({CaseKind.UNKNOWN_REFERENCE}),
        actor=actor,
        at=now,
    )
    return attempt
