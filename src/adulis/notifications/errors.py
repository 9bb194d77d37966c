"""The refusals of this room, and what can go wrong with words."""

from __future__ import annotations

from adulis.kernel.errors import Conflict, NotFound


class Unwritable(ValueError):
    """The words for a fact cannot be found: a member is missing, or a thing that it names."""


class NewsNotFound(NotFound):
    title = "There is no such news."


class NewsToldAlready(Conflict):
    title = "This was told already."


class NewsStillUnwritable(Conflict):
    title = "The words for it are still not to be found."
    what_to_do = "Mend the catalogue first; nothing is lost meanwhile."
