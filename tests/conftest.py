"""The test harness: a fixed environment, a migrated database for every test that asks for one.

Two ways to a database, and which one a test needs is the first thing to know about it:

``@pytest.mark.django_db``  the worker's database, as the application role, inside a transaction
                            that is rolled back. Fast; nothing is ever committed.
``fresh_database``          a database of its own, thrown away afterwards, for tests that commit,
                            start threads or start processes. Django is pointed at it meanwhile.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

# A developer's own environment must decide nothing here, above all not which database is written.
_OF_A_DEVELOPER = {"DATABASE_OWNER_URL", "REDIS_URL", "DEBUG", "BANK_BASE_URL", "GATEWAY_KEY"}
for _name in list(os.environ):
    if (
        _name in _OF_A_DEVELOPER
        or _name.startswith("OTEL_")
        or (_name.startswith("PG") and _name != "PG_BIN_DIR")
    ):
        del os.environ[_name]
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "adulis.settings",
    "DATABASE_URL": "postgres://adulis_app@127.0.0.1:1/no_test_asked_for_a_database",
    "ADULIS_MODE": "sandbox",
    "SECRET_KEY": "tests-only-tests-only-tests-only-tests-only-tests-only",
    "ENCRYPTION_KEYS": "test:dGVzdHMgb25seTogdGhpcnR5LXR3byBieXRlcy4uLi4=",
    "ENCRYPTION_KEYS_FILE": "",
    "BLIND_INDEX_KEY": "dGVzdHMgb25seTogdGhlIGJsaW5kIGluZGV4IGtleS4=",
    "API_KEY_PEPPER": "tests-only-pepper",
    "BANK_SECRET": "tests-only-bank-secret",
    "BANK_CALLBACK_SECRETS": "whsec_dGVzdHMgb25seTogdGhlIGNhbGxiYWNrIHNlY3JldC4=",
    "BANK_PROFILE": "npci",
    "PAYMENT_GATEWAY_URL": "http://127.0.0.1:1",
    "PAYMENT_GATEWAY_SECRET": "tests-only-gateway-secret",
    "PAYMENT_GATEWAY_WEBHOOK_SECRETS": "whsec_dGVzdHMgb25seTogdGhlIHdlYmhvb2sgc2VjcmV0Li4=",
    "PAYMENT_GATEWAY_PROFILE": "real",
    "COOKIES_SECURE": "true",
    # A test that is slow is no outage; those of outages set the heartbeat back.
    "OUTAGE_AFTER_SECONDS": "3600",
    "PUBLIC_URL": "https://adulis.example",
    "EMAIL_URL": "",
    "EMAIL_FOLDER": "",
    "DEFAULT_FROM_EMAIL": "Adulis <no-reply@adulis.example>",
    "LEDGER_SEAL_KEYS": "",
    "LEDGER_HEADS_TO": "",
    # Nowhere: a test that stores files says where (``tests.files``).
    "FILES_DIR": "/nowhere/files",
    "FILES_S3_BUCKET": "",
    # Whether a developer has built the web app decides nothing here either.
    "WEB_DIST": "/nowhere/web/dist",
}

import hypothesis  # noqa: E402  the environment comes first: importing settings reads it
import pytest  # noqa: E402

hypothesis.settings.register_profile("ci", deadline=None, max_examples=50)
hypothesis.settings.register_profile("release", deadline=None, max_examples=1_000)


# What takes longest, and mostly waits. With several workers it is begun first, so that no worker is
# left alone with it at the end, and what needs the processor is done meanwhile.
BEGUN_FIRST = (
    "tests/story/test_web_console.py",
    "tests/storm/",
    "tests/story/",
    "tests/pure/test_web",
)
_WORTH_A_LOOK_SECONDS = 300
# How long a lock or a statement is waited for where racers meet on a machine that has other work;
# storms wait as long as an installation does, and try again.
_PATIENCE_SECONDS = 60


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="release size: more of everything")


def pytest_configure(config: pytest.Config) -> None:
    import django
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["tests.hashers.QuickArgon2PasswordHasher"]
    config.addinivalue_line("markers", "full: runs only at release size (--full)")
    hypothesis.settings.load_profile("release" if config.getoption("--full") else "ci")
    django.setup()
    sys.addaudithook(_refuse_sockets_in_transactions)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and (marker.args or marker.kwargs):
            raise pytest.UsageError(f"{item.nodeid}: a test that commits takes fresh_database")
        if marker and "fresh_database" in getattr(item, "fixturenames", ()):
            raise pytest.UsageError(f"{item.nodeid}: django_db or fresh_database, not both")
        if item.get_closest_marker("full") and not config.getoption("--full"):
            item.add_marker(pytest.mark.skip(reason="release size only: ./adulis test --full"))

    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """The place in line; within one, tests stay in the order they stand in."""
    matches = [item.nodeid.startswith(each) for each in BEGUN_FIRST]
    return matches.index(True) if True in matches else len(matches)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what storms met, also when all went well: one that met nothing proved nothing.

    And which files took longest, set-up and tear-down included.
    """
    reports = [
        each for kind in ("passed", "failed", "") for each in terminalreporter.getreports(kind)
    ]
    took: defaultdict[str, float] = defaultdict(float)
    for each in reports:
        took[each.nodeid.partition("::")[0]] += each.duration
    if sum(took.values()) > _WORTH_A_LOOK_SECONDS:
        terminalreporter.section("where the time went")
        for name, seconds in sorted(took.items(), key=itemgetter(1), reverse=True)[:20]:
            terminalreporter.write_line(f"{seconds:7.0f} s  {name}")
    told = [text for each in reports for name, text in each.user_properties if name == "storm"]
    if told:
        terminalreporter.section("storms")
        terminalreporter.write_line("\n".join(told))


