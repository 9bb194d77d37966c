"""Post entries: lock and look, fold, append."""

from __future__ import annotations

from collections.abc import Sequence

from adulis.kernel import db, tracing
from adulis.kernel.errors import Refusal
from adulis.ledger.actions import journal
from adulis.ledger.chart import Classified, classify
from adulis.ledger.errors import UnknownAddress
from adulis.ledger.fold import Fold
from adulis.ledger.values import Posted, Posting


@db.transaction_required
def post(*, posting: Posting) -> Posted:
    """Post one entry; its chained accounts stay locked until the transaction ends.

    A key that is in the book already answers with its entry when the posting says the same
    (``replayed``). Raises UnknownAddress, PostingKeyReused, InsufficientFunds; then nothing was
    written and the transaction is still good.
    """
    [outcome] = post_all(postings=[posting])
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


@db.transaction_required
def post_all(*, postings: Sequence[Posting]) -> list[Posted | Refusal]:
    """Post many entries at once, in order; each is refused alone, and its refusal is its answer.

    The book ends line for line as if they had been posted one by one. All accounts are locked
    together and in one order, so batches never wait for each other in a ring. A caller that posts
    several times in one transaction gives that up: gather the postings and call this once.

    Accounts named for the first time are opened, and stay open, holding nothing, should the
    posting be refused.
    """
    return _post(postings) if postings else []


@tracing.traced("ledger.post")
def _post(postings: Sequence[Posting]) -> list[Posted | Refusal]:
    accounts = _accounts(postings)
    keys = list(dict.fromkeys(posting.key for posting in postings))
    # Each time round, at least one more of the keys is found taken.
    for _ in range(len(keys) + 1):
        locked = journal.lock(accounts, keys)
        fold = Fold(heads=locked.heads, taken=locked.taken, recorded_at=locked.recorded_at)
        outcomes = [fold.add(posting) for posting in postings]
        # After this point the posting must succeed – unless somebody took a key since we looked.
        # Then they have committed, nothing of ours was written, and we look again.
        if not fold.entries or journal.append(locked.recorded_at, fold.entries, fold.lines):
            return outcomes
    raise RuntimeError("a key was taken that nobody has")


def _accounts(postings: Sequence[Posting]) -> list[Classified]:
    """Every account that a posting may need, once; none of one that is not in the chart."""
    found: dict[str, Classified] = {}
    for posting in postings:
        addresses = [each for one in posting.transfers for each in (one.source, one.target)]
        try:
            found |= {address: classify(address) for address in addresses}
        except UnknownAddress:
            continue  # the fold refuses it, alone
    return list(found.values())
