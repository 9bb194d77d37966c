"""The refusals of this room."""

from adulis.kernel.errors import Conflict


class LimitAlreadySet(Conflict):
    """Another rule for the same tier, kind and window begins at the same moment."""

    title = "A limit that begins at this moment is set already."
