"""``listen``: a merchant's events, as they happen, carried to a program on this machine."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import httpx2
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.markup import escape

from adulis.ops.developers import add_platform, platform_of
from adulis.ops.listening import NotListening, Platform, Receiver, new_secret
from adulis.webhooks.policies import wants

_AGAIN_AFTER_SECONDS = 1.0


class Command(BaseCommand):
    help = "Carry events to a program on this machine as they happen, signed as webhooks are."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_platform(parser)
        parser.add_argument("--forward-to", metavar="URL", help="where they go; else only shown")
        parser.add_argument(
            "--events", metavar="TYPES", default="", help="only these: payout.*,deposit.cleared"
        )
        parser.add_argument(
            "--secret", metavar="whsec_…", help="sign with this; a new one by default"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        self.console = Console(highlight=False, soft_wrap=True)
        self.types = [each for each in options["events"].split(",") if each]
        try:
            with platform_of(options) as platform, self._receiver(options) as receiver:
                self._listen(platform, receiver)
        except KeyboardInterrupt:
            self.console.print()
        except NotListening as reason:
            raise CommandError(str(reason)) from reason

    def _receiver(self, options: dict[str, Any]) -> AbstractContextManager[Receiver | None]:
        if not options["forward_to"]:
            return nullcontext()
        secret = options["secret"] or new_secret()
        self.console.print(f"Signed with [bold]{secret}[/]")
        return Receiver(options["forward_to"], secret)

    def _listen(self, platform: Platform, receiver: Receiver | None) -> None:
        """For ever. What happens while the line is broken is told when it is there again."""
        cursor, was_there = "", False
        while True:
            try:
                for block in platform.follow(cursor):
                    if not was_there:
                        self.console.print(f"Listening to {platform.base_url}. Ctrl-C ends it.")
                    was_there, cursor = True, block.cursor or cursor
                    if block.is_reset:
                        self.console.print("[yellow]Something happened that cannot be told.[/]")
                    elif block.event is not None:
                        self._tell(block.event, receiver)
            except httpx2.TransportError as error:
                if not was_there:
                    raise NotListening(f"{platform.base_url} does not answer: {error}") from error
            time.sleep(_AGAIN_AFTER_SECONDS)

    def _tell(self, event: dict[str, Any], receiver: Receiver | None) -> None:
        if not wants(self.types, event["type"]):
            return
        line = f"[dim]{event['at']}[/] {event['type']:<32} {escape(event['id'])}"
        if receiver is not None:
            line += f"  → {escape(receiver.tell(event))}"
        self.console.print(line)
