"""What the merchants of the demo world say of themselves, and the specimens that show it.

Handed in by their owners and believed by an operator, with the verbs that everybody uses. Numbers
are right in form and check digit; of ZZZ… no PAN was ever given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from adulis.files import actions as files
from adulis.files.sniffing import inspect
from adulis.files.values import FilePurpose
from adulis.identity import queries as identity
from adulis.identity.values import Verification as Standing
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.papers.press import render
from adulis.verification import actions as verification
from adulis.verification import policies
from adulis.verification.values import Address, Constitution, Details, DocumentPurpose, Tier


@dataclass(frozen=True, slots=True)
class Shown:
    """A merchant by its name, and what it says of itself."""

    name: str
    details: Details


MALABAR = Shown(
    "Malabar Spice Exports",
    Details(
        legal_name="Malabar Spice Exports",
        constitution=Constitution.PARTNERSHIP,
        pan="ZZZFM1001Q",
        gstin="32ZZZFM1001Q1ZW",
        address=Address("18 Jew Town Road", "Mattancherry", "Kochi", "KL", "682002"),
        director_names=("Anjali Menon", "Joseph Kurian"),
    ),
)
DECCAN = Shown(
    "Deccan Design Studio",
    Details(
        legal_name="Deccan Design Studio Private Limited",
        constitution=Constitution.PRIVATE_LIMITED,
        pan="ZZZCD1002R",
        gstin="36ZZZCD1002R1Z0",
        address=Address("7 Road No. 12", "Banjara Hills", "Hyderabad", "TS", "500034"),
        director_names=("Farhan Qureshi", "Meera Joshi"),
    ),
)
RITU = Shown(
    "Ritu Sharma Translations",
    Details(
        legal_name="Ritu Sharma",
        date_of_birth=date(1988, 4, 17),
        pan="ZZZPS1003T",
        address=Address("22 Race Course Road", "", "Indore", "MP", "452003"),
    ),
)
TEA_HOUSE = Shown(
    "Kochi Tea House",
    Details(
        legal_name="Kochi Tea House LLP",
        constitution=Constitution.LLP,
        pan="AAPFU0939F",
        gstin="27AAPFU0939F1ZV",
        address=Address("4 Princess Street", "Fort", "Mumbai", "MH", "400001"),
        director_names=("Leela Varma", "Thomas Kurian"),
    ),
)

KONKAN = Shown(
    "Konkan Coir Works",
    Details(
        legal_name="Suresh Naik",
        date_of_birth=date(1979, 8, 2),
        pan="ZZZPN1004U",
        address=Address("5 Harbour Road", "Vasco da Gama", "Mormugao", "GA", "403802"),
    ),
)
NILGIRI = Shown(
    "Nilgiri Tea Traders",
    Details(
        legal_name="Devika Rao",
        date_of_birth=date(1985, 1, 30),
        pan="ZZZPR1005V",
        address=Address("14 Commercial Road", "", "Udhagamandalam", "TN", "643001"),
    ),
)
CHETTINAD = Shown(
    "Chettinad Packaging",
    Details(
        legal_name="Murugan Pillai",
        date_of_birth=date(1974, 11, 12),
        pan="ZZZPP1006W",
        address=Address("31 Sekkalai Road", "", "Karaikudi", "TN", "630001"),
    ),
)


def hand_in(merchant_id: UUID, shown: Shown, *, owner: Actor, at: datetime) -> UUID:
    """Say it, show it, submit it; returns the submission's id."""
    with db.transaction():
        verification.save_draft(
            merchant_id=merchant_id, given=shown.details, kept=(), actor=owner, at=at
        )
    kind = identity.kind_of(merchant_id)
    for wanted in policies.wanted_documents(shown.details, kind, ()):
        _show(merchant_id, shown, wanted.purpose, owner=owner, at=at)
    with db.transaction():
        return verification.submit(merchant_id=merchant_id, actor=owner, at=at)


def be_verified(
    merchant_id: UUID, shown: Shown, *, owner: Actor, operator: Actor, at: datetime
) -> None:
    """Hand it in, and be believed; once, however often the world is built."""
    if identity.standing(merchant_id).verification is not Standing.UNVERIFIED:
        return
    submission_id = hand_in(merchant_id, shown, owner=owner, at=at)
    with db.transaction():
        verification.verify(
            merchant_id=merchant_id,
            submission_id=submission_id,
            tier=Tier.STANDARD,
            actor=operator,
            at=at,
        )


def _show(
    merchant_id: UUID, shown: Shown, purpose: DocumentPurpose, *, owner: Actor, at: datetime
) -> None:
    what = str(purpose).replace("_", " ").capitalize()
    name = {"label": "Name", "value": shown.details.legal_name}
    told = {
        "heading": what,
        "about": shown.details.legal_name,
        "intro": "A specimen of the demo world.",
        "highlights": [],
        "sections": [{"heading": "Who", "facts": [name]}],
        "notes": ["It proves nothing."],
    }
    content = render("advice", told, title=what, at=at)
    given = inspect(content, purpose=FilePurpose.VERIFICATION, name=f"{purpose}.pdf")
    with db.transaction():
        file_id = verification.begin_document(
            merchant_id=merchant_id, purpose=purpose, given=given, actor=owner, at=at
        )
    key_id = files.put_content(file_id=file_id, content=content, actor=owner, at=at)
    with db.transaction():
        verification.keep_document(
            merchant_id=merchant_id,
            purpose=purpose,
            file_id=file_id,
            key_id=key_id,
            actor=owner,
            at=at,
        )
