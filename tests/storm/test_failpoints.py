"""The points where storms kill: each explained, each in the code, none to be armed in live."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from adulis.kernel import failpoints
from tests.processes import REPOSITORY

SOURCE = REPOSITORY / "src"
_HIT = re.compile(r'failpoints\.hit\("([^"]+)"\)')


def test_every_point_is_explained_and_every_explained_point_is_in_the_code() -> None:
    placed = {
        name
        for path in (SOURCE / "adulis").rglob("*.py")
        for name in _HIT.findall(path.read_text())
    }
    assert placed == failpoints.POINTS
    assert len(placed) == 81


def test_an_unarmed_process_passes_by() -> None:
    assert not failpoints.ARMED
    for mode in ("sandbox", "live"):
        assert failpoints.arm("", mode)("send.before") is None


@pytest.mark.parametrize(
    ("spelling", "mode"),
    [
        ("send.before", "live"),
        ("send.nowhere", "sandbox"),
        ("send.before:0", "sandbox"),
        ("send.before:x", "sandbox"),
        ("send.before ", "sandbox"),
    ],
)
def test_what_cannot_be_meant_does_not_start(spelling: str, mode: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="no process can be started like this"):
        failpoints.arm(spelling, mode)


def test_a_live_installation_does_not_start_armed() -> None:
    ended = in_a_process("print('started')", "send.before", ADULIS_MODE="live")
    assert ended.returncode == 1
    assert "ImproperlyConfigured" in ended.stderr


def test_the_process_dies_there_and_only_there_and_cleans_nothing_up() -> None:
    ended = in_a_process(
        "failpoints.hit('send.after_reply')\n"
        "print('passed', flush=True)\n"
        "try:\n"
        "    failpoints.hit('send.before')\n"
        "finally:\n"
        "    print('cleaned up', flush=True)\n",
        "send.before",
    )
    assert (ended.returncode, ended.stdout) == (-signal.SIGKILL, "passed\n")


def test_those_who_come_first_wait_for_the_last() -> None:
    ended = in_a_process(
        "import threading\n"
        "def come():\n"
        "    failpoints.hit('hook.before_commit')\n"
        "    print('went on', flush=True)\n"
        "threads = [threading.Thread(target=come) for _ in range(3)]\n"
        "[thread.start() for thread in threads]\n"
        "[thread.join() for thread in threads]\n",
        "hook.before_commit:3",
    )
    assert (ended.returncode, ended.stdout) == (-signal.SIGKILL, "")


def test_calls_that_share_a_thread_are_only_counted() -> None:
    ended = in_a_process(
        "import asyncio\n"
        "async def come(number):\n"
        "    failpoints.hit('send.request_lost')\n"
        "    print(number, flush=True)\n"
        "async def all_come():\n"
        "    await asyncio.gather(*[come(number) for number in range(3)])\n"
        "asyncio.run(all_come())\n",
        "send.request_lost:3",
    )
    assert (ended.returncode, ended.stdout) == (-signal.SIGKILL, "0\n1\n")


def in_a_process(program: str, failpoint: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(SOURCE),
        "ADULIS_FAILPOINT": failpoint,
        **more,
    }
    begin = "import django; django.setup(); from adulis.kernel import failpoints\n"
    return subprocess.run(
        [sys.executable, "-c", begin + program],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
