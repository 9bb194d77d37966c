"""The verbs of transfers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.approvals.values import ApprovalKind, digest_of
from adulis.audit import actions as audit
from adulis.audit.actions import Deed
from adulis.events import actions as events
from adulis.events.values import Fact
from adulis.fees import actions as quotes
from adulis.fees import queries as fees
from adulis.fees.values import Fee, Service
from adulis.identity import queries as identity
from adulis.identity.values import MemberRole, Standing, Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book
from adulis.ledger.errors import InsufficientFunds
from adulis.limits import queries as limits
from adulis.limits.values import LimitKind, Limits, Window
from adulis.transfers import policies, postings
from adulis.transfers.errors import RecipientUnusable, TransferNotFound, TransferToSelf
from adulis.transfers.events import (
    IncomingTransferReceived,
    TransferCompleted,
    TransferExpired,
    TransferRefused,
    TransferRequested,
    TransferWithdrawn,
)
from adulis.transfers.machine import TRANSFER, TransferState
from adulis.transfers.models import Transfer, TransferSettings
from adulis.transfers.queries import approval_threshold, moved_since, receiver_of
from adulis.transfers.values import TransferOrder
from adulis.wallets import actions as wallets

_COLUMNS = {
    "id": "uuid", "sender_id": "uuid", "receiver_id": "uuid", "amount_minor": "bigint",
    "fee_minor": "bigint", "tax_minor": "bigint", "note": "text", "reference": "text",
    "quote_id": "uuid", "created_by": "text", "created_at": "timestamptz", "state": "text",
    "finished_at": "timestamptz",
}  # fmt: skip


@db.transaction_required
def create_transfer(
    *, viewer: Viewer, order: TransferOrder, actor: Actor, at: datetime
) -> Transfer:
    """Move money into another merchant's wallet, or ask another owner above the threshold.

    Raises RecipientUnusable, TransferToSelf, SenderNotVerified, SenderFrozen, TransferAboveLimit,
    RecipientLimitReached, InsufficientFunds, and what ``fees`` refuses about a quote.
    """
    receiver_id = receiver_of(order.to)
    if receiver_id is None:
        raise RecipientUnusable(pointer="/to")
    if receiver_id == viewer.merchant_id:
        raise TransferToSelf(pointer="/to")
    transfer_id = new_id()
    fee = _fee(viewer.merchant_id, order, transfer_id, actor, at)
    transfer = Transfer(
        id=transfer_id,
        sender_id=viewer.merchant_id,
        receiver_id=receiver_id,
        amount_minor=order.amount.minor,
        fee_minor=fee.net.minor,
        tax_minor=fee.tax.minor,
        note=order.note,
        reference=order.reference,
        quote_id=order.quote_id,
        created_by=actor.user_id or actor.id,
        created_at=at,
        state=TransferState.AWAITING_APPROVAL,
    )
    sides = _checked(transfer, at)
    above = approval_threshold(viewer.merchant_id)
    if above is not None and transfer.amount > above:
        _require_funds(transfer, sides)
        # After this point nothing is refused any more.
        _insert(transfer)
        _ask(transfer, sides, actor, at)
        return transfer
    # Last of all refusals: whether the money is there.
    _post(transfer, sides, actor, at)
    transfer.state, transfer.finished_at = TransferState.COMPLETED, sides.now
    _insert(transfer)
    _tell_completed(transfer, "create", _settle(transfer, sides, actor, at), actor, at)
    return transfer


@db.transaction_required
def approve_transfer(
    *, merchant_id: UUID, transfer_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Transfer:
    """Another owner agrees: everything is asked anew, and the money moves.

    Raises TransferNotFound, RoleTooLow, SecondPersonTooNew, what ``approvals`` refuses, and what
    creating it may.
    """
    transfer = _locked(merchant_id, transfer_id)
    identity.require_now(actor, merchant_id, MemberRole.OWNER)
    asked = approvals.approve(
        subject=_subject(transfer), digest=_digest(transfer), note=note, actor=actor, at=at
    )
    identity.require_second_person(
        actor, merchant_id, asked_by=asked.asked_by, asked_at=asked.asked_at, now=db.clock()
    )
    move = TRANSFER.take("approve", TransferState(transfer.state), actor.role)
    sides = _checked(transfer, at)
    _post(transfer, sides, actor, at)
    _finish(transfer, move.target, sides.now)
    _tell_completed(transfer, "approve", _settle(transfer, sides, actor, at), actor, at)
    return transfer


@db.transaction_required
def refuse_transfer(
    *, merchant_id: UUID, transfer_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Transfer:
    """An owner says no. Raises TransferNotFound, RoleTooLow, ApprovalNotFound, IllegalMove."""
    transfer = _locked(merchant_id, transfer_id)
    identity.require_now(actor, merchant_id, MemberRole.OWNER)
    approvals.refuse(subject=_subject(transfer), note=note, actor=actor, at=at)
    return _end(transfer, "refuse", TransferRefused, actor, at)


@db.transaction_required
def withdraw_transfer(
    *, merchant_id: UUID, transfer_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Transfer:
    """Whoever asked takes it back. Raises TransferNotFound, NotTheMaker, IllegalMove."""
    transfer = _locked(merchant_id, transfer_id)
    approvals.take_back(subject=_subject(transfer), note=note, actor=actor, at=at)
    return _end(transfer, "withdraw", TransferWithdrawn, actor, at)


@db.transaction_required
def expire_transfer(*, merchant_id: UUID, transfer_id: UUID, actor: Actor, at: datetime) -> bool:
    """Nobody approved it in time. False: somebody decided after all."""
    transfer = _locked(merchant_id, transfer_id)
    if not approvals.expire(subject=_subject(transfer), actor=actor, at=at):
        return False
    _end(transfer, "expire", TransferExpired, actor, at)
    return True


@db.transaction_required
def set_approval_threshold(
    *, merchant_id: UUID, above: Money | None, actor: Actor, at: datetime
) -> None:
    """Transfers above this wait for another owner; None: none does.

    Whether one owner may change this alone is asked by the caller.
    """
    settings, _ = TransferSettings.objects.select_for_update(no_key=True).get_or_create(
        merchant_id=merchant_id
    )
    before = settings.approval_above_minor
    settings.approval_above_minor = None if above is None else above.minor
    settings.save(update_fields=["approval_above_minor"])
    audit.write(
        actor=actor,
        action="transfer.set_approval_threshold",
        subject=f"merchant/{merchant_id}",
        merchant_id=merchant_id,
        before={"above_paise": before},
        after={"above_paise": settings.approval_above_minor},
        at=at,
    )


# --- checking -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both wallets, locked until the transaction ends, and what was read under the locks."""

    sender: Standing
    receiver: Standing
    available: Money
    receiver_owes: Money
    now: datetime


