"""What may be said to the gateway, and how it is read. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import orjson

from simulators.ground import times
from simulators.ground.wire import Malformed, json_object, minor, reference, text

CURRENCIES = ("INR", "USD", "EUR", "GBP")
METHODS = ("card", "bank_transfer", "upi", "netbanking")
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[A-Za-z0-9.-]{1,190}")


@dataclass(frozen=True, slots=True)
class IntentAsked:
    """What ``POST /v1/intents`` asks for."""

    client_reference: str
    amount_minor: int
    currency: str
    description: str
    name: str
    email: str
    methods: tuple[str, ...]
    return_url: str
    expires_ms: int
    metadata: dict[str, str]


@dataclass(frozen=True, slots=True)
class RefundAsked:
    """What ``POST /v1/payments/{id}/refunds`` asks for."""

    payment_id: str
    client_reference: str
    amount_minor: int
    currency: str | None
    reason: str


def fingerprint(asked: IntentAsked | RefundAsked) -> str:
    """The same for the same request, however its JSON was written."""
    packed = orjson.dumps(asdict(asked), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(packed).hexdigest()


def idempotency_key(said: str | None) -> str:
    """The header. Raises Malformed."""
    if said is None or not _KEY.fullmatch(said):
        raise Malformed("Idempotency-Key is 1 to 255 visible ASCII characters")
    return said


def intent(body: bytes) -> IntentAsked:
    """Read ``POST /v1/intents``. Raises Malformed, which means that nothing was accepted."""
    said = json_object(body)
    customer = said.get("customer", {})
    if not isinstance(customer, dict):
        raise Malformed("customer is an object")
    email = text(customer, "email", default="")
    if email and not _EMAIL.fullmatch(email):
        raise Malformed("customer.email is an e-mail address")
    url = text(said, "return_url", longest=2_000)
    if not url.startswith(("http://", "https://")):
        raise Malformed("return_url is an http or https address")
    metadata = said.get("metadata", {})
    if not isinstance(metadata, dict) or not all(isinstance(v, str) for v in metadata.values()):
        raise Malformed("metadata is an object of texts")
    return IntentAsked(
        client_reference=reference(said),
        amount_minor=minor(said, "amount_minor"),
        currency=currency(said),
        description=text(said, "description", default=""),
        name=text(customer, "name", default="", longest=140),
        email=email,
        methods=_methods(said.get("methods", list(METHODS))),
        return_url=url,
        expires_ms=moment(said, "expires_at"),
        metadata=metadata,
    )


def refund(payment_id: str, body: bytes) -> RefundAsked:
    """Read ``POST /v1/payments/{id}/refunds``. Raises Malformed."""
    said = json_object(body)
    return RefundAsked(
        payment_id=payment_id,
        client_reference=reference(said),
        amount_minor=minor(said, "amount_minor"),
        currency=currency(said) if "currency" in said else None,
        reason=text(said, "reason", default=""),
    )


def currency(said: dict[str, Any], *, default: str | None = None) -> str:
    value = said.get("currency", default)
    if value not in CURRENCIES:
        raise Malformed(f"currency is one of {', '.join(CURRENCIES)}")
    return str(value)


def moment(said: dict[str, Any], key: str) -> int:
    """A time with its zone, in milliseconds since 1970."""
    try:
        when = datetime.fromisoformat(text(said, key))
    except ValueError as wrong:
        raise Malformed(f"{key} is an RFC 3339 time") from wrong
    if when.tzinfo is None:
        raise Malformed(f"{key} wants a time zone")
    return times.milliseconds(when)


def _methods(said: Any) -> tuple[str, ...]:
    if not isinstance(said, list) or not said or not all(each in METHODS for each in said):
        raise Malformed(f"methods are some of {', '.join(METHODS)}")
    return tuple(each for each in METHODS if each in said)
