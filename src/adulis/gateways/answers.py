"""What an HTTP answer of the bank means. Pure.

Only what proves that the bank holds nothing counts as not sent; everything that is not
understood is unknown, never a failure.
"""

from __future__ import annotations

from typing import Any

import orjson

from adulis.gateways.values import RATE_LIMITED, Source, Verdict, Word

STATUSES = {
    "accepted": Verdict.ACCEPTED,
    "processing": Verdict.ACCEPTED,
    "completed": Verdict.SUCCESS,
    "rejected": Verdict.REFUSED,
    "returned": Verdict.RETURNED,
}

# A final no to this payment order, with the bank's word that the same order may pass later.
TRANSIENT_CODES = frozenset(
    {"WINDOW_CLOSED", "BENEFICIARY_BANK_DOWN", "INSUFFICIENT_NOSTRO", "MAINTENANCE"}
)

_AMOUNTS = ("amount_paise", "returned_amount_paise")

HTTP_OK, HTTP_ACCEPTED, HTTP_NOT_FOUND = 200, 202, 404
HTTP_UNPROCESSABLE, HTTP_TOO_MANY = 422, 429


def of_submission(reference: str, status: int, body: bytes) -> Word:
    """What the answer to POST /v1/payments means."""
    parsed = parse(body)
    if status in {HTTP_OK, HTTP_ACCEPTED}:
        return of_payment(reference, parsed, Source.SUBMISSION)
    if status == HTTP_UNPROCESSABLE and parsed.get("client_reference") == reference:
        return _of_counter_refusal(reference, parsed)
    if status == HTTP_TOO_MANY and parsed.get("code") == RATE_LIMITED:
        # The bank documents that a rate-limited order was not accepted.
        return _word(reference, Verdict.NOT_SENT, Source.SUBMISSION, parsed)
    return _word(reference, Verdict.UNKNOWN, Source.SUBMISSION, parsed, http_status=status)


def of_enquiry(reference: str, status: int, body: bytes) -> Word:
    """What the answer to GET /v1/payments?client_reference= means."""
    parsed = parse(body)
    if status == HTTP_OK:
        return of_payment(reference, parsed, Source.ENQUIRY)
    if status == HTTP_NOT_FOUND and parsed.get("code") == "NOT_FOUND":
        return _word(reference, Verdict.NOT_FOUND, Source.ENQUIRY, parsed)
    return _word(reference, Verdict.UNKNOWN, Source.ENQUIRY, parsed, http_status=status)


def of_payment(reference: str, payment: dict[str, Any], source: Source) -> Word:
    """What a payment object of the bank (answer or callback data) means."""
    verdict = STATUSES.get(str(payment.get("status", "")), Verdict.UNKNOWN)
    if payment.get("client_reference") != reference:
        verdict = Verdict.UNKNOWN
    if verdict is Verdict.REFUSED and text(payment, "code") in TRANSIENT_CODES:
        verdict = Verdict.REFUSED_FOR_NOW
    if not all(_is_amount(payment.get(name)) for name in _AMOUNTS):
        # Whoever cannot say how much was moved has not said that it was.
        verdict = Verdict.UNKNOWN
    return _word(reference, verdict, source, payment)


def _of_counter_refusal(reference: str, parsed: dict[str, Any]) -> Word:
    """A no at the counter: the bank says whether it is final; a code without that is no word."""
    verdict = Verdict.UNKNOWN
    if parsed.get("final") is True and text(parsed, "code"):
        verdict = Verdict.REFUSED
    elif parsed.get("final") is False and text(parsed, "code") in TRANSIENT_CODES:
        verdict = Verdict.REFUSED_FOR_NOW
    return _word(reference, verdict, Source.SUBMISSION, parsed)


def _word(
    reference: str, verdict: Verdict, source: Source, parsed: dict[str, Any], **detail: Any
) -> Word:
    amount = parsed.get("amount_paise")
    if verdict is Verdict.RETURNED:
        amount = parsed.get("returned_amount_paise", amount)
    return Word(
        reference=reference,
        verdict=verdict,
        source=source,
        code=text(parsed, "code"),
        message=text(parsed, "message"),
        utr=text(parsed, "utr"),
        bank_reference=text(parsed, "bank_reference"),
        amount_minor=amount if _is_amount(amount) else None,
        detail=detail,
    )


def _is_amount(value: Any) -> bool:
    """Paise as a bank writes them: a whole number that the evidence can hold, or nothing said."""
    return value is None or (type(value) is int and 0 <= value < 2**63)


def text(parsed: dict[str, Any], name: str, longest: int = 200) -> str:
    """A text that the bank says, as far as we can keep it; empty when it says none."""
    value = parsed.get(name)
    # PostgreSQL keeps no NUL in a text.
    return value.replace("\0", "")[:longest] if isinstance(value, str) else ""


def parse(body: bytes) -> dict[str, Any]:
    """The object that a body is; empty when it is none."""
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return parsed if isinstance(parsed, dict) else {}
