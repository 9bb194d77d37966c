"""Whoever kills: PostgreSQL and workers, again and again, each time at a moment nobody planned."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from django.db import connections

from adulis.ops.postgres import Cluster
from tests.processes import Program


@dataclass(slots=True)
class Nemesis:
    """Does ``deed`` about every ``seconds``, until stopped. ``deeds`` counts them."""

    deed: Callable[[random.Random], None]
    seconds: float
    seed: int
    deeds: int = 0
    wrong: list[BaseException] = field(default_factory=list)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._strike_on, name="nemesis")
        self._thread.start()

    def stop(self) -> None:
        """Let the last deed be finished. Raises what went wrong meanwhile."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
        if self.wrong:
            raise self.wrong[0]

    def _strike_on(self) -> None:
        chance = random.Random(self.seed)
        try:
            while not self._stopping.wait(self.seconds * chance.uniform(0.6, 1.4)):
                self.deed(chance)
                self.deeds += 1
        except Exception as error:  # noqa: BLE001 – outermost loop: of a thread, told to the test
            self.wrong.append(error)
        finally:
            connections.close_all()


class Rampant(Protocol):
    """Whoever goes on in threads of their own until they are stopped."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


@contextmanager
def at_large(*everybody: Rampant) -> Iterator[None]:
    """All of them go on while the block does; a test that fails in it leaves no thread behind."""
    with ExitStack() as alive:
        for each in everybody:
            each.start()
            alive.callback(each.stop)
        yield


@dataclass(slots=True)
class PostgresKiller:
    """Kills every process of a server at once, and starts it again."""

    cluster: Cluster
    recoveries: list[float] = field(default_factory=list)

    def __call__(self, chance: random.Random) -> None:
        postmaster = self.cluster.pid()
        assert postmaster is not None, "PostgreSQL was not running"
        for pid in (postmaster, *_children(postmaster)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        begun = time.monotonic()
        self.cluster.start()
        self.recoveries.append(time.monotonic() - begun)


@dataclass(slots=True)
class WorkerKiller:
    """Kills one of the workers and starts another in its place, or freezes it for a while.

    Who was frozen for longer than its lease wakes up with work that somebody else has done.
    """

    start: Callable[[], Program]
    workers: list[Program]
    freezes_seconds: float = 0
    frozen: int = 0

    def __call__(self, chance: random.Random) -> None:
        place = chance.randrange(len(self.workers))
        if self.freezes_seconds and chance.random() < 0.5:
            self.workers[place].signal(signal.SIGSTOP)
            threading.Event().wait(self.freezes_seconds)
            self.workers[place].signal(signal.SIGCONT)
            self.frozen += 1
            return
        self.workers[place].kill()
        self.workers[place] = self.start()


@dataclass(slots=True)
class WebKiller:
    """Kills one of the processes that answer requests; their master starts another.

    A master whose workers die too often gives up, and then whoever supervises it starts it again.
    """

    start: Callable[[], Program]
    web: Program

    def __call__(self, chance: random.Random) -> None:
        if not self.web.is_running:
            self.web = self.start()
            return
        answering = _children(self.web.pid)
        if answering:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(answering), signal.SIGKILL)


def _children(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []
