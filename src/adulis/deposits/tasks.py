"""The worker's doors: one action per transaction, the gateway called between them.

``open_at_once`` is also the API's: whoever creates a deposit waits a moment for its page.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from uuid import UUID

import structlog
from django.conf import settings

from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.deposits import actions, policies, queries, tasks_back
from adulis.deposits.actions.weighing import Weighed
from adulis.deposits.errors import RateUnavailable
from adulis.deposits.machine import DepositState
from adulis.deposits.models import Deposit
from adulis.gateways import actions as inbox
from adulis.gateways import queries as gateways
from adulis.gateways.collected import Intent, IntentStatus, Payment
from adulis.gateways.payments import GatewayRefused, GatewaySilent, PaymentGateway
from adulis.gateways.queries import Message
from adulis.kernel import db, due, failpoints, origins
from adulis.kernel.actors import Actor, bank, system
from adulis.kernel.due import Claim

log = structlog.get_logger(__name__)

BATCH = 32
LEASE_SECONDS = 120
WORKER = system("worker")
# How long to leave a message whose gateway could not be asked, or does not know yet.
RETRY_SECONDS = 5.0
_NOTHING_PAID = "state NOT IN ('captured', 'cleared')"


# --- asking the gateway about deposits ------------------------------------------------------------


def follow_deposits(limit: int = BATCH) -> int:
    """Tell the gateway of new deposits and ask it about those that wait; returns how many.

    Webhooks make this quick; without any, every deposit still comes to its end by this alone.
    """
    claims = due.claim(
        "deposits_deposit", limit=limit, lease_seconds=LEASE_SECONDS, only=_NOTHING_PAID
    )
    if not claims:
        return 0
    failpoints.hit("follow.after_lease")
    healthy = _without_poison(claims, actions.park_deposits)
    rows = queries.claimed(healthy)
    known = [(claim, row) for claim, row in rows if row.intent_id]
    gateway = gateways.connected_payment_gateway()
    answers = gateway.intents([row.intent_id for _, row in known])
    for (claim, row), told in zip(known, answers, strict=True):
        with origins.bearing(row.origin):
            _follow(claim, row, told, gateway)
    for claim, row in rows:
        if not row.intent_id:
            with origins.bearing(row.origin):
                _open(row, gateway, fence=claim.fence)
    return len(claims)


def _follow(
    claim: Claim, row: Deposit, told: Intent | GatewaySilent | None, gateway: PaymentGateway
) -> None:
    if isinstance(told, GatewaySilent) or told is None:
        # An intent it gave us and does not know any more is not proof of anything either.
        _look_again(row.id, claim.fence)
        return
    if told.status is IntentStatus.REQUIRES_PAYMENT and _is_over(row):
        told = _close(told, gateway)
    failpoints.hit("follow.after_reply")
    _weigh(told, "poll", row.id, claim.fence)


def _is_over(row: Deposit) -> bool:
    """Its time is up, or nobody wants it any more: the gateway is told to take nothing for it."""
    is_unwanted = row.state not in {DepositState.CREATED, DepositState.PROCESSING}
    return is_unwanted or row.expires_at <= db.clock()


def _close(told: Intent, gateway: PaymentGateway) -> Intent:
    """Close an intent nothing was paid for; what it is now, whether that could be done or not."""
    try:
        closed = gateway.cancel_intent(told.id)
    except GatewayRefused:
        # Paid this very moment, perhaps: what it says now decides.
        try:
            return gateway.intent(told.id) or told
        except GatewaySilent:
            return told
    except GatewaySilent:
        return told
    failpoints.hit("close.after_reply")
    return closed


# Opens a line to the gateway for who waits so many seconds at most.
Door = Callable[[float], AbstractContextManager[PaymentGateway]]

# So many of a process wait for the gateway at once; a gateway that hangs must not stop the others.
_DOORS = threading.BoundedSemaphore(policies.DOORS)


@contextmanager
def _a_door(deposit_id: UUID, door: Door) -> Iterator[PaymentGateway | None]:
    """A line to the gateway; None: so many wait for it that the worker has to see to this one."""
    if not _DOORS.acquire(blocking=False):
        with db.transaction():
            actions.leave_to_the_worker(deposit_id=deposit_id, actor=WORKER, at=db.clock())
        yield None
        return
    try:
        with door(policies.DOOR_SECONDS) as gateway:
            yield gateway
    finally:
        _DOORS.release()


def open_at_once(deposit_id: UUID, *, door: Door = gateways.payment_gateway_at_a_door) -> None:
    """Tell the gateway of a deposit that was just committed, and have its page, if it is quick.

    Whatever goes wrong here, the worker does it again.
    """
    for row in queries.of_ids([deposit_id]):
        if not row.intent_id:
            with _a_door(row.id, door) as gateway:
                if gateway is not None:
                    _open(row, gateway)


def close_at_once(deposit_id: UUID, *, door: Door = gateways.payment_gateway_at_a_door) -> None:
    """Tell the gateway that a deposit is cancelled; the worker sees to it that it is."""
    for row in queries.of_ids([deposit_id]):
        if not row.intent_id:
            continue
        # Whatever was refused or not answered, the worker asks again.
        with suppress(GatewaySilent, GatewayRefused), _a_door(row.id, door) as gateway:
            if gateway is not None:
                closed = gateway.cancel_intent(row.intent_id)
                failpoints.hit("close.after_reply")
                _weigh(closed, "cancel", row.id, None)


def _open(row: Deposit, gateway: PaymentGateway, *, fence: int | None = None) -> None:
    """Find the intent of a deposit that has none yet, or make it; then act upon what it is."""
    try:
        if row.intent_asked_at is not None:
            # It was ordered before, and nobody knows what became of that: look before asking again.
            found = gateway.intents_of(str(row.id))
            if found:
                for each in found:
                    _weigh(each, "lookup", row.id, fence)
                return
        if row.expires_at <= db.clock():
            _give_up(row)
            return
        told = _create(row, gateway)
    except GatewaySilent as silent:
        log.info("deposits.gateway_silent", deposit=str(row.id), what=str(silent))
        _look_again(row.id, fence)
        return
    if told is not None:
        _weigh(told, "creation", row.id, fence)
    elif fence is not None:
        _look_again(row.id, fence)


def _give_up(row: Deposit) -> None:
    """Its time is over and the gateway never heard of it: nobody can pay it any more."""
    with db.transaction():
        actions.give_up_opening(deposit_id=row.id, actor=_gateway(), at=db.clock())


def _create(row: Deposit, gateway: PaymentGateway) -> Intent | None:
    """Order the intent, under the deposit's name: the same order again makes no second one."""
    with db.transaction():
        order = actions.note_intent_asked(deposit_id=row.id, actor=WORKER, at=db.clock())
    failpoints.hit("open.after_commit")
    if order is None:
        return None
    try:
        told = gateway.create_intent(order)
    except GatewayRefused as refused:
        if refused.status == 409:
            # Our own earlier order, told differently: it is looked up by its name next time.
            raise GatewaySilent(str(refused)) from refused
        with db.transaction():
            actions.refuse_intent(
                deposit_id=row.id, refused=refused, actor=_gateway(), at=db.clock()
            )
        return None
    failpoints.hit("open.after_reply")
    return told


