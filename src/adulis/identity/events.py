"""The facts of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from adulis.events.values import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRegistered(Fact):
    """Somebody can sign in who could not before."""

    type: ClassVar[str] = "user.registered"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDeactivated(Fact):
    """A person was shut out; their sessions and the API keys they made ended with it."""

    type: ClassVar[str] = "user.deactivated"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserReactivated(Fact):
    """A person who was shut out may come in again."""

    type: ClassVar[str] = "user.reactivated"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailConfirmed(Fact):
    """The person has shown that the address is theirs; from now on they can sign in."""

    type: ClassVar[str] = "user.email_confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorTurnedOn(Fact):
    """From now on signing in needs a code as well."""

    type: ClassVar[str] = "user.second_factor_turned_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorTurnedOff(Fact):
    """By the person, or (``by_operator``) by somebody of the platform."""

    type: ClassVar[str] = "user.second_factor_turned_off"

    by_operator: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodesMade(Fact):
    """New recovery codes; the old ones are dead."""

    type: ClassVar[str] = "user.recovery_codes_made"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodeUsed(Fact):
    """A recovery code stood in for the app; ``left_count`` more can."""

    type: ClassVar[str] = "user.recovery_code_used"

    left_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(Fact):
    """By a change or a reset; every session of the user ended with it."""

    type: ClassVar[str] = "user.password_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(Fact):
    """A session of ``user_id`` began, the subject.

    ``is_new_device``: not the first one, and from a browser or a network never seen with them.
    """

    type: ClassVar[str] = "session.signed_in"

    user_id: UUID
    is_new_device: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRevoked(Fact):
    """``reason``: ``signed_out`` | ``refresh_token_reused`` | ``revoked`` (by its person)."""

    type: ClassVar[str] = "session.revoked"

    user_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MerchantCreated(Fact):
    """A new tenant."""

    type: ClassVar[str] = "merchant.created"

    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MerchantRenamed(Fact):
    """The tenant is called ``name`` now."""

    type: ClassVar[str] = "merchant.renamed"

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutsFrozen(Fact):
    """No payout of this merchant is sent until it is unfrozen.

    Null ``until``: until it is lifted; a later fact of this type is a longer or a shorter freeze.
    """

    type: ClassVar[str] = "merchant.payouts_frozen"

    reason: str
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutsUnfrozen(Fact):
    """Payouts that waited for it go on."""

    type: ClassVar[str] = "merchant.payouts_unfrozen"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAdded(Fact):
    """A person may act for the merchant, in ``role``."""

    type: ClassVar[str] = "membership.added"

    user_id: UUID
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChanged(Fact):
    """A member's ``role`` is another now; it counts from the next request on."""

    type: ClassVar[str] = "membership.role_changed"

    user_id: UUID
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRemoved(Fact):
    """A person no longer acts for the merchant; ``left``: by their own wish."""

    type: ClassVar[str] = "membership.removed"

    user_id: UUID
    left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberInvited(Fact):
    """Somebody was asked to join, in ``role``."""

    type: ClassVar[str] = "invitation.sent"

    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAccepted(Fact):
    """``user_id`` has joined by this invitation."""

    type: ClassVar[str] = "invitation.accepted"

    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRevoked(Fact):
    """Its link opens nothing any more."""

    type: ClassVar[str] = "invitation.revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyCreated(Fact):
    """A program may act for the merchant; ``prefix`` is what people see of the key."""

    type: ClassVar[str] = "api_key.created"

    prefix: str
    made_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyRevoked(Fact):
    """The key opens nothing any more."""

    type: ClassVar[str] = "api_key.revoked"

    prefix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyRotated(Fact):
    """``to_key`` takes its place; the key itself goes on until ``expires_at``."""

    type: ClassVar[str] = "api_key.rotated"

    to_key: UUID
    expires_at: datetime
