"""A market in a storm: merchants ask to be paid, pay out, transfer and refund; payers pay, or try.

Merchants speak to our API. Payers and their banks are at the payment gateway: what they do there,
nobody tells us but its webhooks, which may not come.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import httpx2
import orjson

from adulis.gateways.statements import bank_day, end_of
from adulis.kernel import db
from tests.gateway import Gateway
from tests.storm.clients import Crowd, Intent, Wish, Wishing, pay_out
from tests.storm.stage import Stage
from tests.waiting import WaitedInVain, until
from tests.world import Shop

# How often each vice strikes. Those of requests strike intents and refunds; an answer that never
# comes is rare, because it is waited for in real time.
VICES = {
    "timeout_before": 0.01, "timeout_after": 0.02, "reset_before": 0.03, "err500_before": 0.03,
    "err500_after": 0.05, "truncated_after": 0.03, "error_body_after": 0.02, "html_after": 0.02,
    "invisible": 0.05, "slow_visible": 0.02, "status_goes_back": 0.05,
    "enquiry_err500": 0.06, "enquiry_reset": 0.05, "enquiry_429": 0.03,
    "dup_hooks": 0.2, "replayed_hooks": 0.1, "delayed_hooks": 0.05, "lost_hooks": 0.15,
    "swapped_hooks": 0.1, "forged_hooks": 0.1, "bad_signature_hooks": 0.05, "stale_hooks": 0.05,
    "malformed_hooks": 0.02, "wrong_amount_hooks": 0.08, "contradicting_hooks": 0.03,
    "changed_hooks": 0.03, "unknown_type_hooks": 0.02, "unknown_reference_hooks": 0.03,
}  # fmt: skip
# What becomes of payments, of their refunds, and at payers' banks.
FATES = {
    "pending": 0.06, "stuck": 0.02, "late_failure": 0.03, "late_success": 0.06,
    "insufficient_funds": 0.05, "wrong_amount": 0.05, "overpaid": 0.03, "wrong_currency": 0.03,
    "paid_twice": 0.05, "chargeback": 0.05, "chargeback_won": 0.05, "chargeback_lost": 0.05,
    "refund_fails": 0.08, "refund_pending": 0.1, "refund_stuck": 0.04, "refund_late_failure": 0.05,
}  # fmt: skip
_METHODS = ("card", "card", "upi", "netbanking", "bank_transfer")
# Longer than a page is open: it is paid when nobody waits for it any more.
_TOO_LATE_SECONDS = 2_000
_MOST_PAID_AT_ONCE = 6
_MOST_ASKINGS, _ASKING_SECONDS = 5, 12


@dataclass(slots=True)
class Wishes:
    """What a merchant wants next: mostly to be paid. Deposits of ``crowd`` may be refunded."""

    shops: Sequence[Shop]
    most_paise: int
    crowd: Crowd | None = None

    def __call__(self, chance: random.Random, shop: Shop, reference: str) -> Wish:
        drawn = chance.random()
        if drawn < 0.4:
            return self._deposit(chance, reference)
        if drawn < 0.65:
            return self._transfer(chance, shop, reference)
        if drawn < 0.85:
            return pay_out(self.most_paise)(chance, shop, reference)
        paid = [each for each in self._deposits() if each.shop.id == shop.id]
        if not paid:
            return self._deposit(chance, reference)
        return refund_of(chance.choice(paid))(chance, shop, reference)

    def _deposits(self) -> list[Intent]:
        return [] if self.crowd is None else self.crowd.acknowledged("deposit")[-60:]

    def _deposit(self, chance: random.Random, reference: str) -> Wish:
        body: dict[str, object] = {
            "amount_minor": chance.randint(1_000, 2 * self.most_paise),
            "reference": reference,
        }
        return Wish("deposit", "/api/v1/deposits/", body, answers_grow=True)

    def _transfer(self, chance: random.Random, shop: Shop, reference: str) -> Wish:
        to = chance.choice([each for each in self.shops if each.id != shop.id])
        paise = chance.randint(100, self.most_paise) if chance.random() < 0.9 else 10**12
        body: dict[str, object] = {
            "to": str(to.id),
            "amount_paise": paise,
            "reference": reference,
        }
        return Wish("transfer", "/api/v1/transfers/", body)


def refund_of(deposit: Intent) -> Wishing:
    """All of a deposit, or a part."""

    def wish(chance: random.Random, shop: Shop, reference: str) -> Wish:
        how: dict[str, object] = (
            {"all": True} if chance.random() < 0.5 else {"amount_paise": chance.randint(1, 5_000)}
        )
        path = f"/api/v1/deposits/{orjson.loads(deposit.answer)['id']}/refunds/"
        return Wish("refund", path, {**how, "reason": reference})

    return wish


@dataclass(slots=True)
class Payers:
    """Whoever was asked to pay does, or pays late, twice, or not at all; and some pay unasked."""

    crowd: Crowd
    gateway: Gateway
    done: Counter[str] = field(default_factory=Counter)
    _seen: set[str] = field(default_factory=set)

    def __call__(self, chance: random.Random) -> None:
        if chance.random() < 0.05:
            self._pay_unasked(chance)
        waiting = [each for each in self.crowd.acknowledged("deposit") if self._waits(each)]
        # Any of them: those that have no page and never get one must not keep the others waiting.
        for intent in chance.sample(waiting, min(len(waiting), _MOST_PAID_AT_ONCE)):
            self._seen.add(intent.reference)
            if chance.random() < 0.9:
                self._pay(chance, intent)

    def _waits(self, intent: Intent) -> bool:
        return intent.reference not in self._seen

    def _pay(self, chance: random.Random, intent: Intent) -> None:
        """By the page that the merchant was given; one that had none yet looks again."""
        page = orjson.loads(intent.answer)["checkout_url"]
        if page is None:
            page = self.page(intent)
        if page is None:
            self._seen.discard(intent.reference)
            return
        how: dict[str, object] = {"method": chance.choice(_METHODS)}
        if chance.random() < 0.06:
            how["times"] = 2
        if chance.random() < 0.06:
            how["pay_after_seconds"] = _TOO_LATE_SECONDS
        self.gateway.sim("POST", f"intents/{page.rpartition('/')[2]}/pay", how)
        self.done["paid"] += 1

    def leave(self, intent: Intent) -> None:
        """Somebody else sees to this deposit."""
        self._seen.add(intent.reference)

    def page(self, intent: Intent) -> str | None:
        """Where it is paid, once there is a page."""
        deposit_id = orjson.loads(intent.answer)["id"]
        credential = self.crowd.credentials[intent.shop.id]
        with suppress(httpx2.TransportError):
            answer = httpx2.get(
                f"{self.crowd.base_url}/api/v1/deposits/{deposit_id}/",
                headers={"Authorization": f"Bearer {credential}"},
                timeout=20,
                trust_env=False,
            )
            if answer.status_code == 200:
                page: str | None = answer.json()["checkout_url"]
                return page
        return None

    def _pay_unasked(self, chance: random.Random) -> None:
        how = {"amount_minor": chance.randint(1_000, 9_000), "currency": "INR"}
        self.gateway.sim("POST", chance.choice(["bank-transfer", "upi"]), how)
        self.done["paid unasked"] += 1


@dataclass(slots=True)
class Withdrawing:
    """Merchants who do not want a deposit any more, paid or not."""

    crowd: Crowd
    answers: Counter[str] = field(default_factory=Counter)
    cancelled: set[str] = field(default_factory=set)

    def __call__(self, chance: random.Random) -> None:
        made = self.crowd.acknowledged("deposit")[-20:]
        if not made:
            return
        intent = chance.choice(made)
        deposit_id = orjson.loads(intent.answer)["id"]
        credential = self.crowd.credentials[intent.shop.id]
        with suppress(httpx2.TransportError):
            answer = httpx2.post(
                f"{self.crowd.base_url}/api/v1/deposits/{deposit_id}/cancel/",
                headers={
                    "Idempotency-Key": str(uuid4()),
                    "Authorization": f"Bearer {credential}",
                },
                timeout=20,
                trust_env=False,
            )
            self.answers[str(answer.status_code)] += 1
            if answer.status_code == 200:
                self.cancelled.add(deposit_id)

    def wrongs(self) -> list[str]:
        """Cancelled is cancelled, unless somebody paid all the same."""
        states = dict(db.fetch_all("SELECT id::text, state FROM deposits_deposit"))
        return [
            f"deposit {each} was cancelled by its merchant and is {states[each]}"
            for each in self.cancelled
            if states[each] not in {"cancelled", "captured", "cleared"}
        ]


def decide(stage: Stage) -> int:
    """Whatever hangs at the gateway ends: payments, refunds and disputes; returns how many."""
    gateway = stage.gateway
    assert gateway is not None
    hanging = stage.gateway_books(
        "SELECT id, 'capture', 'fail' FROM payments WHERE status = 'processing'"
        "   AND id NOT IN (SELECT object_id FROM agenda)"
        " UNION ALL SELECT id, 'process_refund', 'fail_refund' FROM refunds"
        "  WHERE status = 'pending' AND id NOT IN (SELECT object_id FROM agenda)"
        " UNION ALL SELECT id, 'win', 'lose' FROM disputes WHERE status = 'open'"
        "   AND payment_id NOT IN (SELECT object_id FROM agenda)"
    )
    for number, (name, well, badly) in enumerate(hanging):
        gateway.act(name, badly if number % 2 else well)
    return len(hanging)


def live_a_day(stage: Stage, *, step_seconds: int) -> None:
    """On to the day's end, when its statement is there, and the gateway's report was fetched.

    Reports are asked for once a minute of real time, and by every worker that starts.
    """
    over = end_of(bank_day(db.clock())) + timedelta(minutes=31)
    stage.advance(round((over - db.clock()).total_seconds()) + 1)
    stage.until_calm()
    for _ in range(_MOST_ASKINGS):
        asking = stage.worker("deposits.settlements")
        with suppress(WaitedInVain):
            until(lambda: not _unreported(stage), "a report", seconds=_ASKING_SECONDS)
        stage.killed(asking)
        if not _unreported(stage):
            break
    stage.rest(step_seconds=step_seconds)


def is_all_paid_in(stage: Stage) -> bool:
    """Whether a statement of the bank has told us of everything that the gateway paid out.

    Days pass until nothing is due any more, and on each the gateway may pay out once more.
    """
    awaited = db.fetch_value(
        "SELECT count(*) FROM deposits_settlement_payout WHERE standing = 'awaited'"
    )
    return not awaited and not _unreported(stage)


def _unreported(stage: Stage) -> set[str]:
    """Payouts of the gateway that we have not read of."""
    told = {name for (name,) in db.fetch_all("SELECT payout_id FROM deposits_settlement_payout")}
    return {name for (name,) in stage.gateway_books("SELECT id FROM payouts")} - told