def _weigh(told: Intent, source: str, deposit_id: UUID, fence: int | None) -> Weighed | None:
    """Act upon an intent; None when it has to be looked at again for reasons of ours."""
    try:
        with db.impatient_transaction():
            weighed = actions.weigh_intent(
                intent=told,
                gateway=settings.PAYMENT_GATEWAY_CODE,
                source=source,
                actor=_gateway(),
                at=db.clock(),
            )
    except (db.Busy, RateUnavailable):
        # Somebody's wallet is busy, or a rate is not had: the deposit is due again in a moment.
        _look_again(deposit_id, fence)
        return None
    failpoints.hit("weigh.after_commit")
    if weighed.outcome in _UNCHANGED:
        _look_again(deposit_id, fence)
    return weighed


# Nothing moved on, so nobody has planned the next look yet.
_UNCHANGED = frozenset(
    {"waiting", "under_way", "known", "unclear", "other_object", "mismatch", "unknown_intent"}
)


def _look_again(deposit_id: UUID, fence: int | None) -> None:
    with db.transaction():
        actions.look_again(deposit_id=deposit_id, fence=fence, actor=WORKER, at=db.clock())


# --- nudges ---------------------------------------------------------------------------------------


def apply_nudges(limit: int = BATCH) -> int:
    """Ask the gateway about everything it called us about; each message once."""
    claims = due.claim(
        "gateways_callback", limit=limit, lease_seconds=LEASE_SECONDS, only="speaker = 'gateway'"
    )
    if not claims:
        return 0
    failpoints.hit("nudge.after_lease")
    healthy = _without_poison(claims, inbox.park_poison)
    messages = gateways.messages([claim.id for claim in healthy])
    gateway = gateways.connected_payment_gateway()
    intents = _looked_at(messages, gateway)
    for message in messages:
        try:
            _hear(message, intents)
        except (db.Busy, RateUnavailable, GatewaySilent):
            _put_off(message)
    return len(claims)


_Told = Intent | Payment | GatewaySilent | None


