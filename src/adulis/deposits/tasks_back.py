"""The worker's doors for what goes back or is taken back: gateways asked between transactions.

``hear_dispute`` and ``hear_refund`` are what a gateway's nudge leads to.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

import structlog
from django.conf import settings

from adulis.deposits import actions, fx, queries
from adulis.deposits.actions.answering import ToTell
from adulis.deposits.actions.refund_words import ToAsk
from adulis.deposits.errors import RateUnavailable, SettlementMalformed
from adulis.deposits.models import SettlementLine
from adulis.deposits.report import REFUND
from adulis.deposits.values import Answer
from adulis.gateways import queries as gateways
from adulis.gateways.collected import Dispute, Refund
from adulis.gateways.payments import GatewayRefused, GatewaySilent, PaymentGateway
from adulis.gateways.statements import bank_day
from adulis.kernel import db, due, failpoints, origins, tracing
from adulis.kernel.actors import bank, system
from adulis.kernel.due import Claim

log = structlog.get_logger(__name__)
BATCH = 32
LEASE_SECONDS = 60
WORKER = system("worker")
# A dispute may be decided while nobody hears of it: so far back the decided ones are looked at too.
_SWEPT = timedelta(days=7)
_OPEN = "state IN ('requested', 'pending')"
# What a gateway documents as its refusals of a refund. After any other, nobody knows.
_REFUSALS = frozenset({"not_refundable", "wrong_currency", "refund_too_large"})


# --- refunds --------------------------------------------------------------------------------------


def follow_refunds(limit: int = BATCH) -> int:
    """Order refunds, and ask what became of those that were; returns how many were looked at."""
    began = tracing.now()
    claims = due.claim("deposits_refund", limit=limit, lease_seconds=LEASE_SECONDS, only=_OPEN)
    if not claims:
        return 0
    with tracing.round_of("deposits.refunds", began, len(claims)):
        _follow_refunds(claims)
    return len(claims)


def _follow_refunds(claims: Sequence[Claim]) -> None:
    failpoints.hit("refund.after_lease")
    poison = [claim for claim in claims if claim.is_poison]
    with db.transaction():
        if poison:
            actions.park_refunds(claims=poison, actor=WORKER, at=db.clock())
        healthy = [claim for claim in claims if not claim.is_poison]
        asks = actions.take_up_refunds(claims=healthy, actor=WORKER, at=db.clock())
        failpoints.hit("refund.before_order")
    failpoints.hit("refund.after_order")
    for each in asks:
        with (
            origins.bearing(each.origin),
            tracing.part("refund.ask", kind=tracing.CLIENT, origin=each.origin),
        ):
            told = _ask(each)
            failpoints.hit("refund.after_reply")
            _act_upon(each, told)
            log.info("refund.asked", refund=str(each.id), told=_in_a_word(told))


class Nothing(StrEnum):
    """What a gateway's word about a refund can be when it is none."""

    SILENCE = "silence"
    ABSENT = "absent"


def _in_a_word(told: Refund | GatewayRefused | Nothing) -> str:
    if isinstance(told, Nothing):
        return told
    return told.code if isinstance(told, GatewayRefused) else str(told.status)


def _ask(each: ToAsk) -> Refund | GatewayRefused | Nothing:
    """The gateway's word about one refund.

    What may have been ordered before is looked for under our name, and only when it is sure not to
    be there ordered again: by that same name, which makes it one order for the gateway, however
    often it arrives.
    """
    gateway = gateways.connected_payment_gateway()
    try:
        if each.refund_id:
            return gateway.refund(each.refund_id) or Nothing.ABSENT
        known = gateway.refunds_of(str(each.id)) if each.was_ordered else []
        if known:
            return known[0]
        if each.was_ordered and not (each.may_order and _ordered_again(each)):
            return Nothing.ABSENT if each.is_shown else Nothing.SILENCE
        return gateway.create_refund(
            each.payment_id, amount=each.paid, reference=str(each.id), reason=each.purpose
        )
    except GatewaySilent:
        return Nothing.SILENCE
    except GatewayRefused as refused:
        # Where an order left before, that one may be why there is nothing left for this one.
        is_final = refused.code in _REFUSALS and not each.was_ordered
        return refused if is_final else Nothing.SILENCE


def _ordered_again(each: ToAsk) -> bool:
    with db.transaction():
        is_open = actions.note_refund_ordered(refund_id=each.id, actor=WORKER, at=db.clock())
        failpoints.hit("refund.before_order_again")
    failpoints.hit("refund.after_order_again")
    return is_open


def _act_upon(each: ToAsk, told: Refund | GatewayRefused | Nothing) -> None:
    actor = bank(each.gateway)
    with db.transaction():
        at = db.clock()
        if told is Nothing.SILENCE:
            actions.note_refund_silence(refund_id=each.id, actor=WORKER, at=at)
        elif told is Nothing.ABSENT:
            actions.note_refund_absent(refund_id=each.id, actor=WORKER, at=at)
        elif isinstance(told, GatewayRefused):
            actions.refuse_refund(refund_id=each.id, code=told.code, actor=actor, at=at)
        else:
            actions.weigh_refund(refund_id=each.id, told=told, actor=actor, at=at)
        failpoints.hit("refund.before_commit")
    failpoints.hit("refund.after_commit")


