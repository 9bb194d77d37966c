"""``doctor``: what is missing or weak here, and what to do about it."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from adulis.ops.diagnosis import examine
from adulis.ops.findings import Level

SIGNS = {Level.FINE: "[green]✓[/]", Level.WEAK: "[yellow]![/]", Level.BROKEN: "[red]✗[/]"}


class Command(BaseCommand):
    help = "Explain what is missing or weak; exit 1 when something is broken."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *_args: Any, **options: Any) -> None:
        findings = examine()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings], indent=2))
        else:
            table = Table.grid(padding=(0, 1))
            for finding in findings:
                remedy = f"\n[dim]→ {escape(finding.remedy)}[/]" if finding.remedy else ""
                table.add_row(
                    SIGNS[finding.level], finding.about, f"{escape(finding.says)}{remedy}"
                )
            console = Console(highlight=False)
            console.print(table)
            for level in (Level.BROKEN, Level.WEAK):
                count = sum(finding.level == level for finding in findings)
                console.print(f"{count} {level}")
        if any(finding.level == Level.BROKEN for finding in findings):
            sys.exit(1)
