"""The buyer's bank took a deposit back that had paid for milestones.

What the buyer has not is taken from what is still in escrow, the newest first; what has been
released stays the seller's. The milestone is held, and people are asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.escrow import postings
from adulis.escrow.actions import holds, telling
from adulis.escrow.actions.funding import fund
from adulis.escrow.actions.locking import Scene, locked_scene
from adulis.escrow.events import MilestoneChargedBack
from adulis.escrow.machine import IN_ESCROW
from adulis.escrow.models import Hold, Lock, Payment
from adulis.escrow.queries import funded_by_deposit
from adulis.escrow.values import HoldKind, LockState, PaymentKind
from adulis.identity import actions as merchants
from adulis.identity import queries as identity
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book
from adulis.ledger.values import Posting
from adulis.wallets.values import OWES


@dataclass(frozen=True, slots=True)
class _Taken:
    """What one milestone gives: out of its own account, and out of those of its disputes."""

    own: Money
    locked: tuple[tuple[Lock, Money], ...]

    @property
    def total(self) -> Money:
        return sum((amount for _, amount in self.locked), self.own)


@db.transaction_required
def charge_back(
    *,
    chargeback_id: UUID,
    deposit_id: UUID,
    merchant_id: UUID,
    shortfall: Money,
    actor: Actor,
    at: datetime,
) -> Money:
    """Take what a chargeback left as the buyer's debt from the milestones its deposit paid for.

    At most what is still owed. Returns how much was taken; nothing the second time.
    """
    cause = f"chargeback/{chargeback_id}"
    if not shortfall or Payment.objects.filter(cause=cause).exists():
        return rupees(0)
    found = funded_by_deposit(merchant_id, deposit_id)
    # Locked in one order, whatever the order in which they give.
    in_order = sorted(found, key=lambda each: (each.agreement_id, each.id))
    scenes = {each.id: locked_scene(each.id, merchant_id=None) for each in in_order}
    place = postings.available(merchant_id)
    book.locked_balances([place])
    owed = max(rupees(0), -book.balance(postings.receivable(merchant_id)))
    wanted = min(shortfall, owed)
    taken = rupees(0)
    for each in found:
        if taken < wanted:
            most = min(wanted - taken, each.amount)
            taken += _take(scenes[each.id], most, cause, actor, at)
    if taken:
        _end_freeze(merchant_id, actor, at)
    return taken


@db.transaction_required
def regain(*, chargeback_id: UUID, merchant_id: UUID, actor: Actor, at: datetime) -> int:
    """The chargeback was won: what it took is paid in again, as far as the wallet reaches.

    Returns how many milestones go on.
    """
    cause = f"chargeback/{chargeback_id}"
    rows = Hold.objects.filter(cause=cause, ended_at=None).order_by("milestone__agreement_id")
    count = 0
    for milestone_id in list(rows.values_list("milestone_id", flat=True)):
        scene = locked_scene(milestone_id, merchant_id=None)
        place = postings.available(merchant_id)
        missing = rupees(scene.milestone.missing_minor)
        if scene.state in IN_ESCROW and missing and book.locked_balances([place])[place] >= missing:
            fund(scene, missing, None, actor, at)
            count += 1
    return count


def _take(scene: Scene, most: Money, cause: str, actor: Actor, at: datetime) -> Money:
    """Take up to ``most`` out of one milestone; the rest of it is held."""
    taken = _reach(scene, most)
    if not taken.total:
        return taken.total
    row, buyer_id = scene.milestone, scene.agreement.buyer_id
    number = row.payment_count + 1
    for entry in _entries(scene, taken, number, actor, at):
        ledger.post(posting=entry)
    for lock, amount in taken.locked:
        lock.charged_back_minor += amount.minor
        lock.save(update_fields=["charged_back_minor"])
        row.disputed_minor -= amount.minor
    row.payment_count = number
    row.withdrawn_minor += taken.total.minor
    Payment.objects.create(
        milestone=row, number=number, kind=PaymentKind.CHARGEBACK,
        to_buyer_minor=taken.total.minor, reason="charged_back", cause=cause,
        made_by=telling.person(actor), at=at,
    )  # fmt: skip
    approvals.withdraw(subject=scene.subject, actor=actor, at=at)
    if scene.state in IN_ESCROW:
        holds.begin(scene, HoldKind.CHARGEBACK, cause, actor, at)
    telling.save(scene)
    missing = rupees(row.missing_minor)
    telling.tell(scene, MilestoneChargedBack, at, amount=taken.total, missing=missing)
    told = {"amount_paise": taken.total.minor, "missing_paise": missing.minor}
    telling.record(scene, "charge_back", actor, at, {**told, "cause": cause})
    if scene.state not in IN_ESCROW:
        # It was not whole before: the buyer pays in more of it, or it goes back in time.
        return taken.total
    cases.open_case(
        kind=CaseKind.ESCROW_CHARGED_BACK, key=f"{scene.subject}/{cause}", subject=scene.subject,
        merchant_id=buyer_id, evidence={**told, "cause": cause, "title": row.title},
        actor=actor, at=at,
    )  # fmt: skip
    return taken.total


def _reach(scene: Scene, most: Money) -> _Taken:
    own = min(most, rupees(scene.milestone.held_minor))
    rest = most - own
    locked: list[tuple[Lock, Money]] = []
    rows = Lock.objects.select_for_update(no_key=True)
    for lock in rows.filter(milestone=scene.milestone, state=LockState.OPEN).order_by("-id"):
        part = min(rest, rupees(lock.left_minor))
        if part:
            locked.append((lock, part))
            rest -= part
    return _Taken(own, tuple(locked))


def _entries(scene: Scene, taken: _Taken, number: int, actor: Actor, at: datetime) -> list[Posting]:
    row, buyer_id = scene.milestone, scene.agreement.buyer_id
    entries = [
        postings.disputed_charged_back(
            row.id, lock.id, buyer_id, amount, number=number, at=at, actor=actor
        )
        for lock, amount in taken.locked
    ]
    if taken.own:
        entries.append(
            postings.escrow_charged_back(
                row.id, buyer_id, taken.own, number=number, at=at, actor=actor
            )
        )
    return entries


def _end_freeze(merchant_id: UUID, actor: Actor, at: datetime) -> None:
    """Who owes nothing any more may pay out again."""
    owes = -book.balance(postings.receivable(merchant_id)) > rupees(0)
    if not owes and identity.standing(merchant_id).payouts_frozen_reason == OWES:
        merchants.unfreeze_payouts(
            merchant_id=merchant_id, only_because_of=OWES, actor=actor, at=at
        )
