"""The lifecycle of an approval. Pure."""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class ApprovalState(StrEnum):
    """Whether a second pair of eyes has agreed."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


_PEOPLE = (Role.MERCHANT, Role.OPERATOR)
_W = ApprovalState.WAITING

APPROVAL = Machine(
    "approval",
    ApprovalState,
    initial=_W,
    moves=(
        move("approve", _W, ApprovalState.APPROVED, *_PEOPLE, fact="approval.approved"),
        move("refuse", _W, ApprovalState.REFUSED, *_PEOPLE, fact="approval.refused"),
        move(
            "withdraw",
            _W,
            ApprovalState.WITHDRAWN,
            *_PEOPLE,
            Role.SYSTEM,
            fact="approval.withdrawn",
        ),
        move("expire", _W, ApprovalState.EXPIRED, Role.SYSTEM, fact="approval.expired"),
    ),
)
