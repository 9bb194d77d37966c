"""Merchants to measure with, made through the platform's own verbs; prints what clients need.

Run as ``python -m bench.world <merchants>`` with the environment of a stage.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from adulis.ledger.chart import classify  # noqa: E402 - Django comes first
from tests.world import a_shop  # noqa: E402

PLENTY_PAISE = 10**12


def main() -> None:
    """One JSON object per merchant, on a line of its own."""
    for number in range(int(sys.argv[1])):
        shop = a_shop(f"Bench {number}", paise=PLENTY_PAISE)
        key = shop.api_key()
        told = {
            "merchant_id": str(shop.id),
            "bank_account_id": str(shop.accounts[0].id),
            "owner_id": str(shop.owner_id),
            "api_key": key,
            "prefix": key.split("_")[2],
            "available": classify(f"merchant/{shop.id}/available/INR").id,
            "held": classify(f"merchant/{shop.id}/held/INR").id,
        }
        print(json.dumps(told))


if __name__ == "__main__":
    main()
