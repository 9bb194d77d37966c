"""What became of an attempt: noted, and what follows from it for the delivery and its endpoint."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.webhooks.actions.letters import write_letter
from adulis.webhooks.actions.locking import disable, forget_failures
from adulis.webhooks.machine import DELIVERY, DeliveryState, EndpointState
from adulis.webhooks.models import Attempt, Delivery, Endpoint
from adulis.webhooks.policies import (
    DISABLE_AFTER,
    is_to_be_disabled,
    is_to_be_warned_of,
    pause_after,
    rest_after,
)
from adulis.webhooks.values import Failure, GivenUp, Outcome, Reason

# An endpoint's row is not written for each of a thousand deliveries that go well.
_NOTE_SUCCESS_EVERY = timedelta(minutes=1)
# Once it is back, what waits for its next try is sent soon, and not all of it at once.
_HASTEN = """
UPDATE webhooks_delivery AS delivery SET due_at = %(now)s + random() * interval '30 seconds'
  FROM (SELECT id FROM webhooks_delivery
         WHERE endpoint_id = %(endpoint_id)s AND state = 'pending'
           AND due_at > %(now)s + interval '30 seconds'
           FOR NO KEY UPDATE SKIP LOCKED) AS waiting
 WHERE delivery.id = waiting.id
"""


@db.transaction_required
def note_outcome(
    *, delivery_id: UUID, fence: int, outcome: Outcome, actor: Actor, at: datetime
) -> bool:
    """Delivered, to be tried again, or given up. False when it is not ours to say any more.

    That is when the lease ran out and somebody else has it, or its endpoint was disabled: then
    the receiver may have been told all the same, which at least once allows.
    """
    endpoint = _locked_endpoint_of(delivery_id)
    delivery = Delivery.objects.select_for_update(no_key=True).get(id=delivery_id)
    if delivery.state != DeliveryState.PENDING or delivery.claim_count != fence:
        return False
    delivery.attempt_count, delivery.tries = delivery.attempt_count + 1, delivery.tries + 1
    Attempt.objects.create(
        delivery=delivery,
        number=delivery.attempt_count,
        at=at,
        duration_ms=outcome.duration_ms,
        failure=outcome.failure or "",
        status=outcome.status,
        answer=outcome.answer,
    )
    delivery.lease_until = None
    if outcome.failure is None:
        _note_success(delivery, endpoint, actor=actor, at=at)
    else:
        _note_failure(delivery, endpoint, outcome, actor=actor, at=at)
    return True


def _note_success(delivery: Delivery, endpoint: Endpoint, *, actor: Actor, at: datetime) -> None:
    delivery.state = DELIVERY.take("deliver", DeliveryState.PENDING, actor.role).target
    delivery.delivered_at, delivery.due_at = at, None
    delivery.save()
    last = endpoint.last_delivered_at
    is_back = endpoint.failing_since is not None
    if last is None or is_back or at - last >= _NOTE_SUCCESS_EVERY:
        forget_failures(endpoint)
        endpoint.last_delivered_at = at
        endpoint.save()
    if is_back:
        db.execute(_HASTEN, {"endpoint_id": endpoint.id, "now": db.clock()})


def _note_failure(
    delivery: Delivery, endpoint: Endpoint, outcome: Outcome, *, actor: Actor, at: datetime
) -> None:
    now = db.clock()
    chance = secrets.randbelow(1_000) / 1_000
    pause = pause_after(delivery.tries, asked_seconds=outcome.retry_after_seconds, chance=chance)
    if pause is None:
        delivery.state = DELIVERY.take("give_up", DeliveryState.PENDING, actor.role).target
        delivery.given_up, delivery.failed_at = GivenUp.EXHAUSTED, at
        delivery.due_at = None
    else:
        delivery.due_at = now + pause
    delivery.save()
    if endpoint.state == EndpointState.ENABLED:
        _note_failing(endpoint, outcome.failure, actor=actor, at=at, now=now)


def _note_failing(
    endpoint: Endpoint, failure: Failure | None, *, actor: Actor, at: datetime, now: datetime
) -> None:
    endpoint.failing_since = endpoint.failing_since or now
    endpoint.failure_count += 1
    endpoint.rests_until = now + rest_after(endpoint.failure_count)
    since = endpoint.failing_since
    if failure is Failure.GONE:
        _disable_and_say_so(endpoint, Reason.GONE, actor=actor, at=at)
        return
    if is_to_be_disabled(since, endpoint.warned_at, now):
        _disable_and_say_so(endpoint, Reason.FAILING, actor=actor, at=at)
        return
    if is_to_be_warned_of(since, endpoint.warned_at, now):
        endpoint.warned_at = now
        write_letter(endpoint, "endpoint_failing", actor=actor, at=at, since=_shown(since),
               until=_shown(since + DISABLE_AFTER))  # fmt: skip
    endpoint.save()


def _disable_and_say_so(endpoint: Endpoint, reason: Reason, *, actor: Actor, at: datetime) -> None:
    given_up = disable(endpoint, reason, actor=actor, at=at)
    told = {"reason": reason, "given_up": given_up}
    write_letter(endpoint, "endpoint_disabled", actor=actor, at=at, **told)


def _shown(at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(settings.TIME_ZONE)):%d %B %Y, %H:%M %Z}"


def _locked_endpoint_of(delivery_id: UUID) -> Endpoint:
    ids = Delivery.objects.filter(id=delivery_id).values("endpoint_id")
    return Endpoint.objects.select_for_update(no_key=True).get(id__in=ids)
