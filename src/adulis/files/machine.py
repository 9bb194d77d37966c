"""The lifecycle of a file. Pure."""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class FileState(StrEnum):
    """``arriving``: its content may or may not be in storage. ``erased``: it is not any more.

    ``lost``: an operator has said that what lies in storage opens under no key.
    """

    ARRIVING = "arriving"
    KEPT = "kept"
    LOST = "lost"
    REMOVED = "removed"
    ERASED = "erased"


_F = FileState
_EVERYBODY = (Role.MERCHANT, Role.OPERATOR, Role.SYSTEM)

# fmt: off
FILE = Machine("file", FileState, initial=_F.ARRIVING, moves=(
    #    verb       from         to           who
    move("keep",    _F.ARRIVING, _F.KEPT,     *_EVERYBODY),
    # Whoever was bringing it did not come back.
    move("give_up", _F.ARRIVING, _F.REMOVED,  Role.SYSTEM),
    move("lose",    _F.KEPT,     _F.LOST,     Role.SYSTEM),
    move("remove",  _F.KEPT,     _F.REMOVED,  *_EVERYBODY),
    move("remove",  _F.LOST,     _F.REMOVED,  *_EVERYBODY),
    move("erase",   _F.REMOVED,  _F.ERASED,   Role.SYSTEM),
))
# fmt: on
