"""``/_sim``: the world behind the gateway. Pays, charges back, scripts, and tells the truth."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from simulators.gateway import paying, rates, settlements, shapes, state, truth
from simulators.gateway.behaviours import CATALOGUE
from simulators.gateway.gateway import Gateway
from simulators.gateway.life import Occasion, perform, plan_of, tell
from simulators.gateway.plans import Act
from simulators.gateway.rules import Impossible, Unknown, schedule
from simulators.ground import sandbox, wire
from simulators.ground.answers import Json, Pretty
from simulators.ground.wire import Malformed

Call = sandbox.Call[Gateway]

# What can be done by hand to an object, by the beginning of its id.
_BY_HAND = {
    "pi": {Act.EXPIRE},
    "pay": {Act.CAPTURE, Act.FAIL, Act.DISPUTE},
    "rfnd": {Act.PROCESS_REFUND, Act.FAIL_REFUND},
    "dp": {Act.WIN, Act.LOSE},
}
_CALL_BACK = "call_back"


def routes() -> list[Route]:
    return sandbox.routes(
        Gateway,
        {
            ("GET", "state"): _state,
            ("GET", "truth"): _truth,
            ("GET", "behaviours"): _behaviours,
            ("POST", "intents/{id}/pay"): _pay,
            ("POST", "payments/{id}/authenticate"): _authenticate,
            ("POST", "objects/{id}"): _act,
            ("POST", "bank-transfer"): _bank_transfer,
            ("POST", "upi"): _upi,
            ("POST", "settle"): _settle,
            ("GET", "payouts"): _payouts,
            ("POST", "rates"): _fix_rate,
        },
        {Impossible: 409, Unknown: 404},
    )


# --- What is -------------------------------------------------------------------------------------


async def _state(call: Call) -> Response:
    return Pretty(state.summary(call.world))


async def _truth(call: Call) -> Response:
    asked, db = call.request.query_params, call.world.db
    if "client_reference" in asked:
        return Json(truth.about(db, asked["client_reference"]))
    if "refund_reference" in asked:
        return Json(truth.about_refund(db, asked["refund_reference"]))
    limit = asked.get("limit", "1000")
    if not limit.isdigit() or not 0 < int(limit) <= 10_000:
        raise Malformed("limit lies between 1 and 10000")
    return Json(truth.page(db, after=asked.get("after", ""), limit=int(limit)))


async def _behaviours(call: Call) -> Response:
    profile = call.world.settings.profile.name
    return Json(
        {
            "behaviours": [
                {
                    "name": each.name,
                    "card_number": each.card_number,
                    "account_number": each.account_number,
                    "address": each.address,
                    "does": each.does,
                    "parameters": each.parameters(profile),
                }
                for each in CATALOGUE.behaviours
            ]
        }
    )


async def _payouts(call: Call) -> Response:
    rows = call.world.db.execute("SELECT * FROM payouts ORDER BY number").fetchall()
    return Json({"payouts": [shapes.payout(row) for row in rows]})


# --- Things that happen --------------------------------------------------------------------------


async def _pay(call: Call) -> Response:
    """Pay without a browser: ``times`` times, now or ``after_seconds``."""
    gateway, said = call.world, dict(call.said)
    times = said.pop("times", 1)
    if type(times) is not int or not 0 < times <= 100:
        raise Malformed("times lies between 1 and 100")
    after_ms = round(wire.seconds(said, "pay_after_seconds", default=0) * 1000)
    said.pop("pay_after_seconds", None)
    intent_id = str(call.request.path_params["id"])
    who = paying.read(said, profile=gateway.settings.profile.name)

    def write(db: sqlite3.Connection) -> list[str]:
        now_ms, rules = gateway.clock.now_ms(), gateway.rules()
        made = []
        for _ in range(times):
            intent = shapes.by_id(db, intent_id)
            if after_ms:
                schedule(db, intent_id, Act.PAY, due_ms=now_ms + after_ms, detail=said)
            else:
                made.append(paying.pay(db, intent, who, now_ms=now_ms, rules=rules))
        return made

    made = await _written(call, write)
    rules = gateway.rules()
    return Json(
        {
            "intent": shapes.shape(gateway.db, intent_id, rules),
            "payments": [shapes.shape(gateway.db, each, rules) for each in made],
        },
        201,
    )


async def _authenticate(call: Call) -> Response:
    """The payer answers 3-D Secure: ``passed`` true or false."""
    gateway, payment_id = call.world, str(call.request.path_params["id"])
    passed = wire.flag(call.said, "passed", default=True)
    now_ms, rules = gateway.clock.now_ms(), gateway.rules()
    await _written(
        call,
        lambda db: paying.authenticated(db, payment_id, passed=passed, now_ms=now_ms, rules=rules),
    )
    return Json(shapes.shape(gateway.db, payment_id, rules))


async def _act(call: Call) -> Response:
    """Do ``act`` to an intent, payment, refund or dispute, now or ``after_seconds``.

    ``call_back`` says once more by webhook (``type``) what it is now.
    """
    gateway, said = call.world, dict(call.said)
    object_id, act = str(call.request.path_params["id"]), wire.text(said, "act")
    after_ms = round(wire.seconds(said, "after_seconds", default=0) * 1000)
    possible = {str(each) for each in _BY_HAND.get(object_id.partition("_")[0], ())}
    if act not in {*possible, _CALL_BACK}:
        raise Malformed(f"act is {_CALL_BACK} or one of {', '.join(sorted(possible))}")
    named = ("code", "reason_code", "currency")
    detail: dict[str, Any] = {name: said[name] for name in named if name in said}
    if "amount_minor" in said:
        detail["amount_minor"] = wire.minor(said, "amount_minor")
    if "amount_off_minor" in said:
        detail["amount_off_minor"] = int(said["amount_off_minor"])

    def write(db: sqlite3.Connection) -> None:
        now_ms, rules = gateway.clock.now_ms(), gateway.rules()
        shapes.by_id(db, object_id)
        on = Occasion(db, object_id, detail, now_ms, rules)
        if act == _CALL_BACK:
            _tell_again(on, wire.text(said, "type"))
        elif after_ms:
            schedule(db, object_id, Act(act), due_ms=now_ms + after_ms, detail=detail)
        else:
            perform(Act(act), on)

    await _written(call, write)
    return Json(shapes.shape(gateway.db, object_id, gateway.rules()))


def _tell_again(on: Occasion, kind: str) -> None:
    row = shapes.by_id(on.db, on.object_id)
    payment_id = on.object_id if on.object_id.startswith("pay_") else None
    if "payment_id" in row.keys():  # noqa: SIM118 – a row is no mapping
        payment_id = row["payment_id"]
    payment = None if payment_id is None else shapes.by_id(on.db, payment_id)
    plan = CATALOGUE.plain if payment is None else plan_of(on.db, payment, on.rules)
    tell(on, kind, on.object_id, plan.callbacks)


async def _bank_transfer(call: Call) -> Response:
    """Somebody transfers money: to an intent's ``account_number``, or where nobody expects it."""
    return await _unannounced(call, "bank_transfer")


