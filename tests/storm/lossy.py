"""A wire that loses answers: what was asked is done, and nobody hears of it."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

_CHUNK_BYTES = 65_536
# The last message of an answer of PostgreSQL outside a transaction (protocol 3: ReadyForQuery, I).
_IDLE = b"Z\x00\x00\x00\x05I"
_WROTE = (b"COMMIT\x00", b"UPDATE ", b"INSERT ")


def tells_of_a_commit(answer: bytes) -> bool:
    """Whether PostgreSQL says here that something is now durable, by COMMIT or by itself."""
    return answer.endswith(_IDLE) and any(tag in answer for tag in _WROTE)


def begins_an_http_answer(answer: bytes) -> bool:
    return answer.startswith(b"HTTP/1.1 ")


@dataclass(slots=True)
class Wire:
    """A TCP proxy on loopback. Of the answers that matter, ``share`` are lost, with the line."""

    target_port: int
    matters: Callable[[bytes], bool]
    share: float
    chance: random.Random
    port: int = 0
    passed: int = 0
    lost: int = 0

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either side ends it or an answer is lost."""
        lines = [writer]
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.target_port)
            lines.append(back)
            ways = [self._asks(reader, back), self._answers(there, writer)]
            running = [asyncio.create_task(way) for way in ways]
            await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
        except OSError:
            pass  # nobody listens there, and the caller finds the line cut
        finally:
            for line in lines:
                line.transport.abort()
            await asyncio.gather(*[line.wait_closed() for line in lines], return_exceptions=True)

    async def _asks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(_CHUNK_BYTES):
            writer.write(data)
            await writer.drain()

    async def _answers(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(_CHUNK_BYTES):
            if self.matters(data):
                if self.chance.random() < self.share:
                    self.lost += 1
                    return
                self.passed += 1
            writer.write(data)
            await writer.drain()


@contextmanager
def a_wire(
    target_port: int, matters: Callable[[bytes], bool], *, share: float, seed: int
) -> Iterator[Wire]:
    """A wire to ``target_port`` that listens on its own ``port`` until the block is left."""
    wire = Wire(target_port, matters, share, random.Random(seed))
    ready, loop = threading.Event(), asyncio.new_event_loop()

    async def serve() -> None:
        server = await asyncio.start_server(wire.carry, "127.0.0.1", 0)
        wire.port = server.sockets[0].getsockname()[1]
        ready.set()
        with suppress(asyncio.CancelledError):
            await server.serve_forever()

    serving = loop.create_task(serve())
    thread = threading.Thread(target=_run, args=(loop, serving), name=f"wire to {target_port}")
    thread.start()
    ready.wait()
    try:
        yield wire
    finally:
        loop.call_soon_threadsafe(serving.cancel)
        thread.join()


def _run(loop: asyncio.AbstractEventLoop, serving: asyncio.Task[None]) -> None:
    asyncio.set_event_loop(loop)
    loop.run_until_complete(serving)
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.close()
