"""An answer that is meant to go wrong goes wrong for its caller only, never for the simulator."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

from simulators.ground.answers import Reset


class Line:
    """What a server keeps of a connection: its socket, and whether it was cut."""

    def __init__(self, line: socket.socket) -> None:
        self.line, self.was_cut = line, False

    def get_extra_info(self, _: str) -> socket.socket:
        return self.line

    def abort(self) -> None:
        self.was_cut = True


async def _hung_up() -> dict[str, Any]:
    return {"type": "http.disconnect"}


async def _unsaid(_: Any) -> None:
    raise AssertionError("nothing is said on a line that is reset")


def test_a_caller_who_has_hung_up_is_not_reset() -> None:
    ours, theirs = socket.socketpair()
    theirs.close()
    ours.close()
    line = Line(ours)
    scope: dict[str, Any] = {"type": "http", "state": {"transport": line}}
    asyncio.run(Reset()(scope, _hung_up, _unsaid))
    assert line.was_cut
