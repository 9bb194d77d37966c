"""The questions about who belongs to a merchant, and who is asked to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from adulis.identity.errors import LinkInvalid
from adulis.identity.links import token_hash
from adulis.identity.machine import InvitationState, owners_moves
from adulis.identity.models import Invitation, Membership, User
from adulis.identity.queries.counting import patience
from adulis.identity.queries.people import with_second_factor
from adulis.identity.values import MemberRole, Viewer


@dataclass(frozen=True, slots=True, repr=False)
class Addressee:
    """Somebody who may be written to about a merchant, and what they are to it."""

    user_id: UUID
    email: str
    role: MemberRole


def addressees_of(merchant_id: UUID, *, role: MemberRole) -> list[Addressee]:
    """Who is ``role`` or above to the merchant now and can sign in, those who joined first, first.

    For whoever tells people of what happened.
    """
    roles = [each for each in MemberRole if each.rank >= role.rank]
    rows = Membership.objects.filter(
        merchant_id=merchant_id, role__in=roles, user__is_active=True
    ).order_by("id")
    found = rows.values_list("user_id", "user__email", "role")
    return [Addressee(user_id, email, MemberRole(held)) for user_id, email, held in found]


@dataclass(frozen=True, slots=True, repr=False)
class Addressed:
    """Somebody who can sign in; ``is_written_to``: an owner of the merchant, or of any, or staff
    where it is about staff.
    """

    user_id: UUID
    email: str
    is_written_to: bool


def audience(
    *, after: UUID | None, limit: int, merchant_id: UUID | None, operators: bool
) -> list[Addressed]:
    """The next people after the person ``after``, in the order of their ids.

    Those of a merchant, the platform's operators, or everybody. For whoever tells all of them.
    """
    rows = User.objects.filter(is_active=True, is_email_confirmed=True).order_by("id")
    owns = Membership.objects.filter(user_id=OuterRef("id"), role=MemberRole.OWNER)
    if operators:
        rows = rows.exclude(operator_role="")
    elif merchant_id is not None:
        belongs = Membership.objects.filter(user_id=OuterRef("id"), merchant_id=merchant_id)
        rows, owns = rows.filter(Exists(belongs)), owns.filter(merchant_id=merchant_id)
    if after is not None:
        rows = rows.filter(id__gt=after)
    found = rows.annotate(owns=Exists(owns)).values_list("id", "email", "owns")[:limit]
    return [Addressed(user_id, email, operators or owns) for user_id, email, owns in found]


def merchants_of_people(user_ids: Collection[UUID]) -> set[UUID]:
    """Whatever any of them belongs to. For whoever lets their screens know of something."""
    rows = Membership.objects.filter(user_id__in=user_ids)
    return set(rows.values_list("merchant_id", flat=True))


@dataclass(frozen=True, slots=True)
class MemberSeen:
    """A person on the viewer's team."""

    id: UUID
    user_id: UUID
    name: str
    email: str
    role: MemberRole
    is_you: bool
    has_second_factor: bool
    joined_at: datetime
    counts_from: datetime | None


def members_of(viewer: Viewer, *, limit: int, offset: int) -> tuple[list[MemberSeen], int]:
    """The team, those who joined first, first; and how many there are."""
    rows = Membership.objects.filter(merchant_id=viewer.merchant_id).select_related("user")
    found = list(rows.order_by("id")[offset : offset + limit + 1])
    return _members(viewer, found), rows.count()


def member_of(viewer: Viewer, member_id: UUID) -> MemberSeen | None:
    rows = Membership.objects.filter(merchant_id=viewer.merchant_id, id=member_id)
    found = _members(viewer, list(rows.select_related("user")))
    return found[0] if found else None


def _members(viewer: Viewer, rows: list[Membership]) -> list[MemberSeen]:
    protected = with_second_factor([row.user_id for row in rows])
    return [
        MemberSeen(
            id=row.id,
            user_id=row.user_id,
            name=row.user.name,
            email=row.user.email,
            role=MemberRole(row.role),
            is_you=row.user_id == viewer.caller.user_id,
            has_second_factor=row.user_id in protected,
            joined_at=row.created_at,
            counts_from=_counts_from(row, viewer.seen_at),
        )
        for row in rows
    ]


def _counts_from(row: Membership, now: datetime) -> datetime | None:
    """From when on they count as a second person, where that is to come."""
    if row.role == MemberRole.VIEWER or row.role_given_at is None:
        return None
    begins = row.role_given_at + patience()
    return begins if begins > now else None


@dataclass(frozen=True, slots=True)
class InvitationSeen:
    """An invitation as the merchant that sent it sees it."""

    id: UUID
    email: str
    role: MemberRole
    state: InvitationState
    is_expired: bool
    invited_by: UUID
    invited_by_name: str
    created_at: datetime
    sent_at: datetime
    expires_at: datetime
    closed_at: datetime | None
    allowed_moves: list[str]


def invitations_of(
    viewer: Viewer, *, state: str | None, limit: int, offset: int
) -> tuple[list[InvitationSeen], int]:
    """The merchant's invitations, newest first, and how many there are."""
    rows = Invitation.objects.filter(merchant_id=viewer.merchant_id)
    if state is not None:
        rows = rows.filter(state=state)
    found = rows.select_related("invited_by").order_by("-id")[offset : offset + limit + 1]
    return [_invitation(row, viewer.seen_at) for row in found], rows.count()


def invitation_of(viewer: Viewer, invitation_id: UUID) -> InvitationSeen | None:
    rows = Invitation.objects.filter(merchant_id=viewer.merchant_id, id=invitation_id)
    row = rows.select_related("invited_by").first()
    return None if row is None else _invitation(row, viewer.seen_at)


def _invitation(row: Invitation, at: datetime) -> InvitationSeen:
    state = InvitationState(row.state)
    return InvitationSeen(
        id=row.id,
        email=row.email,
        role=MemberRole(row.role),
        state=state,
        is_expired=state is InvitationState.PENDING and row.expires_at <= at,
        invited_by=row.invited_by_id,
        invited_by_name=row.invited_by.name,
        created_at=row.created_at,
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        closed_at=row.closed_at,
        allowed_moves=owners_moves(state),
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation as whoever holds its link sees it."""

    merchant_name: str
    role: MemberRole
    email: str
    invited_by: str
    state: InvitationState
    is_expired: bool
    expires_at: datetime


def offer_behind(token: str, *, at: datetime) -> Offer:
    """What the link is about: for who has it, whoever that is. Raises LinkInvalid."""
    rows = Invitation.objects.filter(token_hash=token_hash(token))
    row = rows.select_related("invited_by", "merchant").first()
    if row is None:
        raise LinkInvalid(pointer="/token")
    state = InvitationState(row.state)
    return Offer(
        merchant_name=row.merchant.name,
        role=MemberRole(row.role),
        email=row.email,
        invited_by=row.invited_by.name,
        state=state,
        is_expired=state is InvitationState.PENDING and row.expires_at <= at,
        expires_at=row.expires_at,
    )
