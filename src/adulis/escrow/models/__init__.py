"""The tables of this room."""

from adulis.escrow.models.agreements import Agreement, EscrowSettings
from adulis.escrow.models.delivered import ChangeRequest, Signal, Submission, SubmittedFile
from adulis.escrow.models.milestones import Hold, Lock, Milestone
from adulis.escrow.models.money import Funding, FundingIntent, Payment, Proposal

__all__ = [
    "Agreement",
    "ChangeRequest",
    "EscrowSettings",
    "Funding",
    "FundingIntent",
    "Hold",
    "Lock",
    "Milestone",
    "Payment",
    "Proposal",
    "Signal",
    "Submission",
    "SubmittedFile",
]
