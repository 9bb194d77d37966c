"""``import-statement``: take a day's bank statement now, and match what is on it."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from adulis.gateways import queries as banks
from adulis.gateways.bank import BankSilent
from adulis.gateways.errors import StatementMalformed
from adulis.gateways.statements import bank_day
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.reconciliation import actions, tasks


class Command(BaseCommand):
    help = "Fetch a day's statement from the bank, or read it from a file, and match its lines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--day", type=date.fromisoformat, help="YYYY-MM-DD; today by default")
        parser.add_argument("--file", type=Path, help="a file to read instead of asking the bank")

    def handle(self, *_args: Any, **options: Any) -> None:
        day = options["day"] or (None if options["file"] else bank_day(db.clock()))
        try:
            body = _read(day, options["file"])
            with db.transaction():
                taken = actions.take_statement(
                    bank=settings.BANK_CODE,
                    body=body,
                    day=day,
                    actor=system("import-statement"),
                    at=db.clock(),
                )
        except (BankSilent, StatementMalformed, OSError) as refused:
            raise CommandError(str(refused)) from refused
        while tasks.match_statements():
            pass
        lines = banks.counts_by_day(settings.BANK_CODE, [taken.day])[taken.day]
        self.stdout.write(
            f"{taken.day}: {taken.line_count} lines, {taken.fresh_count} of them new;"
            f" {lines['matched']} matched, {lines['questioned']} for an operator to look at."
        )


def _read(day: date | None, file: Path | None) -> bytes:
    if file is not None:
        return file.read_bytes()
    assert day is not None
    return banks.connected_bank().statement(
        day.isoformat(), at=db.network_clock(), form=banks.profile().statement_form
    )
