"""The lifecycles of an auction and of an award. Pure."""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class AuctionState(StrEnum):
    """``closed`` waits for whoever posted it to choose, ``awarded`` for the chosen one's word."""

    OPEN = "open"
    FINAL_ROUND = "final_round"
    CLOSED = "closed"
    AWARDED = "awarded"
    AGREED = "agreed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class AwardState(StrEnum):
    """What became of the one who was chosen."""

    OFFERED = "offered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    DEFAULTED = "defaulted"
    WITHDRAWN = "withdrawn"


_S, _A = AuctionState, AwardState
_POSTER = (Role.MERCHANT, Role.OPERATOR, Role.SYSTEM)

# fmt: off
# ruff: noqa: E501
AUCTION = Machine("auction", AuctionState, initial=_S.OPEN, moves=(
    #    verb              from            to              who
    # The end had to be moved further than it may: the best three have one sealed bid each.
    move("begin_final",    _S.OPEN,        _S.FINAL_ROUND, Role.SYSTEM, fact="auction.final_begun"),
    move("close",          _S.OPEN,        _S.CLOSED,      Role.SYSTEM, fact="auction.closed"),
    move("close",          _S.FINAL_ROUND, _S.CLOSED,      Role.SYSTEM, fact="auction.closed"),
    move("fail",           _S.OPEN,        _S.FAILED,      Role.SYSTEM, fact="auction.failed"),
    # Nobody was chosen in time, or bids are taken anew.
    move("fail",           _S.CLOSED,      _S.FAILED,      Role.SYSTEM, posts="bond_returned", fact="auction.failed"),
    move("award",          _S.CLOSED,      _S.AWARDED,     Role.MERCHANT, Role.SYSTEM, fact="auction.awarded"),
    move("confirm",        _S.AWARDED,     _S.AGREED,      Role.MERCHANT, posts="bond_returned", fact="auction.agreed"),
    move("decline",        _S.AWARDED,     _S.CLOSED,      Role.MERCHANT, posts="bond_forfeited", fact="auction.declined"),
    move("default",        _S.AWARDED,     _S.CLOSED,      Role.SYSTEM, posts="bond_forfeited", fact="auction.defaulted"),
    # They came to terms by talking, whoever had won.
    move("settle",         _S.CLOSED,      _S.AGREED,      Role.SYSTEM, posts="bond_returned"),
    # Whoever won and should pay has not paid.
    move("default",        _S.AGREED,      _S.CLOSED,      Role.SYSTEM, posts="bond_forfeited", fact="auction.defaulted"),
    move("cancel",         _S.OPEN,        _S.CANCELLED,   *_POSTER, posts="bond_returned", fact="auction.cancelled"),
    move("cancel",         _S.FINAL_ROUND, _S.CANCELLED,   *_POSTER, posts="bond_returned", fact="auction.cancelled"),
    move("cancel",         _S.CLOSED,      _S.CANCELLED,   *_POSTER, posts="bond_returned", fact="auction.cancelled"),
    move("cancel",         _S.AWARDED,     _S.CANCELLED,   *_POSTER, posts="bond_returned", fact="auction.cancelled"),
))

AWARD = Machine("award", AwardState, initial=_A.OFFERED, moves=(
    move("confirm",  _A.OFFERED,   _A.CONFIRMED, Role.MERCHANT),
    move("decline",  _A.OFFERED,   _A.DECLINED,  Role.MERCHANT),
    move("default",  _A.OFFERED,   _A.DEFAULTED, Role.SYSTEM),
    move("default",  _A.CONFIRMED, _A.DEFAULTED, Role.SYSTEM),
    move("withdraw", _A.OFFERED,   _A.WITHDRAWN, *_POSTER),
))
# fmt: on

# Bids are taken.
RUNNING = frozenset({_S.OPEN, _S.FINAL_ROUND})
