"""The hosted checkout page: what a payer's browser sees and sends. No credentials, no script."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from simulators.gateway import pages, paying, shapes
from simulators.gateway.gateway import Gateway
from simulators.gateway.pages import Seen
from simulators.gateway.paying import Paying
from simulators.gateway.plans import Act
from simulators.gateway.rules import Impossible, Unknown, schedule
from simulators.ground.doors import Said, read_body
from simulators.ground.wire import Malformed

_STYLE = (Path(__file__).parent / "checkout.css").read_text(encoding="utf-8")
_LATE_MS = 5_000
_OPEN = {"requires_payment", "failed"}

Door = Callable[[Gateway, Request], Awaitable[Response]]


def routes() -> list[Route]:
    return [
        Route("/checkout/style.css", _style, methods=["GET"]),
        Route("/checkout/{id}", _kindly(_show), methods=["GET"]),
        Route("/checkout/{id}/pay", _kindly(_pay), methods=["POST"]),
        Route("/checkout/{id}/authenticate", _kindly(_authenticate), methods=["POST"]),
    ]


def _kindly(door: Door) -> Callable[[Request], Awaitable[Response]]:
    """What is wrong is said on a page."""

    async def opened(request: Request) -> Response:
        gateway: Gateway = request.app.state.world
        if gateway.board.now.maintenance or gateway.board.now.checkout_down:
            return _page(503, "Come back later", "<main><h1>Come back in a minute.</h1></main>")
        try:
            return await door(gateway, request)
        except Unknown:
            said = "<main><h1>There is no such payment.</h1></main>"
            return _page(404, "Not found", said)
        except (Malformed, Impossible) as wrong:
            # Back to the page, beside the POST's own address.
            where = f"../{request.path_params['id']}?{urlencode({'error': str(wrong)})}"
            return RedirectResponse(where, 303)
        except Said as said_so:
            return said_so.response

    return opened


async def _style(_: Request) -> Response:
    headers = {"cache-control": "max-age=300", "x-content-type-options": "nosniff"}
    return Response(_STYLE, media_type="text/css", headers=headers)


async def _show(gateway: Gateway, request: Request) -> Response:
    asked = request.query_params
    row = _intent(gateway, request)
    intent = shapes.intent(gateway.db, row, gateway.rules())
    method = asked.get("method", "")
    seen = Seen(
        intent=intent,
        payer=paying.customer(row) or "Asha Rao",
        payee=intent["metadata"].get("payee") or "The merchant",
        method=method if method in intent["methods"] else intent["methods"][0],
        typed=asked.get("typed", "")[:64],
        error=asked.get("error", "")[:200],
        back=_back(intent),
    )
    waiting = gateway.db.execute(
        "SELECT id FROM payments WHERE intent_id = ? AND authenticates = 1 ORDER BY number",
        (row["id"],),
    ).fetchone()
    whole = pages.page(seen, question=waiting["id"] if waiting else None)
    return _html(200, whole, form_action=intent["return_url"])


async def _pay(gateway: Gateway, request: Request) -> Response:
    """A payer presses a button: the right one, or one of those only a sandbox has."""
    row, said = _intent(gateway, request), await _form(request)
    how = said.pop("how", "pay")
    who = _payer(row, said, wrong_amount=how == "wrong", profile=gateway.settings.profile.name)
    if how == "late":
        await gateway.store.write(lambda db: _pay_late(db, row, said))
        gateway.agenda.changed()
        return _leave(gateway, row["id"])
    if how == "decline":
        who = _with(who, "card_declined")
    if row["status"] not in _OPEN and how != "anyway":
        raise Impossible("This payment is not open any more.")

    def write(db: sqlite3.Connection) -> str:
        made = ""
        for _ in range(2 if how == "twice" else 1):
            intent = shapes.by_id(db, row["id"])
            now_ms, rules = gateway.clock.now_ms(), gateway.rules()
            made = paying.pay(db, intent, who, now_ms=now_ms, rules=rules)
        return made

    payment_id = await gateway.store.write(write)
    gateway.agenda.changed()
    payment = shapes.by_id(gateway.db, payment_id)
    if payment["authenticates"] or payment["status"] == "failed":
        return RedirectResponse(f"../{row['id']}?{urlencode({'method': who.method})}", 303)
    return _leave(gateway, row["id"])


async def _authenticate(gateway: Gateway, request: Request) -> Response:
    """The payer answers the bank's question."""
    row, said = _intent(gateway, request), await _form(request)
    payment_id, passed = said.get("payment", ""), said.get("passed") == "yes"
    if shapes.by_id(gateway.db, payment_id)["intent_id"] != row["id"]:
        raise Unknown(payment_id)
    now_ms, rules = gateway.clock.now_ms(), gateway.rules()
    await gateway.store.write(
        lambda db: paying.authenticated(db, payment_id, passed=passed, now_ms=now_ms, rules=rules)
    )
    gateway.agenda.changed()
    if passed:
        return _leave(gateway, row["id"])
    return RedirectResponse(f"../{row['id']}", 303)


