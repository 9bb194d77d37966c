"""The worker's doors: fetch statements, match their lines, close days."""

from __future__ import annotations

from django.conf import settings

from adulis.gateways import queries as banks
from adulis.gateways.bank import BankSilent
from adulis.gateways.errors import StatementMalformed
from adulis.kernel import db, due
from adulis.kernel.actors import system
from adulis.kernel.due import Claim
from adulis.reconciliation import actions, queries
from adulis.reconciliation.models import Day

FETCH_LEASE_SECONDS = 120
MATCH_LEASE_SECONDS = 60
LINES = 100
WORKER = system("reconciliation")


def fetch_statements(limit: int = 8) -> int:
    """Ask the bank for the statements that are due; returns how many days were looked at."""
    bank = settings.BANK_CODE
    with db.transaction():
        actions.open_days(bank=bank, actor=WORKER, at=db.clock())
    claims = due.claim("reconciliation_day", limit=limit, lease_seconds=FETCH_LEASE_SECONDS)
    poison = {claim.id for claim in claims if claim.is_poison}
    for day in queries.days_by_id([claim.id for claim in claims]):
        if day.id in poison:
            _note(day, "reading it failed again and again", is_faulty=True)
        else:
            _fetch(day)
    return len(claims)


def _fetch(day: Day) -> None:
    try:
        body = banks.connected_bank().statement(
            day.day.isoformat(), at=db.network_clock(), form=banks.profile().statement_form
        )
        with db.transaction():
            actions.take_statement(
                bank=day.bank, body=body, day=day.day, actor=WORKER, at=db.clock()
            )
    except BankSilent as silence:
        _note(day, f"the bank has none: {silence}", is_faulty=False)
    except StatementMalformed as malformed:
        _note(day, malformed.detail, is_faulty=True)


def _note(day: Day, why: str, *, is_faulty: bool) -> None:
    with db.transaction():
        actions.note_unusable(
            bank=day.bank, day=day.day, why=why, is_faulty=is_faulty, actor=WORKER, at=db.clock()
        )


def match_statements(limit: int = LINES) -> int:
    """Match statement lines; returns how many were looked at. None before a restore is noticed."""
    if banks.is_unnoticed():
        return 0
    claims = due.claim("gateways_statement_line", limit=limit, lease_seconds=MATCH_LEASE_SECONDS)
    if not claims:
        return 0
    healthy = _without_poison(claims)
    with db.transaction():
        from_outside = actions.match_lines(claims=healthy, actor=WORKER, at=db.clock())
    for claim in from_outside:
        # Each locks a wallet: one after the other, so that no two of them wait in a circle.
        with db.transaction():
            actions.match_credit(claim=claim, actor=WORKER, at=db.clock())
    return len(claims)


def _without_poison(claims: list[Claim]) -> list[Claim]:
    poison = [claim for claim in claims if claim.is_poison]
    if poison:
        with db.transaction():
            actions.park_lines(claims=poison, actor=WORKER, at=db.clock())
    return [claim for claim in claims if not claim.is_poison]


def close_days() -> int:
    """Close days that are over and wholly matched, oldest first; returns how many."""
    closed = 0
    for day_id in queries.days_to_close(settings.BANK_CODE):
        with db.transaction():
            if not actions.close_day(day_id=day_id, actor=WORKER, at=db.clock()):
                break
        closed += 1
    return closed
