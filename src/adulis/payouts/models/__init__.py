"""The tables of this room."""

from adulis.payouts.models.batches import DETAILS, PayoutBatch, PayoutBatchRow
from adulis.payouts.models.payouts import (
    NUMBER,
    Attempt,
    BankAccount,
    Evidence,
    Payout,
    PayoutReturn,
    PayoutSettings,
)

SEALED = (NUMBER, DETAILS)

__all__ = [
    "DETAILS",
    "NUMBER",
    "SEALED",
    "Attempt",
    "BankAccount",
    "Evidence",
    "Payout",
    "PayoutBatch",
    "PayoutBatchRow",
    "PayoutReturn",
    "PayoutSettings",
]
