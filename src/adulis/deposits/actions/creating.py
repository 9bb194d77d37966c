"""Asking somebody to pay: the deposit is written first, then the gateway is told under its name."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import orjson
from django.conf import settings

from adulis.deposits import policies
from adulis.deposits.actions.locking import lock_deposit
from adulis.deposits.actions.moving import keep_evidence, move, plan, profile, record, tell
from adulis.deposits.actions.quoting import locked_quote
from adulis.deposits.errors import (
    DepositAboveLimit,
    DepositCurrencyNotPossible,
    MerchantNotVerifiedForDeposits,
    PurposeCodeNeeded,
)
from adulis.deposits.events import DepositCreated
from adulis.deposits.machine import WAITING, DepositState
from adulis.deposits.models import Deposit, Quote
from adulis.deposits.purposes import PURPOSES
from adulis.deposits.queries import asked_for_since, payer_asked
from adulis.deposits.values import DepositOrder, Method
from adulis.gateways.collected import Intent
from adulis.gateways.payments import GatewayRefused, IntentOrder
from adulis.identity.values import Viewer
from adulis.kernel import db, origins
from adulis.kernel.actors import Actor
from adulis.kernel.encryption import seal
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money
from adulis.limits import queries as limits
from adulis.limits.values import LimitKind

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@db.transaction_required
def create_deposit(*, viewer: Viewer, order: DepositOrder, actor: Actor, at: datetime) -> Deposit:
    """Write down what is to be paid; nothing is asked of the gateway yet.

    Raises MerchantNotVerifiedForDeposits, DepositBelowMinimum, DepositAboveMaximum,
    DepositCurrencyNotPossible, PurposeCodeNeeded, QuoteNotUsable, DepositAboveLimit.
    """
    if not viewer.standing.is_verified:
        raise MerchantNotVerifiedForDeposits
    policies.check_amount(order.amount)
    quote = _quote(viewer.merchant_id, order)
    worth = order.amount if quote is None else quote.amount
    _check_limits(viewer, worth, at)
    # After this point nothing is refused any more.
    deposit = _written(viewer.merchant_id, order, quote, actor, at)
    tell(
        DepositCreated(
            subject_id=deposit.id,
            merchant_id=deposit.merchant_id,
            paid=deposit.paid,
            reference=deposit.reference,
            expires_at=deposit.expires_at,
        ),
        deposit,
        at,
    )
    after = {"amount_minor": deposit.paid_minor, "currency": deposit.currency}
    record(deposit, "create", {}, after, actor, at)
    return deposit


def _quote(merchant_id: UUID, order: DepositOrder) -> Quote | None:
    if (order.amount.currency == "INR") is not (order.quote_id is None):
        raise DepositCurrencyNotPossible(pointer="/quote_id")
    if (order.amount.currency == "INR") is (order.purpose_code in PURPOSES):
        raise PurposeCodeNeeded(pointer="/purpose_code")
    if order.quote_id is None:
        return None
    return locked_quote(merchant_id=merchant_id, quote_id=order.quote_id, paid=order.amount)


def _check_limits(viewer: Viewer, worth: Money, at: datetime) -> None:
    allowed = limits.limits_of(viewer.standing.tier, LimitKind.DEPOSIT, at=at)
    used = {}
    if allowed.counted:
        # Two deposits at once must not each see the room the other one takes.
        db.execute(_ONE_AT_A_TIME, [f"deposits/{viewer.merchant_id}"])
        used = {
            each: asked_for_since(viewer.merchant_id, each.start(at), now=at)
            for each in allowed.counted
        }
    broken = allowed.broken_by(worth, used)
    if broken is not None:
        raise DepositAboveLimit(
            pointer="/amount_minor",
            window=str(broken.window),
            maximum_paise=broken.maximum.minor,
            left_paise=broken.left.minor,
        )


def _written(
    merchant_id: UUID, order: DepositOrder, quote: Quote | None, actor: Actor, at: datetime
) -> Deposit:
    deposit = Deposit(
        id=new_id(),
        merchant_id=merchant_id,
        paid_minor=order.amount.minor,
        currency=order.amount.currency,
        quote=quote,
        methods=[str(each) for each in order.methods or Method],
        description=order.description,
        reference=order.reference,
        return_url=order.return_url,
        metadata=order.metadata,
        purpose_code=order.purpose_code,
        created_by=str(actor),
        created_at=at,
        origin=origins.current(),
        expires_at=at + profile().open_for,
        gateway=settings.PAYMENT_GATEWAY_CODE,
        due_at=at + policies.LEFT_TO_THE_DOOR,
    )
    if order.payer_name or order.payer_email:
        told = orjson.dumps([order.payer_name, order.payer_email]).decode()
        deposit.payer_sealed = seal(told, place=deposit.payer_place)
    deposit.save(force_insert=True)
    return deposit


# --- telling the gateway --------------------------------------------------------------------------


@db.transaction_required
def note_intent_asked(*, deposit_id: UUID, actor: Actor, at: datetime) -> IntentOrder | None:
    """Write down that the gateway is being told; what to tell it, None when there is no need.

    Committed before the first byte is sent: an order nobody wrote down could not be looked up.
    """
    deposit = lock_deposit(deposit_id)
    if deposit is None or deposit.state != DepositState.CREATED or deposit.intent_id:
        return None
    deposit.intent_asked_at = at
    deposit.save(update_fields=["intent_asked_at"])
    name, email = payer_asked(deposit)
    return IntentOrder(
        reference=str(deposit.id),
        amount=deposit.paid,
        description=deposit.description,
        methods=deposit.methods,
        # A payer whom the merchant expects nowhere is shown what became of it.
        return_url=deposit.return_url or _own_page(deposit),
        expires_at=deposit.expires_at,
        payer_name=name,
        payer_email=email,
    )


def _own_page(deposit: Deposit) -> str:
    return f"{settings.PUBLIC_URL}/m/{deposit.merchant_id}/deposits/{deposit.id}"


@db.transaction_required
def adopt_intent(*, deposit: Deposit, intent: Intent, actor: Actor, at: datetime) -> None:
    """Take the gateway's name for what a locked deposit asks for; it has none yet."""
    deposit.intent_id = intent.id
    deposit.checkout_url = intent.checkout_url
    deposit.save(update_fields=["intent_id", "checkout_url"])
    record(deposit, "open", {}, {"intent": intent.id}, actor, at)


