"""Create payouts: one, or the rows of a batch with one posting batch."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from adulis.approvals import actions as approvals
from adulis.approvals.values import PATIENCE, ApprovalKind
from adulis.audit import actions as audit
from adulis.audit.actions import Deed
from adulis.events import actions as events
from adulis.fees import actions as quotes
from adulis.fees import queries as fees
from adulis.fees.values import Fee, Service, Tariff
from adulis.gateways import queries as gateways
from adulis.identity.values import Standing, Viewer
from adulis.kernel import db, origins, tracing
from adulis.kernel.actors import Actor
from adulis.kernel.errors import Refusal
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger
from adulis.ledger.values import Posting
from adulis.payouts import policies, postings
from adulis.payouts.errors import BankAccountUnusable, MerchantNotVerified, RetryNotPossible
from adulis.payouts.events import PayoutCreated
from adulis.payouts.machine import PayoutState
from adulis.payouts.models import BankAccount, Payout
from adulis.payouts.values import Mode, PayoutOrder, WaitingFor

# One look at where the money goes, at what the merchant decided about its payouts and at the most
# that its tier allows in one.
_PAYEES = """
SELECT settings.approval_above_minor,
       limits_maximum(%(tier)s, 'payout', 'single', %(at)s),
       account.id, account.kind, account.nickname, account.number_masked,
       account.holder_name, account.details_index
  FROM payouts_bank_account AS account
  LEFT JOIN payouts_settings AS settings ON settings.merchant_id = account.merchant_id
 WHERE account.merchant_id = %(merchant_id)s AND account.id = ANY (%(accounts)s)
   AND account.state = 'active'
