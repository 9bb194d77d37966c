"""What the bank may know of a payout and a database that was restored does not.

An attempt is called after its wish and its number, so one that was forgotten is found under the
name it would have here. Where the bank refused the first for now it forgot it as well, and paid the
second: beginning again with the first would pay twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.db.models import Max

from adulis.gateways import queries as banks
from adulis.gateways.values import Verdict
from adulis.kernel import db
from adulis.payouts.models import Attempt, Payout
from adulis.payouts.values import bank_reference


def heard_before(payout_ids: Sequence[UUID]) -> dict[UUID, int | None] | None:
    """By payout, the attempt that the bank knows of and we do not; None: it did not say.

    Asked only in a database that was ever restored, and only when something could be sent: banks
    answer seldom. 0: it was not asked. Of a database that never was, there is nothing to know
    (None). To be called outside of transactions.
    """
    if not banks.was_restored():
        return None
    if not payout_ids:
        return {}
    if not banks.health(settings.BANK_CODE).is_well:
        return dict.fromkeys(payout_ids, 0)
    tried = Attempt.objects.filter(payout_id__in=payout_ids).values("payout_id")
    latest = dict(tried.annotate(last=Max("number")).values_list("payout_id", "last"))
    names = {
        bank_reference(payout.intent_id or payout.id, number): (payout.id, number)
        for payout in Payout.objects.filter(id__in=payout_ids)
        for number in range(latest.get(payout.id, 0) + 1, settings.PAYOUT_MAX_RETRIES + 2)
    }
    found: dict[UUID, int | None] = {}
    unclear = set()
    for word in banks.connected_bank().enquire_all(list(names), at=db.network_clock()):
        payout_id, number = names[word.reference]
        if word.verdict is Verdict.UNKNOWN:
            unclear.add(payout_id)
        elif word.verdict is not Verdict.NOT_FOUND:
            found[payout_id] = max(number, found.get(payout_id) or 0)
    return {**found, **dict.fromkeys(unclear)}


def heard_of_later(attempt_ids: Sequence[UUID]) -> frozenset[UUID] | None:
    """Attempts that are not sent again: the bank knows of a later one, or did not say."""
    if not banks.was_restored():
        return None
    owners = dict(Attempt.objects.filter(id__in=attempt_ids).values_list("id", "payout_id"))
    heard = heard_before(list(owners.values())) or {}
    return frozenset(attempt for attempt, payout in owners.items() if payout in heard)
