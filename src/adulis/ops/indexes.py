"""Indexes whose concurrent build, or rebuild, was broken off: they cost, and promise nothing.

Nor would running its migration again mend one: CREATE INDEX … IF NOT EXISTS takes it for made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from adulis.kernel import db

# A half that REINDEX left beside the index itself, or one whose dropping had begun, is not wanted.
# Who may not see what another role is building takes it for broken off, which only ``doctor`` does.
_BROKEN_OFF = r"""
SELECT c.relname, format('%I.%I', n.nspname, c.relname), i.indisunique,
       pg_has_role(c.relowner, 'USAGE'),
       NOT i.indislive OR c.relname ~ '_cc(new|old)[0-9]*$'
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT i.indisvalid AND c.relkind = 'i' AND n.nspname = 'public'
   AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p
                    WHERE p.index_relid = i.indexrelid)
 ORDER BY 5 DESC, 1
"""


@dataclass(frozen=True, slots=True)
class BrokenOff:
    name: str
    full_name: str
    is_unique: bool
    is_ours: bool
    is_unwanted: bool


def broken_off() -> list[BrokenOff]:
    """Those that are not valid and that nobody is building, unwanted ones first."""
    return [BrokenOff(*row) for row in db.fetch_all(_BROKEN_OFF)]


def mend() -> Iterator[str]:
    """Build what was broken off, drop what is not wanted; says what, before each. For the owner.

    Built rather than dropped, since the migration that wants it may have been recorded as applied.
    """
    for index in broken_off():
        if not index.is_ours:
            continue
        if index.is_unwanted:
            yield f"Dropping {index.name}, which was left half made."
            db.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {index.full_name}")
        else:
            yield f"Building {index.name} again: it was not valid."
            db.execute(f"REINDEX INDEX CONCURRENTLY {index.full_name}")


def patient(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    """Let what is done concurrently wait for transactions; nobody queues behind it meanwhile.

    Wraps what Django executes. To give up would leave an index that is not valid.
    """
    if " INDEX CONCURRENTLY " not in str(sql):
        return execute(sql, *rest)
    *_, context = rest
    with context["connection"].cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout')")
        (before,) = cursor.fetchone()
        cursor.execute("SET lock_timeout = 0")
        try:
            return execute(sql, *rest)
        finally:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [before])
