"""Merchants who trade through the public API alone: a real server, a payment gateway, a worker.

    def test_a_deal(market: Market) -> None:
        asha = market.program(a_shop("Asha", paise=100_000))
        deal = asha.post("/deals/", a_request(market.in_hours(48)))
        asha.post(f"/deals/{deal['id']}/publish/")
        market.work()

Whoever trades has one credential and knows nothing but answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2

from adulis.bidding import tasks as bidding
from adulis.deals import tasks as deals
from adulis.deposits.models import Deposit
from adulis.disputes import tasks as disputes
from adulis.escrow import tasks as escrow
from adulis.kernel import db
from tests.facts import settle
from tests.letters import Written, grant_wishes, newest_to
from tests.paying import CARDS, ConnectedGateway
from tests.world import Shop

_TASKS = (
    escrow.listen,
    escrow.fire_timers,
    deals.listen,
    deals.fire_timers,
    bidding.listen,
    bidding.fire_timers,
    disputes.listen,
    disputes.fire_timers,
)
_MOST_ROUNDS = 60


@dataclass(slots=True)
class Trader:
    """Somebody with a credential. What is answered otherwise than expected fails the test."""

    http: httpx2.Client
    merchant_id: str = ""

    def get(self, path: str, **query: Any) -> Any:
        return self._said("GET", path, params=query)

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        return self._said("POST", path, json=dict(body or {}))

    def put(self, path: str, body: Mapping[str, Any]) -> Any:
        return self._said("PUT", path, json=dict(body))

    def upload(self, path: str, content: bytes) -> Any:
        return self._said("POST", path, content=content)

    def refused(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """The problem that it is answered with."""
        answer = self._sent("POST", path, json=dict(body or {}))
        assert answer.status_code >= 400, answer.text
        return answer.json()

    @property
    def purse(self) -> tuple[int, int]:
        """What is available, and what of this merchant's lies in escrow."""
        told = self.get("/balance/")
        return told["available_paise"], told["in_escrow_paise"]

    def _said(self, method: str, path: str, **sent: Any) -> Any:
        answer = self._sent(method, path, **sent)
        assert answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def _sent(self, method: str, path: str, **sent: Any) -> httpx2.Response:
        headers = {} if method == "GET" else {"Idempotency-Key": str(uuid4())}
        return self.http.request(method, f"/api/v1{path}", headers=headers, **sent)


@dataclass(slots=True)
class Market:
    """The platform with its gateway, seen from outside; and time, which is everybody's."""

    gateway: ConnectedGateway
    traders: list[Trader] = field(default_factory=list)

    def stranger(self) -> Trader:
        """Somebody who has not signed in."""
        return self._came({})

    def person(self, credential: str, merchant_id: str = "") -> Trader:
        headers = {"Authorization": f"Bearer {credential}"}
        return self._came(headers | ({"X-Merchant-Id": merchant_id} if merchant_id else {}))

    def program(self, shop: Shop) -> Trader:
        made = self.person(shop.api_key())
        made.merchant_id = str(shop.id)
        return made

    def pay_in(self, who: Trader, paise: int, **how: Any) -> str:
        """A deposit is asked for, and its payer pays on the gateway's page; its id. It clears
        within a minute.
        """
        made = who.post("/deposits/", {"amount_minor": paise})
        self.pay(made["id"], **how)
        self.live(60)
        return str(made["id"])

    def pay(self, deposit_id: str, **how: Any) -> None:
        """Its payer does, with an honest card unless told otherwise."""
        deposit = Deposit.objects.get(id=UUID(deposit_id))
        self.gateway.pay(deposit, **(how or {"card": CARDS["ok"]}))

    def letter_to(self, email: str) -> Written:
        """The newest, as soon as the platform has written it."""
        grant_wishes()
        return newest_to(email)

    def disagreements(self) -> list[str]:
        """Where our books and the gateway's differ, and every invariant that is broken."""
        return self.gateway.disagreements()

    # --- time, and what is done meanwhile -------------------------------------------------------

    def in_hours(self, hours: float) -> str:
        return (db.clock() + timedelta(hours=hours)).isoformat()

    def live(self, seconds: float) -> None:
        """Let time pass; whatever falls due on the gateway's side happens when it does."""
        self.gateway.live(seconds)
        self.work()

    def until(self, moment: str) -> None:
        """A second after ``moment``, in one step."""
        left = datetime.fromisoformat(moment) - db.clock() + timedelta(seconds=1)
        self.gateway.advance(max(1, left.total_seconds()))
        self.work()

    def work(self) -> None:
        """Do all that is due, as workers would, until nothing is."""
        for _ in range(_MOST_ROUNDS):
            self.gateway.work()
            settle()
            if not sum(task() for task in _TASKS):
                return
        raise AssertionError("the worker never came to rest")

    def _came(self, headers: dict[str, str]) -> Trader:
        http = httpx2.Client(
            base_url=self.gateway.url, headers=headers, trust_env=False, timeout=60
        )
        made = Trader(http)
        self.traders.append(made)
        return made


@contextmanager
def open_market(gateway: ConnectedGateway) -> Iterator[Market]:
    market = Market(gateway)
    try:
        yield market
    finally:
        for trader in market.traders:
            trader.http.close()


def a_request(deadline: str, *shares: int, **more: Any) -> dict[str, Any]:
    """The body of a deal that is bid on downwards from 100,000 paise."""
    terms = {
        "scope": "Forty pumps, delivered and installed.",
        "milestones": [
            {"title": f"Part {place}", "share_bp": share}
            for place, share in enumerate(shares or (10_000,), start=1)
        ],
    }
    return {
        "kind": "request", "format": "open", "title": "Pumps for Pune", "category": "machinery",
        "budget_paise": 100_000, "deadline": deadline, "terms": terms,
    } | more  # fmt: skip


def put_up(market: Market, poster: Trader, body: dict[str, Any], **plan: Any) -> str:
    """Write a deal, plan its auction, publish it; the path of the deal."""
    deal = poster.post("/deals/", body)
    path = f"/deals/{deal['id']}"
    plan = {"step_kind": "absolute", "step_value": 1_000, **plan}
    poster.put(f"{path}/auction/plan/", plan)
    poster.post(f"{path}/publish/")
    market.work()
    return path


def bid(who: Trader, deal: str, paise: int) -> Any:
    return who.post(f"{deal}/auction/bids/", {"amount_paise": paise, "terms_version": 1})


def auto_bid(who: Trader, deal: str, paise: int) -> Any:
    return who.put(f"{deal}/auction/auto-bid/", {"limit_paise": paise, "terms_version": 1})


def milestones_of(who: Trader, deal: str) -> list[str]:
    """The paths of what was agreed on, in order."""
    agreement = who.get(f"/agreements/{who.get(f'{deal}/')['agreement_id']}/")
    return [f"/milestones/{each['id']}" for each in agreement["milestones"]]


def approve(buyer: Trader, milestone: str) -> Any:
    """All that is left of it, to whoever it is for."""
    seen = buyer.get(f"{milestone}/")
    return buyer.post(
        f"{milestone}/approve/",
        {"expected_payee_id": seen["payee_id"], "amount_paise": seen["left_paise"]},
    )