def _checked(transfer: Transfer, at: datetime) -> _Sides:
    """Every refusal but the one for too little money, with both wallets locked in the book's order.

    What was moved before is counted under the locks: two transfers at a limit cannot both fit.
    """
    mine, theirs = transfer.sender_id, transfer.receiver_id
    wallet = postings.available(mine)
    held = book.locked_balances([wallet, postings.available(theirs)])
    standings = identity.standings([mine, theirs])
    sender, receiver = standings[mine], standings.get(theirs)
    policies.check_sides(sender, receiver)
    assert receiver is not None
    debts = book.balances([postings.receivable(mine), postings.receivable(theirs)])
    policies.check_debt(max(rupees(0), -debts[postings.receivable(mine)]))
    asked = {
        "out": (sender.tier, LimitKind.TRANSFER_OUT),
        "in": (receiver.tier, LimitKind.TRANSFER_IN),
    }
    allowed = limits.limits_for(asked.values(), at=at)
    now = db.clock()
    policies.check_limits(
        transfer.amount,
        sender=allowed[asked["out"]],
        sent=_used(mine, allowed[asked["out"]], LimitKind.TRANSFER_OUT, now),
        receiver=allowed[asked["in"]],
        received=_used(theirs, allowed[asked["in"]], LimitKind.TRANSFER_IN, now),
        now=now,
    )
    owed = max(rupees(0), -debts[postings.receivable(theirs)])
    return _Sides(sender, receiver, held[wallet], owed, now)


def _used(
    merchant_id: UUID, allowed: Limits, kind: LimitKind, now: datetime
) -> dict[Window, Money]:
    return {window: moved_since(merchant_id, kind, window.start(now)) for window in allowed.counted}


def _fee(
    merchant_id: UUID, order: TransferOrder, transfer_id: UUID, actor: Actor, at: datetime
) -> Fee:
    if order.quote_id is None:
        return fees.fee_for(Service.TRANSFER, order.amount, at=at)
    quoted = quotes.use_quote(
        quote_id=order.quote_id,
        merchant_id=merchant_id,
        service=Service.TRANSFER,
        amount=order.amount,
        subject=f"transfer/{transfer_id}",
        actor=actor,
        at=at,
    )
    return quoted.fee


def _require_funds(transfer: Transfer, sides: _Sides) -> None:
    """What nobody could send now is not asked about."""
    required = transfer.amount + transfer.fee + transfer.tax
    if required > sides.available:
        raise InsufficientFunds(
            pointer="/amount_paise",
            available_paise=sides.available.minor,
            required_paise=required.minor,
        )


# --- doing ----------------------------------------------------------------------------------------


