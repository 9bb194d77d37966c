"""What a person may know about their own login."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from adulis.identity.models import Membership, RecoveryCode, RefreshSession, SecondFactor, User
from adulis.identity.values import Caller, FactorState, Shown


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person is told about themselves."""

    id: UUID
    email: str
    name: str
    has_second_factor: bool


def profile_of(caller: Caller) -> Profile:
    """Who the caller is; for an API key, who made it."""
    factor = SecondFactor.objects.filter(user_id=OuterRef("id"), turned_on_at__isnull=False)
    people = User.objects.annotate(has_second_factor=Exists(factor))
    told = people.values_list("id", "email", "name", "has_second_factor")
    return Profile(*told.get(id=caller.user_id))


def sharing_members(merchant_id: UUID, others: Collection[UUID]) -> set[UUID]:
    """Those of ``others`` who have somebody in their team who is in this merchant's as well."""
    mine = Membership.objects.filter(merchant_id=merchant_id).values("user_id")
    rows = Membership.objects.filter(merchant_id__in=others, user_id__in=mine)
    return set(rows.values_list("merchant_id", flat=True))


def with_second_factor(user_ids: list[UUID]) -> frozenset[UUID]:
    """Those of these people who need a code to sign in."""
    found = SecondFactor.objects.filter(user_id__in=user_ids, turned_on_at__isnull=False)
    return frozenset(found.values_list("user_id", flat=True))


def shown_now(email: str) -> Shown | None:
    """What a sign-in to this account would show now. For the door, which tells nobody."""
    factor = SecondFactor.objects.filter(user_id=OuterRef("id")).values("turned_on_at")
    found = User.objects.filter(email=email).annotate(app_since=Subquery(factor))
    told = found.values_list("session_version", "app_since").first()
    return None if told is None else Shown(*told)


@dataclass(frozen=True, slots=True)
class FactorSeen:
    """How far the caller is with an authenticator app."""

    state: FactorState
    turned_on_at: datetime | None
    recovery_codes_left: int


def second_factor_of(caller: Caller) -> FactorSeen:
    factor = SecondFactor.objects.filter(user_id=caller.user_id).first()
    if factor is None:
        return FactorSeen(FactorState.OFF, None, 0)
    if factor.turned_on_at is None:
        return FactorSeen(FactorState.BEGUN, None, 0)
    left = RecoveryCode.objects.filter(user_id=caller.user_id, used_at=None).count()
    return FactorSeen(FactorState.ON, factor.turned_on_at, left)


@dataclass(frozen=True, slots=True)
class SessionSeen:
    """A live session: a sign-in on a device that has not ended."""

    id: UUID
    is_current: bool
    address: str
    user_agent: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


def sessions_of(caller: Caller, *, limit: int, offset: int) -> tuple[list[SessionSeen], int]:
    """The caller's live sessions, newest first, and how many there are."""
    version = User.objects.values_list("session_version", flat=True).get(id=caller.user_id)
    rows = RefreshSession.objects.filter(
        user_id=caller.user_id,
        revoked_at=None,
        expires_at__gt=caller.seen_at,
        session_version=version,
    ).order_by("-id")
    found = [
        SessionSeen(
            id=row.id,
            is_current=row.id == caller.session_id,
            address=row.address,
            user_agent=row.user_agent,
            created_at=row.created_at,
            last_used_at=row.rotated_at or row.created_at,
            expires_at=row.expires_at,
        )
        for row in rows[offset : offset + limit + 1]
    ]
    return found, rows.count()
