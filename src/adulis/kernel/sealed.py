"""Where sealed values lie: each room says so beside its tables, and all of them are sealed again.

A room's models hold ``SEALED``, a tuple of ``SealedColumn``, one for each column with sealed values
in it; a room that keeps sealed things outside the database has ``OBJECTS`` in its tasks. From these
the key ring is rotated (``adulis.ops.sealing``); a column that nobody declared fails a test, since
its values would be lost with the key that sealed them. Pure.

A table whose triggers let nobody change it lets a value be sealed again all the same, and nothing
else: the row trigger of an append-only table is ``adulis_refuse_change_but_resealing('column')``,
and a guard that freezes the column asks ``adulis_is_resealing('table.column')`` first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

_SUFFIX = "_sealed"


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A text column of sealed values; an empty text or NULL is no value.

    ``key`` is the primary key's column. ``batch`` is how many values are held in memory at once:
    few where each may be a whole file.
    """

    table: str
    column: str
    key: str = "id"
    batch: int = 200

    @property
    def name(self) -> str:
        """``payouts_bank_account.number_sealed``."""
        return f"{self.table}.{self.column}"

    def place(self, key: object) -> str:
        """What the value of the row ``key`` is bound to: ``payouts_bank_account.number.<id>``."""
        return f"{self.table}.{self.column.removesuffix(_SUFFIX)}.{key}"


class Resealed(StrEnum):
    """``later``: somebody else is at it, or it is not there any more. ``never``: it does not open,
    and must not keep the others from being sealed again.
    """

    DONE = "done"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class SealedObjects:
    """Sealed things in object storage, one row of ``table`` each.

    ``key_column`` holds the id of the key that sealed it, empty or NULL where there is nothing to
    seal. ``reseal`` is given a row's id, seals that object again under the newest key and commits
    by itself, returning what became of it; called twice, it changes nothing the second time.

    ``is_damaged`` says whether an object can be opened no more; ``lose`` is the action that notes
    it, for a row that needs this key (``object_id``, ``key_id``), and returns whether it did.
    """

    table: str
    key_column: str
    reseal: Callable[[UUID], Resealed]
    is_damaged: Callable[[UUID], bool]
    lose: Callable[..., bool]

    @property
    def name(self) -> str:
        return f"{self.table} (objects)"