def _post(transfer: Transfer, sides: _Sides, actor: Actor, at: datetime) -> None:
    """Raises InsufficientFunds, told the way this resource counts."""
    _require_funds(transfer, sides)
    memo = f"Transfer from {sides.sender.name} to {sides.receiver.name}"
    ledger.post(
        posting=postings.transfer_completed(
            transfer.id, transfer.sender_id, transfer.receiver_id,
            transfer.amount, transfer.fee, transfer.tax,
            memo=f"{memo}: {transfer.note}" if transfer.note else memo, at=at, actor=actor,
        )
    )  # fmt: skip


def _settle(transfer: Transfer, sides: _Sides, actor: Actor, at: datetime) -> Money:
    """What the receiver owes the platform is paid first, before they can spend it."""
    if not sides.receiver_owes:
        return rupees(0)
    cause = f"transfer/{transfer.id}/completed"
    return wallets.settle_debt(merchant_id=transfer.receiver_id, cause=cause, actor=actor, at=at)


def _insert(transfer: Transfer) -> None:
    db.insert_rows("transfers_transfer", _COLUMNS, [[getattr(transfer, each) for each in _COLUMNS]])


def _finish(transfer: Transfer, state: TransferState, now: datetime) -> None:
    transfer.state, transfer.finished_at = state, now
    transfer.save(update_fields=["state", "finished_at"])


def _ask(transfer: Transfer, sides: _Sides, actor: Actor, at: datetime) -> None:
    approvals.ask(
        kind=ApprovalKind.TRANSFER,
        subject=_subject(transfer),
        merchant_id=transfer.sender_id,
        reason="amount above the merchant's limit",
        details={
            "transfer_id": str(transfer.id),
            "receiver_id": str(transfer.receiver_id),
            "receiver_name": sides.receiver.name,
            **_pinned(transfer),
            "note": transfer.note,
            "reference": transfer.reference,
        },
        digest=_digest(transfer),
        actor=actor,
        at=at,
    )
    fact = TransferRequested(
        subject_id=transfer.id,
        merchant_id=transfer.sender_id,
        amount=transfer.amount,
        receiver_id=transfer.receiver_id,
        reference=transfer.reference,
    )
    events.record(fact=fact, at=at)
    audit.write_all(deeds=[_deed(transfer, "create")], actor=actor, at=at)


def _end(transfer: Transfer, verb: str, fact: type[Fact], actor: Actor, at: datetime) -> Transfer:
    move = TRANSFER.take(verb, TransferState(transfer.state), actor.role)
    _finish(transfer, move.target, db.clock())
    told: dict[str, Any] = {"amount": transfer.amount}
    events.record(fact=fact(subject_id=transfer.id, merchant_id=transfer.sender_id, **told), at=at)
    audit.write_all(deeds=[_deed(transfer, verb)], actor=actor, at=at)
    return transfer


def _tell_completed(
    transfer: Transfer, verb: str, settled: Money, actor: Actor, at: datetime
) -> None:
    sent = TransferCompleted(
        subject_id=transfer.id,
        merchant_id=transfer.sender_id,
        amount=transfer.amount,
        fee=transfer.fee,
        tax=transfer.tax,
        receiver_id=transfer.receiver_id,
        reference=transfer.reference,
    )
    received = IncomingTransferReceived(
        subject_id=transfer.id,
        merchant_id=transfer.receiver_id,
        amount=transfer.amount,
        sender_id=transfer.sender_id,
        note=transfer.note,
        settled=settled,
    )
    events.record_all(facts=[sent, received], at=at)
    arrived = Deed(
        action="transfer.receive",
        subject=_subject(transfer),
        merchant_id=transfer.receiver_id,
        before={},
        after={"amount_paise": transfer.amount_minor, "settled_paise": settled.minor},
    )
    audit.write_all(deeds=[_deed(transfer, verb), arrived], actor=actor, at=at)


def _deed(transfer: Transfer, verb: str) -> Deed:
    return Deed(
        action=f"transfer.{verb}",
        subject=_subject(transfer),
        merchant_id=transfer.sender_id,
        before={},
        after={
            "state": transfer.state,
            "receiver_id": str(transfer.receiver_id),
            **_pinned(transfer),
        },
    )


def _locked(merchant_id: UUID, transfer_id: UUID) -> Transfer:
    rows = Transfer.objects.select_for_update(no_key=True)
    transfer = rows.filter(id=transfer_id, sender_id=merchant_id).first()
    if transfer is None:
        raise TransferNotFound
    return transfer


def _subject(transfer: Transfer) -> str:
    return f"transfer/{transfer.id}"


def _pinned(transfer: Transfer) -> dict[str, int]:
    return {
        "amount_paise": transfer.amount_minor,
        "fee_paise": transfer.fee_minor,
        "tax_paise": transfer.tax_minor,
    }


def _digest(transfer: Transfer) -> str:
    """What exactly is approved: how much, at what cost, to whom."""
    told = {**_pinned(transfer), "receiver_id": str(transfer.receiver_id), "note": transfer.note}
    return digest_of(ApprovalKind.TRANSFER, _subject(transfer), told)
