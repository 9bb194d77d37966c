"""What can be wrong with a reader of the stream. Bugs and surprises, not refusals."""

from __future__ import annotations


class PlaceUnknown(LookupError):
    """The place belongs to an epoch this database knows nothing of."""


class CursorMoved(RuntimeError):
    """Somebody else, of the same name, went on from where this batch begins."""


class CursorUnknown(ValueError):
    """Not a cursor of ours, or the key it was sealed with is gone."""


class CursorOutdated(ValueError):
    """A cursor of ours from before the database was restored or replaced."""
