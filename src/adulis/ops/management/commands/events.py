"""``events``: what happened to a merchant, shown or told once more."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx2
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.markup import escape

from adulis.ops.developers import add_platform, platform_of
from adulis.ops.listening import NotListening, Platform, Receiver, new_secret
from adulis.webhooks.policies import wants


class Command(BaseCommand):
    help = "What happened to a merchant: list, or replay to a program here or to an endpoint."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for name, means in (
            ("list", "show events, oldest first"),
            ("replay", "tell events once more"),
        ):
            verb = verbs.add_parser(name, help=means)
            add_platform(verb)
            verb.add_argument("--since", type=_moment, help="2026-11-26 or 2026-11-26T10:00:00Z")
            if name == "list":
                _add_filter(verb)
            else:
                whom = verb.add_mutually_exclusive_group(required=True)
                whom.add_argument("--forward-to", metavar="URL", help="a program on this machine")
                whom.add_argument("--endpoint", metavar="ID", help="a webhook endpoint")
                _add_filter(verb)
                verb.add_argument("--secret", metavar="whsec_…", help="sign with this")
                verb.add_argument(
                    "--failed", action="store_true", help="what --endpoint has never taken"
                )

    def handle(self, *_args: Any, **options: Any) -> None:
        self.console = Console(highlight=False, soft_wrap=True)
        try:
            with platform_of(options) as platform:
                if options["verb"] == "list":
                    self._list(platform, options)
                elif options["forward_to"]:
                    self._forward(platform, options)
                else:
                    self._ask(platform, options)
        except httpx2.TransportError as error:
            raise CommandError(f"The platform does not answer: {error}") from error
        except NotListening as reason:
            raise CommandError(str(reason)) from reason

    def _list(self, platform: Platform, options: dict[str, Any]) -> None:
        for event in _wanted(platform, options):
            self.console.print(f"[dim]{event['at']}[/] {event['type']:<32} {escape(event['id'])}")

    def _forward(self, platform: Platform, options: dict[str, Any]) -> None:
        secret = options["secret"] or new_secret()
        self.console.print(f"Signed with [bold]{secret}[/]")
        with Receiver(options["forward_to"], secret) as receiver:
            for event in _wanted(platform, options):
                became = receiver.tell(event)
                self.console.print(f"{event['type']:<32} {escape(event['id'])}  → {escape(became)}")

    def _ask(self, platform: Platform, options: dict[str, Any]) -> None:
        """The platform tells its endpoint again, as it would have the first time."""
        if (options["since"] is None) is not options["failed"]:
            raise NotListening("Which events? Say --since, or --failed for what was given up.")
        if options["events"] or options["subject"]:
            raise NotListening("An endpoint is told of the events that it asked for itself.")
        path, count = f"/webhook-endpoints/{options['endpoint']}/replay/", 0
        since = None if options["failed"] else options["since"].isoformat()
        while True:
            told = platform.post(path, {} if since is None else {"since": since})
            count, since = count + told["replayed"], told["looked_until"]
            if since is None and not (options["failed"] and told["replayed"]):
                break
        self.console.print(f"{count} events are told again.")


def _add_filter(parser: ArgumentParser) -> None:
    parser.add_argument("--events", metavar="TYPES", default="", help="payout.*,deposit.cleared")
    parser.add_argument("--subject", default="", help="payout/<id>")


def _wanted(platform: Platform, options: dict[str, Any]) -> Iterator[dict[str, Any]]:
    types = [each for each in options["events"].split(",") if each]
    since = options["since"]
    for event in platform.events():
        is_subject = options["subject"] in {"", event["subject"]}
        is_late = since is None or datetime.fromisoformat(event["at"]) >= since
        if is_subject and is_late and wants(types, event["type"]):
            yield event


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
