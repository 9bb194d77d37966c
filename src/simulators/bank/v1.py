"""The bank's own interface, ``/v1``: signed requests of the platform. README.md has every field."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from simulators.bank import books, camt, enquiries, statements, wire
from simulators.bank.bank import Bank
from simulators.bank.behaviours import CATALOGUE
from simulators.bank.codes import CODES
from simulators.bank.counter import Submitted, submit
from simulators.bank.signatures import request_is_genuine
from simulators.bank.violations import Violation
from simulators.ground import journal, times
from simulators.ground.answers import Finally, Json, answer
from simulators.ground.crash import die
from simulators.ground.doors import Said, read_body, require_registered, too_many, too_soon_ms
from simulators.ground.violations import violated
from simulators.ground.wire import Malformed, json_object, reference, text


@dataclass(frozen=True, slots=True)
class Call:
    """A request of somebody we know, with the body that was signed."""

    bank: Bank
    request: Request
    body: bytes


Door = Callable[[Call], Awaitable[Response]]


def routes() -> list[Route]:
    return [
        Route("/v1/payments", _signed(_post_payment), methods=["POST"]),
        Route("/v1/payments", _signed(_get_payment), methods=["GET"]),
        Route("/v1/validations", _signed(_post_validation), methods=["POST"]),
        Route("/v1/balance", _signed(_get_balance), methods=["GET"]),
        Route("/v1/statements/{day}.{form}", _signed(_get_statement), methods=["GET"]),
        Route("/v1/health", _get_health, methods=["GET"]),
    ]


def _signed(door: Door) -> Callable[[Request], Awaitable[Response]]:
    """Only for whom we know, and only while we are open."""

    async def opened(request: Request) -> Response:
        bank: Bank = request.app.state.world
        try:
            call = Call(bank, request, await read_body(request))
            await _check_caller(call)
            return await door(call)
        except Malformed as wrong:
            return Json({"code": "MALFORMED", "message": str(wrong)}, 400)
        except Said as said:
            return said.response
        except ClientDisconnect:
            return Response()  # half an instruction is none, and nobody is left to be told

    return journal.kept("bank", opened)


async def _check_caller(call: Call) -> None:
    bank, request, settings = call.bank, call.request, call.bank.settings
    require_registered(request, settings.allowed_networks)
    query = request.scope["query_string"].decode("latin-1")
    target = request.scope["raw_path"].decode("latin-1") + (f"?{query}" if query else "")
    if not request_is_genuine(
        request.headers, request.method, target, call.body, settings, clock=bank.clock
    ):
        await _violation(bank, Violation.BAD_SIGNATURE, None, f"{request.method} {target}")
        raise Said(401, "BAD_SIGNATURE", "Key, timestamp or signature are wrong.")
    if bank.board.now.maintenance:
        raise Said(503, "MAINTENANCE", "The bank is being looked after.", retry_after="60")


async def _post_payment(call: Call) -> Response:
    bank, said = call.bank, wire.instruction(call.body)
    journal.note_reference(call.request, said.client_reference)
    await _admit(bank, said.client_reference)
    bank.unanswered += 1
    with ExitStack() as until_answered:
        until_answered.callback(bank.answered)
        done = await bank.store.write(lambda db: _submit(bank, db, said))
        bank.crash.reached("after_accept")
        bank.agenda.changed()
        if done.callbacks_first is not None:
            await bank.courier.deliver(bank.clock.now_ms(), subject=done.callbacks_first)
        return Finally(_answered(bank, done), until_answered.pop_all().close)


async def _admit(bank: Bank, client_reference: str) -> None:
    if (wait_ms := too_soon_ms(bank)) is not None:
        kind = Violation.RATE_LIMIT
        await _violation(bank, kind, client_reference, f"{wait_ms} ms too early")
        raise too_many(wait_ms)


def _submit(bank: Bank, db: Any, said: wire.Instruction) -> Submitted:
    done = submit(db, said, now_ms=bank.clock.now_ms(), rules=bank.rules())
    bank.crash.reached("before_accept")
    return done


def _answered(bank: Bank, done: Submitted) -> Response:
    response = answer(done.status, done.body, done.fault, stopping=bank.stopping)
    if done.crash_after_answer or bank.crash.armed:

        async def afterwards() -> None:
            if done.crash_after_answer:
                die()
            bank.crash.reached("after_answer")

        response.background = BackgroundTask(afterwards)
    return response


async def _get_payment(call: Call) -> Response:
    bank = call.bank
    client_reference = reference(dict(call.request.query_params))
    journal.note_reference(call.request, client_reference)
    if bank.board.now.enquiries_down:
        raise Said(503, "UNAVAILABLE", "Enquiries are not answered at the moment.")
    now_ms, rules = bank.clock.now_ms(), bank.rules()
    told = await bank.store.write(
        lambda db: enquiries.enquire(db, client_reference, now_ms=now_ms, rules=rules)
    )
    wait = told.retry_after_seconds
    headers = None if wait is None else {"retry-after": str(wait)}
    return answer(told.status, told.body, told.fault, stopping=bank.stopping, headers=headers)


async def _post_validation(call: Call) -> Response:
    """Who the account belongs to. No money moves."""
    said = json_object(call.body)
    account_number, ifsc, vpa = wire.whereto(said)
    name = text(said, "name", default="", longest=140) or "SIMULATED ACCOUNT HOLDER"
    behaviour = CATALOGUE.magic(account_number, vpa) or "ok"
    code = behaviour.upper()
    unfit = {"ACCOUNT_CLOSED", "ACCOUNT_FROZEN", "ACCOUNT_DORMANT", "INVALID_ACCOUNT"}
    if ifsc is not None and not wire.is_ifsc(ifsc):
        return Json({"valid": False, "registered_name": None, "code": "INVALID_IFSC"})
    if vpa is not None and not wire.is_vpa(vpa):
        return Json({"valid": False, "registered_name": None, "code": "INVALID_VPA"})
    if code in unfit & CODES.keys():
        return Json({"valid": False, "registered_name": None, "code": code})
    registered = _registered(name, behaviour)
    return Json({"valid": True, "registered_name": registered, "code": "VALID"})


def _registered(name: str, behaviour: str) -> str:
    """The name as the beneficiary's bank has it: in capitals, shortened, or somebody else's."""
    if behaviour == "name_mismatch":
        return "SOMEBODY ELSE ENTIRELY"
    words = name.upper().split()
    if behaviour == "name_close":
        words[0] = words[0][0]
    return " ".join(words)


async def _get_balance(call: Call) -> Response:
    balance, reserved = books.nostro(call.bank.db)
    return Json(
        {
            "nostro_paise": balance,
            "reserved_paise": reserved,
            "available_paise": balance - reserved,
            "as_of": times.iso(call.bank.clock.now_ms()),
        }
    )


async def _get_statement(call: Call) -> Response:
    bank = call.bank
    try:
        day = date.fromisoformat(call.request.path_params["day"])
    except ValueError as wrong:
        raise Malformed("a statement is named after a date: YYYY-MM-DD.csv") from wrong
    form = call.request.path_params["form"]
    if form not in _FORMS:
        raise Malformed("a statement is a .csv, or a .xml of camt.053")
    if day > times.day_in_india(bank.clock.now_ms()):
        raise Said(404, "NOT_READY", "This day has not come yet.")
    try:
        told = statements.served(bank.db, day, bank.board.now, seed=bank.settings.seed)
    except statements.NotReady as late:
        raise Said(404, "NOT_READY", str(late)) from late
    name = f'attachment; filename="statement-{day}.{form}"'
    media_type, write = _FORMS[form]
    return Response(write(told), media_type=media_type, headers={"content-disposition": name})


_FORMS: dict[str, tuple[str, Callable[[statements.Statement], str]]] = {
    "csv": ("text/csv", statements.as_csv),
    "xml": ("application/xml", camt.as_camt),
}


async def _get_health(request: Request) -> Response:
    """For whoever watches over the process: needs no signature."""
    bank: Bank = request.app.state.world
    maintenance = bank.board.now.maintenance
    return Json(
        {
            "status": "maintenance" if maintenance else "ok",
            "profile": bank.settings.profile.name,
            "now": times.iso(bank.clock.now_ms()),
        }
    )


async def _violation(
    bank: Bank, kind: Violation, client_reference: str | None, detail: str
) -> None:
    at_ms = bank.clock.now_ms()
    await bank.store.write(
        lambda db: violated(db, kind, client_reference, at_ms=at_ms, detail=detail)
    )
