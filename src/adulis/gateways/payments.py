"""Speaking to a payment gateway over HTTP. Never inside a transaction; a total deadline per call.

Silence (a timeout, a reset, a 5xx, half an answer) raises GatewaySilent and says nothing about what
became of the request. Only a documented refusal raises GatewayRefused.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import httpx2
import orjson

from adulis.gateways import collected
from adulis.gateways.collected import Dispute, Intent, Payment, Refund
from adulis.kernel import db, failpoints, origins
from adulis.kernel.money import Money

Thing = TypeVar("Thing")

# An object of a gateway is small; an answer that is not is none of them.
LONGEST_ANSWER_BYTES = 4 * 1_048_576
# The report of a day has a line for everything that happened on it.
LONGEST_REPORT_BYTES = 64 * 1_048_576
# A list too long for one answer is asked for in ever shorter stretches of time, down to this.
_SHORTEST_STRETCH = timedelta(seconds=1)
# Refusals of the request itself; every other 4xx is about us, about now, or about nothing.
_REFUSING = frozenset({400, 409, 410, 422})
_DEAD = (httpx2.HTTPError, OSError)


class GatewaySilent(Exception):
    """No usable answer: what became of the request is not known. ``retry_after`` in seconds."""

    def __init__(self, what: str, *, retry_after: int = 0) -> None:
        super().__init__(what)
        self.retry_after = retry_after


class GatewayLongWinded(GatewaySilent):
    """There is more to tell than fits into one answer."""


class GatewayRefused(Exception):
    """A documented no: nothing was done, and asking the same again is no use."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status, self.code, self.message = status, code, message


@dataclass(frozen=True, slots=True)
class Line:
    """How to reach a gateway: where, as whom, and how long to wait for a whole answer."""

    code: str
    base_url: str
    key_id: str
    secret: str
    deadline_seconds: float

    def __repr__(self) -> str:
        return f"Line({self.code}, {self.base_url})"


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentOrder:
    """What somebody is to be asked to pay. ``reference`` is our name for it and makes it one."""

    reference: str
    amount: Money
    description: str
    methods: Sequence[str]
    return_url: str
    expires_at: datetime
    payer_name: str = ""
    payer_email: str = ""

    def __repr__(self) -> str:
        # Who is to pay must not reach a log through a traceback.
        return f"IntentOrder({self.reference}, {self.amount})"


