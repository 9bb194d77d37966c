"""Who is asking, as values. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from ipaddress import ip_address, ip_network
from uuid import UUID

from adulis.identity.errors import OperatorRequired, PersonRequired, RoleTooLow, ScopeMissing
from adulis.kernel.actors import Actor, ActorKind


class MemberRole(StrEnum):
    """What a person may do for a merchant; each role may do all that the one before it may."""

    VIEWER = "viewer"
    FINANCE = "finance"
    OWNER = "owner"

    @property
    def rank(self) -> int:
        return list(MemberRole).index(self)


class OperatorRole(StrEnum):
    """Platform staff, by what they look after."""

    SUPPORT = "support"
    COMPLIANCE = "compliance"
    FINANCE = "finance"
    ADMIN = "admin"


class MerchantKind(StrEnum):
    PERSON = "person"
    BUSINESS = "business"


class MerchantState(StrEnum):
    ACTIVE = "active"
    CLOSED = "closed"


class Verification(StrEnum):
    """How far we know who the merchant is. Only a verified one may move money out."""

    UNVERIFIED = "unverified"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    REFUSED = "refused"


class LinkPurpose(StrEnum):
    """What a link in a letter is good for."""

    CONFIRM_EMAIL = "confirm_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105 – a purpose


class WishKind(StrEnum):
    """What a stranger asks for by naming an address."""

    SIGN_UP = "sign_up"
    CONFIRM_EMAIL = "confirm_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105 – a kind


class FactorState(StrEnum):
    """How far a person is with an authenticator app."""

    OFF = "off"
    BEGUN = "begun"
    ON = "on"


class KeyState(StrEnum):
    """Whether an API key opens anything, at a given moment."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


