"""The verbs of escrow."""

from adulis.escrow.actions.approving import (
    approve_milestone,
    approve_release,
    expire_release,
    refuse_release,
    set_approval_threshold,
    withdraw_release,
)
from adulis.escrow.actions.cancelling import (
    accept_cancellation,
    propose_cancellation,
    refuse_cancellation,
    withdraw_cancellation,
)
from adulis.escrow.actions.charging_back import charge_back, regain
from adulis.escrow.actions.deciding import decide_case
from adulis.escrow.actions.delivering import request_changes, submit_milestone
from adulis.escrow.actions.disputing import lock_disputed, lock_silent, release_lock, split_disputed
from adulis.escrow.actions.freezing import hold_all_of, resume_all_of
from adulis.escrow.actions.funding import fund_from_deposit, fund_milestone, use_deposit
from adulis.escrow.actions.opening import open_agreement
from adulis.escrow.actions.proposing import (
    accept_proposal,
    propose_split,
    refuse_proposal,
    withdraw_proposal,
)
from adulis.escrow.actions.refunding import cancel_milestone, refund_milestone
from adulis.escrow.actions.signalling import record_signal
from adulis.escrow.actions.timing import fire_timer, park_timer

__all__ = [
    "accept_cancellation",
    "accept_proposal",
    "approve_milestone",
    "approve_release",
    "cancel_milestone",
    "charge_back",
    "decide_case",
    "expire_release",
    "fire_timer",
    "fund_from_deposit",
    "fund_milestone",
    "hold_all_of",
    "lock_disputed",
    "lock_silent",
    "open_agreement",
    "park_timer",
    "propose_cancellation",
    "propose_split",
    "record_signal",
    "refund_milestone",
    "refuse_cancellation",
    "refuse_proposal",
    "refuse_release",
    "regain",
    "release_lock",
    "request_changes",
    "resume_all_of",
    "set_approval_threshold",
    "split_disputed",
    "submit_milestone",
    "use_deposit",
    "withdraw_cancellation",
    "withdraw_proposal",
    "withdraw_release",
]
