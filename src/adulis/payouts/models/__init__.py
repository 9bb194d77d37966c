"""The tables of this room."""

from adulis.payouts.models.batches import PayoutBatch, PayoutBatchRow
from adulis.payouts.models.payouts import (
    Attempt,
    BankAccount,
    Evidence,
    Payout,
    PayoutReturn,
    PayoutSettings,
)

__all__ = [
    "Attempt",
    "BankAccount",
    "Evidence",
    "Payout",
    "PayoutBatch",
    "PayoutBatchRow",
    "PayoutReturn",
    "PayoutSettings",
]
