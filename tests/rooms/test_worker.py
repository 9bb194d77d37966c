"""The worker's loop: tasks go on whatever they raise, and stop where a batch ends."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from adulis.kernel import db
from adulis.ops.worker import Task, Worker
from tests.databases import TestDatabase

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 20


def run_until(worker: Worker, is_enough: threading.Event) -> None:
    """Run ``worker`` in the main thread, and stop it as soon as ``is_enough`` is set."""

    def stop() -> None:
        is_enough.wait(PATIENCE_SECONDS)
        worker.stop()

    stopper = threading.Thread(target=stop)
    stopper.start()
    worker.run()
    stopper.join()
    assert is_enough.is_set()


def task(run: Callable[[], int], name: str = "task", idle_seconds: float = 0.01) -> Task:
    return Task(name, run, idle_seconds)


def test_a_task_that_found_something_is_asked_again_at_once_and_rests_when_it_found_nothing(
    fresh_database: TestDatabase,
) -> None:
    found = [3, 2, 0]
    enough = threading.Event()

    def run() -> int:
        if len(found) == 1:
            enough.set()
        return found.pop(0) if len(found) > 1 else 0

    # An hour of rest: had it rested after 3 or 2, the test would never get here.
    run_until(Worker([task(run, idle_seconds=3_600)]), enough)

    assert found == [0]


def test_what_a_task_has_under_way_is_ended_in_its_own_thread(fresh_database: TestDatabase) -> None:
    enough, told = threading.Event(), []

    def run() -> int:
        enough.set()
        told.append(("run", threading.current_thread().name))
        return 0

    def leave_off() -> None:
        told.append(("leave off", threading.current_thread().name))

    def breaks() -> None:
        raise ValueError("under way")

    tasks = [
        Task("one", run, 3_600, leave_off=leave_off),
        Task("other", lambda: 0, 3_600, leave_off=breaks),
    ]
    run_until(Worker(tasks), enough)
    assert told == [("run", "one"), ("leave off", "one")]


def test_a_bug_in_one_task_stops_neither_it_nor_the_others(fresh_database: TestDatabase) -> None:
    tries: list[str] = []
    enough = threading.Event()

    def breaks() -> int:
        tries.append("breaks")
        raise ZeroDivisionError

    def works() -> int:
        tries.append("works")
        if tries.count("breaks") > 2 and tries.count("works") > 2:
            enough.set()
        return 0

    run_until(Worker([task(breaks, "breaks"), task(works, "works")], pause_seconds=0.01), enough)

    assert tries.count("breaks") >= 3


def test_a_batch_that_has_begun_is_finished_before_the_worker_ends(
    fresh_database: TestDatabase,
) -> None:
    begun, ended = threading.Event(), threading.Event()
    ended_before_the_batch: list[bool] = []

    def run() -> int:
        begun.set()
        ended_before_the_batch.append(ended.wait(0.5))
        return 1

    worker = Worker([task(run)])
    run_until(worker, begun)
    ended.set()

    assert ended_before_the_batch == [False]


def test_it_outlives_a_database_that_cuts_its_connections(
    fresh_database: TestDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    answers: list[int] = []
    enough = threading.Event()

    def run() -> int:
        answers.append(db.fetch_value("SELECT 1"))
        if len(answers) == 1:
            with psycopg.connect(fresh_database.superuser_url, autocommit=True) as superuser:
                superuser.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE usename = 'adulis_app' AND datname = current_database()"
                )
        if len(answers) == 3:
            enough.set()
        return 1  # no rest, so the dead connection is met and not quietly replaced

    run_until(Worker([task(run)], pause_seconds=0.01), enough)

    assert answers[:3] == [1, 1, 1]
    # An outage is said in one line by each that meets it, the heart that beats beside included; a
    # traceback would look like a bug of ours.
    ours = [record for record in caplog.records if record.name == "adulis.ops.worker"]
    troubles = [record for record in ours if record.levelname != "INFO"]
    assert {record.levelname for record in troubles} == {"WARNING"}
    assert all("worker.database_away" in record.getMessage() for record in troubles)
    assert not any(record.exc_info or "Traceback" in record.getMessage() for record in troubles)


def test_its_heartbeat_says_what_was_done_and_is_gone_when_it_was_asked_to_stop(
    fresh_database: TestDatabase,
) -> None:
    seen: list[tuple[str, dict[str, object]]] = []
    enough = threading.Event()

    def run() -> int:
        with psycopg.connect(fresh_database.app_url) as other:
            seen.extend(other.execute("SELECT worker, report FROM ops_heartbeat").fetchall())
        if seen:
            enough.set()
        return 0

    run_until(Worker([task(run, "look")], name="here:1"), enough)

    (name, report) = seen[0]
    assert name == "here:1"
    assert set(report["look"]) == {"rounds", "done", "failures", "last_failure"}  # type: ignore[call-overload]
    assert db.fetch_value("SELECT count(*) FROM ops_heartbeat") == 0
    connections.close_all()


def test_the_command_stops_on_sigterm(fresh_database: TestDatabase) -> None:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=REPOSITORY,
        env=fresh_database.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    with process.stderr as said:
        started = said.readline()
        process.send_signal(signal.SIGTERM)
        rest = said.read()

    assert process.wait(PATIENCE_SECONDS) == 0
    assert "worker.started" in started
    assert "worker.stopped" in rest.splitlines()[-1]
