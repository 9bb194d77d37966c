"""A wallet with many lines: ``python -m bench.wallet <lines>``, with the environment of a stage."""

from __future__ import annotations

import json
import sys
from datetime import timedelta

import django

django.setup()

from adulis.kernel import db  # noqa: E402 - Django comes first
from adulis.kernel.actors import bank  # noqa: E402
from adulis.kernel.money import rupees  # noqa: E402
from adulis.ledger import actions as ledger  # noqa: E402
from adulis.wallets import postings  # noqa: E402
from tests.world import a_shop  # noqa: E402

BATCH = 1_000


def main() -> None:
    """Credits of one paisa, a minute apart, in batches."""
    lines = int(sys.argv[1])
    shop = a_shop(f"{lines} lines")
    first = db.clock() - timedelta(minutes=lines)
    actor = bank("simbank")
    for start in range(0, lines, BATCH):
        with db.transaction():
            ledger.post_all(
                postings=[
                    postings.bank_transfer_credited(
                        shop.id,
                        rupees(1),
                        bank="simbank",
                        utr=f"{shop.id.hex}{number}",
                        payer="",
                        at=first + timedelta(minutes=number),
                        actor=actor,
                    )
                    for number in range(start, min(start + BATCH, lines))
                ]
            )
    print(json.dumps({"api_key": shop.api_key()}))


if __name__ == "__main__":
    main()
