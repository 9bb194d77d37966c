"""What a letter says and to whom: sealed while it lies here."""

from __future__ import annotations

from uuid import UUID

import orjson

from adulis.kernel.encryption import blind_index, open_sealed, seal
from adulis.mail.models import CONTENT, RECIPIENT, Letter
from adulis.mail.values import Parcel


def sealed_recipient(letter_id: UUID, address: str) -> str:
    return seal(address, place=RECIPIENT.place(letter_id))


def sealed_content(letter_id: UUID, *told: str) -> str:
    """Subject, text, HTML, and the address where such letters are switched off, if there is one."""
    return seal(orjson.dumps(told).decode(), place=CONTENT.place(letter_id))


def index_of(address: str) -> bytes:
    """By which the letters to an address are found."""
    return blind_index(address.strip().lower(), purpose="mail.recipient")


def opened(letter: Letter) -> Parcel:
    """The letter in clear. Raises CannotOpen."""
    content = open_sealed(letter.content_sealed, place=CONTENT.place(letter.id))
    # Letters that wait from before there were addresses of that kind have none.
    subject, text, html, *further = orjson.loads(content)
    recipient = open_sealed(letter.recipient_sealed, place=RECIPIENT.place(letter.id))
    unsubscribe = further[0] if further else ""
    return Parcel(
        letter.id,
        letter.claim_count,
        recipient,
        subject,
        text,
        html,
        unsubscribe,
        origin=letter.origin,
    )
