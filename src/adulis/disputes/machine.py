"""The lifecycles of a dispute and of an offer to settle one. Pure.

Whose turn it is to answer within ``opened`` and ``negotiating`` is a column, not a state. What moves
money is done by escrow, in the same commit.
"""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class DisputeState(StrEnum):
    """How far it is. ``settled``: by the two sides; ``executed``: as was ruled."""

    OPENED = "opened"
    NEGOTIATING = "negotiating"
    RULING = "ruling"
    RULED = "ruled"
    APPEALED = "appealed"
    SETTLED = "settled"
    EXECUTED = "executed"
    WITHDRAWN = "withdrawn"


class OfferState(StrEnum):
    """What the other side has said to an offer."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"


_S = DisputeState
_O = OfferState
_SIDES = (Role.MERCHANT, Role.SYSTEM)
_ANYBODY = (Role.MERCHANT, Role.OPERATOR, Role.SYSTEM)

# The two sides still talk, and bring evidence.
TALKING = frozenset({_S.OPENED, _S.NEGOTIATING})
# An operator's turn.
JUDGED = frozenset({_S.RULING, _S.APPEALED})

# fmt: off
# ruff: noqa: E501
DISPUTE = Machine("dispute", DisputeState, initial=_S.OPENED, moves=(
    #    verb        from             to               who
    move("respond",  _S.OPENED,       _S.NEGOTIATING,  Role.MERCHANT, fact="dispute.responded"),
    # The first offer is what whoever opened it claims, so it may be settled without a word.
    move("settle",   _S.OPENED,       _S.SETTLED,      Role.MERCHANT, fact="dispute.settled"),
    move("settle",   _S.NEGOTIATING,  _S.SETTLED,      Role.MERCHANT, fact="dispute.settled"),
    # Silence never pays by itself: somebody looks at what there is.
    move("escalate", _S.OPENED,       _S.RULING,       *_SIDES, fact="dispute.escalated"),
    move("escalate", _S.NEGOTIATING,  _S.RULING,       *_SIDES, fact="dispute.escalated"),
    move("withdraw", _S.OPENED,       _S.WITHDRAWN,    Role.MERCHANT, fact="dispute.withdrawn"),
    move("withdraw", _S.NEGOTIATING,  _S.WITHDRAWN,    Role.MERCHANT, fact="dispute.withdrawn"),
    move("withdraw", _S.RULING,       _S.WITHDRAWN,    Role.MERCHANT, fact="dispute.withdrawn"),
    move("rule",     _S.RULING,       _S.RULED,        Role.OPERATOR, fact="dispute.ruled"),
    # Once, by a side that got less than it claimed; another operator rules, and that is final.
    move("appeal",   _S.RULED,        _S.APPEALED,     Role.MERCHANT, fact="dispute.appealed"),
    move("rule",     _S.APPEALED,     _S.RULED,        Role.OPERATOR, fact="dispute.ruled"),
    move("execute",  _S.RULED,        _S.EXECUTED,     *_ANYBODY, fact="dispute.executed"),
))

OFFER = Machine("offer", OfferState, initial=_O.OPEN, moves=(
    move("accept",    _O.OPEN, _O.ACCEPTED,   Role.MERCHANT, fact="dispute.settled"),
    move("refuse",    _O.OPEN, _O.REFUSED,    Role.MERCHANT, fact="dispute.offer_refused"),
    move("supersede", _O.OPEN, _O.SUPERSEDED, Role.MERCHANT),
    # The two sides talk no more.
    move("expire",    _O.OPEN, _O.EXPIRED,    *_SIDES),
))
# fmt: on