@db.transaction_required
def refuse_intent(*, deposit_id: UUID, refused: GatewayRefused, actor: Actor, at: datetime) -> None:
    """The gateway documents that it will not collect this: the deposit has come to nothing."""
    deposit = lock_deposit(deposit_id)
    if deposit is None or deposit.state not in WAITING or deposit.intent_id:
        return
    detail = {"code": refused.code, "message": refused.message}
    keep_evidence(deposit, source="creation", outcome="refused", detail=detail, at=at)
    move(deposit, "fail", reason=refused.code, actor=actor, at=at)


@db.transaction_required
def give_up_opening(*, deposit_id: UUID, actor: Actor, at: datetime) -> None:
    """The gateway knows no intent of this deposit, whose time is over. Nothing can be paid for it.

    An order that may still be on its way to the gateway is waited for.
    """
    deposit = lock_deposit(deposit_id)
    if deposit is None or deposit.intent_id:
        return
    asked_at = deposit.intent_asked_at
    is_under_way = asked_at is not None and at < asked_at + policies.CREATION_HORIZON
    if deposit.state in WAITING and not is_under_way:
        move(deposit, "expire", reason="never_opened", actor=actor, at=at)
        return
    deposit.asked_count += 1
    plan(deposit, now=at)
    deposit.save(update_fields=["asked_count", "due_at", "lease_until", "claim_count"])


@db.transaction_required
def look_again(*, deposit_id: UUID, actor: Actor, at: datetime, fence: int | None = None) -> None:
    """The gateway was asked and nothing followed: count it, and plan the next time.

    ``fence``: only if the claim of this number is still the last one.
    """
    deposit = lock_deposit(deposit_id)
    if deposit is None or (fence is not None and deposit.claim_count != fence):
        return
    deposit.asked_count = min(deposit.asked_count + 1, 1_000)
    plan(deposit, now=at)
    deposit.save(update_fields=["asked_count", "due_at", "lease_until", "claim_count"])


@db.transaction_required
def leave_to_the_worker(*, deposit_id: UUID, actor: Actor, at: datetime) -> None:
    """Nobody at the door tells the gateway of it: the worker does, now."""
    Deposit.objects.filter(id=deposit_id, due_at__gt=at).update(due_at=at)
