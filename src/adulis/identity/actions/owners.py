"""Owners hear by letter who else may pay in the merchant's name, or decides no more.

So nobody becomes a second person, or is sent away, behind the backs of the others.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.identity.actions.letters import link_to, shown, write_to
from adulis.identity.models import Membership, Merchant, User
from adulis.identity.queries.counting import patience
from adulis.identity.values import MemberRole
from adulis.kernel.actors import Actor

# What a person may do in a role, for those roles of which owners are told.
_MAY = {
    MemberRole.OWNER: "owner: they pay, approve and manage the team",
    MemberRole.FINANCE: "finance: they pay",
}


def tell_of_newcomer(
    merchant: Merchant,
    person: User,
    role: MemberRole,
    *,
    by: str,
    told_already: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Somebody joined, or was given a higher role. Viewers look, and are nobody's letter.

    ``told_already``: an owner who has another letter about it.
    """
    if role not in _MAY:
        return
    for owner in _owners(merchant.id, but=[person.id, *([told_already] if told_already else [])]):
        write_to(
            owner,
            "team_grew",
            merchant_id=merchant.id,
            merchant=merchant.name,
            name=person.name,
            email=person.email,
            role=role,
            may=_MAY[role],
            by=by,
            counts_from=shown(at + patience()) if patience() else "",
            link=link_to(f"m/{merchant.id}/team"),
            actor=actor,
            at=at,
        )


def tell_of_owner_less(
    merchant: Merchant, person: User, *, by: str, actor: Actor, at: datetime
) -> None:
    """Somebody is an owner no more; all that are left are told."""
    for owner in _owners(merchant.id, but=[person.id]):
        write_to(
            owner,
            "owner_less",
            merchant_id=merchant.id,
            merchant=merchant.name,
            name=person.name,
            email=person.email,
            by=by,
            link=link_to(f"m/{merchant.id}/team"),
            actor=actor,
            at=at,
        )


def _owners(merchant_id: UUID, *, but: list[UUID]) -> list[User]:
    """Those who can sign in. Whoever did it is told as well: it may have been somebody else."""
    rows = Membership.objects.filter(
        merchant_id=merchant_id, role=MemberRole.OWNER, user__is_active=True
    )
    found = rows.exclude(user_id__in=but).select_related("user").order_by("id")
    return [each.user for each in found]