async def _upi(call: Call) -> Response:
    """Somebody pays by UPI without having been at the checkout page."""
    return await _unannounced(call, "upi")


async def _unannounced(call: Call, method: str) -> Response:
    gateway, said = call.world, dict(call.said)
    number = wire.text(said, "account_number", default="")
    said.pop("account_number", None)
    said.setdefault("currency", "INR")
    who = paying.read(said, profile=gateway.settings.profile.name, method=method)

    def write(db: sqlite3.Connection) -> str:
        found = db.execute("SELECT * FROM intents WHERE account_number = ?", (number,)).fetchone()
        return paying.pay(db, found, who, now_ms=gateway.clock.now_ms(), rules=gateway.rules())

    payment_id = await _written(call, write)
    return Json(shapes.shape(gateway.db, payment_id, gateway.rules()), 201)


async def _settle(call: Call) -> Response:
    """Pay out now all that was booked and not paid out, whatever the hour."""
    gateway = call.world
    currency = call.said.get("currency", "INR")
    paid = await _written(
        call,
        lambda db: settlements.settle(
            db,
            currency,
            at_ms=gateway.clock.now_ms(),
            rules=gateway.rules(),
            everything=True,
        ),
    )
    return Json({"payout": paid}, 201)


async def _fix_rate(call: Call) -> Response:
    """``base`` and ``rate`` as a decimal text; null: drawn again."""
    gateway = call.world
    await _written(call, lambda db: rates.fix(db, call.said))
    now_ms, seed = gateway.clock.now_ms(), gateway.settings.seed
    return Json(rates.rate(gateway.db, call.said["base"], "INR", now_ms=now_ms, seed=seed))


async def _written(call: Call, write: Callable[[sqlite3.Connection], Any]) -> Any:
    done = await call.world.store.write(write)
    call.world.agenda.changed()
    return done