READ = "read"
PAYOUTS_WRITE = "payouts:write"
TRANSFERS_WRITE = "transfers:write"
DEPOSITS_WRITE = "deposits:write"
DEALS_WRITE = "deals:write"
BIDS_WRITE = "bids:write"
ESCROW_WRITE = "escrow:write"
CONDITIONS_WRITE = "conditions:write"
WEBHOOKS_WRITE = "webhooks:write"
# Managing keys, members, approvals and verification has no scope on purpose: only people do that.
# Bank accounts are part of paying out: a key with payouts:write adds, verifies and archives them
# where the person who made it may, and that is an owner.
SCOPES = (
    READ,
    PAYOUTS_WRITE,
    TRANSFERS_WRITE,
    DEPOSITS_WRITE,
    DEALS_WRITE,
    BIDS_WRITE,
    ESCROW_WRITE,
    CONDITIONS_WRITE,
    WEBHOOKS_WRITE,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a merchant decides whether it may move money, as read with the caller."""

    name: str
    state: MerchantState
    verification: Verification
    tier: str
    payouts_frozen_reason: str = ""

    @property
    def is_verified(self) -> bool:
        return self.verification is Verification.VERIFIED

    @property
    def are_payouts_frozen(self) -> bool:
        return self.payouts_frozen_reason != ""


@dataclass(frozen=True, slots=True)
class Freeze:
    """Why no money may leave a merchant, and until when; None: until it is lifted."""

    reason: str
    until: datetime | None

    def is_over(self, now: datetime) -> bool:
        """Whether its moment has come; one without any is never over by itself."""
        return self.until is not None and self.until <= now

    def ends_before(self, until: datetime | None) -> bool:
        """Whether it ends by itself, and earlier than one that lasts ``until``."""
        return self.until is not None and (until is None or self.until < until)


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody we recognised, with everything one look at the database told about them.

    ``memberships`` and ``standings`` have the same merchants as keys; for an API key that is its
    one merchant, and the role is the *present* role of the person who made it. ``scopes`` is None
    for a person, who may do all that the role allows. ``seen_at`` is the database's clock when the
    caller was recognised: a door may use it as ``at`` and save a round trip.
    ``lacks_second_factor``: an operator, but for this session, which began with a password alone.
    """

    actor: Actor
    user_id: UUID
    seen_at: datetime
    memberships: Mapping[UUID, MemberRole]
    standings: Mapping[UUID, Standing] = field(default_factory=dict)
    operator_role: OperatorRole | None = None
    scopes: frozenset[str] | None = None
    key_id: UUID | None = None
    key_merchant_id: UUID | None = None
    session_id: UUID | None = None
    lacks_second_factor: bool = False

    # What Django and DRF ask of whatever sits in ``request.user``.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_operator(self) -> bool:
        return self.operator_role is not None

    @property
    def throttle_subject(self) -> str:
        """Whom a rate limit counts: each key on its own, a person over all their sessions."""
        return str(self.key_id or self.user_id)

    def require_scope(self, scope: str) -> None:
        """Raises ScopeMissing when this is an API key without ``scope``."""
        if self.scopes is not None and scope not in self.scopes:
            raise ScopeMissing(
                f"This API key lacks the scope {scope}.",
                required_scope=scope,
                scopes=sorted(self.scopes),
            )

    def require_person(self) -> None:
        """Raises PersonRequired when a program asks."""
        if self.key_id is not None:
            raise PersonRequired

    def require_operator(self, *roles: OperatorRole) -> None:
        """Raises OperatorRequired unless the caller is platform staff (of one of ``roles``).

        An API key never is: it acts for its merchant only.
        """
        if self.lacks_second_factor:
            raise OperatorRequired(
                "This session began with a password alone. Set up an authenticator app under "
                "Settings, Authenticator, and sign in again with its code."
            )
        if self.operator_role is None or (roles and self.operator_role not in roles):
            raise OperatorRequired


@dataclass(frozen=True, slots=True)
class Viewer:
    """A caller looking at one merchant. Every query of a merchant's things begins with one."""

    caller: Caller
    merchant_id: UUID
    role: MemberRole
    standing: Standing

    @property
    def actor(self) -> Actor:
        """Who acts. An operator who is a member acts here as that member."""
        actor = self.caller.actor
        if actor.kind is ActorKind.OPERATOR and self.merchant_id in self.caller.memberships:
            return Actor(ActorKind.USER, actor.id, actor.user_id, actor.address, actor.request_id)
        return actor

    @property
    def seen_at(self) -> datetime:
        return self.caller.seen_at

    def require(self, *roles: MemberRole) -> None:
        """Raises RoleTooLow unless the role is one of ``roles`` or stands above one of them."""
        lowest = min(roles, key=lambda role: role.rank)
        if self.role.rank < lowest.rank:
            raise RoleTooLow(
                f"This needs the role {lowest}; you are {self.role}.",
                required_role=lowest,
                role=self.role,
            )

    def require_scope(self, scope: str) -> None:
        """Raises ScopeMissing when the caller is an API key without ``scope``."""
        self.caller.require_scope(scope)


# Which of two people who agree on something.
YOU, ASKED_BY = "you", "asked_by"


@dataclass(frozen=True, slots=True)
class TooNew:
    """Which of the two does not count as a second person yet, and until when."""

    who: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Device:
    """What a person signed in with, so that they can recognise the session later."""

    address: str
    user_agent: str


@dataclass(frozen=True, slots=True, repr=False)
class Code:
    """What a person gave as second factor, and the real moment at which they gave it.

    Authenticator apps live in real time, which the sandbox does not move: the door gives
    ``network_clock()``.
    """

    text: str
    at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class TotpSecret:
    """What an authenticator app is told, once."""

    secret: str
    uri: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a sign-in was let in by: the version of the person's sessions that the password was of,
    and since when the app is on whose code, or recovery code, was shown (None: no code was).
    """

    session_version: int
    app_since: datetime | None


@dataclass(frozen=True, slots=True)
class TokenPair:
    """``access`` is good for minutes, ``refresh`` for days and one exchange. ``shown`` is of the
    sign-in; None where the pair is one that was given for another.
    """

    access: str
    refresh: str
    user_id: UUID
    access_expires_at: datetime
    refresh_expires_at: datetime
    shown: Shown | None = None

    def __repr__(self) -> str:
        return f"TokenPair(user_id={self.user_id})"


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A new API key. ``raw`` is shown now and can never be shown again."""

    id: UUID
    raw: str
    prefix: str

    def __repr__(self) -> str:
        return f"IssuedKey({self.prefix})"


def network_of(address: str) -> str:
    """The neighbourhood of an IP address, which stays when a provider hands out another one.

    The /24 of an IPv4 address, the /48 of an IPv6 address; of anything else, itself.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{address}/{24 if parsed.version == 4 else 48}", strict=False))


def stranger(address: str, request_id: str) -> Actor:
    """Somebody at the door who has not said yet who they are."""
    return Actor(ActorKind.USER, "unknown", address=address, request_id=request_id)
