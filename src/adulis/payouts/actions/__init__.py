"""The verbs of payouts, one module each."""

from adulis.payouts.actions.approving import approve_payout, refuse_payout
from adulis.payouts.actions.bank_accounts import (
    add_bank_account,
    archive_bank_account,
    record_account_check,
    rename_bank_account,
)
from adulis.payouts.actions.cancelling import cancel_payout
from adulis.payouts.actions.creating import create_payout, create_payouts
from adulis.payouts.actions.deciding import decide_case
from adulis.payouts.actions.starting import start_attempts, start_payouts
from adulis.payouts.actions.weighing import weigh_words

__all__ = [
    "add_bank_account",
    "approve_payout",
    "archive_bank_account",
    "cancel_payout",
    "create_payout",
    "create_payouts",
    "decide_case",
    "record_account_check",
    "refuse_payout",
    "rename_bank_account",
    "start_attempts",
    "start_payouts",
    "weigh_words",
]
