"""The worker: an outermost loop around the rooms' tasks, one thread each.

A thread for each task, because a bank that takes thirty seconds to answer must not keep callbacks,
deadlines or anybody else's payouts waiting. Any number of workers may run, on any machines: tasks
claim their rows in the database.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError, close_old_connections

from adulis.kernel import db, tracing
from adulis.kernel.actors import system
from adulis.ops import actions

log = structlog.get_logger(__name__)

HEARTBEAT_SECONDS = 5.0
# Among what a heartbeat says of the tasks: what it says of the process's traces.
TRACES = "traces"
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.25, 30.0


@dataclass(frozen=True, slots=True)
class Task:
    """``run`` does one batch and returns how much it found; 0 means to rest ``idle_seconds``.

    ``first_after_seconds`` keeps heavy work away from the moment everything starts; ``leave_off``
    ends what ``run`` has left under way, in its thread.
    """

    name: str
    run: Callable[[], int]
    idle_seconds: float
    first_after_seconds: float = 0.0
    leave_off: Callable[[], None] | None = None


@dataclass(slots=True)
class Progress:
    """What a task has done since the worker started, for the heartbeat."""

    rounds: int = 0
    done: int = 0
    failures: int = 0
    last_failure: str = ""

    def report(self) -> dict[str, Any]:
        return {
            "rounds": self.rounds,
            "done": self.done,
            "failures": self.failures,
            "last_failure": self.last_failure,
        }


@dataclass(slots=True)
class Worker:
    """Runs ``tasks`` until ``stop`` is called; a batch that has begun is finished."""

    tasks: Sequence[Task]
    name: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}")
    pause_seconds: float = FIRST_PAUSE_SECONDS
    _stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        progress = {task.name: Progress() for task in self.tasks}
        threads = [
            threading.Thread(target=self._repeat, name=task.name, args=(task, progress[task.name]))
            for task in self.tasks
        ]
        log.info("worker.started", worker=self.name, tasks=[task.name for task in self.tasks])
        for thread in threads:
            thread.start()
        beating = Task("heartbeat", lambda: self._beat(progress), HEARTBEAT_SECONDS)
        self._repeat(beating, Progress())
        for thread in threads:
            thread.join()
        with suppress(OperationalError, InterfaceError), db.transaction():
            actions.retire(actor=system(self.name), at=db.clock())
        close_old_connections()
        log.info("worker.stopped", worker=self.name)

    def stop(self) -> None:
        self._stopping.set()

    def _repeat(self, task: Task, progress: Progress) -> None:
        """A process's outermost loop: whatever a batch raises, the next one is tried."""
        pause = self.pause_seconds
        self._stopping.wait(task.first_after_seconds)
        while not self._stopping.is_set():
            try:
                found = task.run()
            except (OperationalError, InterfaceError) as error:
                log.warning("worker.database_away", task=task.name, error=str(error).strip())
                failure = error.__class__.__name__
            except Exception as error:  # outermost loop: one bug stops one batch
                log.exception("worker.task_failed", task=task.name)
                failure = f"{error.__class__.__name__}: {error}"[:500]
            else:
                progress.rounds, progress.done = progress.rounds + 1, progress.done + found
                pause = self.pause_seconds
                if not found:
                    close_old_connections()  # back to the pool, which checks it before the next use
                    self._stopping.wait(task.idle_seconds)
                continue
            progress.failures, progress.last_failure = progress.failures + 1, failure
            close_old_connections()
            self._stopping.wait(pause * random.uniform(0.5, 1.5))  # noqa: S311  spreads the herd
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        if task.leave_off is not None:
            self._leave_off(task.name, task.leave_off)
        close_old_connections()

    def _leave_off(self, name: str, leave_off: Callable[[], None]) -> None:
        """What cannot be ended politely is ended all the same: others must not wait for it."""
        try:
            leave_off()
        except (OperationalError, InterfaceError) as error:
            log.warning("worker.database_away", task=name, error=str(error).strip())
        except Exception:  # outermost loop: it has ended, and the others have not
            log.exception("worker.task_failed", task=name)

    def _beat(self, progress: dict[str, Progress]) -> int:
        report = {name: each.report() for name, each in progress.items()}
        if tracing.is_on():
            report[TRACES] = {"lost": tracing.lost()}
        with db.transaction():
            actions.beat(report=report, actor=system(self.name), at=db.clock())
        return 0


def stop_on_signals(worker: Worker) -> None:
    """SIGTERM and Ctrl-C finish the batches that have begun; a second one does not wait."""

    def arrive(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        worker.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, arrive)
