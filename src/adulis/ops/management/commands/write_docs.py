"""``./adulis write_docs``: bring the generated documentation up to the source."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from adulis.ops.documents import library


class Command(BaseCommand):
    help = (
        "Write the documentation that is derived from the source. --check only says what is stale."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when stale")

    def handle(self, *args: Any, **options: Any) -> None:
        stale = [page for page in library.shelf() if library.is_stale(page)]
        if options["check"]:
            if stale:
                raise CommandError(f"stale: {', '.join(stale)}; run ./adulis write_docs")
            return
        for page in stale:
            library.place(page).parent.mkdir(parents=True, exist_ok=True)
            library.place(page).write_text(library.fresh(page), "utf-8")
            self.stdout.write(f"wrote {page}")