@pytest.fixture(scope="session")
def release_size(request: pytest.FixtureRequest) -> bool:
    """Whether this is ``./adulis test --full``: storms and soaks choose their size by it."""
    return bool(request.config.getoption("--full"))


@pytest.fixture(scope="session")
def test_databases(django_db_blocker: Any) -> Iterator[Any]:
    """The maker of databases; the first one of a session builds the template."""
    from django.core.management import call_command

    from adulis.ops.databases import connected_to
    from tests.databases import Databases, test_server

    def migrate(owner_url: str) -> None:
        with connected_to(owner_url):
            call_command("migrate", verbosity=0)

    with test_server() as superuser_url, django_db_blocker.unblock():
        made = Databases(superuser_url, migrate)
        try:
            yield made
        finally:
            made.close()


@pytest.fixture(scope="session")
def django_db_setup(test_databases: Any) -> Iterator[None]:
    """Replaces pytest-django's: this worker's clone, entered as the application."""
    from adulis.ops.databases import connected_to

    with connected_to(test_databases.clone(patience_seconds=_PATIENCE_SECONDS).app_url):
        yield


@pytest.fixture
def fresh_database(test_databases: Any, django_db_blocker: Any) -> Iterator[Any]:
    """A database of the test's own (see ``tests.databases.TestDatabase``), gone afterwards."""
    from adulis.ops.databases import connected_to

    database = test_databases.clone(patience_seconds=_PATIENCE_SECONDS)
    try:
        with django_db_blocker.unblock(), connected_to(database.app_url):
            yield database
    finally:
        test_databases.drop(database)


@pytest.fixture(autouse=True)
def _asked_by_nobody() -> Iterator[None]:
    """A request of an earlier test, in this very thread, has not asked for what this one does."""
    import structlog

    from adulis.kernel import origins

    structlog.contextvars.clear_contextvars()
    with origins.bearing(""):
        yield


@pytest.fixture
def impatient(fresh_database: Any) -> None:
    """Sessions of the application that begin from now on wait for a lock for a moment only."""
    import psycopg

    with psycopg.connect(fresh_database.superuser_url, autocommit=True) as superuser:
        superuser.execute(
            f"ALTER ROLE adulis_app IN DATABASE {fresh_database.name} SET lock_timeout = '300ms'"
        )


@pytest.fixture
def simulated_bank(fresh_database: Any, tmp_path: Path) -> Iterator[Any]:
    """The real simulated bank, and a platform connected to it (see ``tests.bank``)."""
    from tests.bank import connected_bank

    with connected_bank(tmp_path) as bank:
        yield bank


@pytest.fixture(scope="module")
def shared_database(test_databases: Any, django_db_blocker: Any) -> Iterator[Any]:
    """A database for all tests of a module: what one of them commits, the others find."""
    from adulis.ops.databases import connected_to

    database = test_databases.clone(patience_seconds=_PATIENCE_SECONDS)
    try:
        with django_db_blocker.unblock(), connected_to(database.app_url):
            yield database
    finally:
        test_databases.drop(database)


@pytest.fixture(scope="module")
def shared_bank(shared_database: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The bank, one for all tests of a module: each of them brings its own merchant."""
    from tests.bank import connected_bank

    with connected_bank(tmp_path_factory.mktemp("bank")) as bank:
        yield bank


@pytest.fixture
def payment_gateway(fresh_database: Any, tmp_path: Path) -> Iterator[Any]:
    """The real simulated payment gateway, and a platform connected to it (``tests.paying``)."""
    from tests.paying import connected_gateway

    with connected_gateway(tmp_path) as gateway:
        yield gateway


@pytest.fixture(scope="module")
def shared_gateway(shared_database: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The gateway, one for all tests of a module: each of them brings its own merchant."""
    from tests.paying import connected_gateway

    with connected_gateway(tmp_path_factory.mktemp("gateway")) as gateway:
        yield gateway


def _refuse_sockets_in_transactions(event: str, args: tuple[Any, ...]) -> None:
    """No network call is made while a transaction is open, in any test, by anybody."""
    if event == "socket.connect":
        from adulis.kernel.db import forbid_transaction

        forbid_transaction()
