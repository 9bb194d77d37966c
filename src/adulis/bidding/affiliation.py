"""Who belongs together: what two merchants share that strangers do not (reference/escrow.md, G8).

PAN, GSTIN and accounts are compared by their blind indexes; nobody reads them for this.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from adulis.bidding.values import Shared
from adulis.identity import queries as identity
from adulis.payouts import queries as payouts
from adulis.verification import queries as verification


def shared_with(merchant_id: UUID, others: Collection[UUID]) -> dict[UUID, set[Shared]]:
    """What this merchant shares with each of ``others``; strangers are left out."""
    if not others:
        return {}
    same_pan, same_gstin = verification.sharing_numbers(merchant_id, others)
    found = {
        Shared.MEMBER: identity.sharing_members(merchant_id, others),
        Shared.PAN: same_pan,
        Shared.GSTIN: same_gstin,
        Shared.BANK_ACCOUNT: payouts.sharing_accounts(merchant_id, others),
    }
    told: dict[UUID, set[Shared]] = {}
    for what, whom in found.items():
        for other in whom:
            told.setdefault(other, set()).add(what)
    return told
