"""``ledger verify`` and ``ledger trial-balance``: ask the book whether it is right."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import IO, Any, cast

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from adulis.kernel.money import Money
from adulis.ledger import tasks
from adulis.ledger.chart import CHART
from adulis.ledger.values import TrialBalance


class Command(BaseCommand):
    help = "Verify the ledger row by row, or show its trial balance; exit 1 when it is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verify = verbs.add_parser("verify", help="derive every balance, chain and sum again")
        verify.add_argument(
            "--most", type=int, default=100, help="stop after this many faults (default 100)"
        )
        trial = verbs.add_parser("trial-balance", help="what every kind of account holds")
        trial.add_argument("--accounts", action="store_true", help="list every single account")

    def handle(self, *_args: Any, **options: Any) -> None:
        console = Console(file=cast("IO[str]", self.stdout), highlight=False, soft_wrap=True)
        if options["verb"] == "verify":
            right = verify(console, options["most"])
        else:
            right = show_trial_balance(console, every_account=options["accounts"])
        if not right:
            sys.exit(1)


def verify(console: Console, most_faults: int) -> bool:
    """Print what is wrong with the book, if anything; whether all is right."""
    counted: dict[str, int] = {}
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True
    ) as bars:
        shown: dict[str, Any] = {}

        def progress(table: str, done: int, total: int) -> None:
            counted[table] = done
            if table not in shown:
                shown[table] = bars.add_task(table, total=total)
            bars.update(shown[table], completed=done)

        verdict = tasks.verify_book(progress=progress, most_faults=most_faults)
    for fault in verdict.faults:
        console.print(f"[red]✗[/] [bold]{escape(fault.row)}[/]: {escape(fault.what)}")
    if verdict.faults:
        found = f"more than {most_faults}" if verdict.more else str(len(verdict.faults))
        console.print(f"[bold red]The ledger is not as it was written: {found} faults.[/]")
        return False
    read = ", ".join(f"{count:,} {table}" for table, count in counted.items())
    console.print(f"[bold green]The ledger is as it was written.[/] Read: {read}.")
    return True


def show_trial_balance(console: Console, *, every_account: bool) -> bool:
    """Print the balances; whether they come to zero in every currency."""
    found = tasks.trial_balance()
    table = Table("Account" if every_account else "Kind", box=None, pad_edge=False)
    table.add_column("Balance", justify="right")
    for name, amount in _accounts(found) if every_account else _kinds(found):
        table.add_row(escape(name), str(amount))
    table.add_section()
    for currency, total in sorted(found.totals.items()):
        table.add_row(f"[bold]Total {currency}[/]", f"[bold]{total}[/]")
    console.print(table)
    wrong = [currency for currency, total in sorted(found.totals.items()) if total]
    for currency in wrong:
        console.print(f"[bold red]{currency} does not come to zero.[/]")
    return not wrong


def _accounts(found: TrialBalance) -> list[tuple[str, Money]]:
    return [(row.address, row.balance) for row in found.rows]


def _kinds(found: TrialBalance) -> list[tuple[str, Money]]:
    order = {entry.kind: place for place, entry in enumerate(CHART)}
    kinds = sorted(found.by_kind.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    return [(f"{kind} {currency}", amount) for (kind, currency), amount in kinds]
