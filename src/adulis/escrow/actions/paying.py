"""Money leaves a milestone: divided, posted, counted, and told to both sides.

The one place where that happens, whoever decided it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.escrow import dividing, postings
from adulis.escrow.actions import holds, telling
from adulis.escrow.actions.finishing import finish_agreement, supersede_proposals
from adulis.escrow.actions.locking import Scene
from adulis.escrow.division import Division
from adulis.escrow.events import MilestoneRefunded, MilestoneReleased
from adulis.escrow.models import Lock, Payment
from adulis.escrow.values import HoldKind, LockState, PaymentKind, Side
from adulis.kernel.actors import Actor
from adulis.kernel.errors import Refusal
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book
from adulis.ledger.values import Posting
from adulis.timers import actions as timers
from adulis.wallets import actions as wallets

_NOTHING = rupees(0)
# What nobody need answer any more once a milestone is over.
_QUESTIONS = frozenset({CaseKind.ESCROW_CHARGED_BACK, CaseKind.ESCROW_STUCK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to leave a milestone: so much of its amount to either side, and why."""

    kind: PaymentKind
    to_seller: Money = _NOTHING
    to_buyer: Money = _NOTHING
    reason: str
    cause: str = ""
    proposal_id: UUID | None = None
    lock: Lock | None = None


def pay(scene: Scene, order: Order, actor: Actor, at: datetime) -> Payment:
    """Carry an order out. Nothing of it is refused any more: the caller has checked what is left.

    With nothing left and nothing in dispute the milestone is over.
    """
    row = scene.milestone
    number = row.payment_count + 1
    divided = dividing.divided(
        row, to_seller=order.to_seller, to_buyer=order.to_buyer, lock=order.lock
    )
    entries = _postings(scene, order, divided, number, actor, at)
    # What either side owes is decided under these locks, which every posting of theirs takes too.
    sides = [postings.available(scene.merchant_of(side)) for side in Side]
    book.locked_balances([*sides, postings.escrow(row.id)])
    for outcome in ledger.post_all(postings=entries):
        if isinstance(outcome, Refusal):
            raise outcome
    row.payment_count = number
    row.released_minor += order.to_seller.minor
    row.returned_minor += order.to_buyer.minor
    row.fee_earned_minor += (divided.buyer_fee + divided.buyer_tax).minor
    row.fee_returned_minor += divided.fee_back.minor
    if order.lock is not None:
        row.disputed_minor -= order.lock.left_minor
    payment = _payment(scene, order, divided, number, actor, at)
    is_final = row.held_minor == 0 and row.disputed_minor == 0
    if is_final:
        end(scene, actor, at)
    else:
        hold_if_all_disputed(scene, actor, at)
    telling.save(scene)
    _tell(scene, order, divided, actor, at, is_final=is_final)
    for entry in entries:
        _settle_debts(scene, entry, actor, at)
    if is_final:
        finish_agreement(scene, actor, at)
    return payment


def hold_if_all_disputed(scene: Scene, actor: Actor, at: datetime) -> None:
    """With nothing left but what disputes have, time stops. The caller saves the milestone."""
    row = scene.milestone
    if row.left_minor or not row.disputed_minor:
        return
    for lock_id in Lock.objects.filter(milestone=row, state=LockState.OPEN).values_list("id"):
        holds.begin(scene, HoldKind.DISPUTE, f"dispute/{lock_id[0]}", actor, at)


def _postings(
    scene: Scene, order: Order, divided: Division, number: int, actor: Actor, at: datetime
) -> list[Posting]:
    row, agreement = scene.milestone, scene.agreement
    buyer, seller = agreement.buyer_id, agreement.seller_id
    when: dict[str, Any] = {"at": at, "actor": actor}
    numbered: dict[str, Any] = {"number": number, "memo": row.title, **when}
    net, fee, tax = divided.seller_net, divided.seller_fee, divided.seller_tax
    back = divided.to_buyer + divided.fee_back
    entries: list[Posting] = []
    if order.lock is not None:
        entries.append(
            postings.dispute_resolved(
                row.id, order.lock.id, seller, buyer, net, fee, tax, divided.to_buyer,
                divided.fee_back, memo=row.title, **when,
            )
        )  # fmt: skip
    elif divided.to_seller and back:
        entries.append(
            postings.milestone_split(row.id, seller, buyer, net, fee, tax, back, **numbered)
        )
    elif divided.to_seller:
        entries.append(postings.milestone_released(row.id, seller, net, fee, tax, **numbered))
    else:
        entries.append(postings.milestone_refunded(row.id, buyer, back, **numbered))
    if divided.buyer_fee or divided.buyer_tax:
        entries.append(
            postings.milestone_fee_earned(
                row.id, buyer, divided.buyer_fee, divided.buyer_tax, **numbered
            )
        )
    return entries


def _payment(
    scene: Scene, order: Order, divided: Division, number: int, actor: Actor, at: datetime
) -> Payment:
    return Payment.objects.create(
        milestone=scene.milestone,
        number=number,
        kind=order.kind,
        to_seller_minor=divided.to_seller.minor,
        fee_minor=divided.seller_fee.minor,
        tax_minor=divided.seller_tax.minor,
        to_buyer_minor=divided.to_buyer.minor,
        buyer_fee_minor=divided.buyer_fee.minor,
        buyer_tax_minor=divided.buyer_tax.minor,
        fee_back_minor=divided.fee_back.minor,
        reason=order.reason,
        cause=order.cause,
        proposal_id=order.proposal_id,
        made_by=telling.person(actor),
        at=at,
    )


def end(scene: Scene, actor: Actor, at: datetime) -> None:
    """It is over: released, if any of it ever was, else refunded."""
    if not scene.milestone.released_minor:
        verb = "refund"
    else:
        verb = "release" if scene.milestone.state == "approved" else "split"
    telling.move(scene, verb, actor)
    holds.end_all(scene)
    timers.cancel_timers(subject=scene.subject)
    approvals.withdraw(subject=scene.subject, actor=actor, at=at)
    cases.settle_cases(subject=scene.subject, kinds=_QUESTIONS, actor=actor, at=at)
    supersede_proposals(scene, actor, at)


def _tell(
    scene: Scene,
    order: Order,
    divided: Division,
    actor: Actor,
    at: datetime,
    *,
    is_final: bool,
) -> None:
    back = divided.to_buyer + divided.fee_back
    if divided.to_seller:
        telling.tell(
            scene, MilestoneReleased, at, amount=divided.to_seller, fee=divided.seller_fee,
            tax=divided.seller_tax, returned=back, is_final=is_final,
        )  # fmt: skip
    else:
        telling.tell(
            scene, MilestoneRefunded, at, amount=back, reason=order.reason, is_final=is_final
        )
    told = {
        "to_seller_paise": divided.to_seller.minor,
        "to_buyer_paise": back.minor,
        "reason": order.reason,
    }
    telling.record(scene, order.kind, actor, at, told)


def _settle_debts(scene: Scene, entry: Posting, actor: Actor, at: datetime) -> None:
    """What a side owes the platform is paid first, from what has become available to them."""
    targets = {each.target for each in entry.transfers}
    for side in Side:
        merchant_id = scene.merchant_of(side)
        if postings.available(merchant_id) in targets:
            wallets.settle_debt(
                merchant_id=merchant_id, cause=f"{entry.key}/{side}", actor=actor, at=at
            )
