"""The buyer's money goes into a milestone, from the wallet or straight out of a deposit."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.audit import actions as audit
from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.deposits import queries as deposits
from adulis.deposits.errors import DepositNotFound
from adulis.deposits.machine import DepositState
from adulis.escrow import policies, postings
from adulis.escrow.actions import clockwork, holds, telling
from adulis.escrow.actions.locking import Scene, locked_scene, require_active
from adulis.escrow.actions.releasing import consider, hold_if_looked_at
from adulis.escrow.errors import (
    BuyerFrozen,
    BuyerNotVerified,
    DepositNotForThis,
    FundingTooMuch,
)
from adulis.escrow.events import MilestoneFunded, MilestonePartlyFunded
from adulis.escrow.machine import IN_ESCROW, AgreementState, MilestoneState
from adulis.escrow.models import Funding, FundingIntent, Hold, Milestone
from adulis.escrow.values import HoldKind, Side
from adulis.identity import queries as identity
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book
from adulis.ledger.errors import InsufficientFunds

_PAYABLE = frozenset({DepositState.CREATED, DepositState.PROCESSING, DepositState.CAPTURED})


@db.transaction_required
def fund_milestone(
    *, viewer: Viewer, milestone_id: UUID, amount: Money | None = None, actor: Actor, at: datetime
) -> Milestone:
    """Put money from the buyer's wallet into a milestone: ``amount``, or all that is missing.

    With a part of it in, it stays planned. Raises MilestoneNotFound, WrongSide, AgreementOver,
    IllegalMove, BuyerNotVerified, BuyerFrozen, FundingTooMuch, InsufficientFunds.
    """
    scene = locked_scene(milestone_id, merchant_id=viewer.merchant_id)
    assert scene.side is not None
    policies.require_side(scene.side, Side.BUYER)
    require_active(scene.agreement)
    available = _require_fundable(scene, actor)
    missing = rupees(scene.milestone.missing_minor)
    wanted = missing if amount is None else amount
    if wanted > missing:
        raise FundingTooMuch(
            pointer="/amount_paise",
            due_paise=scene.milestone.due_minor,
            funded_paise=(rupees(scene.milestone.due_minor) - missing).minor,
            missing_paise=missing.minor,
        )
    if wanted > available:
        raise InsufficientFunds(
            pointer="/amount_paise",
            available_paise=available.minor,
            required_paise=wanted.minor,
        )
    # After this point the posting must succeed.
    fund(scene, wanted, None, actor, at)
    return scene.milestone


@db.transaction_required
def fund_from_deposit(
    *, viewer: Viewer, milestone_id: UUID, deposit_id: UUID, actor: Actor, at: datetime
) -> Milestone:
    """Let a deposit that is on its way pay for this milestone as soon as it has cleared.

    What it brings beyond that stays in the wallet. Raises as ``fund_milestone``, and
    DepositNotForThis.
    """
    scene = locked_scene(milestone_id, merchant_id=viewer.merchant_id)
    assert scene.side is not None
    policies.require_side(scene.side, Side.BUYER)
    require_active(scene.agreement)
    _require_fundable(scene, actor)
    try:
        deposit = deposits.deposit_of(viewer.merchant_id, deposit_id)
    except DepositNotFound as absent:
        raise DepositNotForThis(pointer="/deposit_id") from absent
    if deposit.state not in _PAYABLE:
        raise DepositNotForThis(
            "It has come to an end; what it brought is in the wallet.",
            pointer="/deposit_id",
            state=deposit.state,
        )
    intent, is_new = FundingIntent.objects.get_or_create(
        deposit_id=deposit_id,
        defaults={
            "milestone": scene.milestone, "made_by": telling.person(actor), "created_at": at,
        },
    )  # fmt: skip
    if intent.milestone_id != milestone_id:
        raise DepositNotForThis("It is meant for another milestone.", pointer="/deposit_id")
    if is_new:
        telling.record(scene, "await_deposit", actor, at, {"deposit_id": str(deposit_id)})
    return scene.milestone


@db.transaction_required
def use_deposit(*, merchant_id: UUID, deposit_id: UUID, actor: Actor, at: datetime) -> bool:
    """A deposit has cleared: it pays for the milestone it was meant for, once.

    What cannot be used (the milestone is over or paid, the buyer is frozen) stays in the wallet,
    and says why. False: it was meant for nothing, or was used before.
    """
    intended = FundingIntent.objects.filter(deposit_id=deposit_id, used_at=None).first()
    if intended is None:
        return False
    scene = locked_scene(intended.milestone_id, merchant_id=merchant_id)
    intent = FundingIntent.objects.select_for_update(no_key=True).get(deposit_id=deposit_id)
    if intent.used_at is not None:
        return False
    amount, note = _usable(scene)
    intent.used_at, intent.used_minor, intent.note = scene.now, amount.minor, note
    intent.save(update_fields=["used_at", "used_minor", "note"])
    if amount:
        fund(scene, amount, deposit_id, actor, at)
    audit.write(
        actor=actor,
        action="milestone.use_deposit",
        subject=scene.subject,
        merchant_id=merchant_id,
        before={},
        after={"deposit_id": str(deposit_id), "amount_paise": amount.minor, "note": note},
        at=at,
    )
    return True


def _usable(scene: Scene) -> tuple[Money, str]:
    """How much of the wallet the milestone takes now, and why it is less than was meant."""
    nothing = rupees(0)
    if scene.agreement.state != AgreementState.ACTIVE or not _can_be_funded(scene):
        return nothing, "the milestone is over"
    try:
        available = _available(scene)
    except (BuyerNotVerified, BuyerFrozen) as refused:
        return nothing, refused.code
    missing = rupees(scene.milestone.missing_minor)
    if not missing:
        return nothing, "the milestone was paid already"
    amount = min(missing, available)
    return amount, "" if amount == missing else "it was less than was missing"


def fund(scene: Scene, amount: Money, deposit_id: UUID | None, actor: Actor, at: datetime) -> None:
    """Post it, count it, and begin or go on when nothing is missing any more."""
    row, agreement = scene.milestone, scene.agreement
    number = row.funding_count + 1
    ledger.post(
        posting=postings.milestone_funded(
            row.id, agreement.buyer_id, amount, number=number, memo=row.title, at=at, actor=actor
        )
    )
    Funding.objects.create(
        milestone=row,
        number=number,
        amount_minor=amount.minor,
        deposit_id=deposit_id,
        made_by=telling.person(actor),
        at=at,
    )
    row.funding_count = number
    row.funded_minor += amount.minor
    telling.record(scene, "fund", actor, at, {"amount_paise": amount.minor})
    missing = rupees(row.missing_minor)
    if missing:
        telling.tell(scene, MilestonePartlyFunded, at, amount=amount, missing=missing)
        telling.save(scene)
        return
    if scene.state is MilestoneState.PLANNED:
        telling.move(scene, "fund", actor)
        clockwork.funded(scene)
        hold_if_looked_at(scene, actor, at)
    telling.tell(scene, MilestoneFunded, at, amount=amount)
    telling.save(scene)
    make_whole(scene, actor, at)
    consider(scene, "conditions_met", actor, at)


def make_whole(scene: Scene, actor: Actor, at: datetime) -> None:
    """What a chargeback took is there again: nothing is left to ask about it."""
    causes = Hold.objects.filter(
        milestone=scene.milestone, kind=HoldKind.CHARGEBACK, ended_at=None
    ).values_list("cause", flat=True)
    if not causes:
        return
    for cause in list(causes):
        holds.end(scene, cause, actor, at)
    cases.settle_cases(
        subject=scene.subject, kinds=frozenset({CaseKind.ESCROW_CHARGED_BACK}), actor=actor, at=at
    )
    telling.save(scene)


def _require_fundable(scene: Scene, actor: Actor) -> Money:
    """Raises IllegalMove, BuyerNotVerified, BuyerFrozen; returns what the wallet has, locked."""
    if not _can_be_funded(scene) or not scene.milestone.missing_minor:
        telling.require_move(scene, "fund", actor)
    return _available(scene)


def _can_be_funded(scene: Scene) -> bool:
    return scene.state is MilestoneState.PLANNED or scene.state in IN_ESCROW


def _available(scene: Scene) -> Money:
    """Raises BuyerNotVerified, BuyerFrozen. What is owed is decided under the wallet's lock."""
    buyer_id = scene.agreement.buyer_id
    place = postings.available(buyer_id)
    held = book.locked_balances([place])[place]
    owed = max(rupees(0), -book.balance(postings.receivable(buyer_id)))
    policies.check_buyer(identity.standing(buyer_id), owed)
    return held
