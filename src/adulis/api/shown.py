"""How payouts and bank accounts look on the wire: every member, always, null when there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from rest_framework import serializers

from adulis.cases.values import QUESTIONS, CaseKind, Decision
from adulis.oversight.values import Foreseen
from adulis.payouts import queries
from adulis.payouts.machine import AttemptState, PayoutState
from adulis.payouts.reasons import reason_of
from adulis.payouts.values import InProgress, Mode, Purpose, WaitingFor

if TYPE_CHECKING:
    from adulis.cases.models import Case
    from adulis.payouts.models import Attempt, BankAccount, Payout, PayoutReturn


class Wait(Protocol):
    """What each room says of something that waits."""

    @property
    def reason(self) -> str: ...
    @property
    def on(self) -> str: ...
    @property
    def until(self) -> datetime | None: ...
    @property
    def then(self) -> str: ...


class WaitingOut(serializers.Serializer[Any]):
    """Why something waits: for what, on whom, until when, and what happens then."""

    def get_fields(self) -> dict[str, Any]:
        # `for` is a word of Python, so it cannot be an attribute.
        return {
            "for": serializers.CharField(),
            "on": serializers.CharField(),
            "until": serializers.DateTimeField(allow_null=True),
            "then": serializers.CharField(),
        }


class StatusDetailsOut(serializers.Serializer[Any]):
    """Why it is as it is, whose doing that was, and what to do."""

    reason = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # DRF has an attribute of it
    description = serializers.CharField()
    next_step = serializers.CharField()
    expected_by = serializers.DateTimeField(allow_null=True)


class PayoutOut(serializers.Serializer[Any]):
    """A payout. ``allowed_moves`` are the verbs its merchant may use now."""

    id = serializers.UUIDField()
    merchant_id = serializers.UUIDField()
    bank_account_id = serializers.UUIDField()
    bank_account_label = serializers.CharField(help_text="Nickname, or the masked number.")
    beneficiary_name = serializers.CharField()
    amount_paise = serializers.IntegerField()
    fee_paise = serializers.IntegerField()
    tax_paise = serializers.IntegerField()
    currency = serializers.CharField()
    status = serializers.ChoiceField(list(PayoutState))
    waiting_for = serializers.ChoiceField(list(WaitingFor), allow_null=True)
    waiting = WaitingOut(allow_null=True)
    status_details = StatusDetailsOut(allow_null=True)
    mode = serializers.ChoiceField(list(Mode))
    narration = serializers.CharField()
    reference = serializers.CharField()
    purpose = serializers.ChoiceField(list(Purpose))
    metadata = serializers.DictField(child=serializers.CharField())
    utr = serializers.CharField(allow_null=True)
    in_doubt = serializers.BooleanField()
    returned = serializers.BooleanField()
    paid_late = serializers.BooleanField()
    retry_of = serializers.UUIDField(allow_null=True)
    scheduled_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    allowed_moves = serializers.ListField(child=serializers.CharField())


class AttemptOut(serializers.Serializer[Any]):
    """One submission to the bank, under one reference of ours."""

    number = serializers.IntegerField()
    bank_reference = serializers.CharField()
    status = serializers.ChoiceField(list(AttemptState))
    mode = serializers.ChoiceField(list(Mode))
    created_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    sent_count = serializers.IntegerField()
    enquiry_count = serializers.IntegerField()
    next_look_at = serializers.DateTimeField(allow_null=True)
    code = serializers.CharField(allow_null=True)
    utr = serializers.CharField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)


class WhoOut(serializers.Serializer[Any]):
    """Somebody of the merchant by name; banks and the platform by what they are."""

    kind = serializers.ChoiceField(["user", "api_key", "bank", "platform"])
    name = serializers.CharField()


class StepOut(serializers.Serializer[Any]):
    """One line of a timeline: a fact of ours (``fact``), a word of the bank from the named side, or
    money that moved (``posting``).
    """

    at = serializers.DateTimeField()
    kind = serializers.CharField()
    what = serializers.CharField()
    who = WhoOut(allow_null=True, help_text="Whose doing it was, where somebody did it.")
    attempt_number = serializers.IntegerField(allow_null=True)
    detail = serializers.DictField()


class ReturnOut(serializers.Serializer[Any]):
    """What the bank took back."""

    id = serializers.UUIDField()
    amount_paise = serializers.IntegerField()
    fee_returned_paise = serializers.IntegerField()
    reason = serializers.CharField()
    utr = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # see above
    at = serializers.DateTimeField()


class TimelineOut(serializers.Serializer[Any]):
    """Everything that happened to a payout."""

    def get_fields(self) -> dict[str, Any]:
        return {
            "payout": PayoutOut(),
            "attempts": AttemptOut(many=True),
            "steps": StepOut(many=True),
            "return": ReturnOut(allow_null=True),
        }


class BankAccountOut(serializers.Serializer[Any]):
    """Where money may go; the number is shown masked, always."""

    id = serializers.UUIDField()
    merchant_id = serializers.UUIDField()
    kind = serializers.ChoiceField(["account", "vpa"])
    holder_name = serializers.CharField()
    ifsc = serializers.CharField(allow_null=True)
    number = serializers.CharField(help_text="Masked.")
    nickname = serializers.CharField()
    status = serializers.ChoiceField(["active", "archived"])
    verification = serializers.ChoiceField(["unverified", "verified", "failed"])
    registered_name = serializers.CharField(allow_null=True)
    name_match_score = serializers.IntegerField(allow_null=True)
    verified_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class EffectOut(serializers.Serializer[Any]):
    """What a decision will do as things stand, in numbers."""

    decision = serializers.ChoiceField(list(Decision))
    effect = serializers.CharField()


class CaseOut(serializers.Serializer[Any]):
    """Something only a human may decide."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(list(CaseKind))
    subject = serializers.CharField()
    merchant_id = serializers.UUIDField(allow_null=True)
    status = serializers.CharField()
    question = serializers.CharField()
    decisions = serializers.ListField(child=serializers.CharField())
    effects = EffectOut(many=True, help_text="For operators who look at one case; else empty.")
    proposed_decision = serializers.CharField(allow_null=True)
    proposed_details = serializers.DictField(
        child=serializers.CharField(), help_text="What was said with it: to whom, and why."
    )
    decision = serializers.CharField(allow_null=True)
    evidence = serializers.ListField(child=serializers.DictField())
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)


