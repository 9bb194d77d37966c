"""``./adulis demo``: walk through the platform and see every promise kept."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from adulis.ops.demo.api import Impatient, Shop
from adulis.ops.demo.market import Trade
from adulis.ops.demo.stage import Stage
from adulis.ops.demo.tour import Tour
from adulis.ops.instance import DEFAULT_DATA_DIRECTORY


class Command(BaseCommand):
    """Exits 1 when a promise was broken, and names it."""

    help = "A narrated tour of the running instance, checking every promise on the way."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        folder = Path(os.environ.get("ADULIS_DATA_DIR", str(DEFAULT_DATA_DIRECTORY)))
        try:
            world = json.loads((folder / "demo.json").read_text())
        except FileNotFoundError:
            raise CommandError(f"There is no demo world in {folder}: start ./adulis up") from None
        stage = Stage(Console(highlight=False))
        shops = [Shop(world["base_url"], merchant) for merchant in world["merchants"]]
        traders = [
            Shop(world["base_url"], each) for each in world.get("traders", []) if "api_key" in each
        ]
        trade = Trade(stage, shops[1], (traders[0], traders[1])) if len(traders) > 1 else None
        begun = time.monotonic()
        try:
            Tour(stage, shops, trade).walk()
        except Impatient as broken:
            stage.promise(str(broken), kept=False)
        seconds = time.monotonic() - begun
        if stage.broken:
            stage.console.print(f"\n[bold red]{len(stage.broken)} promises were broken:[/]")
            for promise in stage.broken:
                stage.console.print(f"  [red]✗[/] {promise}")
            sys.exit(1)
        stage.console.print(
            f"\n[bold green]{stage.kept} promises, all kept[/] [dim]in {seconds:.0f} s[/]\n"
        )
