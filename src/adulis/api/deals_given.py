"""What a deal is made of, as it comes in: its draft, its terms, and what somebody agrees to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ErrorDetail, ValidationError

from adulis.api.fields import (
    Choice,
    Field,
    Instant,
    MoneyMinorField,
    StrictInteger,
    StrictString,
    StrictText,
)
from adulis.api.shapes import Shape, checked
from adulis.deals.errors import CounterpartyUnusable
from adulis.deals.values import (
    LONGEST_DESCRIPTION,
    LONGEST_SCOPE,
    LONGEST_TITLE,
    MOST_MILESTONES,
    Category,
    Consent,
    DealFormat,
    DealGiven,
    DealKind,
    Visibility,
)
from adulis.escrow.values import OnSilence
from adulis.kernel.money import rupees
from adulis.transfers.queries import receiver_of

_TREE = {
    "type": "object",
    "description": "`all` or `any` of conditions; each has a `type`: buyer_approves, both_approve,"
    " document (`name`), date (`on`), signal (`name`, `key_id`). Left out: the buyer approves.",
}


@extend_schema_field(_TREE)
class Conditions(Field):
    """A tree of conditions; what it may say is the room's business."""

    default_error_messages = {"not_object": "Give a JSON object."}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.fail("not_object")
        return data


class DealMilestoneIn(Shape):
    title = StrictString(min_length=1, max_length=LONGEST_TITLE)
    description = StrictText(max_length=2_000, required=False)
    share_bp = StrictInteger(
        min_value=1, max_value=10_000, required=False,
        help_text="Of a price that is bid on, in ten-thousandths; all of them are 10,000.",
    )  # fmt: skip
    amount_paise = MoneyMinorField(required=False, help_text="In a direct deal.")
    deliver_by = Instant(required=False, allow_null=True)
    conditions = Conditions(required=False, allow_null=True)


@extend_schema_field(DealMilestoneIn(many=True))
class Milestones(Field):
    default_error_messages = {"not_milestones": "Give a list of 1 to {most} milestones."}

    def to_internal_value(self, data: Any) -> list[dict[str, Any]]:
        if not isinstance(data, list) or not 0 < len(data) <= MOST_MILESTONES:
            self.fail("not_milestones", most=MOST_MILESTONES)
        return [self._one(each) for each in data]

    def _one(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise ValidationError([ErrorDetail("A milestone is a JSON object.", code="not_object")])
        return checked(DealMilestoneIn, data)


class FeeSplitIn(Shape):
    buyer_bp = StrictInteger(max_value=10_000, help_text="The buyer's share, in ten-thousandths.")


class TermsIn(Shape):
    """What both would be bound by. What is left out is usual."""

    scope = StrictText(min_length=1, max_length=LONGEST_SCOPE, help_text="What is to be done.")
    milestones = Milestones()
    inspection_days = StrictInteger(min_value=1, max_value=30, required=False)
    on_silence = Choice(list(OnSilence), required=False)
    max_rounds = StrictInteger(min_value=1, max_value=10, required=False)
    fee_split = FeeSplitIn(required=False)
    fund_within_hours = StrictInteger(min_value=1, max_value=720, required=False)
    confirm_within_hours = StrictInteger(min_value=1, max_value=720, required=False)
    purpose_code = StrictString(max_length=5, required=False, allow_null=True)


class DealIn(Shape):
    kind = Choice(list(DealKind), help_text="offer: you sell; request: you buy.")
    format = Choice(list(DealFormat), help_text="direct: with somebody you name or invite.")
    title = StrictString(min_length=1, max_length=LONGEST_TITLE)
    category = Choice(list(Category))
    description = StrictText(max_length=LONGEST_DESCRIPTION, required=False)
    visibility = Choice(list(Visibility), required=False, help_text="Left out: public.")
    budget_paise = MoneyMinorField(
        required=False, allow_null=True, help_text="What you ask for, or pay at most; for bids."
    )
    deadline = Instant(required=False, allow_null=True, help_text="Until when bids are taken.")
    counterparty = StrictString(
        min_length=1, max_length=40, required=False, allow_null=True,
        help_text="In a direct deal: their account number (ADUL…), or merchant id.",
    )  # fmt: skip
    terms = TermsIn()


class ConsentIn(Shape):
    """Which terms you read: exactly those are answered, or nothing."""

    version = StrictInteger(min_value=1)
    terms_hash = StrictString(min_length=64, max_length=64)


class CounterIn(ConsentIn):
    terms = TermsIn()


class AmendIn(Shape):
    terms = TermsIn()
    deadline = Instant(required=False, help_text="Left out: as it is, or four hours from now.")
    description = StrictText(max_length=LONGEST_DESCRIPTION, required=False)


class DeadlineIn(Shape):
    deadline = Instant(help_text="Until when bids are taken again.")


class DealNoteIn(Shape):
    note = StrictText(max_length=500, required=False, help_text="Whom it concerns reads it.")


def deal_given(given: Mapping[str, Any]) -> DealGiven:
    """Raises CounterpartyUnusable where nobody has this number."""
    budget = given.get("budget_paise")
    return DealGiven(
        kind=DealKind(given["kind"]),
        format=DealFormat(given["format"]),
        title=given["title"],
        category=Category(given["category"]),
        description=given.get("description", ""),
        visibility=Visibility(given.get("visibility", Visibility.PUBLIC)),
        budget=None if budget is None else rupees(budget),
        deadline=given.get("deadline"),
        counterparty_id=_counterparty(given.get("counterparty")),
        body=given["terms"],
    )


def consent_given(given: Mapping[str, Any]) -> Consent:
    return Consent(version=given["version"], terms_hash=given["terms_hash"])


def _counterparty(told: str | None) -> UUID | None:
    if told is None:
        return None
    found = receiver_of(told)
    if found is None:
        raise CounterpartyUnusable(pointer="/counterparty")
    return found
