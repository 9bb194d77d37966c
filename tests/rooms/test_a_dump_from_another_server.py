"""What a server has not counted yet is refused before anything is written, whatever tells of it."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command

from adulis.kernel import db
from adulis.ledger import actions as ledger
from adulis.ledger import tasks
from adulis.ops import counters, diagnosis
from adulis.ops.binaries import find_binaries, run_as, server_user
from adulis.ops.databases import connected_to
from adulis.ops.findings import Level
from adulis.ops.postgres import Cluster
from tests.book import ALICE, NOSTRO, entry, let_the_horizon_pass, move, roll_up
from tests.databases import TestDatabase
from tests.machines import Machine
from tests.world import a_shop

FAR = 5_000_000_000  # more than an epoch
# As it stands in a dump of a server that had counted so far.
AHEAD = {
    "ledger_checkpoint": f"UPDATE ledger_checkpoint SET next_xid = '{FAR}'",
    "ledger_seal": f"UPDATE ledger_seal SET through_xid = {FAR}",
    "ledger_entry": f"UPDATE ledger_entry SET xid = '{FAR - 1}'",
    "events_event": f"UPDATE events_event SET xid = '{FAR - 1}'",
    "reports_flow_mark": f"UPDATE reports_flow_mark SET through_xid = {FAR}",
}


@pytest.fixture
def lived_in(fresh_database: TestDatabase) -> TestDatabase:
    """A database with everything that bears numbers of transactions."""
    a_shop(paise=100_000)
    let_the_horizon_pass()
    roll_up()
    while tasks.seal():
        pass
    return fresh_database


def dumped(database: TestDatabase, sql: str) -> None:
    with psycopg.connect(database.superuser_url, autocommit=True) as superuser:
        superuser.execute("SET session_replication_role = replica")
        assert superuser.execute(sql.encode()).rowcount >= 1


def migrate(database: TestDatabase) -> None:
    with connected_to(database.owner_url):
        call_command("migrate", verbosity=0)


def applied() -> list[tuple[str]]:
    return db.fetch_all("SELECT name FROM django_migrations WHERE app = 'reports' ORDER BY id")


@pytest.mark.parametrize("table", sorted(AHEAD))
def test_it_is_refused_and_named(lived_in: TestDatabase, table: str) -> None:
    [fine] = [each for each in diagnosis.examine() if each.about == "transactions"]
    assert fine.level is Level.FINE
    dumped(lived_in, AHEAD[table])
    dumped(lived_in, "DELETE FROM django_migrations WHERE app = 'identity'")
    before = applied()
    move_it = "pg_resetwal --epoch=2 -D "
    with pytest.raises(CommandError, match="Nothing was migrated") as refused:
        migrate(lived_in)
    assert f"was written up to {FAR}" in str(refused.value)
    assert move_it in str(refused.value)
    assert applied() == before
    [finding] = [each for each in diagnosis.examine() if each.about == "transactions"]
    assert (finding.level, move_it in finding.remedy) == (Level.BROKEN, True)


def test_every_table_that_bears_such_numbers_is_asked() -> None:
    assert set(AHEAD) == set(counters._RECORDED)


def test_a_dump_into_the_same_server_is_taken(lived_in: TestDatabase) -> None:
    migrate(lived_in)
    assert counters.behind() is None


@pytest.mark.django_db
def test_what_the_transaction_itself_writes_is_not_ahead() -> None:
    with db.transaction():
        ledger.post(posting=entry("a", move(NOSTRO, ALICE, 100)))
    assert counters.behind() is None


@pytest.mark.parametrize("recorded", [FAR, 3_000_000_000, 12])
def test_what_is_said_moves_the_counter_and_hides_nothing(tmp_path: Path, recorded: int) -> None:
    """With PostgreSQL's own program, on a server of its own."""
    machine = Machine(Cluster(tmp_path / "other" / "postgres", durable=False))
    machine.start()
    try:
        with psycopg.connect(machine.url, autocommit=True) as superuser:
            superuser.execute("CREATE TABLE dumped AS SELECT 1 AS row FROM generate_series(1, 99)")
        machine.cluster.stop()
        words = counters.Behind(counted=800, recorded=recorded).remedy.split("pg_resetwal ")[1]
        folder = str(machine.cluster.log.parent / "cluster")
        program = str(find_binaries(os.environ).folder / "pg_resetwal")
        done = run_as(server_user(), [program, words.split()[0], "-D", folder])
        assert done.returncode == 0, done.stdout
        machine.start()
        with psycopg.connect(machine.url, autocommit=True) as superuser:
            assert superuser.execute("SELECT count(*) FROM dumped").fetchone() == (99,)
            superuser.execute("VACUUM FREEZE dumped")
            counted = superuser.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()
    finally:
        machine.cluster.stop()
    assert counted is not None
    assert counted[0] > recorded
