"""The tables of this room."""

from adulis.deposits.models.chargebacks import Chargeback, ChargebackReply
from adulis.deposits.models.deposits import Deposit, DepositEvidence, Payment
from adulis.deposits.models.quotes import Quote, Rate
from adulis.deposits.models.refunds import Refund
from adulis.deposits.models.settlements import (
    SettlementFile,
    SettlementLine,
    SettlementPayout,
)
from adulis.kernel.sealed import SealedColumn

__all__ = [
    "Chargeback",
    "ChargebackReply",
    "Deposit",
    "DepositEvidence",
    "Payment",
    "Quote",
    "Rate",
    "Refund",
    "SettlementFile",
    "SettlementLine",
    "SettlementPayout",
]

SEALED = (
    SealedColumn("deposits_deposit", "payer_sealed"),
    SealedColumn("deposits_deposit", "declaration_sealed"),
    SealedColumn("deposits_payment", "payer_sealed"),
    SealedColumn("deposits_chargeback_reply", "text_sealed"),
    SealedColumn("deposits_settlement_file", "body_sealed", batch=1),
)
