"""Doors of the ledger: what the worker and the command line ask of it, and the transactions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any
from uuid import UUID

from adulis.kernel import db, failpoints
from adulis.ledger import actions, proving, queries, sealed
from adulis.ledger.heads import Published
from adulis.ledger.proving import everything, only_lines_of
from adulis.ledger.publishing import append, is_server, named
from adulis.ledger.sealed import Seal
from adulis.ledger.values import TrialBalance
from adulis.ledger.verification import Fault, Progress, faults
from adulis.ledger.verification_seals import seal_faults

# Reading ten million lines may take longer than a request may.
LONGEST_READ_SECONDS = 6 * 3_600
SEALED_AT_ONCE = 5_000


def roll_checkpoints() -> int:
    """Roll unchained accounts up; for the worker, every few seconds."""
    with db.transaction():
        return actions.roll_checkpoints()


def seal(limit: int = SEALED_AT_ONCE) -> int:
    """Seal what the transaction horizon has passed; for the worker, every two seconds.

    Returns how many entries were sealed where more are waiting, and 0 where it may rest: however
    busy the book is, there are no more seals than rounds.
    """
    with db.transaction():
        sealing = actions.seal_entries(limit=limit)
        failpoints.hit("seal.before_commit")
    failpoints.hit("seal.after_commit")
    return sealing.count if sealing.more else 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """``faults`` are the first ones found; ``more`` says whether the search ended there."""

    faults: tuple[Fault, ...]
    more: bool


def publish_head(*, place: str, tell: Callable[[str, str], None]) -> int:
    """Take the newest head to ``place``, unless it has it: a file, or a server, which is spoken to
    by ``tell``, given the head and its address. Raises HeadNotPublished.

    It may arrive twice, and then says the same. Returns its number where it was taken, else 0.
    """
    last = sealed.newest_seal()
    if last is None or sealed.newest_published(named(place)) >= last.head.number:
        return 0
    if is_server(place):
        tell(last.note, place)
    else:
        append(last.note, Path(place))
    failpoints.hit("publish.after_answer")
    with db.transaction():
        actions.note_publication(number=last.head.number, place=named(place), at=db.clock())
        failpoints.hit("publish.before_commit")
    failpoints.hit("publish.after_commit")
    return last.head.number


def verify_book(
    *, progress: Progress, most_faults: int = 100, published: Sequence[Published] = ()
) -> Verdict:
    """Derive every digest, sum, chain and checkpoint again, on one frozen view of the book; and
    every leaf and root, to be compared with seals, and with the heads that were ``published``.

    Memory stays flat however long the book is; writers are not held up.
    """
    with db.transaction():
        _freeze()
        all_faults = chain(faults(progress), seal_faults(published, progress))
        found = tuple(islice(all_faults, most_faults + 1))
    return Verdict(found[:most_faults], more=len(found) > most_faults)


def prove(entry_id: UUID, *, number: int | None, only: str) -> dict[str, Any]:
    """A proof that the entry is in the sealed book, to be written down as JSON; with ``only``, of
    what it did to accounts that begin so. Raises UnknownEntry, NotSealed.
    """
    shown = only_lines_of(only) if only else everything
    with db.transaction():
        _freeze()
        return proving.prove(entry_id, number=number, shown=shown)


def newest_seals(count: int) -> list[Seal]:
    """The last ``count`` seals, in order."""
    last = sealed.newest_seal()
    return sealed.seals_from(last.head.number - count + 1, limit=count) if last else []


def trial_balance() -> TrialBalance:
    """What every account holds, at one moment."""
    with db.transaction():
        _freeze()
        return queries.trial_balance()


def _freeze() -> None:
    """One view for all statements, long enough to read everything, whole tables at a time."""
    db.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    db.execute(f"SET LOCAL statement_timeout = '{LONGEST_READ_SECONDS}s'")
    db.execute("SET LOCAL cursor_tuple_fraction = 1")
    db.execute("SET LOCAL work_mem = '64MB'")