def hear_refund(reference: str) -> None:
    """A gateway has news of a refund, which it knows by our name: it is asked about next.

    One that has ended here is asked about at once: news of it may be that it has not, and people
    have to see that. Raises GatewaySilent.
    """
    try:
        refund_id = UUID(reference)
    except ValueError:
        return
    with db.transaction():
        actions.nudge_refund(reference=refund_id, actor=WORKER, at=db.clock())
    ended = queries.ended_refund(refund_id)
    if ended is None:
        return
    for told in gateways.connected_payment_gateway().refunds_of(str(refund_id)):
        with db.transaction():
            actions.weigh_refund(
                refund_id=refund_id, told=told, actor=bank(ended.gateway), at=db.clock()
            )
            failpoints.hit("refund.before_commit")
        failpoints.hit("refund.after_commit")


def watch_refunds() -> int:
    """Refunds that should have ended long ago come before people; returns how many."""
    with db.transaction():
        return actions.open_overdue_refunds(actor=WORKER, at=db.clock())


# --- chargebacks ----------------------------------------------------------------------------------


def hear_dispute(dispute_id: str, gateway: PaymentGateway | None = None) -> bool:
    """Fetch a dispute and act upon what it is now. False: it cannot be told yet; try again.

    Raises GatewaySilent.
    """
    told = (gateway or gateways.connected_payment_gateway()).dispute(dispute_id)
    if told is None:
        return False
    failpoints.hit("dispute.after_reply")
    return _weigh(told)


def _weigh(told: Dispute) -> bool:
    code = settings.PAYMENT_GATEWAY_CODE
    with db.transaction():
        found = actions.weigh_dispute(told=told, gateway=code, actor=bank(code), at=db.clock())
        failpoints.hit("dispute.before_commit")
    failpoints.hit("dispute.after_commit")
    return found is not None


def follow_chargebacks(limit: int = BATCH, *, gateway: PaymentGateway | None = None) -> int:
    """Ask how open disputes stand, whether or not the gateway has told; returns how many."""
    claims = due.claim(
        "deposits_chargeback", limit=limit, lease_seconds=LEASE_SECONDS, only="state = 'open'"
    )
    if claims:
        failpoints.hit("dispute.after_lease")
    healthy = [claim for claim in claims if not claim.is_poison]
    names = queries.dispute_ids([claim.id for claim in healthy])
    for claim in healthy:
        try:
            is_told = hear_dispute(names[claim.id], gateway)
        except GatewaySilent:
            is_told = False
        if not is_told:
            log.info("deposits.dispute_silent", dispute=names[claim.id])
            with db.transaction():
                actions.note_dispute_silence(claim=claim, actor=WORKER, at=db.clock())
    poison = [claim.id for claim in claims if claim.is_poison]
    if poison:
        with db.transaction():
            actions.park_chargebacks(chargeback_ids=poison, actor=WORKER, at=db.clock())
    return len(claims)


def sweep_disputes() -> int:
    """Act upon disputes that no message has told of; returns 0: there is no reason to hurry.

    Those still open, however old, and those of the last days, which may be decided already.
    """
    gateway, code = gateways.connected_payment_gateway(), settings.PAYMENT_GATEWAY_CODE
    try:
        told = gateway.open_disputes() + gateway.disputes(since=db.clock() - _SWEPT)
    except GatewaySilent as silence:
        log.info("deposits.dispute_sweep_put_off", why=str(silence))
        return 0
    by_id = {each.id: each for each in told}
    unheard = queries.unheard_disputes(list(by_id), code)
    for dispute in (by_id[each] for each in sorted(unheard)):
        _weigh(dispute)
    return 0


def tell_replies(limit: int = BATCH) -> int:
    """Tell the gateway what merchants say to chargebacks; returns how many."""
    claims = due.claim("deposits_chargeback_reply", limit=limit, lease_seconds=LEASE_SECONDS)
    if not claims:
        return 0
    failpoints.hit("answer.after_lease")
    poison = [claim for claim in claims if claim.is_poison]
    healthy = [claim for claim in claims if not claim.is_poison]
    with db.transaction():
        if poison:
            actions.park_replies(claims=poison, actor=WORKER, at=db.clock())
        tells = actions.take_up_replies(claims=healthy, actor=WORKER, at=db.clock())
        failpoints.hit("answer.before_commit")
    failpoints.hit("answer.after_commit")
    for each in tells:
        with origins.bearing(each.origin):
            _tell(each)
    return len(claims)


