"""To a merchant's server and back: resolved once, pinned, signed, and over when its time is.

No redirect is followed, no proxy of the environment is used, no connection is kept: two names at
one address must not share one that was opened for the other.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

import httpx2
from standardwebhooks import Webhook

from adulis.kernel import failpoints, tracing
from adulis.webhooks.addresses import AddressRefused, Target, machines_of, target_of
from adulis.webhooks.names import Names
from adulis.webhooks.values import ANSWER_BYTES, Failure, Outcome, Parcel, failure_of

TOTAL_SECONDS = 15.0
# What it says is decided by its status; for what else it says there is not much time.
ANSWER_SECONDS = 2.0
MOST_MACHINES = 3


class Resolve(Protocol):
    """Names to addresses. Raises OSError, UnicodeError, TimeoutError."""

    async def __call__(
        self, host: str, port: int, *, whose: UUID | None, is_doubtful: bool
    ) -> Sequence[str]: ...


class Carrier:
    """Brings parcels to servers, for one event loop. ``resolve`` and ``tls`` are given by tests."""

    def __init__(
        self,
        *,
        may_be_local: bool,
        resolve: Resolve | None = None,
        machines: Callable[[Target, Sequence[str]], list[str]] = machines_of,
        tls: ssl.SSLContext | None = None,
        total_seconds: float = TOTAL_SECONDS,
    ) -> None:
        self._may_be_local = may_be_local
        self._resolve, self._machines = resolve or Names(), machines
        self._begun: set[UUID] = set()
        self._total_seconds = total_seconds
        self._client = httpx2.AsyncClient(
            timeout=None,  # all of it has one deadline
            verify=tls or ssl.create_default_context(),
            limits=httpx2.Limits(max_connections=None, max_keepalive_connections=0),
            trust_env=False,
            follow_redirects=False,
        )

    async def bring(self, parcel: Parcel, *, at: datetime) -> Outcome:
        """One attempt. ``at`` is real time, which receivers compare with theirs."""
        with tracing.root("webhook.tell", kind=tracing.CLIENT, adulis__delivery=str(parcel.id)):
            tracing.link([parcel.origin])
            outcome = await self._attempt(parcel, at)
            tracing.say(
                adulis__outcome=str(outcome.failure or "told"),
                http__response__status_code=outcome.status or 0,
            )
        return outcome

    async def _attempt(self, parcel: Parcel, at: datetime) -> Outcome:
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            async with asyncio.timeout(self._total_seconds):
                outcome = await self._bring(parcel, at)
        except TimeoutError:
            outcome = Outcome(0, Failure.TIMED_OUT)
        except AddressRefused as refused:
            outcome = Outcome(0, Failure.ADDRESS_REFUSED, answer=refused.trouble)
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, UnicodeError) as error:
            outcome = Outcome(0, _failure(error))
        finally:
            self._begun.discard(parcel.id)
        return replace(outcome, duration_ms=round((clock() - began) * 1_000))

    def has_begun(self, parcel: Parcel) -> bool:
        """Whether its receiver may know of the attempt that is under way."""
        return parcel.id in self._begun

    async def _bring(self, parcel: Parcel, at: datetime) -> Outcome:
        target = target_of(parcel.url, may_be_local=self._may_be_local)
        resolved: Sequence[str] = ()
        if not target.is_local:
            try:
                resolved = await self._resolve(
                    target.host,
                    target.port,
                    whose=parcel.merchant_id,
                    is_doubtful=parcel.is_doubtful,
                )
            except TimeoutError:
                raise  # it is an OSError as well
            except (OSError, UnicodeError):
                return Outcome(0, Failure.NAME_UNKNOWN)
        machines = self._machines(target, resolved)[:MOST_MACHINES]
        for address in machines[:-1]:
            try:
                return await self._post(parcel, target, address, at)
            except httpx2.ConnectError as error:
                # Nothing was sent yet: the next one may be there.
                if _failure(error) is Failure.TLS_FAILED:
                    raise
        return await self._post(parcel, target, machines[-1], at)

    async def _post(self, parcel: Parcel, target: Target, address: str, at: datetime) -> Outcome:
        self._begun.add(parcel.id)
        request = self._client.stream(
            "POST",
            target.pinned_to(address),
            content=parcel.body,
            headers={"Host": target.authority, **headers_of(parcel, at)},
            extensions={"sni_hostname": target.host},
        )
        async with request as response:
            answer = await _beginning_of(response)
        failpoints.hit("deliver.after_answer")
        return Outcome(
            0,
            failure_of(response.status_code),
            response.status_code,
            answer,
            _seconds(response.headers.get("retry-after", "")),
        )

    async def close(self) -> None:
        await self._client.aclose()


def headers_of(parcel: Parcel, at: datetime) -> dict[str, str]:
    """Standard Webhooks 1.0: one signature for each secret, the newest first."""
    said = parcel.body.decode()
    signatures = [Webhook(each).sign(parcel.message_id, at, said) for each in parcel.secrets]
    return {
        "content-type": "application/json",
        "user-agent": "Adulis-Webhooks/1",
        "accept-encoding": "identity",
        "connection": "close",
        "webhook-id": parcel.message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


async def _beginning_of(response: httpx2.Response) -> str:
    """As much of the answer as is kept, as text, or what of it came in time."""
    said = bytearray()
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            async for some in response.aiter_raw():
                said += some
                if len(said) >= ANSWER_BYTES:
                    break
    except (TimeoutError, httpx2.HTTPError):
        pass  # its status has said it all
    text = bytes(said[:ANSWER_BYTES]).decode("utf-8", errors="replace")
    return text.replace("\0", "�")


def _seconds(asked: str) -> int:
    """``Retry-After`` in seconds; a date is not honoured."""
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 0


def _failure(error: BaseException) -> Failure:
    if isinstance(error, httpx2.ConnectError):
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ssl.SSLError):
                return Failure.TLS_FAILED
            cause = cause.__cause__ or cause.__context__
        return Failure.UNREACHABLE
    return Failure.BROKEN_OFF