class PaymentGateway:
    """One gateway, for one thread: calls run on its event loop, connections are kept."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._loop = asyncio.new_event_loop()
        self._client = httpx2.AsyncClient(
            base_url=line.base_url,
            auth=(line.key_id, line.secret),
            timeout=line.deadline_seconds,
            limits=httpx2.Limits(max_connections=64, max_keepalive_connections=32),
            follow_redirects=False,
            trust_env=False,
        )

    # --- intents --------------------------------------------------------------------------------

    def create_intent(self, order: IntentOrder) -> Intent:
        """Ask somebody to pay. The same order again gives the same intent."""
        body = {
            "client_reference": order.reference,
            "amount_minor": order.amount.minor,
            "currency": order.amount.currency,
            "description": order.description,
            "customer": {"name": order.payer_name, "email": order.payer_email},
            "methods": list(order.methods),
            "return_url": order.return_url,
            "expires_at": order.expires_at.isoformat(),
            "metadata": {},
        }
        told = self._tell("/v1/intents", body, key=order.reference)
        return self._read(told, collected.intent_of)

    def intent(self, intent_id: str) -> Intent | None:
        """What is known of an intent; None: the gateway knows no such thing."""
        found = self.intents([intent_id])[0]
        if isinstance(found, GatewaySilent):
            raise found
        return found

    def intents(self, intent_ids: Sequence[str]) -> list[Intent | GatewaySilent | None]:
        """The same for many at once; silence about one of them is told in its place."""
        return self._look(
            [f"/v1/intents/{quote(each)}" for each in intent_ids], collected.intent_of
        )

    def intents_of(self, reference: str) -> list[Intent]:
        """Every intent that carries our ``reference``."""
        told = self._ask(f"/v1/intents?{urlencode({'client_reference': reference})}")
        return [self._read(each, collected.intent_of) for each in _items(told)]

    def cancel_intent(self, intent_id: str) -> Intent:
        """Close an intent nothing was paid for. Raises GatewayRefused when that is too late."""
        told = self._tell(f"/v1/intents/{quote(intent_id)}/cancel", {})
        return self._read(told, collected.intent_of)

    # --- payments -------------------------------------------------------------------------------

    def payment(self, payment_id: str) -> Payment | None:
        found = self.payments_by_id([payment_id])[0]
        if isinstance(found, GatewaySilent):
            raise found
        return found

    def payments_by_id(self, payment_ids: Sequence[str]) -> list[Payment | GatewaySilent | None]:
        """Payments at once; silence about one of them is told in its place."""
        paths = [f"/v1/payments/{quote(each)}" for each in payment_ids]
        return self._look(paths, collected.payment_of)

    def payments(self, *, since: datetime, until: datetime, status: str = "") -> list[Payment]:
        """Every payment made in a stretch of time; a long one is asked for piece by piece."""
        try:
            return self._payments(since, until, status)
        except GatewayLongWinded:
            middle = since + (until - since) / 2
            if middle - since < _SHORTEST_STRETCH:
                raise
        told = self.payments(since=since, until=middle, status=status)
        told += self.payments(since=middle, until=until, status=status)
        return list({each.id: each for each in told}.values())

    def _payments(self, since: datetime, until: datetime, status: str) -> list[Payment]:
        given = {"from": since.isoformat(), "to": until.isoformat()}
        if status:
            given["status"] = status
        told = self._ask(f"/v1/payments?{urlencode(given)}")
        return [self._read(each, collected.payment_of) for each in _items(told)]

    # --- refunds and disputes -------------------------------------------------------------------

    def create_refund(
        self, payment_id: str, *, amount: Money, reference: str, reason: str
    ) -> Refund:
        """Send a part of a payment back. The same ``reference`` again gives the same refund."""
        body = {
            "amount_minor": amount.minor,
            "currency": amount.currency,
            "client_reference": reference,
            "reason": reason,
        }
        told = self._tell(f"/v1/payments/{quote(payment_id)}/refunds", body, key=reference)
        return self._read(told, collected.refund_of)

    def refund(self, refund_id: str) -> Refund | None:
        return self._one(f"/v1/refunds/{quote(refund_id)}", collected.refund_of)

    def refunds_of(self, reference: str) -> list[Refund]:
        """Every refund that carries our ``reference``."""
        told = self._ask(f"/v1/refunds?{urlencode({'client_reference': reference})}")
        return [self._read(each, collected.refund_of) for each in _items(told)]

    def dispute(self, dispute_id: str) -> Dispute | None:
        return self._one(f"/v1/disputes/{quote(dispute_id)}", collected.dispute_of)

    def open_disputes(self) -> list[Dispute]:
        """Every dispute that is not decided yet, however old."""
        return self._disputes({"status": "open"})

    def disputes(self, *, since: datetime) -> list[Dispute]:
        """Every dispute opened since then, decided or not."""
        return self._disputes({"from": since.isoformat()})

    def _disputes(self, given: dict[str, str]) -> list[Dispute]:
        told = self._ask(f"/v1/disputes?{urlencode(given)}")
        return [self._read(each, collected.dispute_of) for each in _items(told)]

    def accept_dispute(self, dispute_id: str) -> Dispute:
        told = self._tell(f"/v1/disputes/{quote(dispute_id)}/accept", {})
        return self._read(told, collected.dispute_of)

    def send_evidence(self, dispute_id: str, evidence: dict[str, Any]) -> Dispute:
        told = self._tell(f"/v1/disputes/{quote(dispute_id)}/evidence", evidence)
        return self._read(told, collected.dispute_of)

    # --- rates and settlements ------------------------------------------------------------------

    def rate(self, currency: str) -> tuple[str, datetime]:
        """Rupees for one unit, as it is written (``83.4512``), and when it was so."""
        told = self._ask(f"/v1/rates?{urlencode({'base': currency, 'quote': 'INR'})}")
        rate, at = told.get("rate"), told.get("at")
        if told.get("base") != currency or told.get("quote") != "INR" or not isinstance(rate, str):
            raise GatewaySilent("an answer that is not a rate")
        try:
            moment = datetime.fromisoformat(str(at))
        except ValueError as error:
            raise GatewaySilent("a rate of no time") from error
        if moment.tzinfo is None:
            raise GatewaySilent("a rate of no time")
        return rate, moment

    def settlement_report(self, day: str) -> bytes | None:
        """The settlement file of one day (``YYYY-MM-DD``); None: there is none (yet)."""
        [answer] = self._together(
            [("GET", f"/v1/settlements/{day}.csv", {}, "")], at_most=LONGEST_REPORT_BYTES
        )
        status, body, retry_after = _answered(answer)
        if status == 404:
            return None
        if status != 200:
            raise GatewaySilent(f"answered {status}", retry_after=retry_after)
        return body

    def close(self) -> None:
        self._loop.run_until_complete(self._client.aclose())
        self._loop.close()

    # --- calls ----------------------------------------------------------------------------------

    def _one(self, path: str, read: Callable[[Any], Thing]) -> Thing | None:
        found = self._look([path], read)[0]
        if isinstance(found, GatewaySilent):
            raise found
        return found

    def _look(
        self, paths: Sequence[str], read: Callable[[Any], Thing]
    ) -> list[Thing | GatewaySilent | None]:
        found: list[Thing | GatewaySilent | None] = []
        for answer in self._together([("GET", path, {}, "") for path in paths]):
            try:
                status, body, retry_after = _answered(answer)
                if status == 404:
                    found.append(None)
                    continue
                found.append(self._read(_understood(status, body, retry_after), read))
            except GatewaySilent as silent:
                found.append(silent)
            except GatewayRefused as refused:
                # Nobody refuses to be looked at: whatever that was, it is no word about the thing.
                found.append(GatewaySilent(str(refused)))
        return found

    def _ask(self, path: str) -> dict[str, Any]:
        status, body, retry_after = self._call_all([("GET", path, {}, "")])[0]
        try:
            return _understood(status, body, retry_after)
        except GatewayRefused as refused:
            raise GatewaySilent(str(refused)) from refused

    def _tell(self, path: str, body: dict[str, Any], *, key: str = "") -> dict[str, Any]:
        return _understood(*self._call_all([("POST", path, body, key)])[0])

    def _read(self, told: Any, read: Callable[[Any], Thing]) -> Thing:
        try:
            return read(told)
        except collected.Unclear as unclear:
            raise GatewaySilent(str(unclear)) from unclear

    def _call_all(self, calls: Sequence[_Call]) -> list[_Answer]:
        return [_answered(each) for each in self._together(calls)]

    def _together(
        self, calls: Sequence[_Call], *, at_most: int = LONGEST_ANSWER_BYTES
    ) -> list[_Answer | BaseException]:
        db.forbid_transaction()

        async def all_ended() -> list[_Answer | BaseException]:
            return await asyncio.gather(
                *(self._call(*each, at_most) for each in calls), return_exceptions=True
            )

        return self._loop.run_until_complete(all_ended())

    async def _call(
        self, method: str, path: str, body: dict[str, Any], key: str, at_most: int
    ) -> _Answer:
        headers = {"Accept": "application/json", **origins.headers()}
        if key:
            headers["Idempotency-Key"] = key
        content = b""
        if method == "POST":
            content, headers["Content-Type"] = orjson.dumps(body), "application/json"
        # httpx times each read; a gateway that drips one byte a second must not hold us for ever.
        async with (
            asyncio.timeout(self.line.deadline_seconds),
            self._client.stream(
                method,
                path,
                content=content,
                headers=headers,
                extensions=_WATCHED if method == "POST" else None,
            ) as answer,
        ):
            told = bytearray()
            async for part in answer.aiter_bytes():
                told += part
                if len(told) > at_most:
                    raise GatewayLongWinded("an answer without an end")
        return answer.status_code, bytes(told), _seconds(answer.headers.get("retry-after", ""))


async def _watch(event: str, _info: dict[str, Any]) -> None:
    """Told by httpx where on the wire something that we tell the gateway is."""
    match event:
        case "http11.send_request_body.started":
            failpoints.hit("call.request_lost")
        case "http11.receive_response_headers.started":
            failpoints.hit("call.after_all_before_reply")
        case _:
            pass


_WATCHED = {"trace": _watch} if failpoints.ARMED else None
_Call = tuple[str, str, dict[str, Any], str]
_Answer = tuple[int, bytes, int]


def _answered(outcome: _Answer | BaseException) -> _Answer:
    if isinstance(outcome, _DEAD):
        raise GatewaySilent(type(outcome).__name__) from outcome
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def _understood(status: int, body: bytes, retry_after: int = 0) -> dict[str, Any]:
    """The object an answer is. Raises GatewayRefused for a documented no, else GatewaySilent."""
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise GatewaySilent(f"answered {status} and no JSON", retry_after=retry_after) from error
    if status in {200, 201, 202} and isinstance(told, dict | list):
        return told if isinstance(told, dict) else {"data": told}
    error_told = told.get("error") if isinstance(told, dict) else None
    if status in _REFUSING and isinstance(error_told, dict) and error_told.get("code"):
        code, message = str(error_told["code"]), str(error_told.get("message", ""))
        raise GatewayRefused(status, code[:60], message[:200])
    raise GatewaySilent(f"answered {status}", retry_after=retry_after)


def _items(told: dict[str, Any]) -> list[Any]:
    """What a list answer lists: a bare list, or one under ``data`` or ``items``."""
    for name in ("data", "items"):
        found = told.get(name)
        if isinstance(found, list):
            if told.get("has_more"):
                raise GatewayLongWinded("a list that goes on")
            return found
    raise GatewaySilent("an answer that lists nothing")


def _seconds(told: str) -> int:
    return min(int(told), 3_600) if told.isascii() and told.isdigit() and len(told) < 9 else 0
