"""What a fact is. Pure."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from adulis.kernel.money import Money

_OWN_FIELDS = {"subject_id", "merchant_id"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened, in the past tense. Subclasses add fields; all of them are published.

    ``type`` is ``<subject kind>.<past tense>`` (``payout.completed``). ``subject_sequence``, given
    when it is recorded, is gap-free per subject, so a consumer needs no clock to order facts.
    """

    type: ClassVar[str] = ""

    subject_id: UUID
    merchant_id: UUID | None

    @property
    def subject(self) -> str:
        """``payout/<id>``: the thing this fact is about."""
        return f"{self.type.partition('.')[0].replace('_', '-')}/{self.subject_id}"

    def payload(self) -> dict[str, Any]:
        """The published fields, as JSON types."""
        return {
            each.name: _plain(getattr(self, each.name))
            for each in fields(self)
            if each.name not in _OWN_FIELDS
        }


def _plain(value: Any) -> Any:
    if isinstance(value, Money):
        return {"amount_minor": value.minor, "currency": value.currency}
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value
