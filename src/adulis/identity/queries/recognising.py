"""The questions: who is this, and what may they see."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any
from uuid import UUID

from django.conf import settings

from adulis.identity import keys
from adulis.identity.errors import (
    AddressNotAllowed,
    ApiKeyExpired,
    ApiKeyRevoked,
    InvalidApiKey,
    InvalidToken,
    MerchantNotFound,
    OperatorRequired,
    RoleTooLow,
    TokenExpired,
    TokenRevoked,
)
from adulis.identity.models import Merchant
from adulis.identity.tokens import TokenUse, read
from adulis.identity.values import (
    Caller,
    MemberRole,
    MerchantKind,
    MerchantState,
    OperatorRole,
    Standing,
    Verification,
    Viewer,
)
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.db import fetch_all, fetch_row, fetch_value

# How old `last_used_at` may grow before a use of the key is written down again.
KEY_USE_PRECISION = timedelta(minutes=1)

# One statement on the way of every request; what it reads is in migrations 0002 and 0011.
_BY_SESSION = "SELECT * FROM identity_recognise_session(%s, %s, %s)"
_BY_KEY = "SELECT * FROM identity_recognise_key(%s)"


@dataclass(frozen=True, slots=True)
class Recognised:
    """``is_key_use_due``: ``note_key_use`` has not been called for this API key for a while."""

    caller: Caller
    is_key_use_due: bool = False


def may_be_a_key(credential: str) -> bool:
    """Whether one would have to look for it: whoever guesses shows what has the shape of a key."""
    return keys.is_shaped(credential)


def recognise(credential: str, *, address: str, request_id: str) -> Recognised:
    """Who presents this access token or API key. One query; raises what the two below raise."""
    if credential.startswith(keys.START):
        return caller_for_api_key(credential, address=address, request_id=request_id)
    return Recognised(caller_for_access_token(credential, address=address, request_id=request_id))


def caller_for_access_token(raw: str, *, address: str, request_id: str) -> Caller:
    """Who holds this access token. One query.

    Looks at the session too, so signing out, a changed password, a lost role and a deactivated
    person count from the next request on. An operator whose session began with a password alone is
    a person like others where operators need more. Raises InvalidToken, TokenExpired, TokenRevoked.
    """
    claims = read(TokenUse.ACCESS, raw)
    needs_factor = settings.BACK_OFFICE_NEEDS_AUTHENTICATOR
    rows = fetch_all(_BY_SESSION, [claims.session_id, claims.user_id, needs_factor])
    if not rows:
        raise InvalidToken
    seen_at, operator_role, session_expires_at, is_alive, lacks_second_factor = rows[0][:5]
    if seen_at >= claims.expires_at or seen_at >= session_expires_at:
        raise TokenExpired
    if not is_alive:
        raise TokenRevoked
    memberships, standings = _belongings(row[5:] for row in rows)
    kind = ActorKind.OPERATOR if operator_role else ActorKind.USER
    user = str(claims.user_id)
    return Caller(
        actor=Actor(kind, user, user, address, request_id),
        user_id=claims.user_id,
        seen_at=seen_at,
        memberships=memberships,
        standings=standings,
        operator_role=OperatorRole(operator_role) if operator_role else None,
        session_id=claims.session_id,
        lacks_second_factor=lacks_second_factor,
    )


def caller_for_api_key(raw: str, *, address: str, request_id: str) -> Recognised:
    """Who holds this API key. One query.

    The key counts as the person who made it, in the role they have *now*; it stops when they leave.
    Raises InvalidApiKey, ApiKeyRevoked, ApiKeyExpired, AddressNotAllowed.
    """
    key = keys.parse(raw)
    presented = keys.secret_hash(key)
    row = fetch_row(_BY_KEY, [key.prefix])
    if row is None or not hmac.compare_digest(presented, bytes(row[2])):
        raise InvalidApiKey
    seen_at, key_id, _, made_by, scopes, addresses, expires_at, last_used_at, is_revoked = row[:9]
    if is_revoked:
        raise ApiKeyRevoked
    if expires_at is not None and seen_at >= expires_at:
        raise ApiKeyExpired
    if addresses and not _is_allowed(address, addresses):
        raise AddressNotAllowed(address=address)
    memberships, standings = _belongings([row[9:]])
    caller = Caller(
        actor=Actor(ActorKind.API_KEY, str(key_id), str(made_by), address, request_id),
        user_id=made_by,
        seen_at=seen_at,
        memberships=memberships,
        standings=standings,
        scopes=frozenset(scopes),
        key_id=key_id,
        key_merchant_id=row[9],
    )
    is_due = last_used_at is None or seen_at - last_used_at >= KEY_USE_PRECISION
    return Recognised(caller, is_due)


def viewer(caller: Caller, merchant_id: UUID) -> Viewer:
    """The caller, looking at one merchant. No query for a member.

    An operator may look at every merchant, as a viewer does. Raises MerchantNotFound alike for one
    that does not exist and for one that is somebody else's.
    """
    role = caller.memberships.get(merchant_id)
    if role is not None:
        return Viewer(caller, merchant_id, role, caller.standings[merchant_id])
    if not caller.is_operator:
        raise MerchantNotFound
    return Viewer(caller, merchant_id, MemberRole.VIEWER, standing(merchant_id))


def standing(merchant_id: UUID) -> Standing:
    """What decides whether a merchant may move money, as it is now. Raises MerchantNotFound.

    For workers, which act without a caller; a door has it in its Viewer.
    """
    row = fetch_row(
        "SELECT name, state, verification, tier, payouts_frozen_reason"
        "  FROM identity_merchant WHERE id = %s",
        [merchant_id],
    )
    if row is None:
        raise MerchantNotFound
    return _standing(row)


def kind_of(merchant_id: UUID) -> MerchantKind:
    """Whether a merchant is a person or a business. Raises MerchantNotFound."""
    kind = fetch_value("SELECT kind FROM identity_merchant WHERE id = %s", [merchant_id])
    if kind is None:
        raise MerchantNotFound
    return MerchantKind(kind)


def standings(merchant_ids: Iterable[UUID]) -> dict[UUID, Standing]:
    """The same of several merchants, in one query; one that does not exist is left out."""
    rows = fetch_all(
        "SELECT id, name, state, verification, tier, payouts_frozen_reason"
        "  FROM identity_merchant WHERE id = ANY (%s)",
        [list(merchant_ids)],
    )
    return {merchant_id: _standing(facts) for merchant_id, *facts in rows}


def role_now(user_id: UUID, merchant_id: UUID) -> MemberRole | None:
    """What a person is to a merchant at this moment; None: nothing (any more), or shut out.

    For whoever decides after a wait: the caller was recognised before it.
    """
    row = fetch_row(
        "SELECT membership.role FROM identity_membership AS membership"
        "  JOIN identity_user AS person ON person.id = membership.user_id"
        " WHERE membership.user_id = %s AND membership.merchant_id = %s AND person.is_active",
        [user_id, merchant_id],
    )
    return None if row is None else MemberRole(row[0])


def operator_role_now(user_id: UUID) -> OperatorRole | None:
    """What a person is on the platform's staff at this moment; None: nothing (any more)."""
    row = fetch_row(
        "SELECT operator_role FROM identity_user WHERE id = %s AND is_active", [user_id]
    )
    return None if row is None or not row[0] else OperatorRole(row[0])


