"""PostgreSQL is killed under load, every two seconds: what was acknowledged is there, once.

The server is a real one of our own with fsync on; clients speak HTTP and keep their keys; workers
are killed as well. Afterwards the platform is compared with what its clients heard, and with the
bank.
"""

from __future__ import annotations

import random
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from adulis.ops import databases
from adulis.ops.databases import APPLICATION_ROLE, connected_to, url_with
from adulis.ops.postgres import Cluster
from tests.databases import PASSWORD, TestDatabase
from tests.storm.clients import ACKNOWLEDGED, REFUSED, Crowd
from tests.storm.nemesis import Nemesis, PostgresKiller, WorkerKiller, at_large
from tests.storm.stage import Stage, a_stage
from tests.waiting import until
from tests.world import Shop, a_shop

SEED = 20_261_121
KILL_EVERY_SECONDS = 2.0
KILLS_FOUND_OUT = 3
# Answers a client may get while a database comes and goes. A 500 would be a bug.
ALLOWED = {"200", "201", "409 insufficient_funds", "409 request_in_progress"}
UNAVAILABLE = {"503 database_unavailable", "503 busy"}

# Release size is an hour; a busy machine makes minutes of CI size.
pytestmark = pytest.mark.timeout(3_600)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A durable server of our own, in a folder its account can reach."""
    folder = Path(tempfile.mkdtemp(prefix="adulis-storm-"))
    folder.chmod(0o755)
    made = Cluster(folder / "postgres", system_folder=folder / "system")
    try:
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder)


@pytest.fixture
def stage(cluster: Cluster, django_db_blocker: Any, tmp_path: Path) -> Iterator[Stage]:
    server = cluster.start()
    with databases.connect(server.url()) as superuser:
        databases.ensure_roles(superuser, owner_password=PASSWORD, application_password=PASSWORD)
        databases.ensure_database(superuser, "storm")
    database = TestDatabase("storm", url_with(server.url(), database="storm"))
    with django_db_blocker.unblock():
        with connected_to(database.owner_url):
            call_command("migrate", verbosity=0)
        with (
            connected_to(database.app_url),
            a_stage(
                tmp_path, database, PAYOUT_BANK_FAILURE_RATE="0.2", BANK_SEED=str(SEED)
            ) as made,
        ):
            made.serve(workers=2, threads=8)
            yield made


def a_crowd(stage: Stage) -> Crowd:
    shops: list[Shop] = [a_shop(f"Shop {number}", paise=10**9) for number in range(8)]
    return Crowd(
        f"http://127.0.0.1:{stage.web_port}",
        shops,
        {shop.id: shop.api_key() for shop in shops},
        SEED,
    )


def met_enough(crowd: Crowd) -> bool:
    """Many were granted, some were refused, and some were granted only when they asked again."""
    counts = crowd.counts()
    return counts[ACKNOWLEDGED] > 100 and counts[REFUSED] > 10 and crowd.was_granted_late()


def test_what_was_acknowledged_is_there_once(
    stage: Stage, cluster: Cluster, release_size: bool, tell: Callable[[str], None]
) -> None:
    kills = 150 if release_size else 10
    stage.bank.switch(
        rates={"err500_after": 0.03, "reset_after": 0.02, "reset_before": 0.03, "dup_hooks": 0.2}
    )
    crowd, kill = a_crowd(stage), PostgresKiller(cluster)
    workers = [stage.worker(), stage.worker()]
    nemeses = [
        Nemesis(kill, KILL_EVERY_SECONDS, SEED),
        Nemesis(WorkerKiller(stage.worker, workers), 2 * KILL_EVERY_SECONDS, SEED + 1),
    ]
    with at_large(crowd, *nemeses):
        # A storm that killed nothing, or in which nothing was in doubt, would prove nothing.
        until(
            lambda: nemeses[0].wrong or (nemeses[0].deeds >= kills and met_enough(crowd)),
            lambda: f"kills: {nemeses[0].deeds}, {crowd.counts()}",
            seconds=240 + 6 * kills,
        )
    connection.close()  # ours died with the server
    replayed = crowd.replays_that_differ()
    stage.killed(*workers)
    stage.worker()
    stage.rest()
    verdict, counts = stage.verdict(), crowd.counts()

    tell(
        f"PostgreSQL killed {nemeses[0].deeds} times (back in"
        f" {statistics.median(kill.recoveries):.1f} s), workers {nemeses[1].deeds} times:"
        f" {dict(counts)}, {len(crowd.wrongs())} wrong, {len(verdict.violations)} violations;"
        f" answers {dict(crowd.statuses)}; seed {SEED}"
    )
    assert crowd.wrongs() == []
    assert replayed == []
    assert not verdict.violations, f"{verdict}\n{stage.said()}"
    surprising = {each for each in crowd.statuses if each[0].isdigit()} - ALLOWED - UNAVAILABLE
    assert not surprising, crowd.statuses


def test_a_server_that_answers_before_it_is_on_disk_is_found_out(
    stage: Stage, cluster: Cluster, tell: Callable[[str], None]
) -> None:
    """The storm can fail: with ``synchronous_commit`` off, kills lose what was said just before."""
    crowd, kill = a_crowd(stage), PostgresKiller(cluster)
    stage.tamper(f"ALTER ROLE {APPLICATION_ROLE} SET synchronous_commit = off")
    # Nor does anybody else write it down in time, however slow the machine is.
    stage.tamper("ALTER SYSTEM SET wal_writer_delay = '10s'")
    stage.tamper("SELECT pg_reload_conf()")
    stage.serve(workers=2, threads=8)
    with at_large(crowd):
        for _ in range(KILLS_FOUND_OUT):
            until_more_is_granted(crowd)
            kill(random.Random(SEED))
    connection.close()

    lost = [wrong for wrong in crowd.wrongs() if "is lost" in wrong]
    tell(f"synchronous_commit off: {len(lost)} acknowledged and lost in {KILLS_FOUND_OUT} kills")
    assert lost


def until_more_is_granted(crowd: Crowd) -> None:
    """A kill with nothing said since the one before it could lose nothing."""
    before = crowd.counts()[ACKNOWLEDGED]
    until(lambda: crowd.counts()[ACKNOWLEDGED] > before + 5, "more to be granted", seconds=120)
