"""What keeps a merchant's payouts from going: a freeze, a debt, the limit of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from adulis.identity.values import Standing
from adulis.kernel import db
from adulis.kernel.money import Money, rupees
from adulis.ledger import queries as book
from adulis.limits.queries import limits_for
from adulis.limits.values import LimitKind, Limits, Window
from adulis.payouts import postings
from adulis.payouts.machine import PayoutState
from adulis.payouts.models import Payout


def frozen(standings: dict[UUID, Standing]) -> set[UUID]:
    """Merchants whose payouts may not go: those that somebody froze, whoever owes us, and whom we
    do not know any more.

    The last two freeze by themselves, whatever else was frozen and lifted meanwhile.
    """
    places = {merchant_id: postings.receivable(merchant_id) for merchant_id in standings}
    balances = book.balances(list(places.values()))
    return {
        merchant_id
        for merchant_id, standing in standings.items()
        if standing.are_payouts_frozen
        or not standing.is_verified
        or balances[places[merchant_id]] < rupees(0)
    }


def locked_limits(standings: dict[UUID, Standing], at: datetime) -> dict[UUID, Limits]:
    """The merchants with a limit per day or month, each locked: only one round counts at a time.

    Otherwise two dispatchers could both send the last payout of a day.
    """
    if not standings:
        return {}
    by_tier = limits_for(
        {(standing.tier, LimitKind.PAYOUT) for standing in standings.values()}, at=at
    )
    found = {
        merchant_id: by_tier[standings[merchant_id].tier, LimitKind.PAYOUT]
        for merchant_id in sorted(standings)
    }
    limited = {merchant_id: limits for merchant_id, limits in found.items() if limits.counted}
    if limited:
        db.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('payouts.daily_limit/' || id, 0))"
            " FROM unnest(%s::text[]) AS limited(id)",
            [[str(merchant_id) for merchant_id in limited]],
        )
    return limited


def sent_before(limited: dict[UUID, Limits], now: datetime) -> dict[UUID, dict[Window, Money]]:
    """What each merchant with such a limit has sent in the window that ``now`` lies in."""
    found: dict[UUID, dict[Window, Money]] = {merchant_id: {} for merchant_id in limited}
    for window in (Window.DAY, Window.MONTH):
        asked = [each for each, limits in limited.items() if limits.of(window) is not None]
        if asked:
            sent = sent_since(asked, window.start(now))
            for merchant_id in asked:
                found[merchant_id][window] = sent.get(merchant_id, rupees(0))
    return found


def sent_since(merchant_ids: Sequence[UUID], start: datetime) -> dict[UUID, Money]:
    """What merchants have sent to banks since ``start``; what failed does not count."""
    rows = (
        Payout.objects.filter(merchant_id__in=merchant_ids, started_at__gte=start)
        .exclude(state=PayoutState.FAILED)
        .values("merchant_id")
        .annotate(sent=Sum("amount_minor"))
    )
    return {row["merchant_id"]: rupees(row["sent"]) for row in rows}
