"""A payment of which only a part came back: two operators decide, and it is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from adulis.audit import actions as audit
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money, rupees
from adulis.payouts.actions.locking import locked_payouts
from adulis.payouts.actions.settling import answer_partial_returns
from adulis.payouts.errors import SettlementNotPossible
from adulis.payouts.models import Attempt
from adulis.payouts.values import Heard, StatementWord


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Whose it is, and how much of what came back is still the merchant's.

    ``is_known_whole``: all of it was given back before, so nothing of this is.
    """

    merchant_id: UUID
    credited: Money
    is_known_whole: bool = False


@db.transaction_required
def return_part(*, told: StatementWord, actor: Actor, at: datetime) -> Part:
    """Two operators accepted that ``told`` brought back a part of a payment: remember it.

    The caller posts it. However many parts come back, all of them together are no more than was
    paid. Raises SettlementNotPossible while it is not known that it was paid at all.
    """
    found = Attempt.objects.filter(reference=told.reference).values_list("payout_id", flat=True)
    # The payout first, as everywhere: its return may be arriving at this very moment.
    payouts = locked_payouts(found)
    attempt = Attempt.objects.select_for_update(no_key=True, of=("self",)).get(
        reference=told.reference
    )
    payout = payouts[attempt.payout_id]
    if not attempt.is_known_paid:
        raise SettlementNotPossible(reference=told.reference, outcome=str(Heard.UNEXPECTED))
    if attempt.return_heard_at is not None:
        return Part(merchant_id=payout.merchant_id, credited=rupees(0), is_known_whole=True)
    left = rupees(attempt.amount_minor - attempt.returned_minor)
    credited = min(told.amount, left)
    before = attempt.returned_minor
    # After this point the posting must succeed.
    attempt.returned_minor += credited.minor
    attempt.save(update_fields=["returned_minor"])
    answer_partial_returns(payout_id=payout.id, number=attempt.number, actor=actor, at=at)
    audit.write(
        actor=actor,
        action="payout.return_part",
        subject=f"payout/{payout.id}",
        merchant_id=payout.merchant_id,
        before={"returned_paise": before},
        after={"returned_paise": attempt.returned_minor, "line": told.line},
        at=at,
    )
    return Part(merchant_id=payout.merchant_id, credited=credited)
