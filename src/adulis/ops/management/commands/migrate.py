"""``migrate`` as the owner of the tables, then grants for the application role."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import environ
from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import DEFAULT_DB_ALIAS, connections

from adulis.events.tasks import watch_epoch
from adulis.ops import counters, databases, grants, indexes


class Command(Migrate):
    """Django's command, with six differences.

    It connects with ``DATABASE_OWNER_URL`` where there is one; it gives up on a lock it does not
    get at once, because everybody else would queue behind it, but for concurrent builds; it
    refuses a dump whose transactions this server has not counted yet; it first
    mends indexes that earlier such builds left not valid; and afterwards it gives the
    application role (the user of ``DATABASE_URL``) exactly the rights it needs, and looks whether
    this is still the database that ordered the facts so far: it is run after every restore.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        role = settings.DATABASES[DEFAULT_DB_ALIAS]["USER"] or databases.APPLICATION_ROLE
        owner_url = environ.Env().str("DATABASE_OWNER_URL", default="")
        with databases.connected_to(owner_url) if owner_url else nullcontext():
            with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                cursor.execute("SET lock_timeout = '3s'")
            with connections[DEFAULT_DB_ALIAS].execute_wrapper(indexes.patient):
                if not (options["plan"] or options["check_unapplied"]):
                    _refuse_what_is_ahead()
                    self._mend(options["verbosity"])
                super().handle(*args, **options)
            if options["app_label"] is None:
                watch_epoch()
            # Whoever points Django at the owner leaves the application without a name in settings.
            roles = (role, databases.APPLICATION_ROLE)
            granted = next((each for each in roles if grants.grant(each)), None)
        if options["verbosity"] > 0 and granted:
            self.stdout.write(f"  Granted {granted} its rights, append-only where tables are.")

    def _mend(self, verbosity: int) -> None:
        for said in indexes.mend():
            if verbosity > 0:
                self.stdout.write(f"  {said}")


def _refuse_what_is_ahead() -> None:
    """Before anything is written: afterwards nobody could tell what came with the dump."""
    if found := counters.behind():
        told = f"Nothing was migrated: {found.says}.\n{found.remedy}"
        raise CommandError(told)
