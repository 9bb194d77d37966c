"""``prepare``: what ``./adulis up`` does to a database before anybody may use it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from adulis.ops.demo_world import build
from adulis.ops.instance import write_private


class Command(BaseCommand):
    """Says each step on a line of its own before taking it, and ``done`` at the end."""

    help = "Migrate and make the demo world (used by ./adulis up)."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--base-url", required=True)
        parser.add_argument("--simulator-url", required=True)
        parser.add_argument("--demo-file", type=Path, required=True)

    def handle(self, *_args: Any, **options: Any) -> None:
        self._say("Migrating the database")
        call_command("migrate", interactive=False, verbosity=0)
        urls = {"base_url": options["base_url"], "simulator_url": options["simulator_url"]}
        demo_file: Path = options["demo_file"]
        if demo_file.is_file():
            # API keys are stored hashed: what is in the file is all that is left of them.
            demo = json.loads(demo_file.read_text())
        else:
            self._say("Making the demo world: three merchants, sixty days of credits, a market")
            demo = build(**urls)
        write_private(demo_file, json.dumps({**demo, **urls}, indent=2) + "\n")
        self._say("done")

    def _say(self, step: str) -> None:
        self.stdout.write(step)
        self.stdout.flush()
