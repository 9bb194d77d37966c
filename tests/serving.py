"""A simulated program, served on a loopback port by a thread of this process."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from simulators.ground.server import StoppingServer, listen

PATIENCE_SECONDS = 10


@contextmanager
def served(make: Callable[[str], StoppingServer], name: str) -> Iterator[str]:
    """What ``make(url)`` makes on the thread's event loop, until the block is left; its URL."""
    line = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{line.getsockname()[1]}"
    started: queue.Queue[StoppingServer | BaseException] = queue.Queue()

    async def serve() -> None:
        server = make(url)
        started.put(server)
        await server.serve(sockets=[line])

    def run() -> None:
        try:
            asyncio.run(serve())
        except BaseException as wrong:  # noqa: BLE001 – outermost loop: of a thread, told to the test
            started.put(wrong)

    thread = threading.Thread(target=run, name=name)
    thread.start()
    server = started.get(timeout=PATIENCE_SECONDS)
    if isinstance(server, BaseException):
        raise server
    try:
        yield url
    finally:
        server.should_exit = True
        thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive(), f"the {name} did not stop"
