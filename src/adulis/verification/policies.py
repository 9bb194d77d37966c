"""What is wanted of whom, whether what is given is right, and what reasons mean. Pure.

PAN: Income Tax Department, structure of the Permanent Account Number (s. 139A). GSTIN: rule 10 of
the CGST Rules, 2017. Age: s. 11 of the Indian Contract Act, 1872.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from stdnum.exceptions import ValidationError
from stdnum.in_ import gstin as gstins
from stdnum.in_ import pan as pans

from adulis.identity.values import MerchantKind
from adulis.verification.errors import (
    BirthdayNotPossible,
    DetailNotForKind,
    GstinInvalid,
    GstinOfAnotherPan,
    PanInvalid,
    PanOfAnotherKind,
    ReasonsNotFitting,
)
from adulis.verification.values import (
    Asked,
    Constitution,
    Details,
    DocumentPurpose,
    Field,
    Missing,
    Reason,
    ReasonCode,
    Waiting,
)

MOST_DOCUMENTS = 12
MOST_REASONS = 10
ADULT_YEARS = 18
OLDEST_YEARS = 120
REVIEWED_WITHIN = timedelta(days=2)

_P = DocumentPurpose
_C = Constitution
_R = ReasonCode
# The fourth letter of a PAN, by what it may have been given to.
_HOLDERS: dict[Constitution, str] = {
    _C.PROPRIETORSHIP: "P",
    _C.PARTNERSHIP: "F",
    _C.LLP: "F",
    _C.PRIVATE_LIMITED: "C",
    _C.PUBLIC_LIMITED: "C",
    _C.TRUST: "T",
    _C.SOCIETY: "AB",
    _C.HUF: "H",
    _C.GOVERNMENT: "GLJ",
}
_FIELDS: dict[MerchantKind, tuple[Field, ...]] = {
    MerchantKind.PERSON: (Field.LEGAL_NAME, Field.DATE_OF_BIRTH, Field.PAN, Field.ADDRESS),
    MerchantKind.BUSINESS: (
        Field.LEGAL_NAME, Field.CONSTITUTION, Field.PAN, Field.ADDRESS, Field.DIRECTOR_NAMES
    ),
}  # fmt: skip
_OPTIONAL: dict[MerchantKind, frozenset[Field]] = {
    MerchantKind.PERSON: frozenset(),
    # Below the threshold of s. 22 of the CGST Act a business has none.
    MerchantKind.BUSINESS: frozenset({Field.GSTIN}),
}
# One person is the whole of these, and is named as the holder.
_WITHOUT_DIRECTORS = frozenset({_C.PROPRIETORSHIP, _C.HUF})
_DOCUMENTS: dict[MerchantKind, tuple[DocumentPurpose, ...]] = {
    MerchantKind.PERSON: (_P.IDENTITY_PROOF, _P.ADDRESS_PROOF),
    MerchantKind.BUSINESS: (_P.REGISTRATION_CERTIFICATE, _P.IDENTITY_PROOF, _P.ADDRESS_PROOF),
}

FIELD_TEXTS: dict[Field, str] = {
    Field.LEGAL_NAME: "The name as it stands on the PAN card.",
    Field.DATE_OF_BIRTH: "The date of birth.",
    Field.CONSTITUTION: "What the business is in law.",
    Field.PAN: "The PAN.",
    Field.GSTIN: "The GSTIN.",
    Field.ADDRESS: "The address, as a document shows it.",
    Field.DIRECTOR_NAMES: "The names of its directors, partners or trustees.",
}
_PERSONS_TEXTS: dict[DocumentPurpose, str] = {
    _P.IDENTITY_PROOF: "Passport, voter card, driving licence or Aadhaar letter.",
    _P.ADDRESS_PROOF: "A document with the address on it, not older than three months.",
    _P.PAN_CARD: "The PAN card.",
}
_BUSINESS_TEXTS: dict[DocumentPurpose, str] = {
    _P.REGISTRATION_CERTIFICATE: "Certificate of incorporation, or the registered deed.",
    _P.IDENTITY_PROOF: "Passport or driving licence of a director, partner or the proprietor.",
    _P.ADDRESS_PROOF: "A document with the registered address on it.",
    _P.GST_CERTIFICATE: "The GST registration certificate, since a GSTIN is given.",
    _P.PAN_CARD: "The PAN card of the business.",
    _P.AUTHORISATION: "A resolution that names who acts for the business here.",
}
DOCUMENT_TEXTS = {
    MerchantKind.PERSON: _PERSONS_TEXTS, MerchantKind.BUSINESS: _BUSINESS_TEXTS
}  # fmt: skip

_ANY_DOCUMENT = frozenset(str(each) for each in DocumentPurpose)
_ANYTHING = _ANY_DOCUMENT | {str(each) for each in Field}
_WHOLE = frozenset({""})
# What each reason may be about, and how it is told.
REASONS: dict[ReasonCode, tuple[frozenset[str], str]] = {
    _R.DOCUMENT_UNREADABLE: (_ANY_DOCUMENT, "The document cannot be read; scan it again."),
    _R.DOCUMENT_EXPIRED: (_ANY_DOCUMENT, "The document has expired; send one that is valid."),
    _R.DOCUMENT_INCOMPLETE: (_ANY_DOCUMENT, "Pages or sides are missing; send all of them."),
    _R.DOCUMENT_OF_ANOTHER_KIND: (_ANY_DOCUMENT, "This is not the document that was asked for."),
    _R.DOCUMENT_NOT_ACCEPTED: (_ANY_DOCUMENT, "This document is not accepted; send another kind."),
    _R.NAME_MISMATCH: (
        frozenset({Field.LEGAL_NAME, Field.DIRECTOR_NAMES}) | _ANY_DOCUMENT,
        "The name is not the one in the documents.",
    ),
    _R.DATE_OF_BIRTH_MISMATCH: (
        frozenset({Field.DATE_OF_BIRTH}), "The date of birth is not the one in the documents."
    ),
    _R.ADDRESS_MISMATCH: (
        frozenset({Field.ADDRESS, _P.ADDRESS_PROOF}),
        "The address is not the one in the documents.",
    ),
    _R.PAN_INVALID: (
        frozenset({Field.PAN, _P.PAN_CARD}), "The PAN is not valid, or is somebody else's."
    ),
    _R.GSTIN_INVALID: (
        frozenset({Field.GSTIN, _P.GST_CERTIFICATE}), "The GSTIN is not active, or somebody else's."
    ),
    _R.DETAILS_CHANGED: (
        _ANYTHING | _WHOLE, "This has changed since it was verified; show it again."
    ),
    _R.NOT_ELIGIBLE: (_WHOLE, "The platform cannot serve this merchant."),
}  # fmt: skip


def holder_letters(constitution: Constitution) -> str:
    """What the fourth letter of its PAN may be."""
    return _HOLDERS[constitution]


def fields_of(kind: MerchantKind) -> frozenset[Field]:
    """Everything a merchant of this kind may say."""
    return frozenset(_FIELDS[kind]) | _OPTIONAL[kind]


def check_details(details: Details, kind: MerchantKind, *, today: date) -> None:
    """Raises what is wrong with what is given; what is not given yet is not wrong.

    DetailNotForKind, BirthdayNotPossible, PanInvalid, PanOfAnotherKind, GstinInvalid,
    GstinOfAnotherPan.
    """
    for name in Field:
        if _is_given(details, name) and name not in fields_of(kind):
            raise DetailNotForKind(pointer=f"/{name}", kind=kind)
    _check_birthday(details.date_of_birth, today)
    _check_pan(details, kind)
    _check_gstin(details)


def _check_birthday(born: date | None, today: date) -> None:
    if born is None:
        return
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if not ADULT_YEARS <= age <= OLDEST_YEARS:
        raise BirthdayNotPossible(pointer="/date_of_birth", minimum_years=ADULT_YEARS)


def _check_pan(details: Details, kind: MerchantKind) -> None:
    if not details.pan:
        return
    try:
        if pans.validate(details.pan) != details.pan:
            raise PanInvalid("Give the ten characters without spaces.", pointer="/pan")
    except ValidationError as error:
        raise PanInvalid(pointer="/pan") from error
    if kind is MerchantKind.PERSON:
        wanted = "P"
    elif details.constitution is None:
        return
    else:
        wanted = holder_letters(details.constitution)
    if details.pan[3] not in wanted:
        raise PanOfAnotherKind(
            f"The fourth letter of this PAN is {details.pan[3]}; {' or '.join(wanted)} fits.",
            pointer="/pan",
        )


def _check_gstin(details: Details) -> None:
    if not details.gstin:
        return
    try:
        if gstins.validate(details.gstin) != details.gstin:
            raise GstinInvalid("Give the fifteen characters without spaces.", pointer="/gstin")
    except ValidationError as error:
        raise GstinInvalid(pointer="/gstin") from error
    if details.pan and gstins.to_pan(details.gstin) != details.pan:
        raise GstinOfAnotherPan(pointer="/gstin")


def missing(
    details: Details, kind: MerchantKind, documents: Collection[DocumentPurpose]
) -> list[Missing]:
    """What stands between a draft and its submission, in the order a form asks for it."""
    found = [
        Missing("field", name, FIELD_TEXTS[name])
        for name in _FIELDS[kind]
        if not _is_given(details, name) and not _is_pointless(details, name)
    ]
    return found + [
        Missing("document", each.purpose, each.text)
        for each in wanted_documents(details, kind, documents)
        if not each.is_given
    ]


def wanted_documents(
    details: Details, kind: MerchantKind, documents: Collection[DocumentPurpose]
) -> list[Asked]:
    """The documents that have to be there."""
    wanted = _DOCUMENTS[kind] + ((_P.GST_CERTIFICATE,) if details.gstin else ())
    return [Asked(each, DOCUMENT_TEXTS[kind][each], each in documents) for each in wanted]


def check_purpose(purpose: DocumentPurpose, kind: MerchantKind) -> None:
    """Raises DetailNotForKind."""
    if purpose not in DOCUMENT_TEXTS[kind]:
        raise DetailNotForKind(
            "A merchant of this kind has no such document.", pointer="query:purpose", kind=kind
        )


def check_reasons(reasons: Collection[Reason], kind: MerchantKind) -> None:
    """Raises ReasonsNotFitting: there is one at least, none twice, each about what it can be."""
    if not 1 <= len(reasons) <= MOST_REASONS:
        raise ReasonsNotFitting(
            f"Give one reason at least, {MOST_REASONS} at most.", pointer="/reasons"
        )
    if len({(each.code, each.about) for each in reasons}) != len(reasons):
        raise ReasonsNotFitting("The same reason is given twice.", pointer="/reasons")
    theirs = {*map(str, fields_of(kind)), *map(str, DOCUMENT_TEXTS[kind]), ""}
    for number, reason in enumerate(reasons):
        if reason.about not in REASONS[reason.code][0] & theirs:
            raise ReasonsNotFitting(
                f"{reason.code} is not about {reason.about or 'the whole'}.",
                pointer=f"/reasons/{number}/name",
                possible=sorted(REASONS[reason.code][0] & theirs),
            )


def kind_of(about: str) -> str | None:
    """Whether a reason is about a ``field`` or a ``document``; None: about the whole."""
    if not about:
        return None
    return "document" if about in _ANY_DOCUMENT else "field"


def waiting_for_review(submitted_at: datetime) -> Waiting:
    """How it is told that an operator has to look."""
    return Waiting(
        reason="review",
        on="an operator of the platform",
        until=submitted_at + REVIEWED_WITHIN,
        then="It is verified, or you are told what is missing.",
    )


def mask(number: str) -> str:
    """The last four characters; ``numbers`` are ten or fifteen long."""
    return "•" * (len(number) - 4) + number[-4:] if number else ""


def _is_given(details: Details, name: Field) -> bool:
    return bool(getattr(details, name))


def _is_pointless(details: Details, name: Field) -> bool:
    return name is Field.DIRECTOR_NAMES and details.constitution in _WITHOUT_DIRECTORS
