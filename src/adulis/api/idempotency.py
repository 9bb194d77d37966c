"""One intent, one effect, however often it is sent.

A key belongs to one merchant and one request for ever. The first request claims it, runs, and
leaves its answer's bytes in the same transaction as its effect; every later one gets those bytes. A
concurrent second request waits on the key's unique index for the first to commit, so there is no
"in progress" row that a crash could leave behind.

(draft-ietf-httpapi-idempotency-key-header; differences and reasons are in docs/adr.)
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
import structlog
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from rest_framework.request import Request

from adulis.api import throttles
from adulis.api.errors import IdempotencyKeyInvalid, IdempotencyKeyReused, RequestInProgress
from adulis.api.models import ANSWER
from adulis.api.problems import problem
from adulis.api.renderers import JSON, PROBLEM_JSON, dump, raw_answer
from adulis.identity.values import Viewer
from adulis.kernel import db, failpoints
from adulis.kernel.encryption import open_bytes, seal_bytes
from adulis.kernel.errors import (
    Conflict,
    Insufficient,
    Invalid,
    NotFound,
    Refusal,
)
from adulis.kernel.ids import derived_id, new_id

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# A "no" the domain decided is kept: a delayed copy must not succeed after a top-up. What was wrong
# with the request itself (400, 401, 403, 429) or with us (5xx) is not, and may be tried again.
STORED_KINDS = (Invalid, Insufficient, Conflict, NotFound)
_RETRY_AFTER_SECONDS = 1
_LOCK_NOT_AVAILABLE = "55P03"

_CLAIM = """
INSERT INTO api_idempotency_key (id, merchant_id, key, fingerprint, media_type, body_sealed,
                                 subject, created_at)
VALUES (%s, %s, %s, %s, '', '', '', adulis_clock())
ON CONFLICT ON CONSTRAINT api_idempotency_key_unique DO NOTHING
RETURNING created_at
"""
_READ = """
SELECT id, fingerprint, status, media_type, body_sealed, subject, refusal,
       created_at > adulis_clock() - %s
  FROM api_idempotency_key WHERE merchant_id = %s AND key = %s
"""
_KEEP = """
UPDATE api_idempotency_key
   SET status = %s, media_type = %s, body_sealed = %s, subject = %s, refusal = %s::jsonb
 WHERE id = %s
"""


@dataclass(frozen=True, slots=True)
class Done:
    """What a verb made: the answer's status and body, and the ``subject`` it is about."""

    body: Any
    subject: str
    status: int = 201


def run(
    request: Request,
    viewer: Viewer,
    *,
    verb: Callable[[datetime], Done],
    again: Callable[[str], Any],
    body: Any = None,
    then: Callable[[str], Any] | None = None,
) -> HttpResponse:
    """Answer a money POST: run ``verb`` once per key, replay its bytes afterwards.

    ``verb`` gets the business time and runs inside the transaction; ``again`` shows a subject as it
    is now, for a key older than the window. ``body`` is the parsed body as it was sent. Who may ask
    is checked before, so whoever lost the permission gets no replay.

    ``then`` is called with the subject once the first request is committed, may speak to the world
    outside, and returns the body to answer and to replay from now on. What was answered to whoever
    asked with the same key in between is the body of the verb.

    Raises IdempotencyKeyInvalid (400), IdempotencyKeyReused and RequestInProgress (409), Throttled.
    """
    key = _key_of(request)
    throttles.take("money_per_key", viewer.caller.throttle_subject)
    claim = _Claim(new_id(), viewer.merchant_id, key, fingerprint_of(request, body))
    try:
        with db.transaction():
            claimed_at = claim.take()
            if claimed_at is None:
                return _replay(request, claim, again)
            answer, subject = _first(claim, claimed_at, verb)
            failpoints.hit("create.before_commit")
    except _Refused as refused:
        return _refuse(request, claim, refused.refusal, again)
    failpoints.hit("create.after_commit")
    return answer if then is None else _completed(claim, answer, subject, then)


def fingerprint_of(request: Request, body: Any) -> bytes:
    """SHA-256 of method, path and body: order and white space of the JSON do not matter."""
    canonical = orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
    told = f"{request.method}\n{request.path}\n".encode()
    return hashlib.sha256(told + canonical).digest()


def intent_of(request: Request, viewer: Viewer) -> UUID:
    """What a merchant's wish is called for ever, whoever repeats it and whatever we have forgotten.

    After a restore the key is as new to us as the request; outside, the same name means the same
    wish (the bank's references are made from it). Raises IdempotencyKeyInvalid.
    """
    return derived_id(viewer.merchant_id, _key_of(request))


def forget_bytes(*, limit: int = 1_000) -> int:
    """Forget answers older than the window; keys and outcomes stay. Returns how many."""
    with db.transaction():
        return db.execute(
            "UPDATE api_idempotency_key SET body_sealed = '' WHERE id IN ("
            " SELECT id FROM api_idempotency_key WHERE body_sealed <> ''"
            "   AND created_at <= adulis_clock() - %s LIMIT %s FOR NO KEY UPDATE SKIP LOCKED)",
            [_window(), limit],
        )


