"""Keeping what banks call back, and what we think of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeGuard
from uuid import UUID

import orjson

from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.gateways.errors import CallbackContradicts, CallbackMalformed
from adulis.gateways.models import CALLBACK_BODY, Callback
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.due import Claim
from adulis.kernel.encryption import seal_bytes
from adulis.kernel.ids import new_id

_STORE_CALLBACK = """
INSERT INTO gateways_callback (id, bank, event_id, type, reference, effect, body_sealed,
                               body_digest, received_at, state, note, due_at, claim_count)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0)
ON CONFLICT DO NOTHING
RETURNING id
"""

# Kinds of message that somebody acts upon; others are kept, and said to be nobody's.
PAYMENT, CREDIT = "payment.", "credit.received"
NOBODYS = "a kind of message that nobody here acts upon"

# Half-minute windows; a bank that leaves more than half of at least ten orders in doubt is ill.
WINDOW_SECONDS = 30
TROUBLE_MINIMUM = 10
OPEN_SECONDS = 30
LONGEST_OPEN_SECONDS = 300

_RECORD_HEALTH = """
INSERT INTO gateways_bank_health AS health
       (bank, window_started_at, submitted_count, troubled_count, trip_count, paused_reason)
VALUES (%(bank)s, adulis_clock(), %(submitted)s, %(troubled)s, 0, '')
ON CONFLICT (bank) DO UPDATE SET
    window_started_at = CASE WHEN health.window_started_at < adulis_clock() - %(window)s::interval
                             THEN adulis_clock() ELSE health.window_started_at END,
    submitted_count = %(submitted)s + CASE
        WHEN health.window_started_at < adulis_clock() - %(window)s::interval THEN 0
        ELSE health.submitted_count END,
    troubled_count = %(troubled)s + CASE
        WHEN health.window_started_at < adulis_clock() - %(window)s::interval THEN 0
        ELSE health.troubled_count END
