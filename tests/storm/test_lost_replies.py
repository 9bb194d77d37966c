"""Answers are lost between client and web, and between us and PostgreSQL: no intent counts twice.

Random kills hardly ever hit the moment between a commit and its answer; a wire that loses answers
hits nothing else. (``reliability.md`` T-02: 296 lost by the wire, one by eighteen kills.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from tests.storm.clients import Crowd
from tests.storm.conftest import MakeStage
from tests.storm.lossy import Wire, a_wire, begins_an_http_answer, tells_of_a_commit
from tests.storm.nemesis import at_large
from tests.storm.stage import Stage
from tests.waiting import until
from tests.world import a_shop

SEED = 20_261_122
LOST_COMMITS, LOST_ANSWERS = 0.04, 0.15

# Release size is an hour; a busy machine makes minutes of CI size.
pytestmark = pytest.mark.timeout(3_600)


@pytest.fixture
def wires() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def stage(make_stage: MakeStage) -> Iterator[Stage]:
    with make_stage(PAYOUT_BANK_FAILURE_RATE="0.2", BANK_SEED=str(SEED)) as made:
        yield made


def between_us_and_postgresql(stage: Stage, wires: ExitStack) -> Wire:
    """Whatever is started on this stage from now on loses answers of its database."""
    parts = urlsplit(stage.environment["DATABASE_URL"])
    wire = wires.enter_context(
        a_wire(parts.port or 5432, tells_of_a_commit, share=LOST_COMMITS, seed=SEED)
    )
    place = f"{parts.netloc.rpartition('@')[0]}@127.0.0.1:{wire.port}"
    stage.environment["DATABASE_URL"] = parts._replace(netloc=place).geturl()
    return wire


def between_clients_and_us(stage: Stage, wires: ExitStack) -> Wire:
    return wires.enter_context(
        a_wire(stage.web_port, begins_an_http_answer, share=LOST_ANSWERS, seed=SEED + 1)
    )


def a_crowd(stage: Stage, port: int, *, keeps_keys: bool = True) -> Crowd:
    shops = [a_shop(f"Shop {number}", paise=10**9) for number in range(4)]
    keys = {shop.id: shop.api_key() for shop in shops}
    return Crowd(f"http://127.0.0.1:{port}", shops, keys, SEED, count=8, keeps_keys=keeps_keys)


def test_no_intent_is_carried_out_twice(
    stage: Stage, wires: ExitStack, release_size: bool, tell: Callable[[str], None]
) -> None:
    wanted = 1_000 if release_size else 40
    database = between_us_and_postgresql(stage, wires)
    stage.serve(workers=2)
    front = between_clients_and_us(stage, wires)
    crowd = a_crowd(stage, front.port)
    stage.worker()
    stage.worker()

    with at_large(crowd):
        until(
            lambda: min(database.lost, front.lost) >= wanted and crowd.was_granted_late(),
            lambda: f"answers to be lost: {database.lost}, {front.lost}",
            seconds=180 + wanted,
        )
    # From here on every answer arrives.
    database.share = front.share = 0
    replayed = crowd.replays_that_differ()
    stage.rest()
    verdict, counts = stage.verdict(), crowd.counts()

    tell(
        f"answers lost: {database.lost} of {database.lost + database.passed} by PostgreSQL,"
        f" {front.lost} of {front.lost + front.passed} by web: {dict(counts)},"
        f" {len(crowd.wrongs())} wrong, {len(verdict.violations)} violations;"
        f" {dict(crowd.statuses)}; seed {SEED}"
    )
    assert crowd.wrongs() == []
    assert replayed == []
    assert not verdict.violations, f"{verdict}\n{stage.said()}"


def test_clients_that_change_their_keys_are_found_out(
    stage: Stage, wires: ExitStack, tell: Callable[[str], None]
) -> None:
    """The storm can fail: a client that tries again with a new key is paid out twice."""
    stage.serve()
    front = between_clients_and_us(stage, wires)
    crowd = a_crowd(stage, front.port, keeps_keys=False)

    with at_large(crowd):
        until(lambda: front.lost >= 20, "answers to be lost")

    twice = [wrong for wrong in crowd.wrongs() if "times" in wrong]
    tell(f"new keys for old wishes: {len(twice)} of {len(crowd.intents)} carried out twice")
    assert twice
