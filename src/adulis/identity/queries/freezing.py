"""Whether money may leave a merchant, and until when not."""

from __future__ import annotations

from uuid import UUID

from adulis.identity.errors import MerchantNotFound
from adulis.identity.values import Freeze
from adulis.kernel.db import fetch_row


def freeze_of(merchant_id: UUID) -> Freeze | None:
    """How a merchant is frozen at this moment; None: it is not. Raises MerchantNotFound."""
    row = fetch_row(
        "SELECT payouts_frozen_reason, payouts_frozen_until  FROM identity_merchant WHERE id = %s",
        [merchant_id],
    )
    if row is None:
        raise MerchantNotFound
    return Freeze(*row) if row[0] else None