def _looked_at(messages: Sequence[Message], gateway: PaymentGateway) -> dict[str, _Told]:
    """What the gateway says, now, about every intent and payment that it called us about.

    A payment stands for its intent, if it has one: there everything that was paid is seen.
    """
    names = [each.reference for each in messages if each.type.startswith("payment.")]
    payments = dict(zip(names, gateway.payments_by_id(names), strict=True))
    ids = [each.reference for each in messages if each.type.startswith("intent.")]
    ids += [each.intent_id for each in payments.values() if isinstance(each, Payment)]
    wanted = [each for each in dict.fromkeys(ids) if each]
    found: dict[str, _Told] = dict(zip(wanted, gateway.intents(wanted), strict=True))
    for name, payment in payments.items():
        has_intent = isinstance(payment, Payment) and payment.intent_id
        found[name] = found[payment.intent_id] if has_intent else payment  # type: ignore[union-attr]
    return found


def _hear(message: Message, told: dict[str, _Told]) -> None:
    if message.type.startswith(("intent.", "payment.")):
        _hear_of_money(message, told[message.reference])
        return
    heard = True
    if message.type.startswith("refund."):
        tasks_back.hear_refund(str(message.data.get("client_reference", "")))
    elif message.type.startswith("dispute."):
        heard = tasks_back.hear_dispute(message.reference)
    if not heard:
        _leave(message, "the gateway does not know it")
        return
    with db.transaction():
        inbox.mark_applied(callback_ids=[message.id], note="", at=db.clock())
        failpoints.hit("nudge.before_commit")
    failpoints.hit("nudge.after_commit")


def _hear_of_money(message: Message, told: _Told) -> None:
    if isinstance(told, GatewaySilent):
        raise told
    if told is None:
        _leave(message, "the gateway does not know it")
        return
    with db.impatient_transaction():
        at = db.clock()
        code = message.bank
        if isinstance(told, Intent):
            weighed = actions.weigh_intent(
                intent=told, gateway=code, source="webhook", actor=_gateway(), at=at
            )
        else:
            weighed = actions.weigh_stray(payment=told, gateway=code, actor=_gateway(), at=at)
        is_borne_out = _bears_out(message, told)
        if is_borne_out:
            inbox.mark_applied(callback_ids=[message.id], note=weighed.outcome, at=at)
            failpoints.hit("nudge.before_commit")
    failpoints.hit("nudge.after_commit")
    if not is_borne_out:
        _leave(message, "its API does not say so")


def _bears_out(message: Message, told: Intent | Payment) -> bool:
    """Whether the API says what the message said, as far as money goes; an API may lag behind."""
    if message.type not in {"intent.succeeded", "payment.captured"}:
        return True
    if isinstance(told, Payment):
        return told.is_captured
    wanted = message.reference if message.type == "payment.captured" else None
    return any(each.is_captured and wanted in {None, each.id} for each in told.payments)


def _leave(message: Message, why: str) -> None:
    """Its API may lag behind for a while; after that somebody has to look at the message."""
    at = db.clock()
    if at < message.received_at + queries.profile().lag:
        _put_off(message)
        return
    with db.transaction():
        inbox.park(callback_id=message.id, note=why, at=at)
        cases.open_case(
            kind=CaseKind.GATEWAY_CONTRADICTS,
            key=f"gateway-event/{message.bank}/{message.event_id}",
            subject=f"gateway-event/{message.bank}/{message.event_id}",
            merchant_id=None,
            evidence={
                "event_id": message.event_id,
                "type": message.type,
                "object": message.reference,
                "why": why,
            },
            actor=_gateway(),
            at=at,
        )


def _put_off(message: Message) -> None:
    with db.transaction():
        inbox.put_off(callback_id=message.id, seconds=RETRY_SECONDS, at=db.clock())


# --- clearing and watching ------------------------------------------------------------------------


def clear_deposits(limit: int = BATCH) -> int:
    """Make available what was captured long enough ago; nobody waits for another one's wallet."""
    claims = due.claim(
        "deposits_deposit", limit=limit, lease_seconds=LEASE_SECONDS, only="state = 'captured'"
    )
    for claim in _without_poison(claims, actions.park_deposits):
        try:
            with db.impatient_transaction():
                actions.clear_deposit(claim=claim, actor=WORKER, at=db.clock())
        except db.Busy:
            due.give_back("deposits_deposit", [claim])
        failpoints.hit("clear.after_commit")
    return len(claims)


def watch_deadlines(limit: int = BATCH) -> int:
    """Open a case for every deposit that should have come to its end by now; returns how many."""
    with db.transaction():
        return actions.open_overdue_cases(limit=limit, actor=WORKER, at=db.clock())


def _without_poison(claims: Sequence[Claim], park: Callable[..., None]) -> list[Claim]:
    poison = [claim for claim in claims if claim.is_poison]
    if poison:
        with db.transaction():
            park(claims=poison, actor=WORKER, at=db.clock())
    return [claim for claim in claims if not claim.is_poison]


def _gateway() -> Actor:
    return bank(settings.PAYMENT_GATEWAY_CODE)
