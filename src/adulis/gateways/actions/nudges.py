"""Keeping what payment gateways call back.

It is a nudge: somebody asks the gateway because of it, and acts upon what its API says then.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

from adulis.cases import actions as cases
from adulis.cases.queries import open_subjects
from adulis.cases.values import CaseKind
from adulis.gateways.collected import is_name
from adulis.gateways.errors import CallbackContradicts, CallbackMalformed
from adulis.gateways.models import CALLBACK_BODY, Callback
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.encryption import seal_bytes
from adulis.kernel.ids import new_id

_STORE = """
INSERT INTO gateways_callback (id, speaker, bank, event_id, type, reference, effect, body_sealed,
                               body_digest, received_at, state, note, due_at, claim_count)
VALUES (%s, 'gateway', %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0)
ON CONFLICT DO NOTHING
RETURNING id
"""

# Kinds of object that somebody here asks the gateway about when nudged.
OURS = ("intent.", "payment.", "refund.", "dispute.", "settlement.")
NOBODYS = "a kind of message that nobody here acts upon"


@db.transaction_required
def store_webhook(*, gateway: str, event_id: str, body: bytes, at: datetime) -> bool:
    """Keep a genuine message; False when it, or its effect, is known already.

    Raises CallbackMalformed, and CallbackContradicts when the event id came with another body.
    """
    digest = hashlib.sha256(body).digest()
    known = Callback.objects.filter(bank=gateway, event_id=event_id).values("body_digest").first()
    if known is not None:
        # A redelivery costs this one look-up: it is not even parsed.
        return _same(bytes(known["body_digest"]), digest, event_id)
    kind, reference, effect = _read(body)
    callback_id: UUID = new_id()
    is_ours = kind.startswith(OURS)
    stored = db.fetch_value(
        _STORE,
        [
            callback_id,
            gateway,
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
    known = Callback.objects.filter(bank=gateway, event_id=event_id).values("body_digest").first()
    if known is not None:
        return _same(bytes(known["body_digest"]), digest, event_id)
    return False


def _same(known: bytes, digest: bytes, event_id: str) -> bool:
    if known != digest:
        raise CallbackContradicts(event_id=event_id)
    return False


def _read(body: bytes) -> tuple[str, str, str]:
    """Type, whose object, and which effect: what makes a message the same message.

    The effect has the status, the amount and the payments in it, so the same told twice is kept
    once, and nothing that differs is swallowed.
    """
    try:
        message = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise CallbackMalformed from error
    data: Any = message.get("data") if isinstance(message, dict) else None
    kind = message.get("type") if isinstance(message, dict) else None
    if not isinstance(data, dict):
        raise CallbackMalformed(pointer="/data")
    if not isinstance(kind, str) or not 0 < len(kind) <= 60 or not kind.isprintable():
        raise CallbackMalformed(pointer="/type")
    if not is_name(data.get("id")):
        raise CallbackMalformed(pointer="/data/id")
    told = [data.get(name) for name in ("status", "amount_minor", "currency", "payments")]
    digest = hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()
    return kind, str(data["id"]), f"{kind}:{digest}"


@db.transaction_required
def ask_about_contradiction(*, gateway: str, event_id: str, actor: Actor, at: datetime) -> None:
    """The gateway signed two bodies under one event id: somebody looks, once however often."""
    subject = f"gateway-event/{gateway}/{event_id}"
    known = Callback.objects.filter(bank=gateway, event_id=event_id).first()
    if known is None or open_subjects([subject], CaseKind.GATEWAY_CONTRADICTS):
        return
    cases.open_case(
        kind=CaseKind.GATEWAY_CONTRADICTS,
        key=subject,
        subject=subject,
        merchant_id=None,
        evidence={"event_id": event_id, "type": known.type, "object": known.reference},
        actor=actor,
        at=at,
    )


@db.transaction_required
def put_off(*, callback_id: UUID, seconds: float, at: datetime) -> None:
    """The gateway could not be asked, or does not know yet: look again later.

    Not being answered is not poison, so the claims are forgotten.
    """
    Callback.objects.filter(id=callback_id, state="received").update(
        due_at=at + timedelta(seconds=seconds), lease_until=None, claim_count=0
    )
