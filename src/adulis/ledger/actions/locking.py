"""Take locks before deciding how much to post."""

from __future__ import annotations

from collections.abc import Sequence

from adulis.kernel import db
from adulis.kernel.money import Money
from adulis.ledger.actions import journal
from adulis.ledger.chart import classify


@db.transaction_required
def lock_accounts(*, addresses: Sequence[str]) -> dict[str, Money]:
    """Lock chained accounts until the transaction ends, in one order; returns what they hold.

    For a caller whose posting depends on a balance, or who posts more than once: nobody else moves
    these accounts in between. Raises UnknownAddress; ValueError for an account that is not chained,
    since nothing ever waits for one.
    """
    accounts = [classify(address) for address in dict.fromkeys(addresses)]
    if open_ended := [each.address for each in accounts if not each.chained]:
        raise ValueError(f"{open_ended[0]} is not chained and cannot be locked")
    heads = journal.lock(accounts, []).heads
    return {
        each.address: Money(heads[each.id].balance_minor, each.currency) for each in accounts
    }
