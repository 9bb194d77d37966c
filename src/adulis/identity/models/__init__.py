"""The tables of this room."""

from adulis.identity.models.people import Invitation, Membership, Merchant, User, UserDirectory
from adulis.identity.models.proofs import (
    ApiKey,
    Link,
    RecoveryCode,
    RefreshSession,
    SecondFactor,
    Wish,
)
from adulis.kernel.sealed import SealedColumn

__all__ = [
    "ApiKey",
    "Invitation",
    "Link",
    "Membership",
    "Merchant",
    "RecoveryCode",
    "RefreshSession",
    "SecondFactor",
    "User",
    "UserDirectory",
    "Wish",
]

TOTP_SECRET = SealedColumn("identity_second_factor", "secret_sealed", key="user_id")
# Few of them wait at a time, and none for long.
WISH = SealedColumn("identity_wish", "told_sealed")
SEALED = (TOTP_SECRET, WISH)
