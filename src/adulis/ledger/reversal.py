"""What is left of an entry, and how to take some of it back. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from adulis.kernel.money import Money
from adulis.ledger.errors import ReversalTooLarge
from adulis.ledger.values import Transfer


def transfers_back(
    original: Iterable[Transfer], taken: Iterable[Transfer], amount: Money | None
) -> tuple[Transfer, ...]:
    """The transfers that take ``amount`` of ``original`` back, or all that is left of it (None).

    ``taken`` are the transfers that took parts of it back before. An amount is shared among the
    transfers of its currency in proportion to what is left of each. The last transfer goes back
    first, so that money which passed through an account can leave it the way it came.

    Raises ReversalTooLarge when there is less left, or nothing at all.
    """
    if amount is not None and amount.minor <= 0:
        raise ValueError(f"a reversal takes back more than nothing, not {amount}")
    left = _left(original, taken)
    if amount is not None:
        left = {way: each for way, each in left.items() if each.currency == amount.currency}
    remaining = sum(each.minor for each in left.values())
    if remaining < (1 if amount is None else amount.minor):
        raise ReversalTooLarge(remaining_minor=remaining)
    parts = list(left.values())
    if amount is not None:
        parts = amount.split([each.minor for each in parts])
    back = [
        Transfer(source=target, target=source, amount=part)
        for (source, target), part in zip(left, parts, strict=True)
        if part
    ]
    return tuple(reversed(back))


def _left(original: Iterable[Transfer], taken: Iterable[Transfer]) -> dict[tuple[str, str], Money]:
    """What is left of each way the money went, from (source, target), in the original's order."""
    minor: Counter[tuple[str, str]] = Counter()
    currency = {}
    for each in original:
        way = (each.source, each.target)
        minor[way] += each.amount.minor
        currency[way] = each.amount.currency
    for each in taken:
        minor[each.target, each.source] -= each.amount.minor
    return {way: Money(each, currency[way]) for way, each in minor.items() if each}
