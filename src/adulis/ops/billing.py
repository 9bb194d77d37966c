"""Billing's round, told who merchants are: verification knows, and lies beside it."""

from __future__ import annotations

from uuid import UUID

from adulis.billing import tasks
from adulis.billing.values import STATE_CODES, Party
from adulis.identity import queries as merchants
from adulis.verification import queries as verification


def bill() -> int:
    """One round of billing; returns how much was found."""
    return tasks.bill(billed_as)


def billed_as(merchant_id: UUID) -> Party:
    """As verified, else by the name it goes by, which has no GSTIN and no state."""
    name = merchants.standing(merchant_id).name
    details = verification.verified_details(merchant_id)
    if details is None:
        return Party(name)
    address = details.address
    if address is None:
        return Party(details.legal_name or name, gstin=details.gstin, state=details.gstin[:2])
    parts = (address.line1, address.line2, f"{address.city} {address.postal_code}")
    return Party(
        name=details.legal_name or name,
        address=", ".join(part for part in parts if part.strip()),
        gstin=details.gstin,
        state=details.gstin[:2] or STATE_CODES.get(address.state.removeprefix("IN-"), ""),
    )
