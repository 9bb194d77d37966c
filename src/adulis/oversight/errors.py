"""Refusals of what needs two people."""

from adulis.kernel.errors import Invalid


class NothingToChange(Invalid):
    """It is so already."""

    title = "This is how it is already."


class StartsInPast(Invalid):
    """What has happened is not changed by a rule made today."""

    title = "This would begin in the past."
