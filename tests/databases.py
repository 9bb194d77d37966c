"""Databases for tests: one migrated template, and a clone of it wherever tests may write.

The server is the one ``ADULIS_TEST_SERVER_URL`` names (a superuser's URL), else an embedded one
whose files lie in memory if there is plenty, else under ``var/test-postgres``. A clone is eight
hundred files, soon dropped again; a file system with a journal takes eight times as long for that.
Any number of test runs may share either.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import django
import psycopg
from django.conf import settings
from psycopg import sql

from adulis.ops import databases
from adulis.ops.databases import APPLICATION_ROLE, OWNER_ROLE, url_with
from adulis.ops.locks import FileLock, Held, locked
from adulis.ops.postgres import Cluster
from tests.waiting import until

REPOSITORY = Path(__file__).resolve().parents[1]
SOURCE = REPOSITORY / "src" / "adulis"
PASSWORD = "for-tests-only"
TEMPLATES_KEPT = 6
# Linux's folder in memory. A run takes half of this room, most of it WAL; what stays is far less.
MEMORY = Path("/dev/shm")  # noqa: S108 – the server's folder is its own
ROOM_BYTES = 2 * 1024**3


@contextmanager
def test_server() -> Iterator[str]:
    """The superuser's URL of a server, started if need be and stopped by its last user."""
    if given := os.environ.get("ADULIS_TEST_SERVER_URL"):
        yield given
        return
    home = REPOSITORY / "var" / "test-postgres"
    home.mkdir(parents=True, exist_ok=True)
    users = FileLock(home / "users.lock")
    with locked(home / "coming-and-going.lock"):
        users.take(shared=True)
        in_memory = MEMORY / f"adulis-tests-{hashlib.sha256(str(home).encode()).hexdigest()[:16]}"
        # Whoever came first has decided it for all.
        is_in_memory = in_memory.exists() or _has_room()
        cluster = Cluster(in_memory if is_in_memory else home, durable=False)
        server = cluster.start()
    try:
        yield server.url()
    finally:
        with locked(home / "coming-and-going.lock"):
            try:
                users.take(wait=False)
            except Held:
                pass  # another run still needs the server, and will stop it
            else:
                cluster.stop()
                users.release()


def _has_room() -> bool:
    """Whether the databases of a whole run fit into memory, and it is not missed."""
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM_BYTES:
        return False
    told = dict(line.split(":") for line in Path("/proc/meminfo").read_text().splitlines())
    return int(told["MemAvailable"].split()[0]) * 1024 > 2 * ROOM_BYTES


@dataclass(frozen=True)
class TestDatabase:
    """A clone of the template and three ways to enter it.

    ``environment`` is what a subprocess needs in order to work on this database.
    """

    __test__ = False

    name: str
    superuser_url: str
    owner_url: str = field(init=False)
    app_url: str = field(init=False)
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        for name, role in (("owner_url", OWNER_ROLE), ("app_url", APPLICATION_ROLE)):
            url = url_with(self.superuser_url, user=role, password=PASSWORD)
            object.__setattr__(self, name, url)
        environment = {
            **os.environ,
            "DATABASE_URL": self.app_url,
            "DATABASE_OWNER_URL": self.owner_url,
        }
        object.__setattr__(self, "environment", environment)

    @contextmanager
    def visited(self) -> Iterator[dict[str, str]]:
        """The environment of a process that works in here; when it ends, its sessions have, too.

        The session of a killed process lives, and keeps its locks, until the server finds nobody at
        the other end: whoever passes over what is locked would find nothing to do.
        """
        name = f"visitor-{secrets.token_hex(6)}"
        yield {**self.environment, "PGAPPNAME": name}
        here = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s"
        with psycopg.connect(self.superuser_url, autocommit=True) as watch:
            until(
                lambda: watch.execute(here, [name]).fetchone() == (0,),
                lambda: f"the last session of a visitor of {self.name} to end",
                seconds=60,
            )