def require_now(actor: Actor, merchant_id: UUID, role: MemberRole) -> None:
    """Raises RoleTooLow unless the person who acts has ``role`` (or above) at this moment.

    A key counts as the person who made it.
    """
    found = role_now(UUID(actor.user_id or actor.id), merchant_id)
    if found is None or found.rank < role.rank:
        raise RoleTooLow(
            f"This needs the role {role}, and you have it no more.",
            required_role=role,
            role=found,
        )


def require_operator_now(actor: Actor, roles: Collection[OperatorRole]) -> None:
    """Raises OperatorRequired unless the person is staff of one of ``roles`` at this moment."""
    if operator_role_now(UUID(actor.user_id or actor.id)) not in roles:
        raise OperatorRequired


def has_another_owner(merchant_id: UUID, *, than: UUID) -> bool:
    """Whether somebody else could agree to what this owner wants."""
    found: bool = fetch_value(
        "SELECT EXISTS (SELECT FROM identity_membership AS membership"
        "  JOIN identity_user AS person ON person.id = membership.user_id"
        " WHERE membership.merchant_id = %s AND membership.role = 'owner'"
        "   AND membership.user_id <> %s AND person.is_active)",
        [merchant_id, than],
    )
    return found


@dataclass(frozen=True, slots=True)
class MerchantSeen:
    """A merchant and the role in which the caller sees it; ``role`` is None for an operator."""

    id: UUID
    role: MemberRole | None
    kind: str
    created_at: datetime
    standing: Standing
    frozen_until: datetime | None


