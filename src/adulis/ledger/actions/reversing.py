"""Take an entry back, whole or in part, by another entry. The book itself is never corrected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money
from adulis.ledger.actions.posting import post
from adulis.ledger.errors import PostingKeyReused, UnknownEntry
from adulis.ledger.models import Entry
from adulis.ledger.reversal import transfers_back
from adulis.ledger.values import Posted, Posting, Transfer

_TRANSFERS = """
SELECT line.entry_id, account.address, account.currency, line.amount_minor
  FROM ledger_line line JOIN ledger_account account ON account.id = line.account_id
 WHERE line.entry_id = ANY (%s) ORDER BY line.entry_id, line.position
"""


@db.transaction_required
def reverse(
    *, entry_id: UUID, at: datetime, actor: Actor, key: str, amount: Money | None = None
) -> Posted:
    """Take ``amount`` of an entry back, or all that is left of it, by an entry of its own.

    However many reversals run at once, together they never take back more than there was. The
    same key again answers with the first reversal. Raises UnknownEntry, ReversalTooLarge,
    PostingKeyReused, and InsufficientFunds when the money has moved on.
    """
    if not db.fetch_value("SELECT ledger_lock_entry(%s)", [entry_id]):
        raise UnknownEntry(entry_id=str(entry_id))
    metadata: dict[str, Any] = {} if amount is None else {"amount_minor": amount.minor}
    if before := Entry.objects.filter(key=key).first():
        if (before.reverses, before.metadata) != (entry_id, metadata):
            raise PostingKeyReused(key=key)
        return Posted(before.id, key, before.recorded_at, replayed=True)
    earlier = Entry.objects.filter(reverses=entry_id).values_list("id", flat=True)
    posting = Posting(
        kind=f"{Entry.objects.get(id=entry_id).kind}_reversed",
        key=key,
        transfers=transfers_back(_transfers([entry_id]), _transfers(earlier), amount),
        at=at,
        actor=actor,
        metadata=metadata,
        reverses=entry_id,
    )
    # After this point the posting must succeed, or be refused for want of money.
    return post(posting=posting)


def _transfers(entry_ids: Iterable[UUID]) -> list[Transfer]:
    """The transfers of these entries, each entry's in order: two neighbouring lines are one."""
    rows = db.fetch_all(_TRANSFERS, [list(entry_ids)])
    found = []
    for _, lines in groupby(rows, key=lambda row: row[0]):
        pairs = iter([(address, Money(minor, currency)) for _, address, currency, minor in lines])
        for (source, _), (target, amount) in zip(pairs, pairs, strict=True):
            found.append(Transfer(source, target, amount))
    return found
