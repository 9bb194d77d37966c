"""Where people trade: the whole platform behind one address, with a payment gateway."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings


@pytest.fixture
def market(payment_gateway: Any, settings: Settings, tmp_path: Path) -> Iterator[Any]:
    """The platform as those see it who trade there (``tests.market.Market``)."""
    from tests.files import folder
    from tests.market import open_market

    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    settings.STORAGES = folder(tmp_path)
    # Nobody in a story waits for a second, between one bid and the next.
    settings.THROTTLES = {**settings.THROTTLES, "bids_per_party": (1_000.0, 1_000)}
    with open_market(payment_gateway) as made:
        yield made
