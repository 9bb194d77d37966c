"""Roles, databases and the one connection, for doors that prepare a server or change sides.

Two roles: the *owner* of the tables runs migrations, the *application* may only do what the
platform does. The difference is what stops a bug, or an intruder, from rewriting the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlsplit, urlunsplit

import environ
import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import sql

OWNER_ROLE = "adulis_owner"
APPLICATION_ROLE = "adulis_app"
# A request may wait, but never for ever: whatever it waits for is told by name in the refusal.
APPLICATION_TIMEOUTS = {
    "lock_timeout": "3s",
    "statement_timeout": "15s",
    "idle_in_transaction_session_timeout": "30s",
}


def url_with(
    url: str, *, database: str | None = None, user: str | None = None, password: str = ""
) -> str:
    """``url`` with another database, or another user and that user's password."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    credentials = parts.netloc.rpartition("@")[0]
    if user is not None:
        credentials = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
    path = parts.path if database is None else f"/{quote(database, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{credentials}@{place}", path=path))


def database_of(url: str) -> str:
    """The name of the database ``url`` points at."""
    return urlsplit(url).path.lstrip("/")


def connect(url: str) -> psycopg.Connection:
    """A connection outside Django in autocommit mode, for what no transaction may contain."""
    return psycopg.connect(url, autocommit=True, connect_timeout=10)


def ensure_roles(
    connection: psycopg.Connection, *, owner_password: str, application_password: str
) -> None:
    """Make the two roles, or give them these passwords and limits. Needs a superuser."""
    _ensure_role(connection, OWNER_ROLE, owner_password)
    _ensure_role(connection, APPLICATION_ROLE, application_password)
    for name, limit in APPLICATION_TIMEOUTS.items():
        connection.execute(
            sql.SQL("ALTER ROLE {} SET {} = {}").format(
                sql.Identifier(APPLICATION_ROLE), sql.Identifier(name), sql.Literal(limit)
            )
        )


def ensure_database(connection: psycopg.Connection, name: str) -> None:
    """Make the database, owned by the owner, to be entered by our two roles only."""
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    if not found:
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(
                sql.Identifier(name), sql.Identifier(OWNER_ROLE)
            )
        )
    for statement in (
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {database} TO {application}",
    ):
        connection.execute(
            sql.SQL(statement).format(
                database=sql.Identifier(name), application=sql.Identifier(APPLICATION_ROLE)
            )
        )


@contextmanager
def connected_to(url: str) -> Iterator[None]:
    """Point Django's default connection, in every thread, at ``url`` inside the block."""
    before = dict(connections[DEFAULT_DB_ALIAS].settings_dict)
    point_at(url)
    try:
        yield
    finally:
        _replace(before)


def point_at(url: str) -> None:
    """Point Django's default connection at ``url`` and leave the old pool behind."""
    found = environ.Env.db_url_config(url)
    _replace({key: found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})


def _replace(changes: dict[str, object]) -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    # All threads' connections share this dict, so the next one opened anywhere goes there.
    connection.settings_dict.update(changes)


def _ensure_role(connection: psycopg.Connection, name: str, password: str) -> None:
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    verb = "ALTER" if found else "CREATE"
    connection.execute(
        sql.SQL(f"{verb} ROLE {{}} LOGIN NOSUPERUSER PASSWORD {{}}").format(
            sql.Identifier(name), sql.Literal(password)
        )
    )
