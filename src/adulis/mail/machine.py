"""The lifecycle of a letter. Pure."""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class LetterState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


LETTER = Machine(
    "letter",
    LetterState,
    initial=LetterState.QUEUED,
    moves=(
        move("send", LetterState.QUEUED, LetterState.SENT, Role.SYSTEM),
        # The mail server will not take it, or nobody could bring it there for a day.
        move("give_up", LetterState.QUEUED, LetterState.FAILED, Role.SYSTEM, fact="letter.failed"),
        move("retry", LetterState.FAILED, LetterState.QUEUED, Role.OPERATOR),
    ),
)
