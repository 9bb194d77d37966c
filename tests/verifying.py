"""Merchants on their way to being known: drafts, documents, decisions, through the verbs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from adulis.files import actions as files
from adulis.files.sniffing import inspect
from adulis.files.values import FilePurpose
from adulis.identity import actions as identity
from adulis.identity.values import MerchantKind, OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind
from adulis.verification import actions
from adulis.verification.values import (
    Address,
    Constitution,
    Details,
    DocumentPurpose,
    Field,
    Reason,
    ReasonCode,
    Tier,
)
from tests.files import a_pdf
from tests.world import BUILDER, Shop, a_person, a_shop

# Real in form and check digit, and nobody's that we know.
PAN, GSTIN = "AAPFU0939F", "27AAPFU0939F1ZV"
PERSONS_PAN = "ACUPA7085R"
ADDRESS = Address("12 MG Road", "", "Bengaluru", "KA", "560001")
BUSINESS = Details(
    legal_name="Asha Exports LLP",
    constitution=Constitution.LLP,
    pan=PAN,
    gstin=GSTIN,
    address=ADDRESS,
    director_names=("Asha Rao", "Binu Mathew"),
)
PERSON = Details(
    legal_name="Asha Rao", date_of_birth=date(1987, 3, 21), pan=PERSONS_PAN, address=ADDRESS
)
P = DocumentPurpose
BUSINESS_DOCUMENTS = (
    P.REGISTRATION_CERTIFICATE, P.IDENTITY_PROOF, P.ADDRESS_PROOF, P.GST_CERTIFICATE
)  # fmt: skip
PERSONS_DOCUMENTS = (P.IDENTITY_PROOF, P.ADDRESS_PROOF)
STALE = (Reason(ReasonCode.DOCUMENT_EXPIRED, P.IDENTITY_PROOF, "It ended in May."),)


def a_sole_trader() -> Shop:
    """A person, unverified."""
    owner_id, email = a_person()
    with db.transaction():
        merchant_id = identity.create_merchant(
            name="Asha", kind=MerchantKind.PERSON, owner_id=owner_id, actor=BUILDER, at=db.clock()
        )
    return Shop(merchant_id, "Asha", owner_id, email)


def an_operator(name: str = "Kiran", role: OperatorRole = OperatorRole.COMPLIANCE) -> Actor:
    user_id, _ = a_person(name, operator_role=role)
    return Actor(ActorKind.OPERATOR, str(user_id), str(user_id))


def save(shop: Shop, details: Details, kept: Sequence[Field] = ()) -> None:
    with db.transaction():
        actions.save_draft(
            merchant_id=shop.id, given=details, kept=kept, actor=shop.actor, at=db.clock()
        )


def upload(shop: Shop, purpose: DocumentPurpose, content: bytes = b"", name: str = "") -> UUID:
    content = content or a_pdf(purpose)
    given = inspect(content, purpose=FilePurpose.VERIFICATION, name=name)
    about: dict[str, Any] = {"merchant_id": shop.id, "purpose": purpose, "actor": shop.actor}
    with db.transaction():
        file_id = actions.begin_document(**about, given=given, at=db.clock())
    key_id = files.put_content(file_id=file_id, content=content, actor=shop.actor, at=db.clock())
    with db.transaction():
        return actions.keep_document(**about, file_id=file_id, key_id=key_id, at=db.clock())


def submit(shop: Shop) -> UUID:
    with db.transaction():
        return actions.submit(merchant_id=shop.id, actor=shop.actor, at=db.clock())


def submitted(shop: Shop, details: Details = BUSINESS) -> UUID:
    """Everything that is wanted, handed in; returns the submission's id."""
    save(shop, details)
    wanted = BUSINESS_DOCUMENTS if details.constitution else PERSONS_DOCUMENTS
    for purpose in wanted:
        upload(shop, purpose)
    return submit(shop)


def verify(shop: Shop, submission_id: UUID, operator: Actor, tier: Tier = Tier.STANDARD) -> None:
    with db.transaction():
        actions.verify(
            merchant_id=shop.id,
            submission_id=submission_id,
            tier=tier,
            actor=operator,
            at=db.clock(),
        )


def refuse(
    shop: Shop, submission_id: UUID, operator: Actor, reasons: Sequence[Reason] = STALE
) -> None:
    with db.transaction():
        actions.refuse(
            merchant_id=shop.id,
            submission_id=submission_id,
            reasons=reasons,
            actor=operator,
            at=db.clock(),
        )


def downgrade(shop: Shop, operator: Actor, reasons: Sequence[Reason] = STALE) -> None:
    with db.transaction():
        actions.downgrade(merchant_id=shop.id, reasons=reasons, actor=operator, at=db.clock())


def revoke(shop: Shop, operator: Actor, reasons: Sequence[Reason] = STALE) -> None:
    with db.transaction():
        actions.revoke(merchant_id=shop.id, reasons=reasons, actor=operator, at=db.clock())


def a_document(shop: Shop) -> UUID:
    """A document of a verified merchant, which was asked to show everything again."""
    operator = an_operator()
    downgrade(shop, operator)
    save(shop, BUSINESS)
    documents = [upload(shop, purpose) for purpose in BUSINESS_DOCUMENTS]
    verify(shop, submit(shop), operator)
    return documents[0]


def an_unverified_shop() -> Shop:
    from adulis.identity.values import Verification

    return a_shop(verification=Verification.UNVERIFIED)
