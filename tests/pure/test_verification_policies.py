"""What is wanted of whom, what is right, and what a reason can be about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from itertools import product

import pytest

from adulis.identity.values import MerchantKind
from adulis.kernel.errors import Refusal
from adulis.kernel.machines import IllegalMove, Role
from adulis.verification import errors, policies
from adulis.verification.machine import VERIFICATION
from adulis.verification.machine import VerificationState as V
from adulis.verification.values import (
    Constitution,
    Details,
    DocumentPurpose,
    Field,
    Reason,
    ReasonCode,
)
from tests.verifying import (
    BUSINESS,
    BUSINESS_DOCUMENTS,
    GSTIN,
    PAN,
    PERSON,
    PERSONS_DOCUMENTS,
    PERSONS_PAN,
)

TODAY = date(2026, 11, 26)
MERCHANT, OPERATOR = Role.MERCHANT, Role.OPERATOR
A_PERSON, A_BUSINESS = MerchantKind.PERSON, MerchantKind.BUSINESS
P, R = DocumentPurpose, ReasonCode

ALLOWED: dict[tuple[StrEnum, str], tuple[StrEnum, Role]] = {
    (V.UNVERIFIED, "submit"): (V.SUBMITTED, MERCHANT),
    (V.REFUSED, "submit"): (V.SUBMITTED, MERCHANT),
    (V.SUBMITTED, "verify"): (V.VERIFIED, OPERATOR),
    (V.SUBMITTED, "refuse"): (V.REFUSED, OPERATOR),
    (V.VERIFIED, "downgrade"): (V.UNVERIFIED, OPERATOR),
    (V.VERIFIED, "revoke"): (V.REFUSED, OPERATOR),
}


@pytest.mark.parametrize(("state", "verb", "role"), list(product(V, VERIFICATION.verbs, Role)))
def test_every_cell(state: V, verb: str, role: Role) -> None:
    target, who = ALLOWED.get((state, verb), (None, None))
    if role is who:
        assert VERIFICATION.take(verb, state, role).target is target
    else:
        with pytest.raises(IllegalMove):
            VERIFICATION.take(verb, state, role)


@pytest.mark.parametrize(
    ("details", "kind"),
    [
        (BUSINESS, A_BUSINESS),
        (PERSON, A_PERSON),
        (Details(), A_BUSINESS),
        (Details(), A_PERSON),
        # What it is in law is not said yet, so what its PAN should be is not known.
        (replace(BUSINESS, constitution=None, gstin="", pan=PERSONS_PAN), A_BUSINESS),
        (
            replace(BUSINESS, constitution=Constitution.PROPRIETORSHIP, gstin="", pan=PERSONS_PAN),
            A_BUSINESS,
        ),
        (replace(PERSON, date_of_birth=date(2008, 11, 26)), A_PERSON),
    ],
)
def test_what_is_right_is_taken(details: Details, kind: MerchantKind) -> None:
    policies.check_details(details, kind, today=TODAY)


@pytest.mark.parametrize(
    ("details", "kind", "refusal", "pointer"),
    [
        (replace(PERSON, gstin=GSTIN), A_PERSON, errors.DetailNotForKind, "/gstin"),
        (
            replace(PERSON, director_names=("Asha",)),
            A_PERSON,
            errors.DetailNotForKind,
            "/director_names",
        ),
        (
            replace(BUSINESS, date_of_birth=date(1987, 3, 21)),
            A_BUSINESS,
            errors.DetailNotForKind,
            "/date_of_birth",
        ),
        # The day before the eighteenth birthday, and somebody nobody has met.
        (
            replace(PERSON, date_of_birth=date(2008, 11, 27)),
            A_PERSON,
            errors.BirthdayNotPossible,
            "/date_of_birth",
        ),
        (
            replace(PERSON, date_of_birth=date(1905, 11, 26)),
            A_PERSON,
            errors.BirthdayNotPossible,
            "/date_of_birth",
        ),
        (replace(PERSON, pan="ACUPA7085"), A_PERSON, errors.PanInvalid, "/pan"),
        (replace(PERSON, pan="acupa7085r"), A_PERSON, errors.PanInvalid, "/pan"),
        (replace(PERSON, pan="ACUXA7085R"), A_PERSON, errors.PanInvalid, "/pan"),
        (replace(PERSON, pan="ACUPA0000R"), A_PERSON, errors.PanInvalid, "/pan"),
        (replace(PERSON, pan=PAN), A_PERSON, errors.PanOfAnotherKind, "/pan"),
        (
            replace(BUSINESS, constitution=Constitution.PRIVATE_LIMITED),
            A_BUSINESS,
            errors.PanOfAnotherKind,
            "/pan",
        ),
        (replace(BUSINESS, pan=PERSONS_PAN), A_BUSINESS, errors.PanOfAnotherKind, "/pan"),
        # Its check digit is V.
        (replace(BUSINESS, gstin=GSTIN[:-1] + "W"), A_BUSINESS, errors.GstinInvalid, "/gstin"),
        (replace(BUSINESS, gstin=f" {GSTIN}"), A_BUSINESS, errors.GstinInvalid, "/gstin"),
        (
            replace(BUSINESS, pan="AAPFU0939G"),
            A_BUSINESS,
            errors.GstinOfAnotherPan,
            "/gstin",
        ),
    ],
)
def test_what_is_wrong_is_said_of_its_field(
    details: Details, kind: MerchantKind, refusal: type[Refusal], pointer: str
) -> None:
    with pytest.raises(refusal) as refused:
        policies.check_details(details, kind, today=TODAY)
    assert type(refused.value) is refusal
    assert refused.value.pointer == pointer


def test_every_constitution_has_a_letter() -> None:
    for constitution in Constitution:
        pan = f"AAP{policies.holder_letters(constitution)[0]}U0939F"
        details = Details(constitution=constitution, pan=pan)
        policies.check_details(details, A_BUSINESS, today=TODAY)


def names(details: Details, kind: MerchantKind, documents: Sequence[DocumentPurpose]) -> list[str]:
    return [each.name for each in policies.missing(details, kind, documents)]


def test_nothing_is_missing_where_everything_is_there() -> None:
    assert names(BUSINESS, A_BUSINESS, BUSINESS_DOCUMENTS) == []
    assert names(PERSON, A_PERSON, PERSONS_DOCUMENTS) == []


def test_what_is_missing_is_named_in_the_order_of_a_form() -> None:
    assert names(Details(), A_PERSON, []) == [
        "legal_name", "date_of_birth", "pan", "address", "identity_proof", "address_proof",
    ]  # fmt: skip
    assert names(Details(), A_BUSINESS, [P.ADDRESS_PROOF]) == [
        "legal_name", "constitution", "pan", "address", "director_names",
        "registration_certificate", "identity_proof",
    ]  # fmt: skip


def test_a_gstin_is_optional_and_wants_its_certificate() -> None:
    three = BUSINESS_DOCUMENTS[:3]
    assert names(replace(BUSINESS, gstin=""), A_BUSINESS, three) == []
    assert names(BUSINESS, A_BUSINESS, three) == ["gst_certificate"]


def test_a_proprietor_has_no_directors() -> None:
    details = replace(BUSINESS, constitution=Constitution.PROPRIETORSHIP, director_names=())
    assert names(details, A_BUSINESS, BUSINESS_DOCUMENTS) == []
    details = replace(BUSINESS, director_names=())
    assert names(details, A_BUSINESS, BUSINESS_DOCUMENTS) == ["director_names"]


@pytest.mark.parametrize(
    "reasons",
    [
        [Reason(R.DOCUMENT_UNREADABLE, P.IDENTITY_PROOF)],
        [Reason(R.DOCUMENT_UNREADABLE, P.IDENTITY_PROOF), Reason(R.DOCUMENT_EXPIRED, P.PAN_CARD)],
        [Reason(R.NAME_MISMATCH, Field.LEGAL_NAME, "It says Asha K. Rao.")],
        [Reason(R.NOT_ELIGIBLE)],
        [Reason(R.DETAILS_CHANGED)],
    ],
)
def test_reasons_that_say_something(reasons: list[Reason]) -> None:
    policies.check_reasons(reasons, A_PERSON)


@pytest.mark.parametrize(
    ("reasons", "pointer"),
    [
        ([], "/reasons"),
        ([Reason(R.NOT_ELIGIBLE)] * 2, "/reasons"),
        ([Reason(R.DOCUMENT_UNREADABLE)], "/reasons/0/name"),
        ([Reason(R.DOCUMENT_UNREADABLE, Field.PAN)], "/reasons/0/name"),
        (
            [Reason(R.NOT_ELIGIBLE), Reason(R.PAN_INVALID, P.ADDRESS_PROOF)],
            "/reasons/1/name",
        ),
        ([Reason(R.NOT_ELIGIBLE, Field.PAN)], "/reasons/0/name"),
        # A person has none.
        ([Reason(R.GSTIN_INVALID, Field.GSTIN)], "/reasons/0/name"),
        ([Reason(R.DOCUMENT_EXPIRED, P.REGISTRATION_CERTIFICATE)], "/reasons/0/name"),
    ],
)
def test_reasons_that_do_not(reasons: list[Reason], pointer: str) -> None:
    with pytest.raises(errors.ReasonsNotFitting) as refused:
        policies.check_reasons(reasons, A_PERSON)
    assert refused.value.pointer == pointer


def test_every_reason_has_words_and_something_it_is_about() -> None:
    assert set(policies.REASONS) == set(ReasonCode)
    assert all(about and text.endswith(".") for about, text in policies.REASONS.values())


def test_numbers_are_masked() -> None:
    assert policies.mask(PAN) == "••••••939F"
    assert policies.mask(GSTIN) == "•••••••••••F1ZV"
    assert policies.mask("") == ""
