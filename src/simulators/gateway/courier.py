"""Carries webhooks to the platform, and payouts to the simulated bank."""

from __future__ import annotations

import sqlite3

from simulators.gateway.settlements import BANK_CREDIT
from simulators.ground.courier import Courier


class GatewayCourier(Courier):
    """``bank_url``: the simulated bank that payouts are paid into."""

    bank_url: str | None = None

    def _addressed(self, row: sqlite3.Row) -> tuple[str, dict[str, str]]:
        if row["type"] == BANK_CREDIT:
            return f"{self.bank_url}/_sim/credits", {"content-type": "application/json"}
        return super()._addressed(row)
