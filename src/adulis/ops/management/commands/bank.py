"""``bank``: payouts to it are paused and resumed, also where no worker and no server runs."""

from __future__ import annotations

import getpass
import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from adulis.gateways import actions, queries
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.kernel.errors import Refusal

# As long as it is kept, and no shorter than in the back office.
LONGEST, SHORTEST = 200, 3


class Command(BaseCommand):
    help = "The bank: whether payouts are sent to it; pause, resume. See docs/back-office.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("show", help="whether payouts are sent to it")
        pause = verbs.add_parser("pause", help="send nothing to it; it is asked all the same")
        resume = verbs.add_parser("resume", help="send to it again, without a second operator")
        again = verbs.add_parser(
            "restored",
            help="this database is an older copy, though its server is the same: send nothing"
            " until what it forgot was asked about, and two operators accept it",
        )
        for verb in (pause, resume, again):
            verb.add_argument("--reason", required=True, help="kept in the audit trail")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["verb"] != "show":
            reason = options["reason"].strip()
            if not SHORTEST <= len(reason) <= LONGEST:
                raise CommandError(f"A reason has {SHORTEST} to {LONGEST} characters.")
            try:
                self._do(options["verb"], reason)
            except Refusal as refusal:
                raise CommandError(refusal.detail or refusal.title) from refusal
        self.stdout.write(_said(settings.BANK_CODE))

    def _do(self, verb: str, reason: str) -> None:
        actor = system(f"bank:{_who()}")
        if verb == "restored":
            with db.transaction():
                actions.declare_restored(reason=reason, actor=actor, at=db.clock())
            return
        do = actions.pause_bank if verb == "pause" else actions.resume_bank
        with db.transaction():
            do(bank=settings.BANK_CODE, reason=reason, actor=actor, at=db.clock())


def _who() -> str:
    """The login of whoever calls; in a container there may be none of that number."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def _said(bank: str) -> str:
    pause, health = queries.pause_of(bank), queries.health(bank)
    if pause is not None:
        return f"{bank}: paused since {pause.at:%Y-%m-%d %H:%M %Z} by {pause.by}: {pause.reason}"
    if health.paused:
        return f"{bank}: no payout is sent: {health.paused}"
    if health.open_until is not None:
        return f"{bank}: in trouble; payouts wait until {health.open_until:%Y-%m-%d %H:%M %Z}"
    return f"{bank}: payouts are sent"
