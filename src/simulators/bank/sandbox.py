"""``/_sim``: the world behind the bank. Scripts what happens, and tells the truth."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from simulators.bank import inward, payments, state, statements, truth
from simulators.bank.acts import Impossible
from simulators.bank.bank import Bank
from simulators.bank.behaviours import CATALOGUE
from simulators.bank.interventions import UnknownPayment, intervene
from simulators.ground import sandbox
from simulators.ground.answers import Json, Pretty
from simulators.ground.wire import Malformed

Call = sandbox.Call[Bank]


def routes() -> list[Route]:
    return sandbox.routes(
        Bank,
        {
            ("GET", "state"): _state,
            ("GET", "truth"): _truth,
            ("GET", "behaviours"): _behaviours,
            ("GET", "statement-faults"): _statement_faults,
            ("POST", "statement-faults"): _add_statement_fault,
            ("DELETE", "statement-faults"): _remove_statement_faults,
            ("DELETE", "statement-faults/{id:int}"): _remove_statement_faults,
            ("POST", "credits"): _credit,
            ("POST", "payments"): _intervene,
        },
        {Impossible: 409, inward.UtrReused: 409, UnknownPayment: 404},
    )


# --- What is -------------------------------------------------------------------------------------


async def _state(call: Call) -> Response:
    return Pretty(state.summary(call.world))


async def _truth(call: Call) -> Response:
    asked, db = call.request.query_params, call.world.db
    if "client_reference" in asked:
        return Json(truth.about(db, asked["client_reference"]))
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
                    "account_number": each.account_number,
                    "vpa": each.vpa,
                    "does": each.does,
                    "parameters": each.parameters(profile),
                }
                for each in CATALOGUE.behaviours
            ]
        }
    )


# --- What will go wrong --------------------------------------------------------------------------


async def _statement_faults(call: Call) -> Response:
    return Json({"statement_faults": statements.spoiled(call.world.db)})


async def _add_statement_fault(call: Call) -> Response:
    made = await call.world.store.write(lambda db: statements.spoil(db, call.said))
    return Json({"id": made, **call.said}, 201)


async def _remove_statement_faults(call: Call) -> Response:
    which = call.request.path_params.get("id")
    return Json({"removed": await call.world.store.write(lambda db: statements.correct(db, which))})


# --- Things that happen --------------------------------------------------------------------------


async def _credit(call: Call) -> Response:
    bank = call.world
    credit, new = await bank.store.write(
        lambda db: inward.receive(db, call.said, now_ms=bank.clock.now_ms(), rules=bank.rules())
    )
    bank.agenda.changed()
    return Json({**credit, "replayed": not new}, 201 if new else 200)


async def _intervene(call: Call) -> Response:
    bank = call.world
    payment = await bank.store.write(
        lambda db: intervene(db, call.said, now_ms=bank.clock.now_ms(), rules=bank.rules())
    )
    bank.agenda.changed()
    return Json(payments.shape(payment))
