"""``operators``: who works in the back office; the first of them can only be made here."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table

from adulis.identity import actions
from adulis.identity.models import User
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.kernel.errors import Refusal

NO_ROLE = "none"


class Command(BaseCommand):
    help = "Operators, who work in the back office: list, add, role. See docs/deploy.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="who they are, and whether they may sign in")
        add = verbs.add_parser("add", help="make a login; its password is asked for, or read")
        add.add_argument("email")
        add.add_argument("--name", required=True, help="what people and records call them")
        add.add_argument("--role", required=True, choices=list(OperatorRole))
        role = verbs.add_parser("role", help="give somebody with a login another role, or none")
        role.add_argument("email")
        role.add_argument("role", choices=[*OperatorRole, NO_ROLE])
        role.add_argument("--reason", required=True, help="kept in the audit trail")

    def handle(self, *_args: Any, **options: Any) -> None:
        self.actor = system(f"operators:{getpass.getuser()}")
        try:
            match options["verb"]:
                case "list":
                    self._list()
                case "add":
                    self._add(options["email"], options["name"], OperatorRole(options["role"]))
                case _:
                    self._give(options["email"], options["role"], options["reason"])
        except Refusal as refusal:
            raise CommandError(refusal.detail or refusal.title) from refusal

    def _list(self) -> None:
        table = Table("E-mail", "Name", "Role", "Signs in", box=None, pad_edge=False)
        for user in User.objects.exclude(operator_role="").order_by("email"):
            table.add_row(
                user.email, user.name, user.operator_role, "yes" if user.is_active else "no"
            )
        Console(highlight=False, soft_wrap=True).print(table)

    def _add(self, email: str, name: str, role: OperatorRole) -> None:
        password = _password()
        with db.transaction():
            actions.register_user(
                email=email, name=name, password=password, operator_role=role,
                actor=self.actor, at=db.clock(),
            )  # fmt: skip
        self.stdout.write(f"{email} signs in at /admin/ as {role}.")

    def _give(self, email: str, role: str, reason: str) -> None:
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {email}.")
        with db.transaction():
            is_new = actions.set_operator_role(
                user_id=user.id,
                role=None if role == NO_ROLE else OperatorRole(role),
                reason=reason,
                actor=self.actor,
                at=db.clock(),
            )
        told = "Their sessions have ended." if is_new else "They were already."
        self.stdout.write(
            f"{user.email} is {'no operator' if role == NO_ROLE else role} now. {told}"
        )


def _password() -> str:
    """Asked for twice at a terminal; else the first line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise CommandError("These are two different passwords.")
    return password