def _key_of(request: Request) -> UUID:
    given = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if given is None:
        raise IdempotencyKeyInvalid(
            "Send the header Idempotency-Key with a UUID.", pointer="header:Idempotency-Key"
        )
    # The draft standard writes the key as a quoted string; both spellings mean the same key.
    bare = given[1:-1] if len(given) > 1 and given[0] == given[-1] == '"' else given
    if _UUID.fullmatch(bare) is None:
        raise IdempotencyKeyInvalid(pointer="header:Idempotency-Key")
    return UUID(bare)


class _Refused(Exception):
    """The verb said no: whatever it did before is undone with the transaction."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class _Claim:
    """One request's claim on a key."""

    id: UUID
    merchant_id: UUID
    key: UUID
    fingerprint: bytes

    def take(self) -> datetime | None:
        """The moment the key became ours; None when it was somebody's before.

        Waits for a transaction that holds the same key. Raises RequestInProgress when that takes
        longer than the role's lock_timeout.
        """
        given = [self.id, self.merchant_id, self.key, self.fingerprint]
        try:
            row = db.fetch_row(_CLAIM, given)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
                raise
            raise RequestInProgress(retry_after_seconds=_RETRY_AFTER_SECONDS) from error
        return None if row is None else row[0]


def _completed(
    claim: _Claim, first: HttpResponse, subject: str, then: Callable[[str], Any]
) -> HttpResponse:
    """What came of it outside, after the commit, belongs into the answer and into its replays."""
    answer = raw_answer(dump(then(subject)), status=first.status_code)
    with db.transaction():
        _keep(claim.id, answer, subject=subject, refusal=None)
    return answer


def _first(
    claim: _Claim, at: datetime, verb: Callable[[datetime], Done]
) -> tuple[HttpResponse, str]:
    try:
        done = verb(at)
    except STORED_KINDS as refusal:
        raise _Refused(refusal) from refusal
    answer = raw_answer(dump(done.body), status=done.status)
    _keep(claim.id, answer, subject=done.subject, refusal=None)
    _say(done.subject)
    return answer, done.subject


def _refuse(
    request: Request, claim: _Claim, refusal: Refusal, again: Callable[[str], Any]
) -> HttpResponse:
    """Keep a no in a transaction of its own, after everything else was undone.

    Somebody who waited for the key may have it by now; then theirs is the answer to both.
    """
    with db.transaction():
        if claim.take() is None:
            return _replay(request, claim, again)
        answer = problem(request, refusal)
        _keep(claim.id, answer, subject="", refusal=refusal)
    return answer


def _keep(claim_id: UUID, answer: HttpResponse, *, subject: str, refusal: Refusal | None) -> None:
    outcome = None
    if refusal is not None:
        told = {"code": refusal.code, "title": refusal.title, "detail": refusal.detail}
        outcome = dump(told).decode()
    db.execute(
        _KEEP,
        [
            answer.status_code,
            answer["Content-Type"],
            seal_bytes(answer.content, place=ANSWER.place(claim_id)),
            subject,
            outcome,
            claim_id,
        ],
    )


def _replay(request: Request, claim: _Claim, again: Callable[[str], Any]) -> HttpResponse:
    row = db.fetch_row(_READ, [_window(), claim.merchant_id, claim.key])
    assert row is not None  # keys are never removed
    claim_id, known, status, media_type, sealed, subject, refusal, is_fresh = row
    if bytes(known) != claim.fingerprint:
        raise IdempotencyKeyReused(pointer="header:Idempotency-Key")
    is_refusal = media_type == PROBLEM_JSON
    _say(subject)
    if is_fresh and sealed:
        body = open_bytes(sealed, place=ANSWER.place(claim_id))
    elif is_refusal:
        body = dump(_remembered(request, status, orjson.loads(refusal)))
    else:
        body = dump(again(subject))
    return raw_answer(
        body,
        status=status if is_refusal else 200,
        media_type=media_type or JSON,
        headers={"Idempotent-Replayed": "true"},
    )


def _say(subject: str) -> None:
    """The request's own line in the log says what it was about."""
    if subject:
        structlog.contextvars.bind_contextvars(subject=subject)


def _remembered(request: Request, status: int, refusal: dict[str, Any]) -> dict[str, Any]:
    """A refusal whose bytes were forgotten: it stays refused, and says so in the same words."""
    return {
        "type": f"/problems/{refusal['code']}",
        "title": refusal["title"],
        "status": status,
        "detail": refusal["detail"],
        "code": refusal["code"],
        "retryable": False,
        "instance": request.path,
    }


def _window() -> timedelta:
    return timedelta(hours=settings.PAYOUT_IDEMPOTENCY_WINDOW_HOURS)