"""
_COLUMNS = {
    "id": "uuid", "merchant_id": "uuid", "bank_account_id": "uuid", "amount_minor": "bigint",
    "fee_minor": "bigint", "tax_minor": "bigint", "mode": "text", "narration": "text",
    "reference": "text", "purpose": "text", "metadata": "jsonb", "created_by": "text",
    "created_at": "timestamptz", "scheduled_at": "timestamptz", "gives_up_at": "timestamptz",
    "retry_of_id": "uuid", "batch_row_id": "uuid", "intent_id": "uuid", "state": "text",
    "is_held": "bool", "origin": "text",
    "waiting_for": "text", "waiting_until": "timestamptz", "reason": "text",
    "reason_source": "text", "utr": "text", "retry_count": "smallint", "is_returned": "bool",
    "is_paid_late": "bool", "has_case": "bool", "due_at": "timestamptz", "claim_count": "int",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Context:
    """What is the same for every payout of one request."""

    merchant_id: UUID
    standing: Standing
    actor: Actor
    at: datetime
    now: datetime
    approval_above_minor: int | None
    single_limit: Money | None
    tariff: Tariff
    accounts: dict[UUID, BankAccount]


@db.transaction_required
def create_payout(*, viewer: Viewer, order: PayoutOrder, actor: Actor, at: datetime) -> Payout:
    """Write one payout down and set its money aside.

    Raises BankAccountUnusable, MerchantNotVerified, the amount refusals of ``policies``,
    InsufficientFunds (unless queue_if_low_balance), RetryNotPossible, QuoteUnknown, QuoteDiffers,
    QuoteExpired, QuoteUsed.
    """
    made = create_payouts(viewer=viewer, orders=[order], actor=actor, at=at)[0]
    if isinstance(made, Refusal):
        raise made
    return made


@db.transaction_required
def create_payouts(
    *, viewer: Viewer, orders: Sequence[PayoutOrder], actor: Actor, at: datetime
) -> list[Payout | Refusal]:
    """Write payouts down in order, each refused alone; all holds are one posting batch."""
    return create_for(
        merchant_id=viewer.merchant_id,
        standing=viewer.standing,
        orders=orders,
        is_approved=False,
        actor=actor,
        at=at,
    )


@db.transaction_required
@tracing.traced("payout.create")
def create_for(
    *,
    merchant_id: UUID,
    standing: Standing,
    orders: Sequence[PayoutOrder],
    is_approved: bool,
    actor: Actor,
    at: datetime,
) -> list[Payout | Refusal]:
    """The same for a worker, who looks with nobody's eyes.

    ``is_approved``: a second owner has agreed to all of ``orders`` already.
    """
    context = _context(merchant_id, standing, orders, actor, at)
    if is_approved:
        context = replace(context, approval_above_minor=None)
    results: list[Payout | Refusal] = [_drafted(context, order) for order in orders]
    _hold(context, results, orders)
    _use_quotes(context, results, orders)
    # After this point nothing is refused any more.
    made = [result for result in results if isinstance(result, Payout)]
    _write(context, made)
    return results


def _context(
    merchant_id: UUID,
    standing: Standing,
    orders: Sequence[PayoutOrder],
    actor: Actor,
    at: datetime,
) -> _Context:
    asked = {
        "merchant_id": merchant_id,
        "accounts": list({order.bank_account_id for order in orders}),
        "tier": standing.tier,
        "at": at,
    }
    rows = db.fetch_all(_PAYEES, asked)
    accounts = [
        BankAccount(
            id=account_id,
            merchant_id=merchant_id,
            kind=kind,
            nickname=nickname,
            number_masked=masked,
            holder_name=holder,
            details_index=index,
        )
        for _, _, account_id, kind, nickname, masked, holder, index in rows
    ]
    return _Context(
        merchant_id=merchant_id,
        standing=standing,
        actor=actor,
        at=at,
        now=at,
        approval_above_minor=rows[0][0] if rows else None,
        single_limit=rupees(rows[0][1]) if rows and rows[0][1] is not None else None,
        tariff=fees.tariff_of(Service.PAYOUT, at=at),
        accounts={account.id: account for account in accounts},
    )


def _drafted(context: _Context, order: PayoutOrder) -> Payout | Refusal:
    try:
        return _draft(context, order)
    except Refusal as refusal:
        return refusal


def _draft(context: _Context, order: PayoutOrder) -> Payout:
    """Every refusal that needs no lock."""
    if not context.standing.is_verified:
        raise MerchantNotVerified
    account = context.accounts.get(order.bank_account_id)
    if account is None:
        raise BankAccountUnusable(pointer="/bank_account_id")
    policies.check_schedule(order.scheduled_at, now=context.now)
    pays_vpa = account.kind == "vpa"
    keeps_windows = gateways.profile().keeps_windows
    mode = order.mode or policies.choose_mode(
        order.amount, pays_vpa=pays_vpa, at=context.now, keeps_windows=keeps_windows
    )
    policies.check_amount(
        order.amount,
        mode,
        pays_vpa=pays_vpa,
        tier=context.standing.tier,
        single=context.single_limit,
    )
    if order.retry_of is not None:
        _check_retry(context.merchant_id, order.retry_of)
    return _row(context, order, account, mode, _fee(context, order))


def _fee(context: _Context, order: PayoutOrder) -> Fee:
    """What it costs: by the tariff, or as it was promised."""
    if order.quote_id is None:
        return context.tariff.fee_on(order.amount)
    return fees.quoted(
        order.quote_id,
        merchant_id=context.merchant_id,
        service=Service.PAYOUT,
        amount=order.amount,
        now=context.now,
    ).fee


def _row(
    context: _Context, order: PayoutOrder, account: BankAccount, mode: Mode, fee: Fee
) -> Payout:
    gives_up_at = None
    if order.queue_if_low_balance or order.scheduled_at is not None:
        gives_up_at = (order.scheduled_at or context.at) + policies.LONGEST_WAIT_FOR_FUNDS
    return Payout(
        id=new_id(),
        merchant_id=context.merchant_id,
        bank_account=account,
        amount_minor=order.amount.minor,
        fee_minor=fee.net.minor,
        tax_minor=fee.tax.minor,
        mode=mode,
        narration=order.narration,
        reference=order.reference,
        purpose=order.purpose,
        metadata=order.metadata,
        created_by=context.actor.user_id or context.actor.id,
        created_at=context.at,
        scheduled_at=order.scheduled_at,
        gives_up_at=gives_up_at,
        retry_of_id=order.retry_of,
        batch_row_id=order.batch_row_id,
        intent_id=order.intent_id,
        origin=origins.current(),
        state=PayoutState.PENDING,
        is_held=order.scheduled_at is None,
        due_at=context.at,
    )


def _check_retry(merchant_id: UUID, retried: UUID) -> None:
    earlier = Payout.objects.filter(id=retried, merchant_id=merchant_id).first()
    arrived = earlier is None or not (
        earlier.state in {PayoutState.FAILED, PayoutState.CANCELLED} or earlier.is_returned
    )
    if arrived or (earlier is not None and earlier.is_paid_late):
        raise RetryNotPossible(pointer="/retry_of")


def _hold(
    context: _Context, results: list[Payout | Refusal], orders: Sequence[PayoutOrder]
) -> None:
    """Set the money aside, oldest first; who may wait for money waits, the others are refused."""
    wanting = [
        (place, result)
        for place, result in enumerate(results)
        if isinstance(result, Payout) and result.is_held
    ]
    outcomes = ledger.post_all(
        postings=[hold_posting(payout, context.actor, context.at) for _, payout in wanting]
    )
    for (place, payout), outcome in zip(wanting, outcomes, strict=True):
        if not isinstance(outcome, Refusal):
            continue
        if orders[place].queue_if_low_balance:
            payout.is_held = False
        else:
            results[place] = told_in_paise(outcome)


def _use_quotes(
    context: _Context, results: list[Payout | Refusal], orders: Sequence[PayoutOrder]
) -> None:
    """Each promise is kept once. Raises QuoteUsed when somebody else was faster, for all of them:
    what was held in the meantime must not stay.
    """
    for payout, order in zip(results, orders, strict=True):
        if isinstance(payout, Payout) and order.quote_id is not None:
            quotes.use_quote(
                quote_id=order.quote_id,
                merchant_id=context.merchant_id,
                service=Service.PAYOUT,
                amount=order.amount,
                subject=f"payout/{payout.id}",
                actor=context.actor,
                at=context.at,
            )


def told_in_paise(refusal: Refusal) -> Refusal:
    """A shortage, told the way this resource counts: ``available_paise``, ``required_paise``."""
    for name in ("available", "required"):
        if f"{name}_minor" in refusal.facts:
            refusal.facts[f"{name}_paise"] = refusal.facts.pop(f"{name}_minor")
    refusal.facts.pop("address", None)
    refusal.pointer = "/amount_paise"
    return refusal


def hold_posting(payout: Payout, actor: Actor, at: datetime) -> Posting:
    return postings.payout_held(payout.id, payout.merchant_id, *payout.parts, at=at, actor=actor)


def _write(context: _Context, made: list[Payout]) -> None:
    for payout in made:
        _settle_first_wait(context, payout)
    db.insert_rows("payouts_payout", _COLUMNS, [_values(payout) for payout in made])
    for payout in made:
        if payout.waiting_for == WaitingFor.APPROVAL:
            approvals.ask(
                kind=ApprovalKind.PAYOUT,
                subject=f"payout/{payout.id}",
                merchant_id=payout.merchant_id,
                reason="amount above the merchant's limit",
                details=_told(payout),
                digest=digest_of(payout),
                actor=context.actor,
                at=context.at,
            )
    events.record_all(facts=[_created(payout) for payout in made], at=context.at)
    audit.write_all(deeds=[_deed(payout) for payout in made], actor=context.actor, at=context.at)


def _values(payout: Payout) -> list[Any]:
    return [
        orjson.dumps(payout.metadata).decode() if name == "metadata" else getattr(payout, name)
        for name in _COLUMNS
    ]


def _settle_first_wait(context: _Context, payout: Payout) -> None:
    """What the caller should see it wait for; the dispatcher judges again before it sends."""
    limit = context.approval_above_minor
    needs_approval = limit is not None and payout.amount_minor > limit
    if needs_approval:
        payout.waiting_for, payout.due_at = WaitingFor.APPROVAL, None
        payout.waiting_until = context.at + PATIENCE
    elif payout.scheduled_at is not None:
        payout.waiting_for = WaitingFor.SCHEDULE
        payout.waiting_until = payout.due_at = payout.scheduled_at
    elif not payout.is_held:
        payout.waiting_for, payout.due_at = WaitingFor.FUNDS, None
        payout.waiting_until = payout.gives_up_at


def _told(payout: Payout) -> dict[str, Any]:
    """What an owner is shown who shall approve it; the account's number stays masked."""
    account = payout.bank_account
    return {
        "payout_id": str(payout.id),
        "amount_paise": payout.amount_minor,
        "fee_paise": payout.fee_minor,
        "tax_paise": payout.tax_minor,
        "bank_account_id": str(payout.bank_account_id),
        "beneficiary": f"{account.holder_name} {account.number_masked}",
        "mode": payout.mode,
        "reference": payout.reference,
    }


def digest_of(payout: Payout) -> str:
    """The fingerprint of what is approved: how much, to where."""
    account = payout.bank_account
    told = f"{payout.id}:{payout.amount_minor}:{payout.mode}:{bytes(account.details_index).hex()}"
    return hashlib.sha256(told.encode()).hexdigest()


def _created(payout: Payout) -> PayoutCreated:
    return PayoutCreated(
        subject_id=payout.id,
        merchant_id=payout.merchant_id,
        amount=payout.amount,
        mode=payout.mode,
        bank_account_id=payout.bank_account_id,
        reference=payout.reference,
        waiting_for=payout.waiting_for,
    )


def _deed(payout: Payout) -> Deed:
    return Deed(
        action="payout.create",
        subject=f"payout/{payout.id}",
        merchant_id=payout.merchant_id,
        before={},
        after={
            "amount_paise": payout.amount_minor,
            "bank_account_id": str(payout.bank_account_id),
            "mode": payout.mode,
        },
    )
