"""Money comes in by bank transfer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.audit import actions as audit
from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.events import actions as events
from adulis.identity import actions as merchants
from adulis.identity import queries as identity
from adulis.identity.errors import MerchantNotFound
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money, rupees
from adulis.ledger import actions as ledger
from adulis.ledger import queries as book
from adulis.ledger.errors import PostingKeyReused
from adulis.ledger.values import BookEntry, Posted, Posting
from adulis.wallets import postings
from adulis.wallets.errors import CreditContradicts, CreditNotSuspended, NobodyToAssignTo
from adulis.wallets.events import BankTransferCredited, WalletAdjusted
from adulis.wallets.models import ExpectedCredit, VirtualAccount
from adulis.wallets.values import (
    OWES,
    Against,
    Announced,
    Direction,
    Suspense,
    credit_key,
    credit_name,
)


@db.transaction_required
def open_virtual_account(*, merchant_id: UUID, actor: Actor, at: datetime) -> str:
    """The number at the bank that means this merchant; made once."""
    number = f"ADUL{merchant_id.hex[-12:].upper()}"
    _, is_new = VirtualAccount.objects.get_or_create(
        merchant_id=merchant_id, defaults={"number": number}
    )
    if is_new:
        audit.write(
            actor=actor,
            action="wallet.open_virtual_account",
            subject=f"merchant/{merchant_id}",
            merchant_id=merchant_id,
            before={},
            after={"virtual_account": number},
            at=at,
        )
    return number


# A transfer is told by a callback and by a statement line, and a line may be something else than a
# credit: whoever books one first sees what the other has made of it.
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@db.transaction_required
def lock_transfers(*, bank: str, utrs: Collection[str], actor: Actor, at: datetime) -> None:
    """Wait for everybody else who is booking one of these transfers from outside.

    Before any wallet or payout is locked.
    """
    for key in sorted({credit_key(bank, credit_name(utr)) for utr in utrs if utr}):
        db.execute(_ONE_AT_A_TIME, [key])


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
    posting = postings.bank_transfer_credited(
        merchant_id, amount, bank=bank, utr=utr, payer=payer, at=at, actor=actor
    )
    try:
        posted = _post_once(posting)
    except PostingKeyReused as reused:
        raise CreditContradicts(utr=utr) from reused
    if posted.replayed:
        return posted
    settled = settle_debt(merchant_id=merchant_id, cause=posting.key, actor=actor, at=at)
    _tell_credited(posted, merchant_id, amount, utr, payer, settled, actor, at)
    return posted


@db.transaction_required
def suspend_credit(
    *,
    amount: Money,
    bank: str,
    utr: str,
    payer: str,
    evidence: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> Posted:
    """Keep money that names no merchant, once, and ask whose it is.

    What a payment gateway has announced is nobody's question: it owes us that much less. The caller
    holds the lock on the transfer. ``evidence`` is what the asker knows about it. Raises
    CreditContradicts when the same UTR was booked differently.
    """
    posting = postings.credit_suspended(amount, bank=bank, utr=utr, payer=payer, at=at, actor=actor)
    known = book.entries([posting.key]).get(posting.key)
    expected = _announced(bank, credit_name(utr))
    if expected is not None and (known is None or known.kind == "settlement_credited"):
        evidence = {
            **evidence,
            "announced_by": expected.gateway,
            "announced_paise": expected.amount_minor,
        }
        if expected.amount_minor == amount.minor:
            posting = postings.settlement_credited(
                amount, gateway=expected.gateway, bank=bank, utr=utr, at=at, actor=actor
            )
    try:
        posted = _post_once(posting)
    except PostingKeyReused as reused:
        raise CreditContradicts(utr=utr) from reused
    if not posted.replayed:
        verb = "suspend" if posting.kind == "credit_suspended" else "recognise_settlement"
        _audit_suspense(verb, bank, credit_name(utr), amount, actor, at)
    if posting.kind == "credit_suspended" and _explanation(posting.key) is None:
        cases.open_case(
            kind=CaseKind.UNMATCHED_CREDIT,
            key=posting.key,
            subject=posting.key,
            merchant_id=None,
            evidence={"amount_paise": amount.minor, "utr": utr, "payer": payer, **evidence},
            actor=actor,
            at=at,
        )
    return posted


@db.transaction_required
def assign_credit(*, bank: str, name: str, merchant_id: UUID, actor: Actor, at: datetime) -> Posted:
    """Give a merchant the money that waited in suspense under ``name``.

    Raises CreditNotSuspended, NobodyToAssignTo.
    """
    try:
        identity.standing(merchant_id)
    except MerchantNotFound as absent:
        raise NobodyToAssignTo(pointer="/merchant_id") from absent
    book.locked_balances([postings.available(merchant_id)])
    amount, utr = _suspended(bank, name)
    posting = postings.credit_assigned(merchant_id, amount, bank=bank, utr=utr, at=at, actor=actor)
    posted = ledger.post(posting=posting)
    cause = credit_key(bank, name)
    settled = settle_debt(merchant_id=merchant_id, cause=cause, actor=actor, at=at)
    _tell_credited(posted, merchant_id, amount, utr, "", settled, actor, at)
    return posted


@db.transaction_required
def send_back_credit(*, bank: str, name: str, actor: Actor, at: datetime) -> Posted:
    """Book money out of suspense that is being sent back to where it came from.

    The order to the bank is given by people, outside of this program; its debit is matched when a
    statement shows it. Raises CreditNotSuspended.
    """
    amount, utr = _suspended(bank, name)
    posting = postings.credit_sent_back(amount, bank=bank, utr=utr, at=at, actor=actor)
    posted = ledger.post(posting=posting)
    _audit_suspense("send_back", bank, name, amount, actor, at)
    return posted


@db.transaction_required
def recognise_credit(*, bank: str, name: str, actor: Actor, at: datetime) -> Money:
    """It is a payment of ours that came back: into clearing, where its return takes it from.

    Returns how much it was. Raises CreditNotSuspended.
    """
    amount, utr = _suspended(bank, name)
    posting = postings.credit_recognised(amount, bank=bank, utr=utr, at=at, actor=actor)
    ledger.post(posting=posting)
    key = credit_key(bank, name)
    cases.settle_cases(
        subject=key, kinds=frozenset({CaseKind.UNMATCHED_CREDIT}), actor=actor, at=at
    )
    _audit_suspense("recognise", bank, name, amount, actor, at)
    return amount


@db.transaction_required
def expect_settlement(
    *, gateway: str, bank: str, utr: str, amount: Money, actor: Actor, at: datetime
) -> Announced:
    """A payment gateway says that it pays us ``amount`` by the transfer ``utr``; told once.

    Whoever reports that transfer books it as what it is, and if it has been reported already, it
    leaves suspense. Answers how the two go together.
    """
    lock_transfers(bank=bank, utrs=[utr], actor=actor, at=at)
    name = credit_name(utr)
    told, is_new = ExpectedCredit.objects.get_or_create(
        bank=bank,
        name=name,
        defaults={"gateway": gateway, "amount_minor": amount.minor, "announced_at": at},
    )
    if (told.gateway, told.amount_minor) != (gateway, amount.minor):
        return Announced.DIFFERS
    if is_new:
        audit.write(
            actor=actor,
            action="credit.announce",
            subject=credit_key(bank, name),
            merchant_id=None,
            before={},
            after={"amount_paise": amount.minor, "gateway": gateway},
            at=at,
        )
    return _meet(bank, utr, gateway, amount, actor, at)


def _meet(
    bank: str, utr: str, gateway: str, amount: Money, actor: Actor, at: datetime
) -> Announced:
    """Whether an announced transfer has arrived; if it waits in suspense, it waits no longer."""
    key = credit_key(bank, credit_name(utr))
    found = book.entries([key, f"{key}/explained"])
    booked = found.get(key)
    if booked is None:
        return Announced.AWAITED
    last = found.get(f"{key}/explained", booked)
    if booked.transfers[0].amount != amount:
        return Announced.DIFFERS
    if last.transfers[0].target == postings.gateway_receivable(gateway):
        return Announced.ARRIVED
    if last.kind != "credit_suspended":
        return Announced.DIFFERS
    ledger.post(
        posting=postings.settlement_recognised(
            amount, gateway=gateway, bank=bank, utr=utr, at=at, actor=actor
        )
    )
    cases.settle_cases(
        subject=key, kinds=frozenset({CaseKind.UNMATCHED_CREDIT}), actor=actor, at=at
    )
    _audit_suspense("recognise_settlement", bank, credit_name(utr), amount, actor, at)
    return Announced.ARRIVED


@db.transaction_required
def adjust(
    *, adjustment_id: UUID, merchant_id: UUID, direction: Direction, against: Against,
    amount: Money, reason: str, suspense: Callable[[], Suspense], actor: Actor, at: datetime,
) -> Posted:  # fmt: skip
    """Give a merchant money by hand, or take it: what two operators agreed on, once.

    ``suspense`` answers what lies there; it is asked when nobody else can be giving from it. What
    is given settles debts first. Raises InsufficientFunds, SuspenseTooLow.
    """
    place = postings.available(merchant_id)
    book.locked_balances([place])
    is_credit = direction is Direction.CREDIT
    if is_credit and against is Against.SUSPENSE:
        # No account of ours is locked, so whoever gives from this one waits for one another.
        # Everybody else who takes from it takes what a question is about, and with it the question.
        db.execute(_ONE_AT_A_TIME, [postings.SUSPENSE])
        suspense().require(amount)
    make = postings.adjustment_credited if is_credit else postings.adjustment_debited
    posting = make(
        adjustment_id, merchant_id, amount, against=against, reason=reason, at=at, actor=actor
    )
    posted = ledger.post(posting=posting)
    if is_credit:
        settle_debt(merchant_id=merchant_id, cause=posting.key, actor=actor, at=at)
    fact = WalletAdjusted(
        subject_id=adjustment_id, merchant_id=merchant_id, amount=amount, direction=direction,
        reason=reason,
    )  # fmt: skip
    events.record(fact=fact, at=at)
    audit.write(
        actor=actor, action=f"wallet.{direction}", subject=f"adjustment/{adjustment_id}",
        merchant_id=merchant_id, before={},
        after={"amount_paise": amount.minor, "against": against, "reason": reason}, at=at,
    )  # fmt: skip
    return posted


@db.transaction_required
def settle_debt(*, merchant_id: UUID, cause: str, actor: Actor, at: datetime) -> Money:
    """Pay what a merchant owes from what is available, as far as it reaches; returns how much.

    Called by whatever makes money available, after its posting (its key is the ``cause``) and in
    its transaction. Who owes nothing any more may pay out again.
    """
    # What is owed is decided under this lock, which every posting that changes it takes too.
    place = postings.available(merchant_id)
    reach = book.locked_balances([place])[place]
    owed = max(rupees(0), -book.balance(postings.receivable(merchant_id)))
    settled = min(owed, reach)
    if not settled:
        return settled
    ledger.post(
        posting=postings.debt_settled(merchant_id, settled, cause=cause, at=at, actor=actor)
    )
    is_frozen_for_debt = identity.standing(merchant_id).payouts_frozen_reason == OWES
    if settled == owed and is_frozen_for_debt:
        merchants.unfreeze_payouts(
            merchant_id=merchant_id, only_because_of=OWES, actor=actor, at=at
        )
    audit.write(
        actor=actor,
        action="wallet.settle_debt",
        subject=f"merchant/{merchant_id}",
        merchant_id=merchant_id,
        before={"owed_paise": owed.minor},
        after={"owed_paise": (owed - settled).minor, "cause": cause},
        at=at,
    )
    return settled


def _post_once(posting: Posting) -> Posted:
    """Post, or answer with the entry that is there already if it moved the same money.

    Who reports a transfer a second time spells the payer differently; the movement is what counts.
    Raises PostingKeyReused when it is another one.
    """
    known = book.entries([posting.key]).get(posting.key)
    if known is None:
        try:
            return ledger.post(posting=posting)
        except PostingKeyReused:
            # Somebody booked it this very moment.
            known = book.entries([posting.key])[posting.key]
    if (known.kind, known.transfers) != (posting.kind, posting.transfers):
        raise PostingKeyReused(key=posting.key)
    return Posted(known.id, known.key, known.recorded_at, replayed=True)


def _suspended(bank: str, name: str) -> tuple[Money, str]:
    """How much waits under ``name``, and its UTR as it was told."""
    key = credit_key(bank, name)
    known = book.entries([key]).get(key)
    if known is None or known.kind != "credit_suspended" or _explanation(key) is not None:
        raise CreditNotSuspended(name=name)
    return known.transfers[0].amount, name


def _announced(bank: str, name: str) -> ExpectedCredit | None:
    return ExpectedCredit.objects.filter(bank=bank, name=name).first()


def _explanation(key: str) -> BookEntry | None:
    """What the money of a suspended credit turned out to be, if that is known."""
    return book.entries([f"{key}/explained"]).get(f"{key}/explained")


def _tell_credited(
    posted: Posted,
    merchant_id: UUID,
    amount: Money,
    utr: str,
    payer: str,
    settled: Money,
    actor: Actor,
    at: datetime,
) -> None:
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


def _audit_suspense(
    verb: str, bank: str, name: str, amount: Money, actor: Actor, at: datetime
) -> None:
    audit.write(
        actor=actor, action=f"credit.{verb}", subject=credit_key(bank, name), merchant_id=None,
        before={}, after={"amount_paise": amount.minor}, at=at,
    )  # fmt: skip
