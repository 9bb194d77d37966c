"""Somebody pays: with a card, by UPI, from a bank's page, or by a transfer nobody announced."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from simulators.gateway import behaviours, shapes
from simulators.gateway.behaviours import CATALOGUE, Scripts
from simulators.gateway.catalogue import is_card_number
from simulators.gateway.counter import scripted
from simulators.gateway.life import Occasion, becomes, insert_payment, perform, plan_of, show
from simulators.gateway.plans import Act, Plan
from simulators.gateway.rules import Impossible, Rules, schedule
from simulators.gateway.wire import METHODS, currency
from simulators.ground import chance
from simulators.ground.catalogue import UnknownBehaviour
from simulators.ground.wire import Malformed, minor, text

_NETWORKS = {"3": "Amex", "4": "Visa", "5": "Mastercard", "6": "RuPay"}


@dataclass(frozen=True, slots=True)
class Paying:
    """One try to pay. ``amount_minor`` None: what is asked for. ``behaviour`` wins over magic."""

    method: str
    amount_minor: int | None = None
    currency: str | None = None
    name: str = ""  # whom the intent names
    card: str | None = None
    vpa: str | None = None
    account: str | None = None
    ifsc: str | None = None
    utr: str | None = None
    behaviour: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def magic(self) -> str | None:
        """The behaviour that what the payer typed asks for."""
        said = {"card": self.card, "upi": self.vpa}.get(self.method, self.account)
        return CATALOGUE.magic_of(said)

    @property
    def payer(self) -> dict[str, str | None]:
        """Who paid, as far as the platform may know."""
        return {
            "name": self.name,
            "card_last4": self.card[-4:] if self.card else None,
            "card_network": _NETWORKS.get(self.card[0], "Other") if self.card else None,
            "account_last4": self.account[-4:] if self.account else None,
            "ifsc": self.ifsc,
            "vpa": self.vpa,
        }


_WORDS = {"method", "amount_minor", "currency", "name", "card", "vpa", "account", "ifsc", "utr"}
GOOD_CARD = "4242424242424242"


def read(said: Mapping[str, Any], *, profile: str, method: str | None = None) -> Paying:
    """Read what the sandbox says about a payer. Raises Malformed.

    What is neither about the payer nor ``behaviour`` is a parameter of the behaviour.
    """
    words = dict(said)
    how = text(words, "method", default=method or "card")
    if how not in METHODS:
        raise Malformed(f"method is one of {', '.join(METHODS)}")
    params = {name: value for name, value in words.items() if name not in {*_WORDS, "behaviour"}}
    behaviour = text(words, "behaviour", default="") or None
    if params and behaviour is None:
        raise Malformed(f"nobody knows {', '.join(params)}")
    if behaviour is not None:
        try:
            CATALOGUE.check(behaviour, params, profile=profile)
        except UnknownBehaviour as wrong:
            raise Malformed(str(wrong)) from wrong
    card = text(words, "card", default=GOOD_CARD).replace(" ", "")
    if how == "card" and not is_card_number(card):
        raise Malformed("card is not a card number: a digit is wrong")
    return Paying(
        method=how,
        amount_minor=minor(words, "amount_minor") if "amount_minor" in words else None,
        currency=currency(words) if "currency" in words else None,
        name=text(words, "name", default="", longest=140),
        card=card if how == "card" else None,
        vpa=text(words, "vpa", default="payer@simgate") if how == "upi" else None,
        account=_account(words, how),
        ifsc=text(words, "ifsc", default="SIMB0000001") if "transfer" in how else None,
        utr=text(words, "utr", default="", longest=35) or None,
        behaviour=behaviour,
        params=params,
    )


def _account(words: dict[str, Any], how: str) -> str | None:
    if how not in {"bank_transfer", "netbanking"}:
        return None
    return text(words, "account", default="50100012345678", longest=34)


def pay(
    db: sqlite3.Connection,
    intent: sqlite3.Row | None,
    paying: Paying,
    *,
    now_ms: int,
    rules: Rules,
) -> str:
    """Pay, whatever the intent's status: what is refused to payers is refused by the checkout page.

    ``intent`` None: nobody knows what it is for. Returns the payment's id; the same UTR is the same
    payment. Raises Malformed.
    """
    if paying.utr:
        known = db.execute("SELECT id FROM payments WHERE utr = ?", (paying.utr,)).fetchone()
        if known:
            return str(known["id"])
    if intent is None and (paying.amount_minor is None or paying.currency is None):
        raise Malformed("amount_minor and currency are missing: it belongs to no intent")
    payment_id = _insert(db, intent, paying, now_ms=now_ms, rules=rules)
    on = Occasion(db, payment_id, {}, now_ms, rules)
    plan = plan_of(db, shapes.by_id(db, payment_id), rules)
    show(db, payment_id, plan, at_ms=now_ms)
    if intent is not None:
        # Whoever looks up the intent is lied to as well.
        if plan.enquiries != Plan().enquiries:
            show(db, intent["id"], plan, at_ms=now_ms)
        if intent["status"] != "succeeded":
            db.execute("UPDATE intents SET status = 'processing' WHERE id = ?", (intent["id"],))
    if plan.authenticates:
        db.execute("UPDATE payments SET authenticates = 1 WHERE id = ?", (payment_id,))
    else:
        _live(on, plan, paying.method)
    _announce(on, intent, plan)
    return payment_id


def authenticated(
    db: sqlite3.Connection, payment_id: str, *, passed: bool, now_ms: int, rules: Rules
) -> None:
    """The payer answered the bank's question (3-D Secure). Raises Impossible when nobody asked."""
    payment = shapes.by_id(db, payment_id)
    if not payment["authenticates"]:
        raise Impossible(f"{payment_id} waits for no answer")
    db.execute("UPDATE payments SET authenticates = 0 WHERE id = ?", (payment_id,))
    on = Occasion(db, payment_id, {}, now_ms, rules)
    if passed:
        _live(on, plan_of(db, payment, rules), payment["method"])
    else:
        failed = Occasion(db, payment_id, {"code": "authentication_failed"}, now_ms, rules)
        perform(Act.FAIL, failed)