def _intent(gateway: Gateway, request: Request) -> sqlite3.Row:
    intent_id = str(request.path_params["id"])
    if not intent_id.startswith("pi_"):
        raise Unknown(intent_id)
    return shapes.by_id(gateway.db, intent_id)


async def _form(request: Request) -> dict[str, str]:
    body = (await read_body(request)).decode("utf-8", "replace")
    return {name: values[-1] for name, values in parse_qs(body).items()}


def _payer(row: sqlite3.Row, said: dict[str, str], *, wrong_amount: bool, profile: str) -> Paying:
    words: dict[str, Any] = {
        name: said[name].strip() for name in ("method", "card", "name", "vpa") if name in said
    }
    if "account" in said:
        words["account"] = said["account"].strip()
    if wrong_amount:
        words["amount_minor"] = _minor(said.get("amount", ""))
    if words.get("method") == "card":
        words.pop("account", None)
    return paying.read(words, profile=profile)


def _with(who: Paying, behaviour: str) -> Paying:
    return Paying(method=who.method, name=who.name, card=who.card, vpa=who.vpa, behaviour=behaviour)


def _minor(typed: str) -> int:
    whole, _, part = typed.strip().replace(",", "").partition(".")
    if not (whole.isdigit() and len(part) <= 2 and (part.isdigit() or not part)):
        raise Malformed("The amount is a number like 4999.50.")
    return int(whole) * 100 + int(part.ljust(2, "0"))


def _pay_late(db: sqlite3.Connection, row: sqlite3.Row, said: dict[str, str]) -> None:
    """Somebody leaves the page open, and pays when the time has run out."""
    named = ("method", "card", "name", "vpa")
    detail: dict[str, str] = {name: said[name] for name in named if name in said}
    schedule(db, row["id"], Act.PAY, due_ms=row["expires_ms"] + _LATE_MS, detail=detail)


def _leave(gateway: Gateway, intent_id: str) -> Response:
    """Back to whoever sent the payer here."""
    row = shapes.by_id(gateway.db, intent_id)
    return RedirectResponse(_back(shapes.intent(gateway.db, row, gateway.rules())), 303)


def _back(intent: dict[str, Any]) -> str:
    """The return address, told what became of the intent: a hint, and nothing to rely on."""
    told = urlencode(
        {
            "intent_id": intent["id"],
            "client_reference": intent["client_reference"],
            "status": intent["status"],
        }
    )
    url = str(intent["return_url"])
    return f"{url}{'&' if urlsplit(url).query else '?'}{told}"


def _page(status: int, title: str, body: str) -> Response:
    return _html(status, pages.document(title, body))


def _html(status: int, page: str, *, form_action: str = "") -> Response:
    """A form's answer may lead back to the merchant, so that its address is allowed as well."""
    parts = urlsplit(form_action)
    origin = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""
    policy = (
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none';"
        f" form-action 'self'{origin}"
    )
    headers = {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
    }
    return Response(page, status, media_type="text/html", headers=headers)
