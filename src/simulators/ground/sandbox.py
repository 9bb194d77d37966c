"""``/_sim``: the world behind a program. Moves time, turns vices, and may kill it.

Unsigned, and only for callers from the control networks (loopback unless told otherwise). A
browser, which anybody's page can make speak to loopback, is turned away by its Origin header.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from ipaddress import ip_address
from typing import Any, Generic, TypeVar

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulators.ground import scenarios, times, wire
from simulators.ground.answers import Json
from simulators.ground.crash import die
from simulators.ground.doors import Said, read_body
from simulators.ground.wire import Malformed
from simulators.ground.world import World

W = TypeVar("W", bound=World)


@dataclass(frozen=True, slots=True)
class Call(Generic[W]):
    """A request of the sandbox, with what its JSON said."""

    world: W
    request: Request
    said: dict[str, Any]


Door = Callable[[Call[W]], Awaitable[Response]]
Doors = Mapping[tuple[str, str], Door[W]]
_CODES = {404: "NOT_FOUND", 409: "CONFLICT"}

_LONGEST_ADVANCE_SECONDS = 10 * 366 * 86_400


def routes(kind: type[W], doors: Doors[W], refusals: Mapping[type[Exception], int]) -> list[Route]:
    """The doors of every program and a ``kind``'s own; ``refusals`` become these statuses."""
    ours: Doors[W] = {
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
        ("GET", "calls"): _calls,
        ("GET", "callbacks"): _callbacks,
        ("POST", "callbacks"): _change_callbacks,
        ("POST", "crash"): _crash,
    }
    return [
        Route(f"/_sim/{path}", _guarded(door, refusals), methods=[method])
        for (method, path), door in {**ours, **doors}.items()
    ]


def _guarded(
    door: Door[W], refusals: Mapping[type[Exception], int]
) -> Callable[[Request], Awaitable[Response]]:
    async def opened(request: Request) -> Response:
        world: W = request.app.state.world
        host = request.client.host if request.client else ""
        inside = any(ip_address(host) in network for network in world.control_networks)
        if not inside or "origin" in request.headers:
            return Json({"code": "NOT_FOR_YOU", "message": "Not from here."}, 403)
        try:
            said = wire.json_object(await read_body(request))
            return await door(Call(world, request, said))
        except Malformed as wrong:
            return Json({"code": "MALFORMED", "message": str(wrong)}, 400)
        except tuple(refusals) as wrong:
            status = next(each for kind, each in refusals.items() if isinstance(wrong, kind))
            return Json({"code": _CODES[status], "message": str(wrong)}, status)
        except Said as answer:
            return answer.response

    return opened


# --- Time ----------------------------------------------------------------------------------------


async def _clock(call: Call[W]) -> Response:
    return Json(_time(call.world))


async def _move_clock(call: Call[W]) -> Response:
    await _forward(call, "advance_seconds")
    call.world.agenda.changed()
    return Json(_time(call.world))


async def _run(call: Call[W]) -> Response:
    world = call.world
    ran = await world.agenda.run(world.clock.now_ms())
    return Json({**_time(world), "count": len(ran), "ran": ran})


async def _advance(call: Call[W]) -> Response:
    await _forward(call, "seconds")
    return await _run(call)


async def _forward(call: Call[W], key: str) -> None:
    seconds = wire.seconds(call.said, key)
    if seconds > _LONGEST_ADVANCE_SECONDS:
        raise Malformed(f"{key} is at most ten years")
    clock = call.world.clock
    target_ms = clock.now_ms() + round(seconds * 1000)
    await call.world.store.write(lambda db: clock.move_to(target_ms, db))


def _time(world: World) -> dict[str, Any]:
    return {
        "now": times.iso(world.clock.now_ms()),
        "offset_seconds": world.clock.offset_seconds,
        "virtual": world.clock.virtual,
    }


# --- What will go wrong --------------------------------------------------------------------------


async def _faults(call: Call[W]) -> Response:
    return Json(asdict(call.world.board.now))


async def _turn_faults(call: Call[W]) -> Response:
    board = call.world.board
    return Json(asdict(await call.world.store.write(lambda db: board.turn(db, call.said))))


async def _reset_faults(call: Call[W]) -> Response:
    return Json(asdict(await call.world.store.write(call.world.board.reset)))


async def _scenarios(call: Call[W]) -> Response:
    return Json({"scenarios": scenarios.waiting(call.world.store.db)})


async def _add_scenario(call: Call[W]) -> Response:
    world = call.world
    made = await world.store.write(lambda db: world.script(db, call.said))
    return Json({"id": made, **call.said}, 201)


async def _remove_scenarios(call: Call[W]) -> Response:
    which = call.request.path_params.get("id")
    return Json({"removed": await call.world.store.write(lambda db: scenarios.remove(db, which))})


async def _calls(call: Call[W]) -> Response:
    asked = call.request.query_params
    wanted = {name: asked[name] for name in ("request_id", "reference") if name in asked}
    found = [
        each
        for each in call.world.calls
        if all(each.get(name) == value for name, value in wanted.items())
    ]
    return Json({"calls": found})


async def _callbacks(call: Call[W]) -> Response:
    rows = call.world.store.rows(
        "SELECT id, event_id, type, subject AS client_reference, signing, state, due_ms, attempts,"
        " answer FROM callbacks WHERE :subject IN ('', subject) ORDER BY id DESC LIMIT 1000",
        {"subject": call.request.query_params.get("client_reference", "")},
    )
    newest_last = [dict(row) for row in reversed(rows)]
    return Json({"url": call.world.courier.url, "callbacks": newest_last})


async def _change_callbacks(call: Call[W]) -> Response:
    """Another ``url`` (null: callbacks wait), another ``secret`` with ``overlap_seconds``."""
    world, said = call.world, call.said
    if "url" in said:
        url = said["url"]
        if url is not None and not str(url).startswith(("http://", "https://")):
            raise Malformed("url is an http or https address, or null")
        world.courier.url = url
    if "secret" in said:
        secret = wire.secret(said)
        until_ms = world.clock.now_ms() + round(
            wire.seconds(said, "overlap_seconds", default=0) * 1000
        )
        await world.store.write(
            lambda db: world.keyring.rotate(db, secret, overlap_until_ms=until_ms)
        )
    world.agenda.changed()
    return Json({"url": world.courier.url})


async def _crash(call: Call[W]) -> Response:
    """Die as soon as this is answered, or when ``point`` is reached after ``skip`` passes."""
    crash, said = call.world.crash, call.said
    if "point" not in said:
        return Json({"code": "CRASHING"}, 202, background=BackgroundTask(_die))
    skip = said.get("skip", 0)
    if type(skip) is not int or skip < 0:
        raise Malformed("skip is a whole number, 0 or more")
    crash.arm(wire.text(said, "point"), skip)
    return Json({"armed": crash.armed}, 202)


async def _die() -> None:
    die()
