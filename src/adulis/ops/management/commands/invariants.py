"""``invariants``: prove, on the data as it is now, that every promise of the platform holds."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from adulis.ops.invariants import Finding, examine, frozen_view


class Command(BaseCommand):
    help = "Run every room's invariants on one view of the database; exit 1 when one is broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *_args: Any, **options: Any) -> None:
        with frozen_view():
            findings = examine()
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(findings), indent=2, default=str))
        else:
            _show(findings, Console(highlight=False))
        if any(finding.broken for finding in findings):
            sys.exit(1)


def _show(findings: Sequence[Finding], console: Console) -> None:
    table = Table("", "Invariant", "Promise", box=None, pad_edge=False)
    table.add_column("Broken", justify="right")
    table.add_column("Seconds", justify="right", style="dim")
    for finding in findings:
        sign = "[red]✗[/]" if finding.broken else "[green]✓[/]"
        check = finding.check
        table.add_row(
            sign, check.name, escape(check.promise), str(finding.broken), f"{finding.seconds:.2f}"
        )
    console.print(table)
    for finding in findings:
        if finding.broken:
            rows = Table(*finding.columns, title=finding.check.name, title_justify="left")
            for row in finding.rows:
                rows.add_row(*(escape(str(value)) for value in row))
            console.print(rows)
    broken = [finding for finding in findings if finding.broken]
    if broken:
        console.print(f"[bold red]{len(broken)} of {len(findings)} invariants are broken.[/]")
    else:
        console.print(f"[bold green]All {len(findings)} invariants hold.[/]")


def _as_json(findings: Sequence[Finding]) -> dict[str, Any]:
    return {
        "holds": not any(finding.broken for finding in findings),
        "invariants": [
            {
                "name": finding.check.name,
                "promise": finding.check.promise,
                "broken": finding.broken,
                "seconds": round(finding.seconds, 3),
                "rows": [dict(zip(finding.columns, row, strict=True)) for row in finding.rows],
            }
            for finding in findings
        ],
    }
