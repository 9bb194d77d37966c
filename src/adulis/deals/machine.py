"""The lifecycles of a deal and of an invitation to one. Pure.

``proposed`` waits for the answer of the other side, ``countered`` for that of whoever posted it.
A deal that was put up for bids may come there from ``reviewing``, and falls back there.
"""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class DealState(StrEnum):
    """How far two merchants have come with each other."""

    DRAFT = "draft"
    DELETED = "deleted"
    AWAITING_APPROVAL = "awaiting_approval"
    OPEN = "open"
    REVIEWING = "reviewing"
    PROPOSED = "proposed"
    COUNTERED = "countered"
    AGREED = "agreed"
    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


class DealInvitationState(StrEnum):
    """Whether the link in a letter still lets somebody in."""

    PENDING = "pending"
    JOINED = "joined"
    REVOKED = "revoked"


_S = DealState
_ANYBODY = (Role.MERCHANT, Role.OPERATOR, Role.SYSTEM)
_SIDES = (Role.MERCHANT, Role.SYSTEM)

NEGOTIATING = frozenset({_S.PROPOSED, _S.COUNTERED})
BOUND = frozenset({_S.AGREED, _S.ACTIVE, _S.COMPLETED})

# fmt: off
# ruff: noqa: E501
DEAL = Machine("deal", DealState, initial=_S.DRAFT, moves=(
    #    verb         from                  to                    who
    move("delete",    _S.DRAFT,             _S.DELETED,           Role.MERCHANT),
    move("publish",   _S.DRAFT,             _S.OPEN,              Role.MERCHANT, fact="deal.published"),
    move("propose",   _S.DRAFT,             _S.PROPOSED,          Role.MERCHANT, fact="deal.proposed"),
    # Above the limit an operator looks at it first.
    move("submit",    _S.DRAFT,             _S.AWAITING_APPROVAL, Role.MERCHANT, fact="deal.submitted"),
    move("approve",   _S.AWAITING_APPROVAL, _S.OPEN,              Role.OPERATOR, fact="deal.published"),
    move("clear",     _S.AWAITING_APPROVAL, _S.PROPOSED,          Role.OPERATOR, fact="deal.proposed"),
    move("refuse",    _S.AWAITING_APPROVAL, _S.DRAFT,             Role.OPERATOR, fact="deal.refused"),
    move("withdraw",  _S.AWAITING_APPROVAL, _S.DRAFT,             Role.MERCHANT, fact="deal.withdrawn"),
    move("expire",    _S.AWAITING_APPROVAL, _S.DRAFT,             Role.SYSTEM, fact="deal.withdrawn"),
    # Bids are over; whoever posted it chooses, or talks with one of those who bid.
    move("review",    _S.OPEN,              _S.REVIEWING,         *_SIDES, fact="deal.reviewing"),
    move("reopen",    _S.REVIEWING,         _S.OPEN,              Role.MERCHANT, fact="deal.reopened"),
    move("negotiate", _S.REVIEWING,         _S.PROPOSED,          Role.MERCHANT, fact="deal.proposed"),
    move("counter",   _S.PROPOSED,          _S.COUNTERED,         Role.MERCHANT, fact="deal.countered"),
    move("counter",   _S.COUNTERED,         _S.PROPOSED,          Role.MERCHANT, fact="deal.countered"),
    move("fall_back", _S.PROPOSED,          _S.REVIEWING,         *_SIDES, fact="deal.fell_back"),
    move("fall_back", _S.COUNTERED,         _S.REVIEWING,         *_SIDES, fact="deal.fell_back"),
    move("reject",    _S.PROPOSED,          _S.LAPSED,            Role.MERCHANT, fact="deal.lapsed"),
    move("reject",    _S.COUNTERED,         _S.LAPSED,            Role.MERCHANT, fact="deal.lapsed"),
    # Both have accepted the same terms: the escrow is opened in the same commit.
    move("award",     _S.OPEN,              _S.AGREED,            *_SIDES, fact="deal.agreed"),
    move("award",     _S.REVIEWING,         _S.AGREED,            *_SIDES, fact="deal.agreed"),
    move("accept",    _S.PROPOSED,          _S.AGREED,            Role.MERCHANT, fact="deal.agreed"),
    move("accept",    _S.COUNTERED,         _S.AGREED,            Role.MERCHANT, fact="deal.agreed"),
    move("start",     _S.AGREED,            _S.ACTIVE,            Role.SYSTEM, fact="deal.started"),
    # The winner of an offer has not paid: the next best may be asked.
    move("default",   _S.AGREED,            _S.REVIEWING,         Role.SYSTEM, fact="deal.defaulted"),
    move("complete",  _S.AGREED,            _S.COMPLETED,         Role.SYSTEM, fact="deal.completed"),
    move("complete",  _S.ACTIVE,            _S.COMPLETED,         Role.SYSTEM, fact="deal.completed"),
    move("unwind",    _S.AGREED,            _S.CANCELLED,         Role.SYSTEM, fact="deal.cancelled"),
    move("unwind",    _S.ACTIVE,            _S.CANCELLED,         Role.SYSTEM, fact="deal.cancelled"),
    move("cancel",    _S.AWAITING_APPROVAL, _S.CANCELLED,         *_ANYBODY, fact="deal.cancelled"),
    move("cancel",    _S.OPEN,              _S.CANCELLED,         *_ANYBODY, fact="deal.cancelled"),
    move("cancel",    _S.REVIEWING,         _S.CANCELLED,         *_ANYBODY, fact="deal.cancelled"),
    move("cancel",    _S.PROPOSED,          _S.CANCELLED,         *_ANYBODY, fact="deal.cancelled"),
    move("cancel",    _S.COUNTERED,         _S.CANCELLED,         *_ANYBODY, fact="deal.cancelled"),
    move("lapse",     _S.OPEN,              _S.LAPSED,            *_SIDES, fact="deal.lapsed"),
    move("lapse",     _S.REVIEWING,         _S.LAPSED,            *_SIDES, fact="deal.lapsed"),
    move("lapse",     _S.PROPOSED,          _S.LAPSED,            Role.SYSTEM, fact="deal.lapsed"),
    move("lapse",     _S.COUNTERED,         _S.LAPSED,            Role.SYSTEM, fact="deal.lapsed"),
    move("lapse",     _S.AGREED,            _S.LAPSED,            Role.SYSTEM, fact="deal.lapsed"),
))

DEAL_INVITATION = Machine("deal_invitation", DealInvitationState, initial=DealInvitationState.PENDING, moves=(
    move("join",   DealInvitationState.PENDING, DealInvitationState.JOINED,  Role.MERCHANT, fact="deal.joined"),
    move("revoke", DealInvitationState.PENDING, DealInvitationState.REVOKED, *_ANYBODY),
))
# fmt: on
