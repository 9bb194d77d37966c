"""The verbs of what two people do together."""

from adulis.oversight.actions.deciding import approve, expire_overdue, refuse, withdraw
from adulis.oversight.actions.freezing import (
    end_freeze,
    freeze,
    park_freeze,
    propose_unfreeze,
)
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
    "expire_overdue",
    "freeze",
    "notice_restoration",
    "park_freeze",
    "propose_adjustment",
    "propose_decision",
    "propose_fee",
    "propose_limit",
    "propose_unfreeze",
    "refuse",
    "withdraw",
    "withdraw_decision",
]
