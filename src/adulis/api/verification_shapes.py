"""What is said about a verification: the shapes of what comes in and of what goes out."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from adulis.api.fields import Choice, Field, StrictString, StrictUUID
from adulis.api.shapes import Shape
from adulis.api.shown import WaitingOut
from adulis.identity.values import MerchantKind
from adulis.verification import policies
from adulis.verification.machine import VerificationState
from adulis.verification.values import (
    Address,
    Constitution,
    Details,
    DocumentPurpose,
    DocumentSeen,
    Reason,
    ReasonCode,
)

# ISO 3166-2:IN.
INDIAN_STATES = (
    "AN", "AP", "AR", "AS", "BR", "CG", "CH", "DH", "DL", "GA", "GJ", "HP", "HR", "JH", "JK", "KA",
    "KL", "LA", "LD", "MH", "ML", "MN", "MP", "MZ", "NL", "OD", "PB", "PY", "RJ", "SK", "TN", "TR",
    "TS", "UK", "UP", "WB",
)  # fmt: skip
_NAME = re.compile(r"[^\s<>](?:[^<>]*[^\s<>])?")
_POSTAL_CODE = re.compile(r"[1-9][0-9]{5}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@extend_schema_field({"type": "string", "format": "date"})
class Birthday(Field):
    """A day of the calendar."""

    default_error_messages = {"not_day": "Give a day like 1987-03-21."}

    def to_internal_value(self, data: Any) -> date:
        if not isinstance(data, str) or _DAY.fullmatch(data) is None:
            self.fail("not_day")
        try:
            return date.fromisoformat(data)
        except ValueError:
            self.fail("not_day")


@extend_schema_field(
    {"type": "array", "maxItems": 20, "items": {"type": "string", "minLength": 1, "maxLength": 120}}
)
class Names(Field):
    """Up to 20 names."""

    default_error_messages = {"not_names": "Give a list of at most 20 names (120 characters)."}

    def to_internal_value(self, data: Any) -> tuple[str, ...]:
        if not isinstance(data, list) or len(data) > 20:
            self.fail("not_names")
        one = StrictString(min_length=1, max_length=120, pattern=_NAME)
        return tuple(one.to_internal_value(each) for each in data)


class AddressIn(Shape):
    line1 = StrictString(min_length=1, max_length=120)
    line2 = StrictString(max_length=120, required=False)
    city = StrictString(min_length=1, max_length=60)
    state = Choice(INDIAN_STATES, help_text="As in ISO 3166-2:IN.")
    postal_code = StrictString(min_length=6, max_length=6, pattern=_POSTAL_CODE)


class DraftIn(Shape):
    """All of it: what is left out is empty afterwards, but for ``pan`` and ``gstin``."""

    legal_name = StrictString(min_length=1, max_length=120, pattern=_NAME, required=False)
    date_of_birth = Birthday(required=False, help_text="Of a person.")
    constitution = Choice(list(Constitution), required=False, help_text="Of a business.")
    pan = StrictString(max_length=10, required=False, help_text="Left out: as it was.")
    gstin = StrictString(
        max_length=15, required=False, help_text="Of a business. Left out: as it was; empty: none."
    )
    address = AddressIn(required=False)
    director_names = Names(required=False, help_text="Of a business that has such.")


class UploadQuery(Shape):
    purpose = Choice(list(DocumentPurpose))
    name = StrictString(max_length=200, required=False, help_text="What it is called: a label.")
    merchant_id = StrictUUID(required=False, help_text="The same as X-Merchant-Id.")


class AddressOut(serializers.Serializer[Any]):
    line1 = serializers.CharField()
    line2 = serializers.CharField()
    city = serializers.CharField()
    state = serializers.CharField()
    postal_code = serializers.CharField()


class DetailsOut(serializers.Serializer[Any]):
    """``pan`` and ``gstin`` are masked but for their last four characters."""

    legal_name = serializers.CharField()
    date_of_birth = serializers.DateField(allow_null=True)
    constitution = serializers.ChoiceField(list(Constitution), allow_null=True)
    pan = serializers.CharField()
    gstin = serializers.CharField()
    address = AddressOut(allow_null=True)
    director_names = serializers.ListField(child=serializers.CharField())


class DocumentOut(serializers.Serializer[Any]):
    """``submitted``: it was handed in at least once, so it is kept also when it is removed."""

    id = serializers.UUIDField()
    purpose = serializers.ChoiceField(list(DocumentPurpose))
    name = serializers.CharField()
    media_type = serializers.CharField()
    size_bytes = serializers.IntegerField()
    added_at = serializers.DateTimeField()
    submitted = serializers.BooleanField()


class DocumentsOut(serializers.Serializer[Any]):
    results = DocumentOut(many=True)


class WantedOut(serializers.Serializer[Any]):
    purpose = serializers.ChoiceField(list(DocumentPurpose))
    text = serializers.CharField()
    given = serializers.BooleanField()


class MissingOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(["field", "document"])
    name = serializers.CharField()
    text = serializers.CharField()


class ReasonOut(serializers.Serializer[Any]):
    """``name`` is the field or the document it is about; null with ``kind``: it is about all."""

    code = serializers.ChoiceField(list(ReasonCode))
    kind = serializers.ChoiceField(["field", "document"], allow_null=True)
    name = serializers.CharField(allow_null=True)
    text = serializers.CharField()
    note = serializers.CharField(allow_blank=True)


class VerificationOut(serializers.Serializer[Any]):
    """Where it stands, and what stands in the way."""

    merchant_id = serializers.UUIDField()
    kind = serializers.ChoiceField([each.value for each in MerchantKind])
    status = serializers.ChoiceField(list(VerificationState))
    tier = serializers.CharField()
    details = DetailsOut()
    documents = DocumentOut(many=True)
    required_documents = WantedOut(many=True)
    possible_documents = serializers.ListField(child=serializers.ChoiceField(list(DocumentPurpose)))
    missing = MissingOut(many=True)
    action_required = ReasonOut(many=True)
    waiting = WaitingOut(allow_null=True)
    allowed_moves = serializers.ListField(child=serializers.CharField())
    editable = serializers.BooleanField()
    submission_id = serializers.UUIDField(allow_null=True)
    submission_number = serializers.IntegerField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)


def details_of(given: dict[str, Any]) -> Details:
    address = given.get("address")
    return Details(
        legal_name=given.get("legal_name", ""),
        date_of_birth=given.get("date_of_birth"),
        constitution=Constitution(given["constitution"]) if "constitution" in given else None,
        pan=given.get("pan", ""),
        gstin=given.get("gstin", ""),
        address=None if address is None else Address(**{"line2": "", **address}),
        director_names=given.get("director_names", ()),
    )


def shown_details(details: Details) -> dict[str, Any]:
    address = details.address
    return {
        "legal_name": details.legal_name,
        "date_of_birth": details.date_of_birth,
        "constitution": details.constitution,
        "pan": policies.mask(details.pan),
        "gstin": policies.mask(details.gstin),
        "address": None if address is None else asdict(address),
        "director_names": list(details.director_names),
    }


def shown_document(document: DocumentSeen) -> dict[str, Any]:
    return {
        "id": document.id,
        "purpose": document.purpose,
        "name": document.file.name,
        "media_type": document.file.media_type,
        "size_bytes": document.file.size_bytes,
        "added_at": document.added_at,
        "submitted": document.is_submitted,
    }


def shown_reason(reason: Reason) -> dict[str, Any]:
    return {
        "code": reason.code,
        "kind": policies.kind_of(reason.about),
        "name": reason.about or None,
        "text": policies.REASONS[reason.code][1],
        "note": reason.note,
    }
