"""The lifecycle of a statement line. Pure."""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class LineState(StrEnum):
    """``matched`` is booked. ``questioned`` is not: a human looks at it.

    ``noted``: there is nothing to book because of it. ``superseded``: the bank took the line back,
    or tells it otherwise now.
    """

    IMPORTED = "imported"
    MATCHED = "matched"
    QUESTIONED = "questioned"
    NOTED = "noted"
    SUPERSEDED = "superseded"


_L = LineState
_US = (Role.SYSTEM, Role.OPERATOR)

# fmt: off
STATEMENT_LINE = Machine("statement_line", LineState, initial=_L.IMPORTED, moves=(
    #    verb         from            to              who
    move("match",     _L.IMPORTED,    _L.MATCHED,     Role.SYSTEM),
    move("question",  _L.IMPORTED,    _L.QUESTIONED,  Role.SYSTEM),
    # The same as was matched before, told in more words.
    move("note",      _L.IMPORTED,    _L.NOTED,       Role.SYSTEM),
    # Two operators decided, or a corrected line answered it.
    move("resolve",   _L.QUESTIONED,  _L.MATCHED,     *_US),
    move("note",      _L.QUESTIONED,  _L.NOTED,       Role.OPERATOR),
    # A later file tells this line differently, or not at all. What was matched stays matched.
    move("supersede", _L.IMPORTED,    _L.SUPERSEDED,  *_US),
    move("supersede", _L.QUESTIONED,  _L.SUPERSEDED,  *_US),
    # And a still later one tells it as it was.
    move("restore",   _L.SUPERSEDED,  _L.IMPORTED,    *_US),
))
# fmt: on
