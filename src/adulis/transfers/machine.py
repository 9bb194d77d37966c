"""The lifecycle of a transfer. Pure."""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class TransferState(StrEnum):
    """Whether the money has moved.

    A transfer that needs nobody's approval begins as completed, in the commit that moves its money.
    """

    AWAITING_APPROVAL = "awaiting_approval"
    COMPLETED = "completed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


_WAITING = TransferState.AWAITING_APPROVAL

TRANSFER = Machine(
    "transfer",
    TransferState,
    initial=_WAITING,
    moves=(
        move(
            "approve", _WAITING, TransferState.COMPLETED, Role.MERCHANT,
            posts="transfer_completed", fact="transfer.completed",
        ),
        move("refuse", _WAITING, TransferState.REFUSED, Role.MERCHANT, fact="transfer.refused"),
        move(
            "withdraw", _WAITING, TransferState.WITHDRAWN, Role.MERCHANT, fact="transfer.withdrawn"
        ),
        move("expire", _WAITING, TransferState.EXPIRED, Role.SYSTEM, fact="transfer.expired"),
    ),
)  # fmt: skip
