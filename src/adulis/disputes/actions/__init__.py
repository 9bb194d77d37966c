"""The verbs of disputes."""

from adulis.disputes.actions.answering import respond, withdraw_dispute
from adulis.disputes.actions.appealing import accept_ruling, appeal
from adulis.disputes.actions.escalating import escalate
from adulis.disputes.actions.offering import accept_offer, make_offer, refuse_offer
from adulis.disputes.actions.opening import open_by_silence, open_dispute
from adulis.disputes.actions.proving import begin_evidence, keep_evidence
from adulis.disputes.actions.ruling import (
    approve_ruling,
    expire_ruling,
    refuse_ruling,
    rule,
    withdraw_ruling,
)
from adulis.disputes.actions.timing import decide_case, fire_timer, park_timer

__all__ = [
    "accept_offer",
    "accept_ruling",
    "appeal",
    "approve_ruling",
    "begin_evidence",
    "decide_case",
    "escalate",
    "expire_ruling",
    "fire_timer",
    "keep_evidence",
    "make_offer",
    "open_by_silence",
    "open_dispute",
    "park_timer",
    "refuse_offer",
    "refuse_ruling",
    "respond",
    "rule",
    "withdraw_dispute",
    "withdraw_ruling",
]
