"""A program asks to be paid, its customer pays on the gateway's page, and the money is there."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from pytest_django import Settings

from adulis.deposits.models import Deposit
from tests.paying import CARDS, ConnectedGateway
from tests.world import a_shop


@pytest.fixture(autouse=True)
def _settings(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]


def test_asked_for_paid_and_available(payment_gateway: ConnectedGateway) -> None:
    shop = a_shop()
    credentials = {"Authorization": f"Bearer {shop.api_key()}"}
    body = {"amount_minor": 50_000, "reference": "INV-7", "return_url": "https://shop.example/"}
    key = {"Idempotency-Key": str(uuid4())}
    with httpx2.Client(
        base_url=f"{payment_gateway.url}/api/v1", headers=credentials, trust_env=False, timeout=30
    ) as program:
        made = program.post("/deposits/", json=body, headers=key)
        assert (made.status_code, made.json()["status"]) == (201, "created")
        assert made.json()["checkout_url"].startswith("http")
        assert made.json()["waiting"]["for"] == "payment"

        # The answer has what came of it outside, and so has every replay of it.
        again = program.post("/deposits/", json=body, headers=key)
        assert (again.status_code, again.content) == (200, made.content)
        assert Deposit.objects.count() == 1

        deposit = Deposit.objects.get(id=UUID(made.json()["id"]))
        payment_gateway.pay(deposit, card=CARDS["ok"])
        payment_gateway.keep_up()
        payment_gateway.work()
        told: dict[str, Any] = program.get(f"/deposits/{deposit.id}/").json()
        assert (told["status"], told["pending_paise"], told["checkout_url"]) == (
            "captured",
            50_000,
            None,
        )
        assert program.get("/balance/").json()["pending_paise"] == 50_000

        payment_gateway.live(60)
        told = program.get(f"/deposits/{deposit.id}/").json()
        assert (told["status"], told["pending_paise"], told["waiting"]) == ("cleared", 0, None)
        assert program.get("/balance/").json()["available_paise"] == 50_000
        steps = program.get(f"/deposits/{deposit.id}/timeline/").json()["steps"]
        assert "deposit.cleared" in [each["what"] for each in steps]
    assert payment_gateway.disagreements() == []


def test_cancelled_over_the_api_it_cannot_be_paid(payment_gateway: ConnectedGateway) -> None:
    shop = a_shop()
    credentials = {"Authorization": f"Bearer {shop.api_key()}"}
    with httpx2.Client(
        base_url=f"{payment_gateway.url}/api/v1", headers=credentials, trust_env=False, timeout=30
    ) as program:
        made = program.post(
            "/deposits/", json={"amount_minor": 50_000}, headers={"Idempotency-Key": str(uuid4())}
        ).json()
        told = program.post(
            f"/deposits/{made['id']}/cancel/", headers={"Idempotency-Key": str(uuid4())}
        )
        assert (told.status_code, told.json()["status"]) == (200, "cancelled")
    deposit = Deposit.objects.get(id=UUID(made["id"]))
    assert payment_gateway.truth(deposit)["intents"] == ["cancelled"]
