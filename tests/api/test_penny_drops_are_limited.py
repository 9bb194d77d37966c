"""A penny drop costs money and may take as long as the bank likes: not so many at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.doors import Api
from tests.world import a_shop


@pytest.fixture(autouse=True)
def two_at_once(settings: Any) -> None:
    settings.THROTTLES = settings.THROTTLES | {"penny_drops_per_merchant": (0.001, 2)}


@pytest.mark.usefixtures("simulated_bank")
def test_by_merchant_and_not_by_key() -> None:
    shop, other = a_shop(), a_shop()

    def verify(of: Any) -> int:
        api = Api(of.api_key(), of.id)
        return int(api.post(f"/bank-accounts/{of.accounts[0].id}/verify/").status_code)

    assert [verify(shop) for _ in range(3)] == [200, 200, 429]
    assert verify(other) == 200


@pytest.mark.usefixtures("simulated_bank")
def test_somebody_elses_account_uses_nothing_up() -> None:
    shop, other = a_shop(), a_shop()
    api = Api(shop.api_key(), shop.id)
    for _ in range(3):
        assert api.post(f"/bank-accounts/{other.accounts[0].id}/verify/").status_code == 404
    assert api.post(f"/bank-accounts/{shop.accounts[0].id}/verify/").status_code == 200
