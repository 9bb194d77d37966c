"""Speaking to a bank over HTTP. Never inside a transaction; every call has a total deadline."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import httpx2
import orjson

from adulis.gateways import answers
from adulis.gateways.values import Instruction, Source, Verdict, Word
from adulis.kernel import db, failpoints, origins, tracing


@dataclass(frozen=True, slots=True)
class Line:
    """How to reach one bank: where, as whom, and how long to wait for a whole answer."""

    code: str
    base_url: str
    key_id: str
    secret: str
    deadline_seconds: float


@dataclass(frozen=True, slots=True)
class AccountCheck:
    """What a penny drop told: whether the account takes money, and in whose name it is."""

    valid: bool
    registered_name: str
    code: str


# How a line goes dead: what httpx says of it, and what it passes on (TLS, resets, our deadline).
_DEAD = (httpx2.HTTPError, OSError)


class BankSilent(Exception):
    """The bank gave no usable answer to a question that moves no money; ask again later."""


class Bank:
    """One bank, for one thread: calls run concurrently on its event loop, connections are kept."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._loop = asyncio.new_event_loop()
        self._client = httpx2.AsyncClient(
            base_url=line.base_url,
            timeout=line.deadline_seconds,
            limits=httpx2.Limits(max_connections=64, max_keepalive_connections=32),
            trust_env=False,
        )

    def submit_all(
        self, instructions: Sequence[Instruction], *, at: datetime, within: Sequence[float]
    ) -> list[Word]:
        """Order payments, concurrently; one word each, in order. Silence is UNKNOWN.

        ``within`` (seconds, one for each): when its call is over at the latest, for from then on
        others take the order for unanswered.
        """
        orders = zip(instructions, within, strict=True)
        return self._together([self._submit(each, at, seconds) for each, seconds in orders])

    def enquire_all(
        self, references: Sequence[str], *, at: datetime, origin_of: Mapping[str, str] | None = None
    ) -> list[Word]:
        """Ask what became of payments, concurrently; one word each, in order.

        ``origin_of``: which request asked for each (``kernel.origins``).
        """
        asked = [(each, (origin_of or {}).get(each, "")) for each in references]
        return self._together([self._enquire(each, at, origin) for each, origin in asked])

    def check_account(
        self, *, name: str, account_number: str, ifsc: str, vpa: str, at: datetime
    ) -> AccountCheck:
        """Drop a penny. Raises BankSilent when no answer can be had."""
        beneficiary = {"vpa": vpa} if vpa else {"account_number": account_number, "ifsc": ifsc}
        status, body = self._ask("POST", "/v1/validations", at, {"name": name, **beneficiary})
        parsed = answers.parse(body)
        valid = parsed.get("valid")
        if status != answers.HTTP_OK or not isinstance(valid, bool):
            raise BankSilent(f"validation answered {status}, and neither yes nor no")
        return AccountCheck(
            valid, answers.text(parsed, "registered_name", 120), answers.text(parsed, "code")
        )

    def statement(self, day: str, *, at: datetime, form: str = "csv") -> bytes:
        """The statement file of one bank day (``YYYY-MM-DD``), ``csv`` or ``xml`` (camt.053).

        Raises BankSilent.
        """
        status, body = self._ask("GET", f"/v1/statements/{day}.{form}", at)
        if status != answers.HTTP_OK:
            raise BankSilent(f"statement answered {status}")
        return body

    def close(self) -> None:
        self._loop.run_until_complete(self._client.aclose())
        self._loop.close()

    # --- one call each ------------------------------------------------------------------------

    async def _submit(self, instruction: Instruction, at: datetime, within: float) -> Word:
        reference = instruction.reference
        try:
            order = _order(instruction)
            with _speaking("payout.send", instruction.origin, instruction.reference):
                status, body = await self._call("POST", "/v1/payments", at, order, within=within)
                tracing.say(http__response__status_code=status)
            word = answers.of_submission(reference, status, body)
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            # No connection was ever made, TLS included, so not a byte of the order can have
            # arrived. TLS that breaks afterwards proves nothing: the bank may have read all of it.
            word = _silence(reference, Verdict.NOT_SENT, Source.SUBMISSION, error)
        except _DEAD as error:
            word = _silence(reference, Verdict.UNKNOWN, Source.SUBMISSION, error)
        return replace(word, send_number=instruction.send_number)

    async def _enquire(self, reference: str, at: datetime, origin: str) -> Word:
        path = f"/v1/payments?client_reference={reference}"
        try:
            with _speaking("payout.enquire", origin, reference):
                status, body = await self._call("GET", path, at)
                tracing.say(http__response__status_code=status)
        except _DEAD as error:
            return _silence(reference, Verdict.UNKNOWN, Source.ENQUIRY, error)
        return answers.of_enquiry(reference, status, body)

    async def _call(
        self,
        method: str,
        path: str,
        at: datetime,
        order: dict[str, Any] | None = None,
        *,
        within: float = math.inf,
    ) -> tuple[int, bytes]:
        body = b"" if order is None else orjson.dumps(order)
        signed = sign(self.line, method, path, body, int(at.timestamp()))
        # httpx times each read; a bank that drips one byte a second must not hold us for ever.
        async with asyncio.timeout(min(self.line.deadline_seconds, within)):
            answer = await self._client.request(
                method,
                path,
                content=body,
                headers={**signed, **origins.headers()},
                extensions=_WATCHED if order else None,
            )
        return answer.status_code, answer.content

    def _ask(
        self, method: str, path: str, at: datetime, order: dict[str, Any] | None = None
    ) -> tuple[int, bytes]:
        try:
            answer: tuple[int, bytes] = self._together([self._call(method, path, at, order)])[0]
        except _DEAD as error:
            raise BankSilent(type(error).__name__) from error
        return answer

    def _together(self, calls: Sequence[Any]) -> list[Any]:
        db.forbid_transaction()

        async def all_ended() -> list[Any]:
            # A call that is left behind would go on with the next round: an order sent at a time
            # that nobody knows of.
            return await asyncio.gather(*calls, return_exceptions=True)

        outcomes = self._loop.run_until_complete(all_ended())
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
        return outcomes


