"""What a merchant says of itself, what it shows, and why it may not be believed. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from adulis.files.values import FileSeen


class Tier(StrEnum):
    """Which limits apply to a merchant once it is verified."""

    STARTER = "starter"
    STANDARD = "standard"
    PREMIUM = "premium"


class Constitution(StrEnum):
    """What a business is in law."""

    PROPRIETORSHIP = "proprietorship"
    PARTNERSHIP = "partnership"
    LLP = "llp"
    PRIVATE_LIMITED = "private_limited"
    PUBLIC_LIMITED = "public_limited"
    TRUST = "trust"
    SOCIETY = "society"
    HUF = "huf"
    GOVERNMENT = "government"


class DocumentPurpose(StrEnum):
    """What a document is to show."""

    IDENTITY_PROOF = "identity_proof"
    ADDRESS_PROOF = "address_proof"
    PAN_CARD = "pan_card"
    REGISTRATION_CERTIFICATE = "registration_certificate"
    GST_CERTIFICATE = "gst_certificate"
    AUTHORISATION = "authorisation"


class Field(StrEnum):
    """What may be said in words, and what a reason may be about."""

    LEGAL_NAME = "legal_name"
    DATE_OF_BIRTH = "date_of_birth"
    CONSTITUTION = "constitution"
    PAN = "pan"
    GSTIN = "gstin"
    ADDRESS = "address"
    DIRECTOR_NAMES = "director_names"


class ReasonCode(StrEnum):
    """Why a submission is refused, or a verified merchant is not any more."""

    DOCUMENT_UNREADABLE = "document_unreadable"
    DOCUMENT_EXPIRED = "document_expired"
    DOCUMENT_INCOMPLETE = "document_incomplete"
    DOCUMENT_OF_ANOTHER_KIND = "document_of_another_kind"
    DOCUMENT_NOT_ACCEPTED = "document_not_accepted"
    NAME_MISMATCH = "name_mismatch"
    DATE_OF_BIRTH_MISMATCH = "date_of_birth_mismatch"
    ADDRESS_MISMATCH = "address_mismatch"
    PAN_INVALID = "pan_invalid"
    GSTIN_INVALID = "gstin_invalid"
    DETAILS_CHANGED = "details_changed"
    NOT_ELIGIBLE = "not_eligible"


class Outcome(StrEnum):
    """What was decided about a submission; empty while nothing was."""

    WAITING = ""
    VERIFIED = "verified"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Address:
    """``state`` is its code in ISO 3166-2:IN."""

    line1: str
    line2: str
    city: str
    state: str
    postal_code: str


@dataclass(frozen=True, slots=True)
class Details:
    """What a merchant says of itself; empty, where it has not said it."""

    legal_name: str = ""
    date_of_birth: date | None = None
    constitution: Constitution | None = None
    pan: str = field(default="", repr=False)
    gstin: str = field(default="", repr=False)
    address: Address | None = None
    director_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """``about`` is a Field or a DocumentPurpose, empty for the whole; ``note`` is shown with it."""

    code: ReasonCode
    about: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """``kind`` is ``field`` or ``document``."""

    kind: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A document that is wanted, and whether there is one."""

    purpose: DocumentPurpose
    text: str
    is_given: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """Why it waits: for what, on whom, until when, and what happens then."""

    reason: str
    on: str
    until: datetime
    then: str


@dataclass(frozen=True, slots=True)
class DocumentSeen:
    """A document and its file. ``is_submitted``: it was handed in at least once."""

    id: UUID
    purpose: DocumentPurpose
    file: FileSeen
    added_at: datetime
    is_submitted: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What was once decided about a submission."""

    submission_id: UUID
    number: int
    submitted_at: datetime
    outcome: Outcome
    reasons: tuple[Reason, ...]
    decided_at: datetime | None
