"""``/_sim``: the world behind the bank. Moves time, scripts what happens, and tells the truth.

Unsigned, and only for callers from the control networks (loopback unless told otherwise). A
browser, which anybody's page can make speak to loopback, is turned away by its Origin header.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from ipaddress import ip_address
from typing import Any

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulators.bank import bankdays, inward, payments, scenarios, state, statements, truth, wire
from simulators.bank.acts import Impossible
from simulators.bank.answers import Json, Pretty
from simulators.bank.bank import Bank
from simulators.bank.behaviours import CATALOGUE
from simulators.bank.crash import die
from simulators.bank.interventions import UnknownPayment, intervene
from simulators.bank.v1 import Said, read_body
from simulators.bank.wire import Malformed


@dataclass(frozen=True, slots=True)
class Call:
    """A request of the sandbox, with what its JSON said."""

    bank: Bank
    request: Request
    said: dict[str, Any]


Door = Callable[[Call], Awaitable[Response]]

_LONGEST_ADVANCE_SECONDS = 10 * 366 * 86_400


def routes() -> list[Route]:
    doors: dict[tuple[str, str], Door] = {
        ("GET", "state"): _state,
        ("GET", "truth"): _truth,
        ("GET", "behaviours"): _behaviours,
        ("GET", "clock"): _clock,
        ("POST", "clock"): _move_clock,
        ("POST", "run"): _run,
        ("POST", "advance"): _advance,
        ("GET", "faults"): _faults,
        ("POST", "faults"): _turn_faults,
        ("DELETE", "faults"): _reset_faults,
        ("GET", "scenarios"): _scenarios,
        ("POST", "scenarios"): _add_scenario,
        ("DELETE", "scenarios"): _remove_scenarios,
        ("DELETE", "scenarios/{id:int}"): _remove_scenarios,
        ("GET", "statement-faults"): _statement_faults,
        ("POST", "statement-faults"): _add_statement_fault,
        ("DELETE", "statement-faults"): _remove_statement_faults,
        ("DELETE", "statement-faults/{id:int}"): _remove_statement_faults,
        ("POST", "credits"): _credit,
        ("POST", "payments"): _intervene,
        ("GET", "callbacks"): _callbacks,
        ("POST", "callbacks"): _change_callbacks,
        ("POST", "crash"): _crash,
    }
    return [
        Route(f"/_sim/{path}", _guarded(door), methods=[method])
        for (method, path), door in doors.items()
    ]


def _guarded(door: Door) -> Callable[[Request], Awaitable[Response]]:
    async def opened(request: Request) -> Response:
        bank: Bank = request.app.state.bank
        host = request.client.host if request.client else ""
        inside = any(ip_address(host) in network for network in bank.settings.control_networks)
        if not inside or "origin" in request.headers:
            return Json({"code": "NOT_FOR_YOU", "message": "Not from here."}, 403)
        try:
            said = wire.json_object(await read_body(request))
            return await door(Call(bank, request, said))
        except Malformed as wrong:
            return Json({"code": "MALFORMED", "message": str(wrong)}, 400)
        except (Impossible, inward.UtrReused) as wrong:
            return Json({"code": "CONFLICT", "message": str(wrong)}, 409)
        except UnknownPayment as wrong:
            return Json({"code": "NOT_FOUND", "message": str(wrong)}, 404)
        except Said as answer:
            return answer.response

    return opened


# --- What is -------------------------------------------------------------------------------------


async def _state(call: Call) -> Response:
    return Pretty(state.summary(call.bank))


async def _truth(call: Call) -> Response:
    asked, db = call.request.query_params, call.bank.db
    if "client_reference" in asked:
        return Json(truth.about(db, asked["client_reference"]))
    limit = asked.get("limit", "1000")
    if not limit.isdigit() or not 0 < int(limit) <= 10_000:
        raise Malformed("limit lies between 1 and 10000")
    return Json(truth.page(db, after=asked.get("after", ""), limit=int(limit)))


async def _behaviours(call: Call) -> Response:
    profile = call.bank.settings.profile.name
    return Json(
        {
            "behaviours": [
                {
                    "name": each.name,
                    "account_number": each.account_number,
                    "vpa": each.vpa,
                    "does": each.does,
                    "parameters": each.parameters(profile),
                }
                for each in CATALOGUE.behaviours
            ]
        }
    )


# --- Time ----------------------------------------------------------------------------------------


async def _clock(call: Call) -> Response:
    return Json(_time(call.bank))


async def _move_clock(call: Call) -> Response:
    await _forward(call, "advance_seconds")
    call.bank.agenda.changed()
    return Json(_time(call.bank))


async def _run(call: Call) -> Response:
    bank = call.bank
    ran = await bank.agenda.run(bank.clock.now_ms())
    return Json({**_time(bank), "count": len(ran), "ran": ran})


async def _advance(call: Call) -> Response:
    await _forward(call, "seconds")
    return await _run(call)


async def _forward(call: Call, key: str) -> None:
    seconds = wire.seconds(call.said, key)
    if seconds > _LONGEST_ADVANCE_SECONDS:
        raise Malformed(f"{key} is at most ten years")
    clock = call.bank.clock
    target_ms = clock.now_ms() + round(seconds * 1000)
    await call.bank.store.write(lambda db: clock.move_to(target_ms, db))


def _time(bank: Bank) -> dict[str, Any]:
    return {
        "now": bankdays.iso(bank.clock.now_ms()),
        "offset_seconds": bank.clock.offset_seconds,
        "virtual": bank.clock.virtual,
    }


# --- What will go wrong --------------------------------------------------------------------------


async def _faults(call: Call) -> Response:
    return Json(asdict(call.bank.board.now))


async def _turn_faults(call: Call) -> Response:
    board = call.bank.board
    return Json(asdict(await call.bank.store.write(lambda db: board.turn(db, call.said))))


async def _reset_faults(call: Call) -> Response:
    return Json(asdict(await call.bank.store.write(call.bank.board.reset)))


async def _scenarios(call: Call) -> Response:
    return Json({"scenarios": scenarios.waiting(call.bank.db)})


async def _add_scenario(call: Call) -> Response:
    profile = call.bank.settings.profile.name
    made = await call.bank.store.write(lambda db: scenarios.add(db, call.said, profile=profile))
    return Json({"id": made, **call.said}, 201)


async def _remove_scenarios(call: Call) -> Response:
    which = call.request.path_params.get("id")
    return Json({"removed": await call.bank.store.write(lambda db: scenarios.remove(db, which))})


async def _statement_faults(call: Call) -> Response:
    return Json({"statement_faults": statements.spoiled(call.bank.db)})


async def _add_statement_fault(call: Call) -> Response:
    made = await call.bank.store.write(lambda db: statements.spoil(db, call.said))
    return Json({"id": made, **call.said}, 201)


async def _remove_statement_faults(call: Call) -> Response:
    which = call.request.path_params.get("id")
    return Json({"removed": await call.bank.store.write(lambda db: statements.correct(db, which))})


# --- Things that happen --------------------------------------------------------------------------


async def _credit(call: Call) -> Response:
    bank = call.bank
    credit, new = await bank.store.write(
        lambda db: inward.receive(db, call.said, now_ms=bank.clock.now_ms(), rules=bank.rules())
    )
    bank.agenda.changed()
    return Json({**credit, "replayed": not new}, 201 if new else 200)


async def _intervene(call: Call) -> Response:
    bank = call.bank
    payment = await bank.store.write(
        lambda db: intervene(db, call.said, now_ms=bank.clock.now_ms(), rules=bank.rules())
    )
    bank.agenda.changed()
    return Json(payments.shape(payment))


async def _callbacks(call: Call) -> Response:
    rows = call.bank.store.rows(
        "SELECT id, event_id, type, subject AS client_reference, signing, state, due_ms, attempts,"
        " answer FROM callbacks WHERE :subject IN ('', subject) ORDER BY id DESC LIMIT 1000",
        {"subject": call.request.query_params.get("client_reference", "")},
    )
    newest_last = [dict(row) for row in reversed(rows)]
    return Json({"url": call.bank.courier.url, "callbacks": newest_last})


async def _change_callbacks(call: Call) -> Response:
    """Another ``url`` (null: callbacks wait), another ``secret`` with ``overlap_seconds``."""
    bank, said = call.bank, call.said
    if "url" in said:
        url = said["url"]
        if url is not None and not str(url).startswith(("http://", "https://")):
            raise Malformed("url is an http or https address, or null")
        bank.courier.url = url
    if "secret" in said:
        secret = wire.secret(said)
        until_ms = bank.clock.now_ms() + round(
            wire.seconds(said, "overlap_seconds", default=0) * 1000
        )
        await bank.store.write(
            lambda db: bank.keyring.rotate(db, secret, overlap_until_ms=until_ms)
        )
    bank.agenda.changed()
    return Json({"url": bank.courier.url})


async def _crash(call: Call) -> Response:
    """Die as soon as this is answered, or when ``point`` is reached after ``skip`` passes."""
    crash, said = call.bank.crash, call.said
    if "point" not in said:
        return Json({"code": "CRASHING"}, 202, background=BackgroundTask(_die))
    skip = said.get("skip", 0)
    if type(skip) is not int or skip < 0:
        raise Malformed("skip is a whole number, 0 or more")
    crash.arm(wire.text(said, "point"), skip)
    return Json({"armed": crash.armed}, 202)


async def _die() -> None:
    die()
