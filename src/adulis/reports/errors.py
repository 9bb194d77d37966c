"""The refusals of this room."""

from __future__ import annotations

from adulis.kernel.errors import Conflict, Invalid, NotFound, Unavailable


class FlowsBehind(Unavailable):
    """What was booked since the last sum is more than can be read at once."""

    title = "What moved is still being summed up."


class ReportNotFound(NotFound):
    title = "There is no such report."


class ReportPeriodInvalid(Invalid):
    """Days are the platform's, both included; the last one is today at the latest."""

    title = "There is no report about such a period."
    what_to_do = "Name a first and a last day, at most a year apart, that have begun."


class ReportNotReady(Conflict):
    title = "This report is not ready."
    what_to_do = "Read it again: its progress says how far it is, or why it failed."


class ReportTooLong(Conflict):
    """Of a file with a limit; as CSV a report may have any length."""

    title = "This report is too long for paper."
    what_to_do = "Take it as CSV."


class TooManyReports(Conflict):
    title = "As many reports are being made as may be at once."
    what_to_do = "Wait until one of them is ready."
