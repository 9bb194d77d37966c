"""Whoever tells webhooks dies, anywhere: every fact is told all the same, under its own id.

A real process dies by SIGKILL at each failpoint of its work; then somebody who lives does what is
left. What was on its way may be told twice, which at least once allows; nothing is skipped.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from adulis.kernel.failpoints import POINTS
from adulis.ops.invariants import examine
from adulis.webhooks import tasks
from adulis.webhooks.checks import CHECKS
from tests.facts import happened, is_in_the_commit_of_its_cursor, settle
from tests.hooking import a_quiet_shop, an_endpoint, deliveries, fan_out, pass_time, tell
from tests.processes import REPOSITORY
from tests.webhook_receiver import Receiver, running_receiver

# Whole programs are started, and waited for.
pytestmark = pytest.mark.timeout(600)

FACTS = 12
LEASE = timedelta(seconds=31)
HERE = sorted(point for point in POINTS if point.startswith(("fan.", "deliver.")))
# At these points an answer was given that nobody had noted yet.
TOLD_TWICE = {"deliver.after_answer", "deliver.before_commit"}
# This one's is noted; others were on their way.
MAYBE_TWICE = {"deliver.after_commit"}


@pytest.fixture(scope="module")
def receiver(shared_database: Any) -> Iterator[Receiver]:
    with running_receiver() as running:
        fan_out()
        yield running


def work_and_die(database: Any, failpoint: str) -> bool:
    with database.visited() as environment:
        ended = subprocess.run(
            [sys.executable, "-m", "tests.webhook_worker"],
            cwd=REPOSITORY,
            env={
                **environment,
                "PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}",
                "WEBHOOKS_TO_LOOPBACK": "true",
                "ADULIS_FAILPOINT": failpoint,
            },
            check=False,
            capture_output=True,
            timeout=60,
        )
    assert ended.returncode in {0, -signal.SIGKILL}, ended.stderr.decode()
    return ended.returncode != 0


def test_there_are_six_of_them() -> None:
    assert len(HERE) == 6


def test_it_is_written_down_whom_to_tell_in_the_commit_that_moves_the_cursor(
    receiver: Receiver,
) -> None:
    shop = a_quiet_shop()
    an_endpoint(shop, receiver.url("/commit"))
    settle()
    assert tasks.fan_out() == 1
    assert is_in_the_commit_of_its_cursor("webhooks.fan_out", "webhooks_delivery")
    tell()


# Only answers come several at a time; at other points the third would wait for two threads more.
CELLS = [*((point, 1) for point in ("", *HERE)), ("deliver.after_answer", 3)]


@pytest.mark.parametrize(("failpoint", "nth"), CELLS)
def test_every_fact_is_told_whoever_dies(
    failpoint: str, nth: int, receiver: Receiver, shared_database: Any
) -> None:
    shop, path = a_quiet_shop(), f"/{failpoint or 'none'}/{nth}"
    made = an_endpoint(shop, receiver.url(path), "webhook_endpoint.*")
    tell()
    receiver.requests.clear()
    all_types = an_endpoint(shop, receiver.url(path))
    happened(*(str(number) for number in range(FACTS)), merchant_id=shop.id)
    settle()
    # Facts are fanned out in one go, and leased as they are: there the first one is the last.
    has_died = work_and_die(shared_database, failpoint and f"{failpoint}:{nth}")
    assert has_died is (failpoint != ""), "nobody came by there"
    pass_time(LEASE)
    tell()
    found = deliveries(all_types.id)
    assert {each.state for each in found} == {"delivered"}
    counted = Counter(receiver.ids(path))
    assert {each.subject for each in found} == {each.rpartition("/")[0] for each in counted}
    assert len(counted) == FACTS + 1
    # That there is another endpoint is told to both of them.
    twice = sum(count - 1 for count in counted.values()) - 1
    if failpoint not in MAYBE_TWICE:
        assert (twice > 0) is (failpoint in TOLD_TWICE), counted
    assert len(deliveries(made.id)) == 2
    assert [each for each in examine(CHECKS) if each.broken] == []
