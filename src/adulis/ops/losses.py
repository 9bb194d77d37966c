"""What opens under no key any more: named by an operator, so that its key can leave all the same.

Nothing is lost because it is named. It is looked at first, and only what really does not open is
written down as lost, by whom; what opens is sealed again by the worker and needs nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from adulis.files.errors import StorageUnavailable
from adulis.kernel import db, encryption
from adulis.kernel.actors import Actor
from adulis.kernel.sealed import SealedColumn, SealedObjects
from adulis.ops import actions, sealing
from adulis.ops.instance import Unusable


@dataclass(frozen=True, slots=True)
class Damaged:
    """Something sealed that does not open; ``kept`` where it is an object in storage."""

    place: str
    row: str
    kept: SealedObjects | None = None
    digest: bytes = b""


def damaged(named: str, key_id: str) -> Damaged:
    """What is called ``<file id>`` or ``<table>.<column>/<row>``. Raises Unusable where it needs
    another key, and where it opens.
    """
    place, _, row = named.rpartition("/")
    objects = {each.table: each for each in sealing.objects()}
    columns = {each.name: each for each in sealing.columns()}
    if place in columns:
        return _damaged_value(columns[place], row, key_id)
    for kept in objects.values() if not place else filter(None, [objects.get(place)]):
        if _is_id(row) and _needs(kept, row, key_id):
            return _damaged_object(kept, row)
    raise Unusable(f"Nothing called {named} needs {key_id}.")


@db.transaction_required
def give_up(lost: Damaged, key_id: str, actor: Actor) -> None:
    """Write down that it is lost. Raises Unusable where it needs ``key_id`` no more."""
    told: dict[str, Any] = {"key_id": key_id, "actor": actor, "at": db.clock()}
    if lost.kept is not None and not lost.kept.lose(object_id=UUID(lost.row), **told):
        raise Unusable(f"{lost.place}/{lost.row} needs {key_id} no more.")
    actions.lose_value(place=lost.place, row=lost.row, digest=lost.digest, **told)


def _damaged_value(column: SealedColumn, row: str, key_id: str) -> Damaged:
    value, digest = sealing.value_of(column, row), sealing.digest_of(column, row)
    if not value or digest is None or not value.startswith(sealing.prefix(key_id)):
        raise Unusable(f"Nothing called {column.name}/{row} needs {key_id}.")
    if row in sealing.lost_rows(column):
        raise Unusable(f"{column.name}/{row} is lost already.")
    try:
        encryption.open_bytes(value, place=column.place(row))
    except encryption.CannotOpen:
        return Damaged(column.name, row, digest=digest)
    raise Unusable(_opens(f"{column.name}/{row}"))


def _damaged_object(kept: SealedObjects, row: str) -> Damaged:
    try:
        is_damaged = kept.is_damaged(UUID(row))
    except StorageUnavailable as error:
        raise Unusable("Storage does not answer, which says nothing. Try later.") from error
    if not is_damaged:
        raise Unusable(_opens(f"{kept.table}/{row}"))
    return Damaged(kept.table, str(UUID(row)), kept)


def _needs(kept: SealedObjects, row: str, key_id: str) -> bool:
    found = db.fetch_value(
        f"SELECT 1 FROM {kept.table} WHERE id = %s AND {kept.key_column} = %s",  # noqa: S608
        [row, key_id],
    )
    return found is not None


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _opens(named: str) -> str:
    return f"{named} opens: it is not lost. The worker seals it again."
