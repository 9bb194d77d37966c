"""``backup``: a key, the stream of the WAL and base backups, and whether they are whole."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyrage
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection

from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.ops import actions, backups, freshness, holdings, pruning, vault
from adulis.ops.archiving import Archiver
from adulis.ops.backups import Base, Source
from adulis.ops.binaries import NoPostgres, find_binaries
from adulis.ops.holdings import Restorable
from adulis.ops.instance import DEFAULT_DATA_DIRECTORY
from adulis.ops.postgres import Cluster
from adulis.ops.vault import BackupFailed, Place


class Command(BaseCommand):
    help = "Sealed base backups and the WAL between them. See docs/backup.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("key", help="a new identity, which opens backups, and its recipient")
        running = verbs.add_parser("run", help="stream the WAL, and take a base backup each day")
        running.add_argument("--spool", type=Path, help="where the WAL waits to be sealed")
        verbs.add_parser("now", help="one base backup")
        verbs.add_parser("list", help="what can be restored")
        prune = verbs.add_parser("prune", help="what is older than it is kept, and removes it")
        prune.add_argument("--days", type=int, help="instead of BACKUP_KEPT_DAYS")
        prune.add_argument("--really", action="store_true", help="remove it, not only say so")
        verify = verbs.add_parser("verify", help="whether all is there that a loss would need")
        verify.add_argument(
            "--log-minutes", type=int, metavar="N",
            default=int(freshness.LOG_WITHIN.total_seconds() // 60),
            help="how long ago the last of the log may have been put away",
        )  # fmt: skip
        verify.add_argument("--server", metavar="ID", help="only this server's")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except (BackupFailed, NoPostgres) as reason:
            raise CommandError(str(reason)) from reason

    def _key(self, _options: dict[str, Any]) -> None:
        identity = pyrage.x25519.Identity.generate()
        self.stdout.write(f"# recipient (BACKUP_RECIPIENTS): {identity.to_public()}")
        self.stdout.write(
            "# Whoever has the next line opens every backup. Keep it off this machine."
        )
        self.stdout.write(str(identity))

    def _run(self, options: dict[str, Any]) -> None:
        stop = threading.Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: stop.set())
        spool = (options["spool"] or _data_directory() / "backup-spool").absolute()
        spool.mkdir(parents=True, exist_ok=True)
        # A base backup is as large as the database: it is made where there is room for it.
        tempfile.tempdir = str(spool)
        archiver = Archiver(
            source=_source(),
            place=_place(),
            recipients=vault.recipients_of(settings.BACKUP_RECIPIENTS),
            spool=spool,
            every=timedelta(hours=settings.BACKUP_EVERY_HOURS),
            kept=timedelta(days=settings.BACKUP_KEPT_DAYS),
            say=lambda text: print(text, flush=True),
            note=tell_the_platform,
        )
        archiver.run(stop)

    def _now(self, _options: dict[str, Any]) -> None:
        recipients = vault.recipients_of(settings.BACKUP_RECIPIENTS)
        made = backups.take_base(_source(), _place(), recipients)
        tell_the_platform(made)
        self.stdout.write(f"{made.name}  {made.size:,} bytes")

    def _list(self, _options: dict[str, Any]) -> None:
        count = 0
        for name, area in holdings.servers(_place()).items():
            self.stdout.write(f"server {name}")
            for each in holdings.restorable(area):
                count += 1
                self._tell(each)
        self.stdout.write(f"{count} base backups")

    def _tell(self, found: Restorable) -> None:
        base, reach = found.base, found.reach
        self.stdout.write(
            f"{base.name}  restorable from {base.finished_at:%Y-%m-%d %H:%M:%S}"
            f" to about {found.until:%Y-%m-%d %H:%M:%S} UTC"
            f"  timeline {reach.timeline}  {base.size:,} bytes"
        )
        if reach.gaps:
            self.stdout.write(f"  the log lacks {reach.missing}")

    def _prune(self, options: dict[str, Any]) -> None:
        """Says what would go; only --really removes it. Age is counted from the newest base."""
        days = settings.BACKUP_KEPT_DAYS if options["days"] is None else options["days"]
        for name, area in holdings.servers(_place()).items():
            found = backups.bases(area)
            if not found:
                continue
            newest = found[-1].finished_at
            old = pruning.too_old(area, older_than=timedelta(days=days), now=newest)
            for each in old:
                says = "removed" if options["really"] else "would be removed"
                self.stdout.write(f"server {name}: {each.name} {says}, {each.size:,} bytes")
            if options["really"]:
                pruning.let_go(area, old)
            self.stdout.write(f"server {name}: {len(found) - len(old)} base backups are kept")

    def _verify(self, options: dict[str, Any]) -> None:
        areas = holdings.servers(_place())
        if options["server"] is not None:
            areas = {options["server"]: holdings.server_in(_place(), options["server"])}
        found = [each for area in areas.values() for each in holdings.restorable(area)]
        newest = freshness.newest(areas)
        for line in freshness.until_when(newest):
            self.stdout.write(line)
        bad = [each.base.name for each in found if not backups.is_as_it_was(each.base, each.place)]
        wrong = [f"Not as they were put there: {', '.join(bad)}"] if bad else []
        wrong += [
            f"From base backup {each.base.name} one can restore until about"
            f" {each.until.isoformat()} only: of the log, {each.reach.missing} lacks."
            for each in found
            if each.reach.gaps
        ]
        wrong += freshness.too_old(
            newest,
            freshness.now(),
            log=timedelta(minutes=options["log_minutes"]),
            base=2 * timedelta(hours=settings.BACKUP_EVERY_HOURS),
        )
        if not found:
            wrong = ["There is no whole base backup there."]
        if wrong:
            raise BackupFailed("\n".join(wrong))
        self.stdout.write(
            "Every base backup is as it was put there, the log has no gap, and is fresh."
        )


def tell_the_platform(base: Base) -> None:
    """For ``/metrics``, which knows no place. A backup needs nothing of the platform's database."""
    try:
        with db.transaction():
            actions.note_base(
                finished_at=base.finished_at, actor=system("backup"), at=db.network_clock()
            )
    except Error as error:
        reason = str(error).strip().partition("\n")[0]
        print(f"/metrics does not hear of base backup {base.name}: {reason}", flush=True)
    finally:
        connection.close()


def _place() -> Place:
    return vault.place_at(settings.BACKUP_TO, settings.BACKUP_S3)


def _data_directory() -> Path:
    return Path(os.environ.get("ADULIS_DATA_DIR", str(DEFAULT_DATA_DIRECTORY)))


def _source() -> Source:
    """The server that is named, or that of a running ``./adulis up``. Raises BackupFailed."""
    folder = find_binaries(os.environ).folder
    if settings.BACKUP_DATABASE_URL:
        return Source(settings.BACKUP_DATABASE_URL, folder)
    home = _data_directory() / "postgres"
    server = Cluster(home).running() if home.is_dir() else None
    if server is None:
        raise BackupFailed("Say which server to back up: set BACKUP_DATABASE_URL.")
    return Source(server.url(), folder, instance=_data_directory())
