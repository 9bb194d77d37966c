"""``/healthz``: this process is alive. ``/readyz``: it can do its work."""

from __future__ import annotations

from typing import Any

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from adulis.api.renderers import answer
from adulis.kernel import redis
from adulis.kernel.db import fetch_value

# Whoever owns a table may disable its triggers, and a superuser may do anything.
_OWNS_TABLES = """
SELECT rolsuper OR EXISTS (SELECT FROM pg_class JOIN pg_namespace AS n ON n.oid = relnamespace
                            WHERE n.nspname = 'public' AND relkind IN ('r', 'p')
                              AND relowner = r.oid)
  FROM pg_roles AS r WHERE rolname = current_user
"""
# Found complete once, it stays so: new migrations come with a new process.
_migrated: set[str] = set()


def healthz(_request: HttpRequest) -> HttpResponse:
    return answer({"status": "ok"})


def readyz(_request: HttpRequest) -> HttpResponse:
    """503 until the database answers and every migration is applied.

    ``roles`` is ``weak`` where the platform runs as the owner of its tables: it works, but a bug or
    an intruder could then change what is only ever added to. ``redis``, where there should be one,
    is ``away`` while the database does its work as well: slower, and nothing is refused for it.
    """
    try:
        checks = _checks()
    except Error:
        checks = {"database": "unreachable"}
    if (shared := redis.shared()) is not None:
        checks["redis"] = "ok" if shared.answers() else "away"
    is_ready = checks.get("database") == "ok" and checks.get("migrations") == "applied"
    body = {"status": "ready" if is_ready else "not_ready", "checks": checks}
    return answer(body, status=200 if is_ready else 503)


def _checks() -> dict[str, Any]:
    owns_tables = fetch_value(_OWNS_TABLES)
    return {
        "database": "ok",
        "migrations": "applied" if _are_migrations_applied() else "missing",
        "roles": "weak" if owns_tables else "strong",
    }


def _are_migrations_applied() -> bool:
    connection = connections[DEFAULT_DB_ALIAS]
    name = str(connection.settings_dict["NAME"])
    if name not in _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _migrated.add(name)
    return True