def payout(row: Payout, progress: InProgress | None) -> dict[str, Any]:
    """A payout; ``progress`` is what its live attempt waits for, if it has one."""
    return {
        "id": row.id,
        "merchant_id": row.merchant_id,
        "bank_account_id": row.bank_account_id,
        "bank_account_label": row.bank_account.nickname or row.bank_account.number_masked,
        "beneficiary_name": row.bank_account.holder_name,
        "amount_paise": row.amount_minor,
        "fee_paise": row.fee_minor,
        "tax_paise": row.tax_minor,
        "currency": "INR",
        "status": row.state,
        "waiting_for": row.waiting_for or None,
        "waiting": waiting(queries.waiting_of(row, progress)),
        "status_details": _status_details(row),
        "mode": row.mode,
        "narration": row.narration,
        "reference": row.reference,
        "purpose": row.purpose,
        "metadata": row.metadata,
        "utr": row.utr or None,
        "in_doubt": progress is not None and progress.in_doubt,
        "returned": row.is_returned,
        "paid_late": row.is_paid_late,
        "retry_of": row.retry_of_id,
        "scheduled_at": row.scheduled_at,
        "created_at": row.created_at,
        "started_at": row.started_at,
        "finished_at": row.finished_at,
        "allowed_moves": queries.allowed_moves(row),
    }


class Waited(Protocol):
    """Any room's word about why something waits."""

    @property
    def reason(self) -> str: ...
    @property
    def on(self) -> str: ...
    @property
    def until(self) -> datetime | None: ...
    @property
    def then(self) -> str: ...


def waiting(told: Waited | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {"for": told.reason, "on": told.on, "until": told.until, "then": told.then}


def _status_details(row: Payout) -> dict[str, Any] | None:
    if not row.reason:
        return None
    reason = reason_of(row.reason)
    return {
        "reason": row.reason,
        "source": reason.source,
        "description": reason.description,
        "next_step": reason.next_step,
        "expected_by": row.expected_by,
    }


def attempt(row: Attempt) -> dict[str, Any]:
    return {
        "number": row.number,
        "bank_reference": row.reference,
        "status": row.state,
        "mode": row.mode,
        "created_at": row.created_at,
        "sent_at": row.sent_at,
        "sent_count": row.sent_count,
        "enquiry_count": row.enquiry_count,
        "next_look_at": row.due_at,
        "code": row.code or None,
        "utr": row.utr or None,
        "finished_at": row.finished_at,
    }


def payout_return(row: PayoutReturn | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "id": row.id,
        "amount_paise": row.amount_minor,
        "fee_returned_paise": row.fee_returned_minor,
        "reason": row.reason,
        "utr": row.utr,
        "source": row.source,
        "at": row.at,
    }


def bank_account(row: BankAccount) -> dict[str, Any]:
    return {
        "id": row.id,
        "merchant_id": row.merchant_id,
        "kind": row.kind,
        "holder_name": row.holder_name,
        "ifsc": row.ifsc or None,
        "number": row.number_masked,
        "nickname": row.nickname,
        "status": row.state,
        "verification": row.verification,
        "registered_name": row.registered_name or None,
        "name_match_score": row.name_match_score,
        "verified_at": row.verified_at,
        "created_at": row.created_at,
    }


def case(row: Case, effects: Sequence[Foreseen] = ()) -> dict[str, Any]:
    """A case; ``effects`` of its decisions are told to operators who look at this one."""
    question = QUESTIONS[CaseKind(row.kind)]
    return {
        "id": row.id,
        "kind": row.kind,
        "subject": row.subject,
        "merchant_id": row.merchant_id,
        "status": row.state,
        "question": question.asks,
        "decisions": list(question.decisions),
        "effects": [{"decision": each.decision, "effect": each.effect} for each in effects],
        "proposed_decision": row.proposed_decision or None,
        "proposed_details": row.proposed_details,
        "decision": row.decision or None,
        "evidence": row.evidence,
        "opened_at": row.opened_at,
        "closed_at": row.closed_at,
    }