class Databases:
    """Makes clones on the server at ``superuser_url`` and drops them when closed.

    A session-level advisory lock named after each database tells the living from what a killed
    run left behind; the server releases it when our connection ends, however it ends.
    """

    def __init__(self, superuser_url: str, migrate: Callable[[str], None]) -> None:
        self._url = url_with(superuser_url, database="postgres")
        self._migrate = migrate
        self._keeper = databases.connect(self._url)
        self._clones: list[str] = []
        self._prefix = settings.DATABASES["default"]["TEST"]["NAME"]
        self._template = f"{self._prefix}_template_{migrations_digest()}"
        with self._lock("adulis_test_roles"):
            databases.ensure_roles(
                self._keeper, owner_password=PASSWORD, application_password=PASSWORD
            )
        self._ensure_template()
        self._sweep()

    def clone(self, *, patience_seconds: int | None = None) -> TestDatabase:
        """A fresh copy of the template, ours until ``drop`` or ``close``.

        ``patience_seconds``: how long its application waits for a lock and for a statement, where
        a test is about what happens and not about how quickly a busy machine does it.
        """
        name = f"{self._prefix}_{secrets.token_hex(6)}"
        self._keeper.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [name])
        self._create(name, self._template)
        self._clones.append(name)
        if patience_seconds is not None:
            self._make_patient(name, patience_seconds)
        return TestDatabase(name, url_with(self._url, database=name))

    def drop(self, database: TestDatabase) -> None:
        """Drop a clone, and with it whatever connections a test forgot to close."""
        self._drop(database.name)
        self._clones.remove(database.name)
        self._keeper.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [database.name])

    def close(self) -> None:
        for name in self._clones:
            self._drop(name)
        self._keeper.close()

    def _ensure_template(self) -> None:
        # Shared for as long as we live: nobody sweeps away what we may still clone.
        self._row("SELECT pg_advisory_lock_shared(hashtextextended(%s, 0))", self._template)
        building = f"{self._template}_building"
        with self._lock(building):
            if self._exists(self._template):
                return
            self._drop(building)
            databases.ensure_database(self._keeper, building)
            url = url_with(self._url, database=building)
            self._migrate(url_with(url, user=OWNER_ROLE, password=PASSWORD))
            for statement in (
                "ALTER DATABASE {building} ALLOW_CONNECTIONS false",  # it can be cloned any time
                "ALTER DATABASE {building} RENAME TO {template}",  # from here on it is complete
            ):
                self._keeper.execute(
                    sql.SQL(statement).format(
                        building=sql.Identifier(building), template=sql.Identifier(self._template)
                    )
                )

    def _sweep(self) -> None:
        """Drop clones nobody holds any more, and templates of migrations long changed."""
        names = [
            name
            for (name,) in self._keeper.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC",
                [f"{self._prefix}_"],
            )
        ]
        templates = [name for name in names if name.startswith(f"{self._prefix}_template_")]
        # Our own locks would not keep us from ourselves.
        for name in set(names) - {*templates[:TEMPLATES_KEPT], self._template, *self._clones}:
            (free,) = self._row("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", name)
            if free:
                # Somebody may be cloning it this moment without having locked it: then it stays.
                with suppress(psycopg.errors.ObjectInUse):
                    self._drop(name)
                self._row("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", name)

    @contextmanager
    def _lock(self, name: str) -> Iterator[None]:
        self._row("SELECT pg_advisory_lock(hashtextextended(%s, 0))", name)
        try:
            yield
        finally:
            self._row("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", name)

    def _create(self, name: str, template: str) -> None:
        statement = "CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY FILE_COPY"
        names = [sql.Identifier(each) for each in (name, template, OWNER_ROLE)]
        self._keeper.execute(sql.SQL(statement).format(*names))
        for statement in (
            "REVOKE ALL ON DATABASE {} FROM PUBLIC",
            "GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}",
        ):
            self._keeper.execute(
                sql.SQL(statement).format(sql.Identifier(name), sql.Identifier(APPLICATION_ROLE))
            )

    def _make_patient(self, name: str, seconds: int) -> None:
        for limit in databases.APPLICATION_TIMEOUTS:
            self._keeper.execute(
                sql.SQL("ALTER ROLE {} IN DATABASE {} SET {} = {}").format(
                    sql.Identifier(APPLICATION_ROLE),
                    sql.Identifier(name),
                    sql.Identifier(limit),
                    sql.Literal(f"{seconds}s"),
                )
            )

    def _drop(self, name: str) -> None:
        self._keeper.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )

    def _exists(self, name: str) -> bool:
        return bool(self._row("SELECT count(*) FROM pg_database WHERE datname = %s", name)[0])

    def _row(self, statement: str, name: str) -> tuple[object, ...]:
        row = self._keeper.execute(psycopg.sql.SQL(statement), [name]).fetchone()
        assert row is not None
        return row


def migrations_digest() -> str:
    """Changes whenever a migrated database could: migrations, SQL files, grants, Django itself."""
    digest = hashlib.sha256(django.__version__.encode())
    sources = [*SOURCE.glob("*/migrations/*.py"), *SOURCE.rglob("*.sql")]
    sources += [SOURCE / "settings.py", SOURCE / "ops" / "grants.py", SOURCE / "ops/databases.py"]
    sources += [SOURCE / "ops/management/commands/migrate.py"]
    for path in sorted(sources):
        digest.update(str(path.relative_to(SOURCE)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
