"""Money comes in by bank transfer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.identity import actions as merchants
from adulis.identity import queries as identity
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book
from adulis.ledger.errors import PostingKeyReused
from adulis.ledger.values import Posted
from adulis.wallets import postings
from adulis.wallets.errors import CreditContradicts
from adulis.wallets.events import BankTransferCredited
from adulis.wallets.models import VirtualAccount
from adulis.wallets.values import OWES


@db.transaction_required
def open_virtual_account(*, merchant_id: UUID, actor: Actor, at: datetime) -> str:
    """The number at the bank that means this merchant; made once."""
    number = f"ADUL{merchant_id.hex[-12:].upper()}"
    VirtualAccount.objects.get_or_create(merchant_id=merchant_id, defaults={"number": number})
    return number


@db.transaction_required
def credit_bank_transfer(
    *, merchant_id: UUID, amount: Money, bank: str, utr: str, payer: str, actor: Actor, at: datetime
) -> Posted:
    """Credit an inward transfer once, whoever reports it and how often (the UTR is the key).

    What the merchant owes the platform is settled from it first. Raises CreditContradicts when the
    same UTR was credited differently.
    """
    # What is owed is decided under this lock, which every posting that changes it takes too.
    book.locked_balances([postings.available(merchant_id)])
    try:
        posted = ledger.post(
            posting=postings.bank_transfer_credited(
                merchant_id, amount, bank=bank, utr=utr, payer=payer, at=at, actor=actor
            )
        )
    except PostingKeyReused as reused:
        raise CreditContradicts(utr=utr) from reused
    if posted.replayed:
        return posted
    settled = _settle_debt(merchant_id, amount, bank, utr, actor, at)
    events.record(
        fact=BankTransferCredited(
            subject_id=posted.entry_id, merchant_id=merchant_id, amount=amount, utr=utr, payer=payer
        ),
        at=at,
    )
    audit.write(
        actor=actor,
        action="wallet.credit",
        subject=f"merchant/{merchant_id}",
        merchant_id=merchant_id,
        before={},
        after={"amount_paise": amount.minor, "utr": utr, "settled_paise": settled.minor},
        at=at,
    )
    return posted


def _settle_debt(
    merchant_id: UUID, arrived: Money, bank: str, utr: str, actor: Actor, at: datetime
) -> Money:
    """Pay what is owed from what arrived; who owes nothing any more may pay out again."""
    owed = -book.balance(postings.receivable(merchant_id))
    settled = max(rupees(0), min(owed, arrived))
    if not settled:
        return settled
    ledger.post(
        posting=postings.debt_settled(merchant_id, settled, bank=bank, utr=utr, at=at, actor=actor)
    )
    is_frozen_for_debt = identity.standing(merchant_id).payouts_frozen_reason == OWES
    if settled == owed and is_frozen_for_debt:
        merchants.unfreeze_payouts(merchant_id=merchant_id, actor=actor, at=at)
    return settled
