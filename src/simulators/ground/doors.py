"""What every door does: read a body that is not too large, and stop with an answer."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from simulators.ground.answers import Json, flat
from simulators.ground.wire import MAX_BODY_BYTES


class Said(Exception):
    """Stop here and answer this."""

    def __init__(self, status: int, code: str, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.body: dict[str, Any] = flat(code, message)

    @property
    def response(self) -> Json:
        return Json(self.body, self.status, self.headers)


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
