"""``keys``: which keys seal, a new one, sealing all again under it, and letting an old one go."""

from __future__ import annotations

import getpass
import time
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table

from adulis.kernel import db, encryption
from adulis.kernel.actors import system
from adulis.ops import actions, backups, key_ring, losses, resealing, sealing, vault
from adulis.ops.instance import Instance, Unusable, new_key

# Something may be sealed, and stored, outside any transaction: a file on its way to storage.
SETTLED = timedelta(hours=1)
_REST_SECONDS = 0.5
# How many of those that still need a key are named.
SHOWN = 10


class Command(BaseCommand):
    help = "The encryption keys: status, rotate, reencrypt, retire. See docs/keys.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("status", help="the keys, and how much is sealed under each")
        verbs.add_parser("rotate", help="a new key from now on; the worker seals the rest again")
        verbs.add_parser("reencrypt", help="seal everything again now, without the worker")
        retire = verbs.add_parser("retire", help="take a key out that nothing is sealed under")
        retire.add_argument("key", metavar="KEY", help="its id, as status shows it")
        retire.add_argument(
            "--without",
            action="append",
            default=[],
            metavar="WHAT",
            help="a file (its id) or value (table.column/row) that opens no more: it is lost",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        self.console = Console(highlight=False, soft_wrap=True)
        self.actor = system(f"keys:{getpass.getuser()}")
        try:
            match options["verb"]:
                case "status":
                    self._status()
                case "rotate":
                    self._rotate()
                case "reencrypt":
                    self._reencrypt()
                case _:
                    self._retire(options["key"], options["without"])
        except vault.BackupFailed as reason:
            raise CommandError(f"Nothing was changed. {reason}") from reason
        except (Unusable, encryption.KeyRingInvalid, sealing.StillOpen) as reason:
            raise CommandError(str(reason)) from reason

    # --- status -----------------------------------------------------------------------------------

    def _status(self) -> None:
        newest = sealing.newest_key()
        with db.transaction():
            found = sealing.under_each_key()
        ring = encryption.key_ids()
        keys = Table("Key", "", box=None, pad_edge=False)
        keys.add_column("Values", justify="right")
        for key_id in [*ring, *sorted(found.keys() - set(ring))]:
            keys.add_row(key_id, _role(key_id, ring, newest), f"{found[key_id]:,}")
        self.console.print(keys)
        places = Table("Place", "Under", box=None, pad_edge=False)
        for name in ("Done", "Of", "Unreadable"):
            places.add_column(name, justify="right")
        for each in sealing.progress():
            places.add_row(
                each.place, each.key_id, f"{each.done:,}", f"{each.total:,}", f"{each.stuck:,}"
            )
        self.console.print("")
        self.console.print(places)
        for lost in sealing.lost():
            self.console.print(
                f"Lost: {lost.place}/{lost.row} needed {lost.key_id}, said {lost.said_by} on"
                f" {lost.lost_at:%d %B %Y}",
                markup=False,
            )

    # --- rotate -----------------------------------------------------------------------------------

    def _rotate(self) -> None:
        instance = key_ring.instance_here()
        if instance is None:
            self._say_how()
            return
        key_id = key_ring.add_key(
            instance,
            before=lambda ring: self._back_up(instance, ring),
            then=lambda: resealing.adopt(self.actor),
        )
        self.console.print(
            f"{key_id} seals from now on; every process knows it already. The worker seals the rest"
            " again.\nWatch it with ./adulis keys status; keep a copy of"
            f" {instance.key_ring} with your backups."
        )

    def _back_up(self, instance: Instance, ring: bytes) -> None:
        """Where backups are kept, a key is in them before anything is sealed under it."""
        if not settings.BACKUP_TO:
            return
        server = db.fetch_value("SELECT system_identifier::text FROM pg_control_system()")
        area = backups.area(vault.place_at(settings.BACKUP_TO, settings.BACKUP_S3), server)
        files = {**backups.files_of(instance.folder), instance.key_ring.name: ring}
        recipients = vault.recipients_of(settings.BACKUP_RECIPIENTS)
        backups.keep_instance(files, db.network_clock(), area, recipients)
        self.console.print("The new key is in the backups.")

    def _say_how(self) -> None:
        """Two steps: whoever seals under a key must know that everybody else can open it."""
        ring = list(encryption.configured_keys())
        newest = sealing.newest_key()
        waiting = [each for each in ring[1:] if not sealing.is_known(key_ring.id_of(each))]
        if waiting:
            ring.remove(waiting[-1])
            ring.insert(0, waiting[-1])
            self.console.print(
                f"Step 2 of 2. This process knows {key_ring.id_of(waiting[-1])}, which has sealed"
                " nothing yet.\nWhen EVERY web, live and worker process runs with the"
                " present ring, set"
            )
            then = "and restart them, in any order. The workers seal the rest again by themselves."
        elif newest is not None and key_ring.id_of(ring[0]) != newest:
            raise CommandError(
                f"{newest} is the newest key here, and this process's ring begins with"
                f" {key_ring.id_of(ring[0])}: put {newest} first, or look whether this is an old"
                " configuration."
            )
        else:
            ring.append(f"{key_ring.next_id(ring)}:{new_key()}")
            self.console.print(
                "Step 1 of 2. A new key, at the end: it can be read before anything is sealed under"
                " it. Set"
            )
            then = (
                "restart every web, live and worker process, in any order, and run"
                " ./adulis keys rotate again."
            )
        self.console.print(f"\n    ENCRYPTION_KEYS={','.join(ring)}\n", markup=False)
        self.console.print(then)

    # --- reencrypt --------------------------------------------------------------------------------

    def _reencrypt(self) -> None:
        if not resealing.adopt(self.actor):
            raise CommandError(
                f"{sealing.newest_key()} is the newest key, and this process's ring begins with"
                f" {encryption.key_ids()[0]}."
            )
        resealing.begin_again(self.actor)
        while not self._is_done():
            if not resealing.reseal(self.actor):
                time.sleep(_REST_SECONDS)  # somebody else is at it, or holds what is left
        done = sum(each.done for each in sealing.progress())
        stuck = sum(each.stuck for each in sealing.progress())
        self.console.print(f"All is under {encryption.key_ids()[0]}: {done:,} sealed again.")
        if stuck:
            raise CommandError(f"{stuck:,} values do not open and stay as they are; see the log.")

    def _is_done(self) -> bool:
        return all(each.finished_at is not None for each in sealing.progress())

    # --- retire -----------------------------------------------------------------------------------

    def _retire(self, key_id: str, without: list[str]) -> None:
        ring = encryption.key_ids()
        newest = sealing.newest_key()
        if key_id not in ring:
            raise CommandError(f"{key_id} is not in the ring; there are: {', '.join(ring)}")
        if key_id in (ring[0], newest):
            raise CommandError(f"{key_id} is what everything is sealed under; rotate first.")
        if ring[0] != newest:
            raise CommandError(
                f"This process's ring begins with {ring[0]}, the newest is {newest}."
            )
        self._require_settled(str(newest))
        sealing.wait_for_older_transactions()
        lost = self._unneeded_but(key_id, without)
        with db.transaction():
            for each in lost:
                losses.give_up(each, key_id, self.actor)
            actions.retire_key(key_id=key_id, actor=self.actor, at=db.clock())
        self._take_out(key_id, key_ring.instance_here())

    def _unneeded_but(self, key_id: str, without: list[str]) -> set[losses.Damaged]:
        """What is lost, where nothing else needs the key; so nothing is given up in vain."""
        lost = {losses.damaged(each, key_id) for each in without}
        with db.transaction():
            left = sealing.under_each_key()[key_id]
            some = sealing.some_under(key_id, SHOWN + len(lost))
        if left > len(lost):
            resealing.begin_again(self.actor)
            named = {f"{each.place}/{each.row}" for each in lost}
            others = "\n    ".join([each for each in some if each not in named][:SHOWN])
            raise CommandError(
                f"{left - len(lost):,} values still need {key_id}; the worker seals them again"
                f" now. Try later.\n    {others}\n"
                "One that does not open (see the worker's log) can be given up: docs/keys.md."
            )
        return lost

    def _require_settled(self, newest: str) -> None:
        began_at = db.fetch_value("SELECT began_at FROM ops_sealing_key WHERE id = %s", [newest])
        if db.clock() - began_at < SETTLED:
            raise CommandError(
                f"{newest} is younger than an hour: something sealed under an older key may still"
                " be on its way to storage. Try later."
            )

    def _take_out(self, key_id: str, instance: Instance | None) -> None:
        backups = "Backups from before still need it: keep it as long as you keep them."
        if instance is not None:
            key_ring.remove_key(instance, key_id)
            self.console.print(f"{key_id} is out of the ring, and in {instance.retired_keys}.")
            self.console.print(backups)
            return
        ring = [each for each in encryption.configured_keys() if key_ring.id_of(each) != key_id]
        self.console.print(f"Nothing needs {key_id} here any more. Set")
        self.console.print(f"\n    ENCRYPTION_KEYS={','.join(ring)}\n", markup=False)
        self.console.print(f"and restart every process. {backups}")


def _role(key_id: str, ring: list[str], newest: str | None) -> str:
    if key_id not in ring:
        return "NOT IN THE RING"
    if key_id == ring[0]:
        return "seals" if key_id == newest or newest is None else "seals (new)"
    return "opens"
