"""The gateway's own interface, ``/v1``: requests of the platform. README.md has every field."""

from __future__ import annotations

import base64
import binascii
import hmac
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from simulators.gateway import life, lookups, rates, settlements, shapes, wire
from simulators.gateway.counter import Submitted, create_intent, create_refund, refusal
from simulators.gateway.gateway import Gateway
from simulators.gateway.life import Occasion, perform
from simulators.gateway.plans import Act
from simulators.gateway.rules import Impossible, Unknown
from simulators.gateway.violations import Violation
from simulators.ground import journal, times
from simulators.ground.answers import Finally, Json, answer
from simulators.ground.crash import die
from simulators.ground.doors import Said, read_body, require_registered, too_many, too_soon_ms
from simulators.ground.violations import violated
from simulators.ground.wire import Malformed, json_object, text

_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Call:
    """A request of somebody we know."""

    gateway: Gateway
    request: Request
    body: bytes

    @property
    def named(self) -> str:
        return str(self.request.path_params["id"])


Door = Callable[[Call], Awaitable[Response]]
Lookup = Callable[[sqlite3.Connection], lookups.Looked]


def routes() -> list[Route]:
    doors: dict[tuple[str, str], Door] = {
        ("POST", "intents"): _post_intent,
        ("GET", "intents"): _list_intents,
        ("GET", "intents/{id}"): _get("pi"),
        ("POST", "intents/{id}/cancel"): _cancel,
        ("GET", "payments"): _list_payments,
        ("GET", "payments/{id}"): _get("pay"),
        ("POST", "payments/{id}/refunds"): _post_refund,
        ("GET", "refunds"): _list_refunds,
        ("GET", "refunds/{id}"): _get("rfnd"),
        ("GET", "disputes"): _list_disputes,
        ("GET", "disputes/{id}"): _get("dp"),
        ("POST", "disputes/{id}/evidence"): _post_evidence,
        ("POST", "disputes/{id}/accept"): _accept,
        ("GET", "rates"): _get_rate,
        ("GET", "settlements/{day}.csv"): _get_report,
    }
    return [
        *(
            Route(f"/v1/{path}", _known_caller(door), methods=[method])
            for (method, path), door in doors.items()
        ),
        Route("/v1/health", _get_health, methods=["GET"]),
    ]


def _known_caller(door: Door) -> Callable[[Request], Awaitable[Response]]:
    """Only for whom we know, and only while we are open."""

    async def opened(request: Request) -> Response:
        gateway: Gateway = request.app.state.world
        try:
            call = Call(gateway, request, await read_body(request))
            await _check_caller(call)
            return await door(call)
        except Malformed as wrong:
            return Json(refusal("malformed", str(wrong)), 400)
        except Unknown as wrong:
            return Json(refusal("not_found", str(wrong)), 404)
        except Impossible as wrong:
            return Json(refusal("conflict", str(wrong)), 409)
        except Said as said:
            return said.shaped(refusal)
        except ClientDisconnect:
            return Response()  # half a request is none, and nobody is left to be told

    return journal.kept("gateway", opened)


async def _check_caller(call: Call) -> None:
    gateway, request, settings = call.gateway, call.request, call.gateway.settings
    require_registered(request, settings.allowed_networks)
    expected = f"{settings.key_id}:{settings.secret}".encode()
    if not hmac.compare_digest(_credentials(request), expected):
        await _violation(gateway, Violation.UNAUTHORIZED, None, request.url.path)
        said = "Key id or secret are wrong."
        raise Said(401, "UNAUTHORIZED", said, www_authenticate='Basic realm="simgate"')
    if gateway.board.now.maintenance:
        raise Said(503, "MAINTENANCE", "The gateway is being looked after.", retry_after="60")