RETURNING submitted_count, troubled_count, trip_count, open_until > adulis_clock()
"""


@db.transaction_required
def store_callback(*, bank: str, event_id: str, body: bytes, at: datetime) -> bool:
    """Keep a genuine message; False when it, or its effect, is known already.

    Raises CallbackMalformed, and CallbackContradicts when the event id came with another body.
    """
    kind, reference, effect = _read(body)
    digest = hashlib.sha256(body).digest()
    callback_id = new_id()
    is_ours = kind == CREDIT or kind.startswith(PAYMENT)
    stored = db.fetch_value(
        _STORE_CALLBACK,
        [
            callback_id,
            bank,
            event_id,
            kind,
            reference,
            effect,
            seal_bytes(body, place=CALLBACK_BODY.place(callback_id)),
            digest,
            at,
            *(("received", "", at) if is_ours else ("parked", NOBODYS, None)),
        ],
    )
    if stored is not None:
        return True
    known = Callback.objects.filter(bank=bank, event_id=event_id).values("body_digest").first()
    if known is not None and bytes(known["body_digest"]) != digest:
        raise CallbackContradicts(event_id=event_id)
    return False


def _read(body: bytes) -> tuple[str, str, str]:
    """Type, whose object, and which effect: what makes a message the same message."""
    try:
        message = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise CallbackMalformed from error
    data: Any = message.get("data") if isinstance(message, dict) else None
    kind = message.get("type") if isinstance(message, dict) else None
    if not isinstance(data, dict) or not _is_name(kind, longest=60):
        raise CallbackMalformed
    reference = data.get("client_reference") or data.get("credit_reference")
    if not _is_name(reference, longest=120):
        raise CallbackMalformed(pointer="/data/client_reference")
    # A payment that was not returned has a null there.
    told = data.get("returned_amount_paise") or data.get("amount_paise")
    if type(told) is not int or not 0 < told < 2**53:
        raise CallbackMalformed(pointer="/data/amount_paise")
    return kind, reference, f"{kind}:{told}"


def _is_name(value: Any, *, longest: int) -> TypeGuard[str]:
    """A text of one line, as names are; NUL and other control characters cannot even be stored."""
    return isinstance(value, str) and 0 < len(value) <= longest and value.isprintable()


@db.transaction_required
def mark_applied(*, callback_ids: Sequence[UUID], note: str, at: datetime) -> None:
    """These messages were acted upon (or found to be known already)."""
    Callback.objects.filter(id__in=callback_ids).update(
        state="applied", note=note, applied_at=at, due_at=None, lease_until=None
    )


@db.transaction_required
def park(*, callback_id: UUID, note: str, at: datetime) -> None:
    """Nobody may act on this message automatically; a case tells a human why."""
    Callback.objects.filter(id=callback_id).update(
        state="parked", note=note, applied_at=at, due_at=None, lease_until=None
    )


@db.transaction_required
def park_poison(*, claims: Sequence[Claim], actor: Actor, at: datetime) -> None:
    """Working on these messages fails again and again: leave them alone and ask a human."""
    rows = Callback.objects.select_for_update(no_key=True).filter(
        id__in=[claim.id for claim in claims], state="received"
    )
    for row in rows.order_by("id"):
        park(callback_id=row.id, note="working on it failed again and again", at=at)
        cases.open_case(
            kind=CaseKind.POISON_CALLBACK,
            key=f"bank-callback/{row.id}",
            subject=f"bank-callback/{row.id}",
            merchant_id=None,
            evidence={
                "bank": row.bank,
                "type": row.type,
                "reference": row.reference,
                "event_id": row.event_id,
                "claims": row.claim_count,
            },
            actor=actor,
            at=at,
        )


@db.transaction_required
def put_callback_back(*, callback_id: UUID, actor: Actor, at: datetime) -> None:
    """Two operators decided to try it again: due at once, with a clean slate of claims."""
    Callback.objects.filter(id=callback_id, state="parked").update(
        state="received", note="", applied_at=None, due_at=at, lease_until=None, claim_count=0
    )


@db.transaction_required
def record_submissions(*, bank: str, submitted: int, troubled: int, probe: bool | None) -> bool:
    """Count how a round of submissions went; opens the circuit on a spike. True when it is open.

    An open circuit stops submitting and keeps enquiring: doubt is resolved, not added to. When its
    time is up, one payment at a time probes the bank until one comes through. ``probe``: whether
    the one of this round did; None when there was none that the bank gave a real answer to.
    """
    row = db.fetch_row(
        _RECORD_HEALTH,
        {
            "bank": bank,
            "submitted": submitted,
            "troubled": troubled,
            "window": f"{WINDOW_SECONDS} seconds",
        },
    )
    assert row is not None
    in_window, in_trouble, trip_count, is_open = row
    if trip_count:
        # Others of this round were sent before the trouble: they say nothing about the bank now.
        if probe is True:
            _close_circuit(bank)
        if probe is False:
            _open_circuit(bank, trip_count)
        return bool(probe is False or (is_open and not probe))
    spiked = in_trouble >= TROUBLE_MINIMUM and 2 * in_trouble > in_window
    if spiked:
        _open_circuit(bank, trip_count)
    return bool(spiked)


@db.transaction_required
def take_probe(*, bank: str, seconds: float) -> bool:
    """Let one payment through to test a bank in trouble; False when another one is doing that.

    Until it is told of, or after ``seconds``, nobody else is let through.
    """
    taken = db.fetch_value(
        "UPDATE gateways_bank_health"
        "   SET open_until = adulis_clock() + make_interval(secs => %s)"
        " WHERE bank = %s AND trip_count > 0"
        "   AND (open_until IS NULL OR open_until <= adulis_clock()) RETURNING 1",
        [seconds, bank],
    )
    return taken is not None


def _close_circuit(bank: str) -> None:
    """The probe came through: the bank is well again."""
    db.execute(
        "UPDATE gateways_bank_health SET trip_count = 0, open_until = NULL,"
        " submitted_count = 0, troubled_count = 0 WHERE bank = %s",
        [bank],
    )


def _open_circuit(bank: str, trip_count: int) -> None:
    """Stop submitting for a while, longer each time the probe fails."""
    seconds = min(OPEN_SECONDS * 2**trip_count, LONGEST_OPEN_SECONDS)
    db.execute(
        "UPDATE gateways_bank_health SET open_until = adulis_clock() + make_interval(secs => %s),"
        " trip_count = trip_count + 1, submitted_count = 0, troubled_count = 0 WHERE bank = %s",
        [seconds, bank],
    )
