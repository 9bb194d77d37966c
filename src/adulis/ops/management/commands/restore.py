"""``restore``: the server as it was at a moment, in a folder where there is none."""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from adulis.ops import holdings, restoring, vault
from adulis.ops.binaries import NoPostgres
from adulis.ops.instance import DEFAULT_DATA_DIRECTORY
from adulis.ops.vault import BackupFailed


class Command(BaseCommand):
    help = "Make a server again from its backups; payouts stand still in it. See docs/backup.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to", type=_moment, required=True, metavar="TIME",
            help="an ISO 8601 time with its zone, or: latest",
        )  # fmt: skip
        parser.add_argument(
            "--identity", type=Path, required=True, metavar="FILE", help="who opens backups"
        )
        parser.add_argument(
            "--timeline", type=int, metavar="N", help="which life of the server; else its newest"
        )
        parser.add_argument(
            "--server", metavar="ID", help="whose backups, where there are several servers'"
        )
        parser.add_argument(
            "--start-minutes", type=int, metavar="N",
            default=int(restoring.START_WITHIN.total_seconds() // 60),
            help="how long the server may take to become consistent",
        )  # fmt: skip
        parser.add_argument(
            "--still-minutes", type=int, metavar="N",
            default=int(restoring.STILL_FOR.total_seconds() // 60),
            help="how long it may replay nothing before it is given up",
        )  # fmt: skip
        parser.add_argument(
            "--before-the-gap", action="store_true",
            help="where some of the log lacks, restore what came before",
        )  # fmt: skip

    def handle(self, *_args: Any, **options: Any) -> None:
        folder = Path(os.environ.get("ADULIS_DATA_DIR", str(DEFAULT_DATA_DIRECTORY))).absolute()
        to = None if options["to"] == "latest" else options["to"]
        try:
            place = vault.place_at(settings.BACKUP_TO, settings.BACKUP_S3)
            identities = vault.identities_in(options["identity"])
            found = holdings.chosen(
                place,
                to,
                timeline=options["timeline"],
                before_the_gap=options["before_the_gap"],
                server=options["server"],
            )
            instance = restoring.instance_in(found, identities, to)
            restoring.require_room_for(instance, folder)
            last = restoring.restore(
                found,
                identities,
                folder / "postgres",
                to=to,
                say=self.stdout.write,
                start_within=timedelta(minutes=options["start_minutes"]),
                still_for=timedelta(minutes=options["still_minutes"]),
            )
            restoring.restore_instance(instance, folder)
        except (BackupFailed, NoPostgres) as reason:
            raise CommandError(str(reason)) from reason
        when = "that of the base backup" if last is None else last.isoformat()
        self.stdout.write(f"Restored in {folder}. Its last commit: {when}.")
        self.stdout.write("Payouts and refunds stand still until two operators accept it.")


def _moment(text: str) -> datetime | str:
    if text == "latest":
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is neither a time nor: latest") from error
    if moment.tzinfo is None:
        raise ArgumentTypeError("say the zone as well, as in 2026-11-27T07:15:00+05:30")
    return moment