def _credentials(request: Request) -> bytes:
    """``key id:secret`` of HTTP Basic (RFC 7617), or nothing."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return b""
    try:
        return base64.b64decode(token, validate=True)
    except (binascii.Error, ValueError):
        return b""


# --- Requests that make something ----------------------------------------------------------------


async def _post_intent(call: Call) -> Response:
    asked = wire.intent(call.body)
    return await _submitted(call, asked.client_reference, asked, create_intent)


async def _post_refund(call: Call) -> Response:
    asked = wire.refund(call.named, call.body)
    return await _submitted(call, asked.client_reference, asked, create_refund)


async def _submitted(
    call: Call, client_reference: str, asked: Any, create: Callable[..., Submitted]
) -> Response:
    gateway = call.gateway
    journal.note_reference(call.request, client_reference)
    key = wire.idempotency_key(call.request.headers.get("idempotency-key"))
    if (wait_ms := too_soon_ms(gateway)) is not None:
        kind = Violation.RATE_LIMIT
        await _violation(gateway, kind, client_reference, f"{wait_ms} ms too early")
        raise too_many(wait_ms)

    def submit(db: sqlite3.Connection) -> Submitted:
        done = create(db, asked, key, now_ms=gateway.clock.now_ms(), rules=gateway.rules())
        gateway.crash.reached("before_accept")
        return done

    gateway.unanswered += 1
    with ExitStack() as until_answered:
        until_answered.callback(gateway.answered)
        done = await gateway.store.write(submit)
        gateway.crash.reached("after_accept")
        gateway.agenda.changed()
        return Finally(_answered(gateway, done), until_answered.pop_all().close)


def _answered(gateway: Gateway, done: Submitted) -> Response:
    response = answer(
        done.status, done.body, done.fault, stopping=gateway.stopping, refusal=refusal
    )
    if done.crash_after_answer or gateway.crash.armed:

        async def afterwards() -> None:
            if done.crash_after_answer:
                die()
            gateway.crash.reached("after_answer")

        response.background = BackgroundTask(afterwards)
    return response


async def _cancel(call: Call) -> Response:
    return await _done(call, "pi", life.cancel)


async def _accept(call: Call) -> Response:
    """Give in: the chargeback is lost."""
    return await _done(call, "dp", lambda on: perform(Act.LOSE, on))


async def _post_evidence(call: Call) -> Response:
    said = json_object(call.body)
    evidence = {"text": text(said, "text", longest=20_000)} if "text" in said else said

    def hand_in(on: Occasion) -> None:
        row = shapes.by_id(on.db, on.object_id)
        if row["status"] != "open" or on.at_ms > row["evidence_due_ms"]:
            raise Impossible(f"{row['id']} takes no evidence any more")
        known = [*orjson.loads(row["evidence"]), evidence]
        on.db.execute(
            "UPDATE disputes SET evidence = ? WHERE id = ?",
            (orjson.dumps(known).decode(), row["id"]),
        )

    return await _done(call, "dp", hand_in)


async def _done(call: Call, kind: str, deed: Callable[[Occasion], None]) -> Response:
    """Do something to the thing that is named; answers it as it then is."""
    gateway, object_id = call.gateway, call.named
    _require(kind, object_id)

    def write(db: sqlite3.Connection) -> dict[str, Any]:
        deed(Occasion(db, object_id, {}, gateway.clock.now_ms(), gateway.rules()))
        return shapes.shape(db, object_id, gateway.rules())

    body = await gateway.store.write(write)
    gateway.agenda.changed()
    return Json(body)


# --- Look-ups ------------------------------------------------------------------------------------


def _get(kind: str) -> Door:
    async def door(call: Call) -> Response:
        _require(kind, call.named)
        now_ms, rules = call.gateway.clock.now_ms(), call.gateway.rules()
        return await _looked_up(
            call, lambda db: lookups.look_up(db, call.named, now_ms=now_ms, rules=rules)
        )

    return door


def _require(kind: str, object_id: str) -> None:
    if not object_id.startswith(f"{kind}_"):
        raise Unknown(f"there is no {object_id}")


async def _list_intents(call: Call) -> Response:
    asked = _asked(call, "client_reference")
    return await _listed(
        call, "SELECT id FROM intents WHERE client_reference = :client_reference", asked
    )


async def _list_refunds(call: Call) -> Response:
    asked = _asked(call, "client_reference")
    return await _listed(
        call, "SELECT id FROM refunds WHERE client_reference = :client_reference", asked
    )


async def _list_payments(call: Call) -> Response:
    """Those made in a span of time, newest last; also those that belong to no intent."""
    asked = dict(call.request.query_params)
    span = {
        "from": wire.moment(asked, "from") if "from" in asked else 0,
        "to": wire.moment(asked, "to") if "to" in asked else 2**62,
        "status": asked.get("status", ""),
    }
    return await _listed(
        call,
        "SELECT id FROM payments WHERE created_ms >= :from AND created_ms < :to"
        " AND :status IN ('', status)",
        span,
    )


async def _list_disputes(call: Call) -> Response:
    asked = dict(call.request.query_params)
    which = {
        "from": wire.moment(asked, "from") if "from" in asked else 0,
        "payment_id": asked.get("payment_id", ""),
        "status": asked.get("status", ""),
    }
    return await _listed(
        call,
        "SELECT id FROM disputes WHERE opened_ms >= :from"
        " AND :payment_id IN ('', payment_id) AND :status IN ('', status)",
        which,
    )


def _asked(call: Call, name: str) -> dict[str, str]:
    return {name: text(dict(call.request.query_params), name)}


async def _listed(call: Call, sql: str, asked: dict[str, Any]) -> Response:
    now_ms, rules = call.gateway.clock.now_ms(), call.gateway.rules()

    def look(db: sqlite3.Connection) -> lookups.Looked:
        rows = db.execute(f"{sql} ORDER BY number LIMIT {_MOST + 1}", asked).fetchall()
        ids = [row["id"] for row in rows[:_MOST]]
        told = lookups.look_up_all(db, ids, now_ms=now_ms, rules=rules)
        if len(rows) > _MOST:
            told.body["has_more"] = True
        return told

    return await _looked_up(call, look)


async def _looked_up(call: Call, look: Lookup) -> Response:
    gateway = call.gateway
    if gateway.board.now.enquiries_down:
        raise Said(503, "UNAVAILABLE", "Nothing can be looked up at the moment.")
    told = await gateway.store.write(look)
    return answer(200, told.body, told.fault, stopping=gateway.stopping, refusal=refusal)


async def _get_rate(call: Call) -> Response:
    asked, gateway = call.request.query_params, call.gateway
    now_ms, seed = gateway.clock.now_ms(), gateway.settings.seed
    base, quote = asked.get("base", ""), asked.get("quote", "INR")
    return Json(rates.rate(gateway.db, base, quote, now_ms=now_ms, seed=seed))


async def _get_report(call: Call) -> Response:
    gateway = call.gateway
    try:
        day = date.fromisoformat(call.request.path_params["day"])
    except ValueError as wrong:
        raise Malformed("a report is named after a date: YYYY-MM-DD.csv") from wrong
    if day > times.day_in_india(gateway.clock.now_ms()) or gateway.board.now.reports_late:
        raise Said(404, "NOT_READY", "There is no report of this day yet.")
    name = f'attachment; filename="settlement-{day}.csv"'
    return Response(
        settlements.report(gateway.db, day),
        media_type="text/csv",
        headers={"content-disposition": name},
    )


async def _get_health(request: Request) -> Response:
    """For whoever watches over the process: needs no credentials."""
    gateway: Gateway = request.app.state.world
    return Json(
        {
            "status": "maintenance" if gateway.board.now.maintenance else "ok",
            "profile": gateway.settings.profile.name,
            "now": times.iso(gateway.clock.now_ms()),
        }
    )


async def _violation(
    gateway: Gateway, kind: Violation, client_reference: str | None, detail: str
) -> None:
    at_ms = gateway.clock.now_ms()
    await gateway.store.write(
        lambda db: violated(db, kind, client_reference, at_ms=at_ms, detail=detail)
    )
