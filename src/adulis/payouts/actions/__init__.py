"""The verbs of payouts, one module each."""

from adulis.payouts.actions.approving import (
    approve_payout,
    expire_payout_approval,
    refuse_payout,
    set_approval_threshold,
    withdraw_payout,
)
from adulis.payouts.actions.bank_accounts import (
    add_bank_account,
    archive_bank_account,
    record_account_check,
    rename_bank_account,
)
from adulis.payouts.actions.batch_approving import (
    approve_asked_batch,
    expire_asked_batch,
    refuse_asked_batch,
    withdraw_asked_batch,
)
from adulis.payouts.actions.batch_running import (
    add_accounts_of_batch,
    park_batches,
    run_batch,
)
from adulis.payouts.actions.batching import approve_batch, cancel_batch, validate_batch
from adulis.payouts.actions.cancelling import cancel_payout
from adulis.payouts.actions.creating import create_payout, create_payouts
from adulis.payouts.actions.deciding import decide_case
from adulis.payouts.actions.enquiring import ask_about_all
from adulis.payouts.actions.recognising import recognise_forgotten
from adulis.payouts.actions.returning_part import give_up_return, return_part
from adulis.payouts.actions.settling import accept_settlement, hear_statement
from adulis.payouts.actions.starting import start_attempts, start_payouts
from adulis.payouts.actions.weighing import weigh_words

__all__ = [
    "accept_settlement",
    "add_accounts_of_batch",
    "add_bank_account",
    "approve_asked_batch",
    "approve_batch",
    "approve_payout",
    "archive_bank_account",
    "ask_about_all",
    "cancel_batch",
    "cancel_payout",
    "create_payout",
    "create_payouts",
    "decide_case",
    "expire_asked_batch",
    "expire_payout_approval",
    "give_up_return",
    "hear_statement",
    "park_batches",
    "recognise_forgotten",
    "record_account_check",
    "refuse_asked_batch",
    "refuse_payout",
    "rename_bank_account",
    "return_part",
    "run_batch",
    "set_approval_threshold",
    "start_attempts",
    "start_payouts",
    "validate_batch",
    "weigh_words",
    "withdraw_asked_batch",
    "withdraw_payout",
]
