"""The supervisor: restarts with patience, shows warnings, leaves no grandchild."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from adulis.ops.supervisor import Child, stop_all

PATIENCE_SECONDS = 20


class Told:
    """What the supervisor said, in order."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []

    def __call__(self, name: str, text: str) -> None:
        self.lines.append((name, text))


def child(folder: Path, program: str, name: str = "child") -> Child:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    return Child(name, [sys.executable, "-c", program], environment, folder, folder / f"{name}.log")


def until(is_so: Callable[[], bool]) -> None:
    moment = threading.Event()
    for _ in range(PATIENCE_SECONDS * 50):
        if is_so():
            return
        moment.wait(0.02)
    raise AssertionError("it never came")


def test_what_ends_is_started_again_after_a_pause_that_grows(tmp_path: Path) -> None:
    said = Told()
    dies = child(tmp_path, "import sys; sys.exit(3)")
    dies.start()

    def started_three_times() -> bool:
        dies.watch(said)
        return dies.started == 3

    until(started_three_times)

    stop_all([dies], 5, said)
    assert said.lines[:2] == [
        ("child", "ended (exit code 3); starting again in 0.5 s"),
        ("child", "ended (exit code 3); starting again in 1 s"),
    ]


def test_a_signal_is_said_by_name(tmp_path: Path) -> None:
    said = Told()
    dies = child(tmp_path, "import os; os.kill(os.getpid(), 11)")
    dies.start()

    def something_was_said() -> bool:
        dies.watch(said)
        return len(said.lines) == 1

    until(something_was_said)

    assert said.lines == [("child", "ended (killed by SIGSEGV); starting again in 0.5 s")]


def test_warnings_are_shown_once_and_the_rest_stays_in_the_file(tmp_path: Path) -> None:
    noisy = child(
        tmp_path,
        "for line in ('[INFO] fine', '[WARNING] hot', '{\"level\": \"error\"}', 'errors: 0'):\n"
        "    print(line)\n",
    )
    noisy.start()
    until(lambda: "errors: 0" in noisy.log.read_text())

    assert noisy.warnings() == ["[WARNING] hot", '{"level": "error"}']
    assert noisy.warnings() == []
    stop_all([noisy], 5, Told())


def test_a_flood_of_warnings_is_cut_short(tmp_path: Path) -> None:
    noisy = child(tmp_path, "print('WARNING flood\\n' * 500, end='')")
    noisy.start()
    until(lambda: noisy.log.read_text().count("flood") == 500)

    assert noisy.warnings() == ["WARNING flood"] * 20
    stop_all([noisy], 5, Told())


def test_half_a_line_is_not_shown_before_its_other_half(tmp_path: Path) -> None:
    quiet = child(tmp_path, "import time; time.sleep(60)")
    quiet.start()
    with quiet.log.open("a") as log:
        log.write("WARNING ha")
        log.flush()
        assert quiet.warnings() == []
        log.write("lf\n")
    assert quiet.warnings() == ["WARNING half"]
    stop_all([quiet], 5, Told())


def test_who_does_not_stop_is_killed_with_all_that_it_started(tmp_path: Path) -> None:
    said = Told()
    stubborn = child(
        tmp_path,
        "import signal, subprocess, sys\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "other = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "print(other.pid, flush=True)\n"
        "other.wait()\n",
        name="stubborn",
    )
    stubborn.start()
    until(lambda: stubborn.log.read_text().strip() != "")
    grandchild = int(stubborn.log.read_text())

    stop_all([stubborn], 0.3, said)

    assert said.lines == [("stubborn", "did not stop within 0.3 s and was killed")]
    until(lambda: not is_running(grandchild))


def test_who_stops_when_asked_is_given_the_time_it_needs(tmp_path: Path) -> None:
    said = Told()
    polite = child(
        tmp_path,
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(print('goodbye', flush=True)))\n"
        "print('hello', flush=True)\n"
        "time.sleep(600)\n",
    )
    polite.start()
    until(lambda: "hello" in polite.log.read_text())

    stop_all([polite], 10, said)

    assert "goodbye" in polite.log.read_text()
    assert said.lines == []


def test_a_child_ends_with_its_supervisor_however_that_ended(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from tests.rooms.test_supervisor import child\n"
        "made = child(Path(sys.argv[1]), 'import time; time.sleep(600)')\n"
        "made.start(); print(made.pid, flush=True); os.kill(os.getpid(), 9)\n"
    )
    supervisor = child(tmp_path, program, "supervisor")
    supervisor.command = [*supervisor.command, str(tmp_path)]
    supervisor.start()
    until(lambda: supervisor.log.read_text().strip() != "")

    left = int(supervisor.log.read_text())

    until(lambda: not is_running(left))
    stop_all([supervisor], 1, Told())


def is_running(pid: int) -> bool:
    """Whether it runs; one that ended and waits to be noticed does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
