"""Runs the invariants of every room: questions whose only good answer is no rows."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import structlog
from django.conf import settings
from django.db import connection

from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.kernel.checks import Check
from adulis.ops import actions

log = structlog.get_logger(__name__)

ROWS_SHOWN = 20
# Reading a ledger of many millions of lines may take longer than a request may.
LONGEST_SECONDS = 1_800


@dataclass(frozen=True, slots=True)
class Finding:
    """How one check went. ``rows`` break its promise; the first ``ROWS_SHOWN`` of ``broken``."""

    check: Check
    broken: int
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    seconds: float


def all_checks() -> list[Check]:
    """The checks of all rooms, in the order of the house, from the ground up."""
    found: list[Check] = []
    for room in settings.ROOMS:
        if find_spec(f"{room}.checks"):
            found += import_module(f"{room}.checks").CHECKS
    return found


def examine(checks: Iterable[Check] | None = None) -> list[Finding]:
    """Ask every check, in the transaction the caller has open, or statement by statement."""
    return [_ask(check) for check in (all_checks() if checks is None else checks)]


@contextmanager
def frozen_view() -> Iterator[None]:
    """One read-only transaction in which nothing changes: all checks see the same moment."""
    with db.transaction():
        db.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        db.execute(f"SET LOCAL statement_timeout = '{LONGEST_SECONDS}s'")
        yield


def watch() -> int:
    """Run all checks and cry out for each promise that is broken; one worker at a time does.

    Returns 0: there is never a reason to look again at once.
    """
    with frozen_view():
        if not db.fetch_value("SELECT pg_try_advisory_xact_lock(hashtext('invariants'))"):
            return 0
        findings = examine()
    with db.transaction():
        actions.note_examination(
            broken={each.check.name: each.broken for each in findings if each.broken},
            actor=system("invariants"),
            at=db.clock(),
        )
    for finding in findings:
        if finding.broken:
            log.error(
                "invariant.broken",
                invariant=finding.check.name,
                promise=finding.check.promise,
                broken=finding.broken,
                rows=[dict(zip(finding.columns, row, strict=True)) for row in finding.rows],
            )
    return 0


def _ask(check: Check) -> Finding:
    begun = time.monotonic()
    if check.read is not None:
        told = check.read()
        rows = tuple(told[:ROWS_SHOWN])
        return Finding(check, len(told), check.columns, rows, time.monotonic() - begun)
    with connection.cursor() as cursor:
        cursor.execute(check.sql)
        columns = tuple(column.name for column in cursor.description)
        rows = tuple(cursor.fetchmany(ROWS_SHOWN))
        broken = cursor.rowcount
    return Finding(check, broken, columns, rows, time.monotonic() - begun)
