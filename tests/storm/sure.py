"""What a storm must have met, brought about so that neither chance nor a slow machine decides it.

Everything else in a storm is drawn by lot. These few things are told how they end, by the published
numbers and behaviours of the simulated bank and gateway, which win over chance there; and they live
through the storm like everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import orjson

from adulis.kernel import db
from simulators.bank.behaviours import CATALOGUE
from tests.storm.clients import ACKNOWLEDGED, Crowd, Intent, Wish
from tests.storm.market import Payers
from tests.storm.stage import Stage
from tests.waiting import until
from tests.world import Shop

PAISE = 50_000
# A dispute is opened before the storm, so that no refund comes first, and decided in or after it.
_DISPUTED_AFTER_SECONDS, _DECIDED_AFTER_SECONDS = 10, 600
_FATES: dict[str, dict[str, object]] = {
    "ok": {},
    "refund_fails": {},
    # Ordered back by a worker that died before it said so, and then the payer's bank takes it.
    "never_given_back": {"behaviour": "ok"},
    **{
        fate: {
            "after_seconds": _DISPUTED_AFTER_SECONDS,
            "decided_after_seconds": _DECIDED_AFTER_SECONDS,
        }
        for fate in ("chargeback_won", "chargeback_lost")
    },
}
_UNPAID = "nobody pays"


def granted(crowd: Crowd, shop: Shop, kind: str, path: str, **body: object) -> Intent:
    """A wish of ``shop`` that has to be granted; its reference is told where refunds want none."""

    def wish(_: object, __: Shop, reference: str) -> Wish:
        named = "reason" if kind == "refund" else "reference"
        return Wish(kind, path, {**body, named: reference}, answers_grow=kind == "deposit")

    intent = crowd.ask(f"{crowd.seed}:sure:{len(crowd.intents)}", shop, wish)
    assert intent.outcome == ACKNOWLEDGED, (kind, intent.outcome, intent.answer)
    return intent


@dataclass(slots=True)
class SureMoney:
    """One of everything that ``test_money_in_and_out`` asks for at the end."""

    stage: Stage
    crowd: Crowd
    payers: Payers
    shop: Shop
    other: Shop
    _deposits: dict[str, Intent] = field(default_factory=dict)
    _payments: dict[str, str] = field(default_factory=dict)

    def begin(self) -> None:
        """Before the storm: deposits paid with fates that are known, and one that nobody pays.

        While nothing fails yet, so that each of them surely gets a page, and its payment arrives.
        """
        for fate in (*_FATES, _UNPAID):
            made = granted(
                self.crowd, self.shop, "deposit", "/api/v1/deposits/", amount_minor=PAISE
            )
            self._deposits[fate] = made
            self.payers.leave(made)
        at_work = self.stage.worker()
        self._pay()
        self.stage.until_calm()
        self.stage.advance(_DISPUTED_AFTER_SECONDS + 1)
        until(
            lambda: self._arrived() == (len(_FATES), 1, 2),
            lambda: f"the sure ones to arrive: {self._arrived()}:\n{self.stage.said()}",
        )
        self.stage.killed(at_work)
        self._take_what_goes_back("never_given_back")

    def _take_what_goes_back(self, fate: str) -> None:
        """Nobody can tell afterwards whether the order left: it is neither found nor granted."""
        stage, payment = self.stage, self._payments[fate]
        assert stage.gateway is not None
        self._regret(fate)
        stage.died(stage.worker("deposits.refunds", failpoint="refund.after_order"))
        stage.gateway.act(payment, "dispute")
        [(dispute,)] = stage.gateway_books("SELECT id FROM disputes WHERE payment_id = ?", payment)
        stage.gateway.act(dispute, "lose")

    def _regret(self, fate: str) -> None:
        path = f"/api/v1/deposits/{_id_of(self._deposits[fate])}/refunds/"
        granted(self.crowd, self.shop, "refund", path, amount_paise=PAISE // 2)

    def _pay(self) -> None:
        assert self.stage.gateway is not None
        for fate, how in _FATES.items():
            page = self._page_of(self._deposits[fate])
            paid = self.stage.gateway.pay(page.rpartition("/")[2], **{"behaviour": fate, **how})
            self._payments[fate] = paid["payments"][0]["id"]
        # What nobody was asked for is suspended.
        unasked = {"amount_minor": PAISE, "currency": "INR", "behaviour": "ok"}
        self.stage.gateway.sim("POST", "upi", unasked)

    def _page_of(self, intent: Intent) -> str:
        found: list[str] = []

        def is_there() -> bool:
            found.extend(filter(None, [self.payers.page(intent)]))
            return bool(found)

        until(is_there, lambda: f"a page to pay on:\n{self.stage.said()}")
        return found[0]

    def _arrived(self) -> tuple[int, ...]:
        """Deposits that were paid, payments nobody knows what for, and disputes.

        Those paid first may be clear by now, where the others take long to arrive.
        """
        found = db.fetch_row(
            "SELECT (SELECT count(*) FROM deposits_deposit WHERE state IN ('captured', 'cleared')),"
            "       (SELECT count(*) FROM deposits_payment WHERE state = 'suspended'),"
            "       (SELECT count(*) FROM deposits_chargeback)"
        )
        assert found is not None
        return found

    def go_on(self) -> None:
        """When the storm has broken out at bank and gateway: what it may spoil, and must not."""
        assert self.stage.gateway is not None
        shop, crowd = self.shop, self.crowd
        lost = {"object": "refund", "payment_id": self._payments["ok"]}
        self.stage.gateway.scenario("timeout_after", lost)
        for fate in ("ok", "refund_fails"):
            self._regret(fate)
        to = str(self.other.id)
        granted(crowd, shop, "transfer", "/api/v1/transfers/", to=to, amount_paise=PAISE)
        account = str(shop.accounts[0].id)
        granted(
            crowd, shop, "payout", "/api/v1/payouts/", bank_account_id=account, amount_paise=PAISE
        )


def pay_out_surely(stage: Stage, shop: Shop, behaviours: Sequence[str]) -> None:
    """A payout for each behaviour of the bank; several joined by ``+`` want a scenario."""
    numbers = {each.name: each.account_number for each in CATALOGUE.behaviours}
    for behaviour in behaviours:
        account = shop.add_account(numbers.get(behaviour, ""))
        if behaviour not in numbers:
            stage.bank.scenario(behaviour, {"account_number": account.number}, times=None)
        shop.pay_out(PAISE, account=account, metadata={"cell": f"surely {behaviour}"})


def cancel_surely(crowd: Crowd, shop: Shop, cancel: Callable[[Intent], None]) -> None:
    """A payout of tomorrow, cancelled today: no worker is quick enough to have sent it."""
    tomorrow = (db.clock() + timedelta(days=1)).isoformat()
    ask = partial(granted, crowd, shop, "payout", "/api/v1/payouts/", scheduled_at=tomorrow)
    cancel(ask(bank_account_id=str(shop.accounts[0].id), amount_paise=PAISE))


def _id_of(intent: Intent) -> str:
    return str(orjson.loads(intent.answer)["id"])