def merchants_of(caller: Caller, *, limit: int, offset: int) -> tuple[list[MerchantSeen], int]:
    """The merchants the caller may see, by name, and how many there are in all.

    One more than ``limit`` if there are more, here and in every list: how a page knows.
    """
    rows = Merchant.objects.order_by("name", "id")
    if not caller.is_operator:
        rows = rows.filter(id__in=list(caller.memberships))
    count = rows.count()
    return [_seen(row, caller) for row in rows[offset : offset + limit + 1]], count


_NAMES = """
SELECT 'user', id, name FROM identity_user WHERE id = ANY (%(user)s)
 UNION ALL
SELECT 'api_key', id, name FROM identity_api_key WHERE id = ANY (%(api_key)s)
"""


def names_of(actors: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What people and API keys are called, by kind and id; others have no name."""
    wanted: dict[str, list[UUID]] = {"user": [], "api_key": []}
    for kind, actor_id in set(actors):
        if kind in wanted:
            wanted[kind].append(UUID(actor_id))
    return {(kind, str(found)): name for kind, found, name in fetch_all(_NAMES, wanted)}


def merchant_of(caller: Caller, merchant_id: UUID) -> MerchantSeen:
    """One of them, as it is now. Raises MerchantNotFound."""
    viewer(caller, merchant_id)
    return _seen(Merchant.objects.get(id=merchant_id), caller)


def merchant_founded(caller: Caller, merchant_id: UUID) -> MerchantSeen:
    """One that the caller has made in this very request, so it is not among what they came with."""
    role = MemberRole.OWNER
    merchant = Merchant.objects.get(id=merchant_id)
    now = replace(caller, memberships={**caller.memberships, merchant_id: role})
    return _seen(merchant, now)


def _seen(row: Merchant, caller: Caller) -> MerchantSeen:
    facts = (row.name, row.state, row.verification, row.tier, row.payouts_frozen_reason)
    role = caller.memberships.get(row.id)
    return MerchantSeen(
        row.id, role, row.kind, row.created_at, _standing(facts), row.payouts_frozen_until
    )


def _belongings(
    rows: Iterable[Sequence[Any]],
) -> tuple[dict[UUID, MemberRole], dict[UUID, Standing]]:
    """``merchant_id, role, *standing`` per row; a person without merchants has one row of NULLs."""
    memberships, standings = {}, {}
    for merchant_id, role, *facts in rows:
        if merchant_id is not None:
            memberships[merchant_id] = MemberRole(role)
            standings[merchant_id] = _standing(facts)
    return memberships, standings


def _standing(facts: Sequence[Any]) -> Standing:
    name, state, verification, tier, frozen_reason = facts
    return Standing(name, MerchantState(state), Verification(verification), tier, frozen_reason)


def _is_allowed(address: str, networks: Sequence[str]) -> bool:
    try:
        caller = ip_address(address)
    except ValueError:
        return False
    return any(caller in network for network in _parsed(tuple(networks)))


@lru_cache(maxsize=256)
def _parsed(networks: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(each) for each in networks)