def sign(line: Line, method: str, path: str, body: bytes, timestamp: int) -> dict[str, str]:
    """The headers that prove an order is ours: HMAC-SHA-256 over time, method, path and body."""
    message = f"{timestamp}.{method}.{path}.".encode() + body
    signature = hmac.new(line.secret.encode(), message, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "X-Bank-Key": line.key_id,
        "X-Bank-Timestamp": str(timestamp),
        "X-Bank-Signature": f"v1={signature}",
    }


@contextmanager
def _speaking(what: str, origin: str, reference: str) -> Iterator[None]:
    """A call about one payment, made for the request that asked for it."""
    with (
        origins.bearing(origin),
        tracing.part(what, kind=tracing.CLIENT, origin=origin, adulis__reference=reference),
    ):
        yield


async def _watch(event: str, _info: dict[str, Any]) -> None:
    """Told by httpx where on the wire an order is."""
    match event:
        case "http11.send_request_body.started":
            failpoints.hit("send.request_lost")
        case "http11.receive_response_headers.started":
            failpoints.hit("send.after_bank_before_reply")
        case _:
            pass


_WATCHED = {"trace": _watch} if failpoints.ARMED else None


def _order(instruction: Instruction) -> dict[str, Any]:
    beneficiary = {"name": instruction.name}
    if instruction.vpa:
        beneficiary["vpa"] = instruction.vpa
    else:
        beneficiary |= {"account_number": instruction.account_number, "ifsc": instruction.ifsc}
    return {
        "client_reference": instruction.reference,
        "mode": instruction.mode,
        "amount_paise": instruction.amount_minor,
        "beneficiary": beneficiary,
        "narration": instruction.narration,
    }


def _silence(reference: str, verdict: Verdict, source: Source, error: BaseException) -> Word:
    return Word(
        reference=reference,
        verdict=verdict,
        source=source,
        message=type(error).__name__,
        detail={"silence": type(error).__name__},
    )
