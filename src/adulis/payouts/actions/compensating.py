"""Money that moves after the end: what a bank returned, and what it paid after all."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.conf import settings

from adulis.audit import actions as audit
from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.gateways.values import Word
from adulis.identity import actions as identity
from adulis.identity import queries as merchants
from adulis.identity.errors import AlreadyFrozen
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book
from adulis.payouts import postings
from adulis.payouts.events import LatePaymentReturned, PayoutPaidLate, PayoutReturned
from adulis.payouts.models import Attempt, Payout, PayoutReturn
from adulis.wallets.values import OWES


def returned_parts(payout: Payout) -> tuple[Money, Money, Money]:
    """Amount, fee and tax that come back to the merchant: the fee only if that is the policy."""
    amount, fee, tax = payout.parts
    if not settings.PAYOUT_RETURN_REFUNDS_FEE:
        fee = tax = rupees(0)
    return amount, fee, tax


def record_return(
    *, payout: Payout, attempt: Attempt, word: Word, actor: Actor, now: datetime
) -> PayoutReturned:
    """The bank took it back; the posting that makes the money available is written already."""
    amount, fee, tax = returned_parts(payout)
    payout.is_returned = True
    PayoutReturn.objects.create(
        payout_id=payout.id,
        amount_minor=amount.minor,
        fee_returned_minor=(fee + tax).minor,
        reason=word.code.lower()[:60],
        utr=word.utr[:60],
        source=word.source,
        at=now,
    )
    _audit(payout, "return", {"amount_paise": amount.minor, "utr": word.utr}, actor, now)
    return PayoutReturned(
        subject_id=payout.id,
        merchant_id=payout.merchant_id,
        amount=amount,
        reason=word.code.lower()[:60],
        utr=word.utr[:60],
    )


def record_late_payment(
    *, payout: Payout, attempt: Attempt, word: Word, actor: Actor, now: datetime
) -> PayoutPaidLate:
    """The bank paid after its no, and the merchant has the money back: take it again.

    As far as it reaches from what is available; the rest is owed, new payouts are frozen, and later
    credits settle it first.
    """
    owed = _take(payout, attempt, actor, now)
    payout.is_paid_late = attempt.is_paid_late = True
    attempt.utr = word.utr[:60] or attempt.utr
    if owed:
        with suppress(AlreadyFrozen):  # frozen is frozen; the older reason stays on record
            identity.freeze_payouts(
                merchant_id=payout.merchant_id, reason=OWES, actor=actor, at=now
            )
    _audit(
        payout,
        "paid_late",
        {"amount_paise": payout.amount_minor, "owed_paise": owed.minor, "utr": word.utr},
        actor,
        now,
    )
    return PayoutPaidLate(
        subject_id=payout.id, merchant_id=payout.merchant_id, amount=payout.amount, owed=owed
    )


def _take(payout: Payout, attempt: Attempt, actor: Actor, now: datetime) -> Money:
    """Post what can be taken and what is owed; returns the latter."""
    place = postings.available(payout.merchant_id)
    reach = book.locked_balances([place])[place]
    taken = min(reach, payout.amount)
    owed = payout.amount - taken
    ledger.post(
        posting=postings.payout_paid_late(
            payout.id, payout.merchant_id, taken, owed,
            attempt=attempt.number, bank=attempt.bank, at=now, actor=actor,
        )
    )  # fmt: skip
    return owed


def late_charge(payout: Payout, attempt: Attempt) -> tuple[bool, bool]:
    """Whether the merchant was charged for an attempt after its no, and whether it came back."""
    if not attempt.is_paid_late:
        return False, False
    keys = (
        postings.paid_late_key(payout.id, attempt.number),
        postings.late_return_key(payout.id, attempt.number),
    )
    known = book.entries(keys)
    return keys[0] in known, keys[1] in known


def record_late_return(
    *, payout: Payout, attempt: Attempt, word: Word, actor: Actor, now: datetime
) -> LatePaymentReturned:
    """The bank took back what it had paid after its no: give it to whoever bore it."""
    place = postings.available(payout.merchant_id)
    book.locked_balances([place])
    owed = max(rupees(0), -book.balance(postings.receivable(payout.merchant_id)))
    to_losses = min(_borne_by_us(payout), payout.amount)
    to_debt = min(owed, payout.amount - to_losses)
    credited = payout.amount - to_losses - to_debt
    ledger.post(
        posting=postings.late_payment_returned(
            payout.id, payout.merchant_id, to_losses, to_debt, credited,
            attempt=attempt.number, bank=attempt.bank, at=now, actor=actor,
        )
    )  # fmt: skip
    if to_debt == owed and merchants.standing(payout.merchant_id).payouts_frozen_reason == OWES:
        identity.unfreeze_payouts(
            merchant_id=payout.merchant_id, only_because_of=OWES, actor=actor, at=now
        )
    # Nothing of it is left to be recovered or written off.
    cases.settle_cases(
        subject=f"payout/{payout.id}",
        kinds=frozenset({CaseKind.LATE_SUCCESS}),
        actor=actor,
        at=now,
    )
    told = {"amount_paise": payout.amount_minor, "credited_paise": credited.minor, "utr": word.utr}
    _audit(payout, "late_return", told, actor, now)
    return LatePaymentReturned(
        subject_id=payout.id,
        merchant_id=payout.merchant_id,
        amount=payout.amount,
        credited=credited,
        utr=word.utr[:60],
    )


def _borne_by_us(payout: Payout) -> Money:
    """What was written off of this payout and has not come back yet."""
    late = Attempt.objects.filter(payout_id=payout.id, is_paid_late=True)
    keys = [
        postings.written_off_key(payout.id),
        *(postings.late_return_key(payout.id, n) for n in late.values_list("number", flat=True)),
    ]
    borne = rupees(0)
    for entry in book.entries(keys).values():
        for each in entry.transfers:
            if each.source == postings.LOSSES:
                borne += each.amount
            if each.target == postings.LOSSES:
                borne -= each.amount
    return borne


def _audit(
    payout: Payout, verb: str, after: dict[str, object], actor: Actor, now: datetime
) -> None:
    audit.write(
        actor=actor,
        action=f"payout.{verb}",
        subject=f"payout/{payout.id}",
        merchant_id=payout.merchant_id,
        before={"state": payout.state},
        after=after,
        at=now,
    )