def _live(on: Occasion, plan: Plan, method: str) -> None:
    """Do what happens at once, and put the rest on the agenda."""
    wait_seconds = on.rules.profile.waits_seconds.get(method, 0)
    for step in plan.steps:
        due_ms = on.at_ms + round((wait_seconds + step.after_seconds) * 1000)
        if due_ms == on.at_ms:
            perform(step.act, Occasion(on.db, on.object_id, step.detail, on.at_ms, on.rules))
        else:
            schedule(on.db, on.object_id, step.act, due_ms=due_ms, detail=step.detail)


def _announce(on: Occasion, intent: sqlite3.Row | None, plan: Plan) -> None:
    """Say that a payment is under way, if it still is."""
    if intent is None or intent["status"] == "succeeded":
        return
    if shapes.by_id(on.db, on.object_id)["status"] == "processing":
        becomes(on, intent["id"], "processing", plan.callbacks)


def _insert(
    db: sqlite3.Connection,
    intent: sqlite3.Row | None,
    paying: Paying,
    *,
    now_ms: int,
    rules: Rules,
) -> str:
    asked = {} if intent is None else dict(intent)
    amount_minor = paying.amount_minor or asked["amount_minor"]
    money = paying.currency or asked["currency"]
    nth = db.execute(
        "SELECT COUNT(*) FROM payments WHERE intent_id IS ?", (asked.get("id"),)
    ).fetchone()[0]
    about = {
        "client_reference": asked.get("client_reference"),
        "amount_minor": amount_minor,
        "currency": money,
        "method": paying.method,
    }
    own = _scripts(db, paying, about, (asked.get("id", ""), nth), rules)
    utr = paying.utr
    if utr is None and paying.method in {"bank_transfer", "upi"}:
        # Twelve digits, as UPI and IMPS have them.
        drawn = chance.token(12, rules.seed, "utr", now_ms, nth, asked.get("id"))
        utr = f"{int(drawn, 16) % 10**12:012d}"
    values = {
        "intent_id": asked.get("id"),
        **about,
        "payer": orjson.dumps(
            {**paying.payer, "name": paying.name or customer(intent) or "Sandbox Payer"}
        ).decode(),
        "utr": utr,
        "scripts": orjson.dumps(own).decode(),
    }
    return insert_payment(Occasion(db, "", {}, now_ms, rules), values)


def customer(intent: sqlite3.Row | None) -> str:
    """Whom an intent asks to pay, by name; empty where it does not say."""
    return "" if intent is None else str(orjson.loads(intent["customer"])["name"])


def _scripts(
    db: sqlite3.Connection,
    paying: Paying,
    about: Mapping[str, Any],
    which: tuple[str, int],
    rules: Rules,
) -> Scripts:
    """What the sandbox says wins over a scenario, that over magic numbers, those over chance."""
    if paying.behaviour is not None:
        return [(paying.behaviour, dict(paying.params))]
    if scripts := scripted(db, "payment", about):
        return scripts
    if name := paying.magic:
        return [(name, {})]
    odds = rules.switches.odds(seed=rules.seed, profile=rules.profile.name)
    return behaviours.by_chance("payment", *which, odds=odds)
