"""What nobody may read before its time: limits, the hidden reserve, and sealed bids.

A limit and the reserve are sealed like anything else at rest. A sealed bid is locked with a key of
its own, which is sealed: so what is published of it, the hash, does not change with our keys.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adulis.bidding.models import BID_LIMIT, DATA_KEY, LIMIT, PLAN_RESERVE, RESERVE
from adulis.kernel.encryption import open_bytes, open_sealed, seal, seal_bytes
from adulis.kernel.money import Money, rupees
from adulis.kernel.sealed import SealedColumn

_NONCE_BYTES = 12
_KEY_BITS = 256


@dataclass(frozen=True, slots=True)
class Envelope:
    """A locked price; ``hash`` is the SHA-256 of ``ciphertext``."""

    ciphertext: bytes
    data_key_sealed: str
    hash: str


def seal_limit(limit: Money, participant_id: UUID) -> str:
    return seal(str(limit.minor), place=LIMIT.place(participant_id))


def open_limit(sealed: str, participant_id: UUID) -> Money:
    return _opened(LIMIT, sealed, participant_id)


def seal_logged(limit: Money, bid_id: UUID) -> str:
    return seal(str(limit.minor), place=BID_LIMIT.place(bid_id))


def open_logged(sealed: str, bid_id: UUID) -> Money:
    return _opened(BID_LIMIT, sealed, bid_id)


def seal_planned(reserve: Money, deal_id: UUID) -> str:
    return seal(str(reserve.minor), place=PLAN_RESERVE.place(deal_id))


def open_planned(sealed: str, deal_id: UUID) -> Money:
    return _opened(PLAN_RESERVE, sealed, deal_id)


def seal_reserve(reserve: Money, auction_id: UUID) -> tuple[str, str]:
    """The sealed reserve, and a commitment to it: a hash with a salt that is sealed beside it."""
    plain = f"{secrets.token_hex(16)}:{reserve.minor}"
    sealed = seal(plain, place=RESERVE.place(auction_id))
    return sealed, hashlib.sha256(plain.encode()).hexdigest()


def open_reserve(sealed: str, auction_id: UUID) -> Money:
    return rupees(int(reserve_opened(sealed, auction_id).partition(":")[2]))


def reserve_opened(sealed: str, auction_id: UUID) -> str:
    """``salt:paise``, whose SHA-256 is the commitment: shown once the auction is over."""
    return open_sealed(sealed, place=RESERVE.place(auction_id))


def lock(amount: Money, *, auction_id: UUID, bid_id: UUID) -> Envelope:
    """Put a price into an envelope."""
    key, nonce = AESGCM.generate_key(_KEY_BITS), os.urandom(_NONCE_BYTES)
    about = f"{auction_id}/{bid_id}".encode()
    ciphertext = nonce + AESGCM(key).encrypt(nonce, str(amount.minor).encode(), about)
    return Envelope(
        ciphertext=ciphertext,
        data_key_sealed=seal_bytes(key, place=DATA_KEY.place(bid_id)),
        hash=hashlib.sha256(ciphertext).hexdigest(),
    )


def unlock(ciphertext: bytes, data_key_sealed: str, *, auction_id: UUID, bid_id: UUID) -> Money:
    """The price in an envelope; for the close alone."""
    key = open_bytes(data_key_sealed, place=DATA_KEY.place(bid_id))
    about = f"{auction_id}/{bid_id}".encode()
    plain = AESGCM(key).decrypt(ciphertext[:_NONCE_BYTES], ciphertext[_NONCE_BYTES:], about)
    return rupees(int(plain))


def _opened(column: SealedColumn, sealed: str, key: UUID) -> Money:
    return rupees(int(open_sealed(sealed, place=column.place(key))))
