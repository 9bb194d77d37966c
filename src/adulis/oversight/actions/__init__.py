"""The verbs of what two people do together."""

from adulis.oversight.actions.deciding import approve, expire_overdue, refuse, withdraw
from adulis.oversight.actions.freezing import (
    end_freeze,
    freeze,
    park_freeze,
    propose_unfreeze,
)
from adulis.oversight.actions.owning import end_ownerships, let_go, take, take_over
from adulis.oversight.actions.pausing import pause_bank, propose_resuming
from adulis.oversight.actions.proposing import (
    propose_adjustment,
    propose_fee,
    propose_limit,
)
from adulis.oversight.actions.restoring import notice_restoration
from adulis.oversight.actions.ruling import decide_case, propose_decision, withdraw_decision
from adulis.oversight.actions.thresholds import change_thresholds

__all__ = [
    "approve",
    "change_thresholds",
    "decide_case",
    "end_freeze",
    "end_ownerships",
    "expire_overdue",
    "freeze",
    "let_go",
    "notice_restoration",
    "park_freeze",
    "pause_bank",
    "propose_adjustment",
    "propose_decision",
    "propose_fee",
    "propose_limit",
    "propose_resuming",
    "propose_unfreeze",
    "refuse",
    "take",
    "take_over",
    "withdraw",
    "withdraw_decision",
]
