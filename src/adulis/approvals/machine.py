"""The lifecycle of an approval. Pure."""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class ApprovalState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_ANYBODY = (Role.MERCHANT, Role.OPERATOR, Role.SYSTEM)

APPROVAL = Machine(
    "approval",
    ApprovalState,
    initial=ApprovalState.WAITING,
    moves=(
        move(
            "approve", ApprovalState.WAITING, ApprovalState.APPROVED, Role.MERCHANT, Role.OPERATOR
        ),
        move("refuse", ApprovalState.WAITING, ApprovalState.REFUSED, Role.MERCHANT, Role.OPERATOR),
        move("withdraw", ApprovalState.WAITING, ApprovalState.WITHDRAWN, *_ANYBODY),
    ),
)
