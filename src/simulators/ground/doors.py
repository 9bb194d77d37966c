"""What every door does: look who comes and how often, read a body, stop with an answer."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from starlette.requests import Request

from simulators.ground.answers import Json, flat
from simulators.ground.starting import Network
from simulators.ground.wire import MAX_BODY_BYTES
from simulators.ground.world import World


class Said(Exception):
    """Stop here and answer this."""

    def __init__(self, status: int, code: str, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.code, self.message = code, message

    @property
    def response(self) -> Json:
        return self.shaped(flat)

    def shaped(self, refusal: Callable[[str, str], dict[str, Any]]) -> Json:
        """The answer in a program's own shape of refusals."""
        return Json(refusal(self.code, self.message), self.status, self.headers)


async def read_body(request: Request) -> bytes:
    """The whole body, if it is not too large."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY_BYTES:
            raise Said(413, "TOO_LARGE", "A request is at most 64 KiB.", connection="close")
        parts.append(part)
    return b"".join(parts)


def require_registered(request: Request, networks: tuple[Network, ...]) -> None:
    """Only callers from ``networks``; none named: everybody. Raises Said."""
    host = request.client.host if request.client else ""
    if networks and not any(ip_address(host) in network for network in networks):
        raise Said(403, "UNKNOWN_ADDRESS", f"{host} is not a registered address.")


def too_soon_ms(world: World) -> int | None:
    """None when one more request may be taken now; otherwise in how many milliseconds.

    Only so many at once and so many a second: a 429 promises that nothing was accepted.
    """
    switches = world.board.now
    if switches.concurrency_limit is not None and world.unanswered >= switches.concurrency_limit:
        return 1000
    if switches.rate_limit_per_second:
        return world.rate.admit(world.clock.now_ms(), switches.rate_limit_per_second)
    return None


def too_many(wait_ms: int) -> Said:
    seconds = str(-(-wait_ms // 1000))
    message = "Too many requests. Nothing was accepted."
    return Said(429, "RATE_LIMITED", message, retry_after=seconds)
