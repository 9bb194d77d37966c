"""The pool gives out no broken connection, and asks no healthy one."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from adulis.kernel.db import fetch_value
from adulis.kernel.postgresql.base import check_connection
from tests.databases import TestDatabase


def again() -> Any:
    """What a request does: take a connection, ask, give it back."""
    try:
        return fetch_value("SELECT pg_backend_pid()")
    finally:
        connection.close()


def end_all(database: TestDatabase) -> int:
    """Terminate every connection of the application and wait until they are gone."""
    with psycopg.connect(database.superuser_url, autocommit=True) as superuser:
        ended = superuser.execute(
            "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
            " WHERE datname = %s AND usename = 'adulis_app'",
            [database.name],
        ).fetchone()
    assert ended is not None
    return int(ended[0])


def test_none_of_the_requests_after_a_termination_fails(
    fresh_database: TestDatabase, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    before = again()
    assert end_all(fresh_database) >= 1
    statuses = []
    for _ in range(20):
        statuses.append(Client().get("/readyz").status_code)
        connection.close()
    assert statuses == [200] * 20
    assert again() != before


def test_a_healthy_connection_is_not_asked(fresh_database: TestDatabase) -> None:
    asked: list[str] = []

    class Watched(psycopg.Connection[Any]):
        def execute(self, query: Any, *args: Any, **options: Any) -> Any:
            asked.append(query)
            return super().execute(query, *args, **options)

    with Watched.connect(fresh_database.app_url, autocommit=True) as watched:
        check_connection(watched)
        assert asked == []
        pid = watched.info.backend_pid
        with psycopg.connect(fresh_database.superuser_url, autocommit=True) as superuser:
            superuser.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        with pytest.raises(psycopg.OperationalError):
            check_connection(watched)
        assert asked == [""]
