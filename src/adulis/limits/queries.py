"""How much may a merchant of this tier move?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from adulis.kernel import db
from adulis.kernel.money import Money
from adulis.limits.values import EVERYBODY, LimitKind, Limits

# Of the rules that have begun the newest for each window; a tier's own goes before everybody's.
_LIMITS = """
SELECT DISTINCT ON (asked.tier, asked.kind, rule."window")
       asked.tier, asked.kind, rule."window", rule.maximum_minor
  FROM unnest(%s::text[], %s::text[]) AS asked(tier, kind)
  JOIN limits_rule AS rule ON rule.kind = asked.kind AND rule.tier IN (asked.tier, %s)
 WHERE rule.starts_at <= %s
 ORDER BY asked.tier, asked.kind, rule."window", rule.tier = %s, rule.starts_at DESC
"""


def limits_of(tier: str, kind: LimitKind, *, at: datetime) -> Limits:
    """What ``tier`` allows of ``kind`` at business time ``at``. One statement."""
    return limits_for([(tier, kind)], at=at)[tier, kind]


def limits_for(
    asked: Collection[tuple[str, LimitKind]], *, at: datetime
) -> dict[tuple[str, LimitKind], Limits]:
    """The same for several tiers and kinds, still in one statement."""
    wanted = sorted(set(asked))
    rows = db.fetch_all(
        _LIMITS,
        [
            [tier for tier, _ in wanted],
            [kind.value for _, kind in wanted],
            EVERYBODY,
            at,
            EVERYBODY,
        ],
    )
    found: dict[tuple[str, LimitKind], dict[str, Money | None]] = {key: {} for key in wanted}
    for tier, kind, window, maximum in rows:
        found[tier, LimitKind(kind)][window] = None if maximum is None else Money(maximum)
    return {key: Limits(**windows) for key, windows in found.items()}
