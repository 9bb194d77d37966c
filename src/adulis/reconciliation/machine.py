"""The lifecycle of a day of the bank's books. Pure."""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class DayState(StrEnum):
    """``closed``: every line is matched or asked about, and so is what the statement lacks."""

    OPEN = "open"
    CLOSED = "closed"


DAY = Machine(
    "day",
    DayState,
    initial=DayState.OPEN,
    moves=(move("close", DayState.OPEN, DayState.CLOSED, Role.SYSTEM),),
)
