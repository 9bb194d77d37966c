"""Facts about transfers: the sender's about ``transfer/<id>``, the receiver's about
``incoming-transfer/<id>``, so that each side counts its own without a gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from adulis.events.values import Fact
from adulis.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRequested(Fact):
    """It waits for another owner; no money has moved."""

    type: ClassVar[str] = "transfer.requested"

    amount: Money
    receiver_id: UUID
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferCompleted(Fact):
    """The money has left the sender's wallet, fee and tax on top."""

    type: ClassVar[str] = "transfer.completed"

    amount: Money
    fee: Money
    tax: Money
    receiver_id: UUID
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRefused(Fact):
    """Another owner said no."""

    type: ClassVar[str] = "transfer.refused"

    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferWithdrawn(Fact):
    """Whoever asked for it took it back."""

    type: ClassVar[str] = "transfer.withdrawn"

    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferExpired(Fact):
    """No other owner approved it in time."""

    type: ClassVar[str] = "transfer.expired"

    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingTransferReceived(Fact):
    """Money of another merchant is in the wallet; what was owed is settled from it already."""

    type: ClassVar[str] = "incoming_transfer.received"

    amount: Money
    sender_id: UUID
    note: str
    settled: Money
