"""Returns that are not what was told: a part of it, or nothing at all; two operators decide."""

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
from adulis.payouts.models import Attempt, Payout
from adulis.payouts.values import Heard, StatementWord


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Whose it is, and how much of what came back is still the merchant's.

    ``is_known_whole``: all of it was given back before, so nothing of this is.
    """

    merchant_id: UUID
    credited: Money
    is_known_whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """A return that was booked and will not come, and at which bank it was missed."""

    bank: str
    amount: Money


@db.transaction_required
def return_part(*, told: StatementWord, actor: Actor, at: datetime) -> Part:
    """Two operators accepted that ``told`` brought back a part of a payment: remember it.

    The caller posts it. However many parts come back, all of them together are no more than was
    paid. Raises SettlementNotPossible while it is not known that it was paid at all.
    """
    payout, attempt = _locked(told.reference)
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


@db.transaction_required
def give_up_return(*, reference: str, actor: Actor, at: datetime) -> GivenUp:
    """Wait no longer for a statement that shows the return of ``reference``.

    The caller posts the loss. Raises SettlementNotPossible where no return is waited for.
    """
    payout, attempt = _locked(reference)
    is_awaited = attempt.is_known_paid and attempt.return_heard_at is not None
    if not is_awaited or attempt.return_settled_at is not None:
        raise SettlementNotPossible(reference=reference, outcome=str(Heard.SETTLED_BEFORE))
    attempt.return_settled_at = at
    attempt.save(update_fields=["return_settled_at"])
    audit.write(
        actor=actor,
        action="payout.give_up_return",
        subject=f"payout/{payout.id}",
        merchant_id=payout.merchant_id,
        before={},
        after={"amount_paise": attempt.amount_minor, "reference": reference},
        at=at,
    )
    return GivenUp(bank=attempt.bank, amount=rupees(attempt.amount_minor))


def _locked(reference: str) -> tuple[Payout, Attempt]:
    """The payout first, as everywhere: its return may be arriving at this very moment."""
    found = Attempt.objects.filter(reference=reference).values_list("payout_id", flat=True)
    payouts = locked_payouts(found)
    rows = Attempt.objects.select_for_update(no_key=True, of=("self",))
    attempt = rows.get(reference=reference)
    return payouts[attempt.payout_id], attempt
