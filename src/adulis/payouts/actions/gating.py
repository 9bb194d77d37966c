"""What keeps a merchant's payouts from going: a freeze, a debt, the limit of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from adulis.identity.values import Standing
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.ledger import queries as book
from adulis.payouts import policies, postings
from adulis.payouts.calendar import start_of_day
from adulis.payouts.machine import PayoutState
from adulis.payouts.models import Payout


def frozen(standings: dict[UUID, Standing]) -> set[UUID]:
    """Merchants whose payouts may not go: those that somebody froze, and whoever owes us.

    A debt freezes by itself, whatever else was frozen and lifted meanwhile.
    """
    places = {merchant_id: postings.receivable(merchant_id) for merchant_id in standings}
    balances = book.balances(list(places.values()))
    return {
        merchant_id
        for merchant_id, standing in standings.items()
        if standing.are_payouts_frozen or balances[places[merchant_id]] < rupees(0)
    }


def locked_limits(standings: dict[UUID, Standing]) -> list[UUID]:
    """The merchants with a daily limit, each locked for this round: only one counts at a time.

    Otherwise two dispatchers could both send the last payout of a day.
    """
    limited = sorted(
        merchant_id
        for merchant_id, standing in standings.items()
        if policies.limit_of(standing.tier).daily is not None
    )
    if not limited:
        return []
    db.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('payouts.daily_limit/' || id, 0))"
        " FROM unnest(%s::text[]) AS limited(id)",
        [[str(merchant_id) for merchant_id in limited]],
    )
    return limited


def sent_today(limited: Sequence[UUID], now: datetime) -> dict[UUID, int]:
    """What each merchant with a daily limit has sent since midnight (IST), in paise."""
    if not limited:
        return {}
    rows = (
        Payout.objects.filter(merchant_id__in=limited, started_at__gte=start_of_day(now))
        .exclude(state=PayoutState.FAILED)
        .values("merchant_id")
        .annotate(sent=Sum("amount_minor"))
    )
    return {row["merchant_id"]: row["sent"] for row in rows}
