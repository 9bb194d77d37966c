"""What deposits and payments look like in answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from adulis.api.shown import WaitingOut, waiting
from adulis.deposits import queries
from adulis.deposits.machine import DepositState, PaymentState

if TYPE_CHECKING:
    from adulis.deposits.models import Deposit, Payment
from adulis.deposits.fx import text_of
from adulis.deposits.values import Method, Mismatch


class DepositReasonOut(serializers.Serializer[Any]):
    """Why it came to nothing, and who said so."""

    reason = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # DRF has an attribute of it


class DepositOut(serializers.Serializer[Any]):
    """Money asked for, and what came of it. ``allowed_moves``: what its merchant may do now.

    ``amount_minor`` in ``currency`` is what is to be paid, ``credited_paise`` what the merchant got
    for it; ``pending_paise`` of that waits to be cleared.
    """

    id = serializers.UUIDField()
    merchant_id = serializers.UUIDField()
    amount_minor = serializers.IntegerField()
    currency = serializers.CharField()
    status = serializers.ChoiceField(list(DepositState))
    waiting = WaitingOut(allow_null=True)
    status_details = DepositReasonOut(allow_null=True)
    checkout_url = serializers.CharField(
        allow_null=True, help_text="Where the payer pays; null when nothing can be paid (yet)."
    )
    methods = serializers.ListField(child=serializers.CharField())
    method = serializers.ChoiceField(
        list(Method), allow_null=True, help_text="How it was paid, where we have a word for it."
    )
    description = serializers.CharField()
    reference = serializers.CharField()
    metadata = serializers.DictField(child=serializers.CharField())
    quote_id = serializers.UUIDField(allow_null=True)
    purpose_code = serializers.CharField(
        allow_null=True, help_text="What foreign money is paid for, by the Reserve Bank's list."
    )
    rate = serializers.CharField(
        allow_null=True, help_text="Rupees for one unit of ``currency``, as it was credited."
    )
    credited_at_rate_of_the_moment = serializers.BooleanField(
        help_text="It was paid after its quote had expired."
    )
    credited_paise = serializers.IntegerField(allow_null=True)
    pending_paise = serializers.IntegerField()
    fee_paise = serializers.IntegerField()
    tax_paise = serializers.IntegerField()
    refunded_paise = serializers.IntegerField()
    charged_back_paise = serializers.IntegerField()
    late = serializers.BooleanField(help_text="It was paid after it had come to nothing.")
    third_party = serializers.BooleanField(
        help_text="Somebody else paid than was named as the payer."
    )
    payer_declared_at = serializers.DateTimeField(
        allow_null=True, help_text="Since when it is said who that was; it clears only then."
    )
    assigned = serializers.BooleanField(
        help_text="Nobody asked for it: the platform found out whose it is."
    )
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    captured_at = serializers.DateTimeField(allow_null=True)
    clears_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    allowed_moves = serializers.ListField(child=serializers.CharField())


class DepositPaymentOut(serializers.Serializer[Any]):
    """A payment the gateway collected for a deposit; ``mismatch`` is why it was not credited."""

    id = serializers.UUIDField()
    payment_reference = serializers.CharField(help_text="The gateway's name for it.")
    amount_minor = serializers.IntegerField()
    currency = serializers.CharField()
    method = serializers.CharField()
    payer_name = serializers.CharField(
        allow_null=True, help_text="Who paid, as far as the gateway told."
    )
    status = serializers.ChoiceField(list(PaymentState))
    mismatch = serializers.ChoiceField(list(Mismatch), allow_null=True)
    captured_at = serializers.DateTimeField()


def deposit(row: Deposit) -> dict[str, Any]:
    is_payable = row.state == DepositState.CREATED
    return {
        "id": row.id,
        "merchant_id": row.merchant_id,
        "amount_minor": row.paid_minor,
        "currency": row.currency,
        "status": row.state,
        "waiting": waiting(queries.waiting_of(row)),
        "status_details": _details(row),
        "checkout_url": row.checkout_url or None if is_payable else None,
        "methods": row.methods,
        "method": row.method or None,
        "description": row.description,
        "reference": row.reference,
        "metadata": row.metadata,
        "quote_id": row.quote_id,
        "purpose_code": row.purpose_code or None,
        "rate": None if row.rate_micros is None else text_of(row.rate_micros),
        "credited_at_rate_of_the_moment": row.is_rate_of_capture,
        "credited_paise": row.credited_minor,
        "pending_paise": row.pending_minor,
        "fee_paise": row.fee_minor,
        "tax_paise": row.tax_minor,
        "refunded_paise": row.refunded_minor,
        "charged_back_paise": row.charged_back_minor,
        "late": row.is_late,
        "third_party": row.is_third_party,
        "payer_declared_at": row.payer_declared_at,
        "assigned": row.is_assigned,
        "created_at": row.created_at,
        "expires_at": row.expires_at,
        "captured_at": row.captured_at,
        "clears_at": row.clears_at,
        "finished_at": row.finished_at,
        "allowed_moves": queries.allowed_moves(row),
    }


def payment(row: Payment) -> dict[str, Any]:
    return {
        "id": row.id,
        "payment_reference": row.payment_id,
        "amount_minor": row.amount_minor,
        "currency": row.currency,
        "method": row.method,
        "payer_name": queries.payer_of_payment(row) or None,
        "status": row.state,
        "mismatch": row.mismatch or None,
        "captured_at": row.captured_at,
    }


def _details(row: Deposit) -> dict[str, Any] | None:
    return {"reason": row.reason, "source": row.reason_source} if row.reason else None
