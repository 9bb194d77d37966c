"""What a fact looks like when it is told. Pure."""

from __future__ import annotations

from typing import Any

import orjson

from adulis.events.values import Recorded


def told(fact: Recorded) -> dict[str, Any]:
    """An event as ``GET /events/`` has it, in the envelope that Standard Webhooks proposes."""
    return {
        "type": fact.type,
        "timestamp": fact.at,
        "data": {
            "id": fact.id,
            "type": fact.type,
            "subject": fact.subject,
            "subject_sequence": fact.subject_sequence,
            "merchant_id": fact.merchant_id,
            "payload": fact.payload,
            "at": fact.at,
        },
    }


def body_of(fact: Recorded) -> bytes:
    """The body of every attempt: the fact never changes, hence neither does this."""
    return orjson.dumps(told(fact))
