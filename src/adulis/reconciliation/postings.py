"""What statement lines move beyond what payouts and wallets post themselves. Pure."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.kernel.actors import Actor
from adulis.kernel.money import Money
from adulis.ledger.values import Posting, Transfer


def available(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/available/INR"


def clearing(bank: str) -> str:
    return f"bank/{bank}/clearing/INR"


def nostro(bank: str) -> str:
    return f"bank/{bank}/nostro/INR"


LOSSES = "platform/losses/INR"
SUSPENSE = "platform/suspense/INR"


def bank_charged(amount: Money, *, bank: str, line: str, at: datetime, actor: Actor) -> Posting:
    """The bank took a charge from our account: our cost, never a merchant's."""
    return _of_line(
        "bank_charged", (Transfer(LOSSES, nostro(bank), amount),), bank, line, at, actor
    )


def debit_accepted(amount: Money, *, bank: str, line: str, at: datetime, actor: Actor) -> Posting:
    """Two operators accepted a debit that nothing of ours explains: it is our loss."""
    transfers = (Transfer(LOSSES, nostro(bank), amount),)
    return _of_line("debit_accepted", transfers, bank, line, at, actor)


def credit_sent_back_settled(
    amount: Money, *, bank: str, line: str, at: datetime, actor: Actor
) -> Posting:
    """The statement shows that money we sent back has left: it is in clearing no more."""
    transfers = (Transfer(clearing(bank), nostro(bank), amount),)
    return _of_line("credit_sent_back_settled", transfers, bank, line, at, actor)


def missing_return_accepted(
    amount: Money, *, bank: str, reference: str, at: datetime, actor: Actor
) -> Posting:
    """Two operators found that a return was told and never came: the merchant keeps the money, and
    the bank's wrong word is our loss.
    """
    return Posting(
        kind="missing_return_accepted",
        key=f"return/{reference}/missing_accepted",
        transfers=(Transfer(LOSSES, clearing(bank), amount),),
        at=at,
        actor=actor,
        metadata={"reference": reference},
    )


def partial_return_credited(
    merchant_id: UUID, amount: Money, over: Money,
    *, bank: str, line: str, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """Two operators accepted that only a part came back: the merchant has that part.

    ``over`` is what came back beyond all that was paid: it is nobody's yet.
    """
    transfers = []
    if amount:
        transfers.append(Transfer(nostro(bank), available(merchant_id), amount))
    if over:
        transfers.append(Transfer(nostro(bank), SUSPENSE, over))
    return _of_line("partial_return_credited", tuple(transfers), bank, line, at, actor)


def difference_accepted(
    settled: Money, returned: Money, lost: Money, gained: Money,
    *, bank: str, line: str, at: datetime, actor: Actor,
) -> Posting:  # fmt: skip
    """Two operators accepted the bank's amount: what we booked is settled, the difference is ours.

    ``settled`` left clearing, ``returned`` came back to it; what the bank moved beyond that to our
    disadvantage is lost, to our advantage it waits in suspense.
    """
    transfers = []
    if settled:
        transfers.append(Transfer(clearing(bank), nostro(bank), settled))
    if returned:
        transfers.append(Transfer(nostro(bank), clearing(bank), returned))
    if lost:
        transfers.append(Transfer(LOSSES, nostro(bank), lost))
    if gained:
        transfers.append(Transfer(nostro(bank), SUSPENSE, gained))
    return _of_line("difference_accepted", tuple(transfers), bank, line, at, actor)


def _of_line(
    kind: str, transfers: tuple[Transfer, ...], bank: str, line: str, at: datetime, actor: Actor
) -> Posting:
    return Posting(
        kind=kind,
        key=f"statement/{bank}/{line}",
        transfers=transfers,
        at=at,
        actor=actor,
        metadata={"line": line},
    )
