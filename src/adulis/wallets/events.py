"""Facts about wallets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from adulis.events.values import Fact
from adulis.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BankTransferCredited(Fact):
    """Money arrived by bank transfer. ``subject_id`` is the ledger entry's id."""

    type: ClassVar[str] = "bank_transfer.credited"
    amount: Money
    utr: str
    payer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletAdjusted(Fact):
    """Two operators gave the merchant money, or took it, for the reason they say.

    ``subject_id`` is the adjustment's; ``direction``: ``credit`` | ``debit``.
    """

    type: ClassVar[str] = "adjustment.posted"
    amount: Money
    direction: str
    reason: str
