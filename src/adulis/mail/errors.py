"""The refusals of this room."""

from __future__ import annotations

from adulis.kernel.errors import NotFound


class LetterNotFound(NotFound):
    title = "There is no such letter."
