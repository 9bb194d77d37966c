"""The lifecycles of a milestone, of an agreement and of a proposal. Pure.

A milestone that is held (a dispute over all of it, a chargeback, a freeze) keeps its state: it goes
on from where it was, with the time it had left.
"""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class MilestoneState(StrEnum):
    """Whose turn it is. ``approved`` waits for what the terms ask for besides the buyer's word."""

    PLANNED = "planned"
    FUNDED = "funded"
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    RELEASED = "released"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"


class AgreementState(StrEnum):
    """Whether any of it is still to be done."""

    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


class ProposalState(StrEnum):
    """What the other side has said to an offer."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"


_M = MilestoneState
_A = AgreementState
_P = ProposalState
_ANYBODY = (Role.MERCHANT, Role.OPERATOR, Role.SYSTEM)
_DECIDES = (Role.MERCHANT, Role.SYSTEM)

# States in which a milestone's money is in escrow, and nobody has it yet.
IN_ESCROW = frozenset({_M.FUNDED, _M.SUBMITTED, _M.CHANGES_REQUESTED, _M.APPROVED})
# Those in which the buyer may still say yes.
UNDECIDED = IN_ESCROW - {_M.APPROVED}

# fmt: off
# ruff: noqa: E501
MILESTONE = Machine("milestone", MilestoneState, initial=_M.PLANNED, moves=(
    #    verb               from                   to                    who
    move("fund",            _M.PLANNED,            _M.FUNDED,            *_DECIDES, posts="milestone_funded", fact="milestone.funded"),
    move("cancel",          _M.PLANNED,            _M.CANCELLED,         *_ANYBODY, fact="milestone.cancelled"),
    move("submit",          _M.FUNDED,             _M.SUBMITTED,         Role.MERCHANT, fact="milestone.submitted"),
    move("submit",          _M.CHANGES_REQUESTED,  _M.SUBMITTED,         Role.MERCHANT, fact="milestone.submitted"),
    move("request_changes", _M.SUBMITTED,          _M.CHANGES_REQUESTED, Role.MERCHANT, fact="milestone.changes_requested"),
    # Nobody has to wait to be generous: work may be approved before it is handed in.
    move("approve",         _M.FUNDED,             _M.APPROVED,          *_DECIDES, fact="milestone.approved"),
    move("approve",         _M.SUBMITTED,          _M.APPROVED,          *_DECIDES, fact="milestone.approved"),
    move("approve",         _M.CHANGES_REQUESTED,  _M.APPROVED,          *_DECIDES, fact="milestone.approved"),
    move("release",         _M.APPROVED,           _M.RELEASED,          *_ANYBODY, posts="milestone_released", fact="milestone.released"),
    # The last of it went somewhere, and some of all of it to the seller: by both, or by a ruling.
    move("split",           _M.FUNDED,             _M.RELEASED,          *_ANYBODY, posts="milestone_split", fact="milestone.released"),
    move("split",           _M.SUBMITTED,          _M.RELEASED,          *_ANYBODY, posts="milestone_split", fact="milestone.released"),
    move("split",           _M.CHANGES_REQUESTED,  _M.RELEASED,          *_ANYBODY, posts="milestone_split", fact="milestone.released"),
    move("split",           _M.APPROVED,           _M.RELEASED,          *_ANYBODY, posts="milestone_split", fact="milestone.released"),
    # All of it went back.
    move("refund",          _M.FUNDED,             _M.REFUNDED,          *_ANYBODY, posts="milestone_refunded", fact="milestone.refunded"),
    move("refund",          _M.SUBMITTED,          _M.REFUNDED,          *_ANYBODY, posts="milestone_refunded", fact="milestone.refunded"),
    move("refund",          _M.CHANGES_REQUESTED,  _M.REFUNDED,          *_ANYBODY, posts="milestone_refunded", fact="milestone.refunded"),
    move("refund",          _M.APPROVED,           _M.REFUNDED,          *_ANYBODY, posts="milestone_refunded", fact="milestone.refunded"),
))

AGREEMENT = Machine("agreement", AgreementState, initial=_A.ACTIVE, moves=(
    move("complete", _A.ACTIVE, _A.COMPLETED, *_ANYBODY, fact="agreement.completed"),
    move("cancel",   _A.ACTIVE, _A.CANCELLED, *_ANYBODY, fact="agreement.cancelled"),
    move("lapse",    _A.ACTIVE, _A.LAPSED,    Role.SYSTEM, fact="agreement.lapsed"),
))

PROPOSAL = Machine("proposal", ProposalState, initial=_P.OPEN, moves=(
    move("accept",    _P.OPEN, _P.ACCEPTED,   Role.MERCHANT, fact="milestone.proposal_accepted"),
    move("refuse",    _P.OPEN, _P.REFUSED,    Role.MERCHANT, fact="milestone.proposal_refused"),
    move("withdraw",  _P.OPEN, _P.WITHDRAWN,  Role.MERCHANT, fact="milestone.proposal_withdrawn"),
    # Another offer took its place, or what it was about is over.
    move("supersede", _P.OPEN, _P.SUPERSEDED, *_ANYBODY),
    move("expire",    _P.OPEN, _P.EXPIRED,    Role.SYSTEM, fact="milestone.proposal_expired"),
))
# fmt: on
