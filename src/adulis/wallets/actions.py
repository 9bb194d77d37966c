"""Money comes in by bank transfer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.audit import actions as audit
from adulis.events import actions as events
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
    owed = -book.balance(postings.receivable(merchant_id)).minor
    settles = rupees(max(0, min(owed, amount.minor)))
    try:
        posted = ledger.post(
            posting=postings.bank_transfer_credited(
                merchant_id, amount, settles, bank=bank, utr=utr, payer=payer, at=at, actor=actor
            )
        )
    except PostingKeyReused as reused:
        raise CreditContradicts(utr=utr) from reused
    if posted.replayed:
        return posted
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
        after={"amount_paise": amount.minor, "utr": utr, "settles_paise": settles.minor},
        at=at,
    )
    return posted