def _tell(each: ToTell) -> None:
    gateway, refusal = gateways.connected_payment_gateway(), ""
    told: Dispute | None = None
    try:
        if each.answer == Answer.ACCEPT:
            told = gateway.accept_dispute(each.dispute_id)
        else:
            told = gateway.send_evidence(each.dispute_id, {"text": each.text})
    except GatewaySilent:
        return
    except GatewayRefused as refused:
        refusal = refused.code
    failpoints.hit("answer.after_reply")
    with db.transaction():
        actions.note_told(
            reply_id=each.id, refusal=refusal, actor=bank(each.gateway), at=db.clock()
        )
        failpoints.hit("answer.before_note")
    failpoints.hit("answer.after_note")
    if told is not None:
        _weigh(told)


# --- rates ----------------------------------------------------------------------------------------

# Fresher than that is fresh enough: other workers fetch rates as well.
_FRESH = timedelta(seconds=45)


def fetch_rates() -> int:
    """Keep what foreign money is worth now; returns 0: there is never a reason to ask at once."""
    gateway, code = gateways.connected_payment_gateway(), settings.PAYMENT_GATEWAY_CODE
    for currency in fx.FOREIGN:
        latest = queries.latest_rate(code, currency)
        if latest is not None and latest.fetched_at > db.clock() - _FRESH:
            continue
        try:
            told, told_at = gateway.rate(currency)
            oldest = db.network_clock() - timedelta(seconds=settings.FX_RATE_MAX_AGE_SECONDS)
            if told_at < oldest:
                continue
            with db.transaction():
                actions.take_rate(
                    gateway=code, currency=currency, told=told, told_at=told_at,
                    actor=bank(code), at=db.clock(),
                )  # fmt: skip
        except (GatewaySilent, fx.RateUnreadable) as silence:
            log.warning("deposits.rate_missing", currency=currency, why=str(silence))
    return 0


# --- settlements ----------------------------------------------------------------------------------

# A report may still grow, or come late: so many days back are asked for again; and all of them
# since the last that was kept, where nobody could ask, or nobody answered, for longer than that.
_DAYS_BACK, _MOST_DAYS_BACK = 3, 31


def fetch_settlements() -> int:
    """Keep what the gateway says it paid us these days; returns 0: there is no reason to hurry."""
    gateway, code = gateways.connected_payment_gateway(), settings.PAYMENT_GATEWAY_CODE
    today = bank_day(db.clock())
    last = queries.last_settlement_day(code)
    since = _DAYS_BACK if last is None else max((today - last).days, _DAYS_BACK)
    most = min(since, _MOST_DAYS_BACK)
    for day in (today - timedelta(days=back) for back in range(most, -1, -1)):
        try:
            body = gateway.settlement_report(day.isoformat())
            if body is None:
                continue
            failpoints.hit("settle.after_reply")
            with db.transaction():
                actions.take_settlement(
                    gateway=code, day=day, body=body, actor=bank(code), at=db.clock()
                )
                failpoints.hit("settle.before_commit")
            failpoints.hit("settle.after_commit")
        except (GatewaySilent, SettlementMalformed) as unusable:
            log.warning("deposits.settlement_unusable", day=day.isoformat(), why=str(unusable))
    return 0


def match_settlements(limit: int = 200) -> int:
    """Compare lines of reports with what we booked; what is missing here is fetched."""
    claims = due.claim("deposits_settlement_line", limit=limit, lease_seconds=LEASE_SECONDS)
    if claims:
        failpoints.hit("match.after_lease")
        poison = [claim for claim in claims if claim.is_poison]
        with db.transaction():
            if poison:
                actions.park_settlement(claims=poison, actor=WORKER, at=db.clock())
            healthy = [claim for claim in claims if not claim.is_poison]
            absent = actions.match_settlement(claims=healthy, actor=WORKER, at=db.clock())
            failpoints.hit("match.before_commit")
        failpoints.hit("match.after_commit")
        for row in absent:
            try:
                _fetch_absent(row)
            except (GatewaySilent, RateUnavailable) as later:
                log.info("deposits.settlement_waits", line=row.line_id, why=str(later))
    with db.transaction():
        actions.meet_payouts(actor=WORKER, at=db.clock())
        failpoints.hit("meet.before_commit")
    failpoints.hit("meet.after_commit")
    return len(claims)


def _fetch_absent(row: SettlementLine) -> None:
    """A report knows what no message has told: it is looked up and acted upon as if it had."""
    if row.kind == REFUND:
        hear_refund(row.client_reference)
    elif row.object_id.startswith("dp_"):
        hear_dispute(row.object_id)
    else:
        _hear_payment(row.object_id)


def _hear_payment(payment_id: str) -> None:
    gateway, code = gateways.connected_payment_gateway(), settings.PAYMENT_GATEWAY_CODE
    told = gateway.payment(payment_id)
    intent = gateway.intent(told.intent_id) if told is not None and told.intent_id else None
    with db.transaction():
        at = db.clock()
        if intent is not None:
            actions.weigh_intent(
                intent=intent, gateway=code, source="settlement", actor=bank(code), at=at
            )
        elif told is not None:
            actions.weigh_stray(payment=told, gateway=code, actor=bank(code), at=at)
