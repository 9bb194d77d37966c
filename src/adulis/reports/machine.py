"""The lifecycle of a report. Pure."""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class ReportState(StrEnum):
    """``asked`` is read by the worker until all of it can be kept; ``failed`` never could."""

    ASKED = "asked"
    READY = "ready"
    FAILED = "failed"


REPORT = Machine(
    "report",
    ReportState,
    initial=ReportState.ASKED,
    moves=(
        move("make", ReportState.ASKED, ReportState.READY, Role.SYSTEM),
        move("give_up", ReportState.ASKED, ReportState.FAILED, Role.SYSTEM),
    ),
)
