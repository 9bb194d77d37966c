"""Refusals of what needs two people."""

from adulis.kernel.errors import Conflict, Invalid


class NothingToChange(Invalid):
    """It is so already."""

    title = "This is how it is already."


class AlreadyTaken(Conflict):
    """Two do the same work otherwise; they may, but should know of each other."""

    title = "Another operator is on this."
    what_to_do = "Ask them, or take it over and say why. You may decide about it all the same."


class NotTaken(Conflict):
    title = "Nobody is on this."
    what_to_do = "Take it."


class NotYours(Conflict):
    title = "You are not on this."


class NothingWaits(Conflict):
    """It was decided, or never was."""

    title = "This does not wait for anybody."


class FreezeEndsEarlier(Invalid):
    """Whoever makes a freeze last longer needs nobody else."""

    title = "This freeze ends earlier by itself."
    what_to_do = "Freeze again until then: that needs one operator only."


class StartsInPast(Invalid):
    """What has happened is not changed by a rule made today."""

    title = "This would begin in the past."


class RestorationUnfinished(Conflict):
    """What the bank knows and what we know were not compared to the end since the restore."""

    title = "This database has not caught up with the bank yet."
