"""``ledger verify`` and ``ledger trial-balance`` ask the book whether it is right, ``ledger prove``
and ``ledger seals`` let others find out for themselves.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any, cast
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from adulis.kernel.money import Money
from adulis.ledger import tasks
from adulis.ledger.chart import CHART
from adulis.ledger.errors import HeadNotPublished, NotSealed, UnknownEntry
from adulis.ledger.heads import HeadUnreadable, Published, parse_all
from adulis.ledger.leaves import utc
from adulis.ledger.proving import VERIFIER
from adulis.ledger.publishing import is_server, named
from adulis.ledger.queries import seal_keys
from adulis.ledger.values import TrialBalance


class Command(BaseCommand):
    help = "Verify the ledger row by row, show its balances or seals, prove an entry to somebody."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verify = verbs.add_parser("verify", help="derive every balance, chain and sum again")
        verify.add_argument(
            "--most", type=int, default=100, help="stop after this many faults (default 100)"
        )
        verify.add_argument(
            "--heads",
            type=Path,
            help="compare with the heads in this file (default: LEDGER_HEADS_TO, if it is a file)",
        )
        trial = verbs.add_parser("trial-balance", help="what every kind of account holds")
        trial.add_argument("--accounts", action="store_true", help="list every single account")
        proof = verbs.add_parser("prove", help="write a proof that an entry is in the sealed book")
        proof.add_argument("entry", type=UUID, help="the id of the entry")
        proof.add_argument("--seal", type=int, help="under this seal (default: the newest)")
        proof.add_argument(
            "--only", default="", metavar="ACCOUNTS", help="show only lines of merchant/<id>, say"
        )
        proof.add_argument("--to", type=Path, default=Path(), help="the folder to write it into")
        seals = verbs.add_parser("seals", help="the newest seals and who signs them")
        seals.add_argument(
            "--publish", metavar="PLACE", help="take the newest head to this file, now"
        )
        seals.add_argument("--count", type=int, default=10, help="how many (default 10)")

    def handle(self, *_args: Any, **options: Any) -> None:
        console = Console(file=cast("IO[str]", self.stdout), highlight=False, soft_wrap=True)
        if options["verb"] == "verify":
            right = verify(console, options["most"], options["heads"])
        elif options["verb"] == "prove":
            right = prove(
                console, options["entry"], options["seal"], options["only"], options["to"]
            )
        elif options["verb"] == "seals":
            right = show_seals(console, options["count"], options["publish"])
        else:
            right = show_trial_balance(console, every_account=options["accounts"])
        if not right:
            sys.exit(1)


def verify(console: Console, most_faults: int, heads: Path | None) -> bool:
    """Print what is wrong with the book, if anything; whether all is right."""
    try:
        published = _published(heads)
    except (OSError, HeadUnreadable) as error:
        console.print(f"[red]The published heads cannot be read: {escape(str(error))}[/]")
        return False
    counted: dict[str, int] = {}
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True
    ) as bars:
        shown: dict[str, Any] = {}

        def progress(table: str, done: int, total: int) -> None:
            counted[table] = done
            if table not in shown:
                shown[table] = bars.add_task(table, total=total)
            bars.update(shown[table], completed=done)

        verdict = tasks.verify_book(
            progress=progress, most_faults=most_faults, published=published or ()
        )
    for fault in verdict.faults:
        console.print(f"[red]✗[/] [bold]{escape(fault.row)}[/]: {escape(fault.what)}")
    if verdict.faults:
        found = f"more than {most_faults}" if verdict.more else str(len(verdict.faults))
        console.print(f"[bold red]The ledger is not as it was written: {found} faults.[/]")
        return False
    read = ", ".join(f"{count:,} {table}" for table, count in counted.items())
    console.print(f"[bold green]The ledger is as it was written.[/] Read: {read}.")
    if published is None:
        console.print("Not compared with published heads: name a file of them with --heads.")
    else:
        console.print(f"Its seals are as they were published: {len(published)} heads.")
    return True


def _published(given: Path | None) -> list[Published] | None:
    """The heads in the file that was named, else in the one they are published to; None where
    there is none of either. Raises OSError, HeadUnreadable.
    """
    path = given
    if path is None:
        place = settings.LEDGER_HEADS_TO
        if not place or is_server(place) or not Path(place).exists():
            return None
        path = Path(place)
    return parse_all(path.read_text(encoding="utf-8"))


def show_trial_balance(console: Console, *, every_account: bool) -> bool:
    """Print the balances; whether they come to zero in every currency."""
    found = tasks.trial_balance()
    table = Table("Account" if every_account else "Kind", box=None, pad_edge=False)
    table.add_column("Balance", justify="right")
    for name, amount in _accounts(found) if every_account else _kinds(found):
        table.add_row(escape(name), str(amount))
    table.add_section()
    for currency, total in sorted(found.totals.items()):
        table.add_row(f"[bold]Total {currency}[/]", f"[bold]{total}[/]")
    console.print(table)
    wrong = [currency for currency, total in sorted(found.totals.items()) if total]
    for currency in wrong:
        console.print(f"[bold red]{currency} does not come to zero.[/]")
    return not wrong


def prove(console: Console, entry_id: UUID, number: int | None, only: str, folder: Path) -> bool:
    """Write the proof, and beside it the program that checks it; whether there is one."""
    try:
        proof = tasks.prove(entry_id, number=number, only=only.rstrip("/"))
    except UnknownEntry:
        console.print(f"[red]There is no entry {entry_id}.[/]")
        return False
    except NotSealed:
        console.print(f"[red]Entry {entry_id} is not under {_seal_named(number)}.[/]")
        return False
    path, verifier = folder.joinpath(f"proof-{entry_id}.json"), folder.joinpath(VERIFIER.name)
    path.write_text(json.dumps(proof, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    verifier.write_bytes(VERIFIER.read_bytes())
    console.print(f"Written: {escape(str(path))}, and a program that checks it anywhere:")
    console.print(f"  python3 {escape(str(verifier))} {escape(str(path))}")
    return True


def _seal_named(number: int | None) -> str:
    return "a seal yet" if number is None else f"seal {number}"


def show_seals(console: Console, count: int, place: str | None) -> bool:
    """Print the newest seals, and the key that signs them, as those who check it want it; and
    take the newest head to ``place``.
    """
    table = Table("Seal", box=None, pad_edge=False)
    for name in ("Entries", "Made at", "Root"):
        table.add_column(name, justify="right" if name == "Entries" else "left", overflow="fold")
    for seal in tasks.newest_seals(count):
        head = seal.head
        table.add_row(str(head.number), f"{head.size:,}", utc(head.made_at), head.root.hex())
    console.print(table)
    for key in seal_keys()[:1]:
        console.print(f"Signed with {escape(key)}")
    if place is None:
        return True
    try:
        number = tasks.publish_head(place=place, tell=_leave_it_to_the_worker)
    except HeadNotPublished as error:
        console.print(f"[red]{escape(named(place))} did not take the head: {escape(str(error))}[/]")
        return False
    taken = f"Head {number} is at" if number else "No newer head for"
    console.print(f"{taken} {escape(named(place))}.")
    return True


def _leave_it_to_the_worker(_note: str, _url: str) -> None:
    raise HeadNotPublished("a server is told by the worker: set LEDGER_HEADS_TO")


def _accounts(found: TrialBalance) -> list[tuple[str, Money]]:
    return [(row.address, row.balance) for row in found.rows]


def _kinds(found: TrialBalance) -> list[tuple[str, Money]]:
    order = {entry.kind: place for place, entry in enumerate(CHART)}
    kinds = sorted(found.by_kind.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    return [(f"{kind} {currency}", amount) for (kind, currency), amount in kinds]
