"""The facts of this room."""

from __future__ import annotations

from dataclasses import dataclass
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
class PasswordChanged(Fact):
    """Every session of the user ended with it."""

    type: ClassVar[str] = "user.password_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(Fact):
    """A new device of ``user_id``; the subject is its session."""

    type: ClassVar[str] = "session.signed_in"

    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRevoked(Fact):
    """``reason``: ``signed_out`` | ``refresh_token_reused``."""

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
class PayoutsFrozen(Fact):
    """No payout of this merchant is sent until it is unfrozen."""

    type: ClassVar[str] = "merchant.payouts_frozen"

    reason: str


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
