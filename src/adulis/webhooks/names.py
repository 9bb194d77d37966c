"""What machines a name leads to, asked of the system's resolver, which may take its time.

It cannot be told to stop, so each question has a thread of its own, which lives on after whoever
asked has given up. Hence one thread for a name however many ask, and places of their own for
endpoints that fail or are new: whoever has many names that hang keeps nobody else from theirs.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from uuid import UUID

LookUp = Callable[[str, int], Sequence[str]]
# At once: for endpoints that work; for the others, and of these for those of one merchant. A name
# hangs for longer than whoever asks for it waits, so there are more of these than places.
SURE_LINE, DOUBTFUL_LINE, OF_ONE_MERCHANT = 128, 256, 8
_Key = tuple[str, int, bool]
_Found = Sequence[str] | Exception


def ask_system(host: str, port: int) -> Sequence[str]:
    """The addresses of a name, as this machine resolves it. Raises OSError, UnicodeError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


class Names:
    """Resolves names for one event loop. ``look_up`` is given by tests."""

    def __init__(self, look_up: LookUp = ask_system) -> None:
        self._look_up = look_up
        self._lines = {
            False: asyncio.Semaphore(SURE_LINE),
            True: asyncio.Semaphore(DOUBTFUL_LINE),
        }
        self._asked: dict[_Key, asyncio.Future[_Found]] = {}
        self._of_merchant: Counter[UUID | None] = Counter()

    async def __call__(
        self, host: str, port: int, *, whose: UUID | None, is_doubtful: bool
    ) -> Sequence[str]:
        """The addresses of a name. Raises OSError, UnicodeError; and TimeoutError where so many
        names of a merchant's endpoints that do not work hang already.
        """
        key, line = (host, port, is_doubtful), self._lines[is_doubtful]
        while (question := self._asked.get(key)) is None:
            if is_doubtful and self._of_merchant[whose] >= OF_ONE_MERCHANT:
                raise TimeoutError
            await line.acquire()
            if key not in self._asked:
                question = self._ask(key, whose)
                break
            line.release()
        # Whoever gives up leaves the question to those who have not.
        found = await asyncio.shield(question)
        if isinstance(found, Exception):
            raise found
        return found

    def _ask(self, key: _Key, whose: UUID | None) -> asyncio.Future[_Found]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[_Found] = loop.create_future()
        self._asked[key] = answer
        is_doubtful = key[2]
        self._of_merchant[whose] += is_doubtful

        def told(found: _Found) -> None:
            del self._asked[key]
            self._of_merchant[whose] -= is_doubtful
            self._lines[is_doubtful].release()
            answer.set_result(found)

        def ask() -> None:
            found: _Found
            try:
                found = self._look_up(key[0], key[1])
            except Exception as error:  # noqa: BLE001 – outermost loop: of a thread
                found = error
            # The loop may be closed by now: then nobody wants to know.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(told, found)

        # Nobody waits for it at the end, either.
        try:
            threading.Thread(target=ask, name=f"resolve {key[0]}", daemon=True).start()
        except RuntimeError as error:  # so many threads that there is none left
            told(OSError(str(error)))
        return answer
