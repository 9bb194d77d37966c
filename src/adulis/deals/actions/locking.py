"""A deal, locked, as one merchant sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from adulis.deals.errors import DealNotFound, DealPartyOnly, TermsMoved
from adulis.deals.machine import DealState
from adulis.deals.models import Deal, Invitation, Review, Terms
from adulis.deals.policies import Look, access_of, side_of
from adulis.deals.values import (
    REVIEWS_CLOSE_AFTER,
    Access,
    Consent,
    DealFormat,
    DealKind,
    Side,
    Visibility,
)
from adulis.kernel import db


@dataclass(slots=True)
class Scene:
    """The row, locked until the transaction ends, and what was read under the lock.

    ``merchant_id`` is who acts, None for the platform; ``side`` which side that is, if any.
    """

    deal: Deal
    merchant_id: UUID | None
    access: Access
    now: datetime

    @property
    def state(self) -> DealState:
        return DealState(self.deal.state)

    @property
    def side(self) -> Side | None:
        if self.merchant_id is None:
            return None
        return side_of(look_at(self.deal), self.merchant_id)

    def require_poster(self) -> None:
        """Raises DealPartyOnly."""
        if self.side is not Side.POSTER:
            raise DealPartyOnly("Only whoever posted it may do this.")

    def require_party(self) -> Side:
        """Raises DealPartyOnly."""
        side = self.side
        if side is None:
            raise DealPartyOnly
        return side


def locked_deal(deal_id: UUID, merchant_id: UUID | None) -> Scene:
    """Raises DealNotFound, also for whoever may see no more than that it is closed."""
    deal = Deal.objects.select_for_update(no_key=True).filter(id=deal_id).first()
    if deal is None or deal.state == DealState.DELETED:
        raise DealNotFound
    now = db.clock()
    if merchant_id is None:
        return Scene(deal, None, Access.NONE, now)
    access = access_of(look_at(deal, merchant_id, now=now), merchant_id)
    if not access.sees_all:
        raise DealNotFound
    return Scene(deal, merchant_id, access, now)


def look_at(deal: Deal, merchant_id: UUID | None = None, *, now: datetime | None = None) -> Look:
    """The deal as policies see it; for ``merchant_id``, what they are to it besides a side."""
    joined = reviewed = False
    if merchant_id is not None and merchant_id not in {deal.poster_id, deal.counterparty_id}:
        joined = Invitation.objects.filter(deal=deal, merchant_id=merchant_id).exists()
    is_open = now is not None and reviews_are_open(deal, now)
    if is_open and merchant_id is not None:
        reviewed = Review.objects.filter(deal=deal, by_id=merchant_id).exists()
    return Look(
        kind=DealKind(deal.kind),
        format=DealFormat(deal.format),
        visibility=Visibility(deal.visibility),
        state=DealState(deal.state),
        poster_id=deal.poster_id,
        counterparty_id=deal.counterparty_id,
        was_seen=deal.terms_version > 0,
        is_joined=joined,
        is_reviewed=reviewed,
        reviews_are_open=is_open,
    )


def reviews_are_open(deal: Deal, now: datetime) -> bool:
    """Whether something may still be said."""
    return deal.completed_at is not None and now < deal.completed_at + REVIEWS_CLOSE_AFTER


def current_terms(deal: Deal) -> Terms:
    return Terms.objects.get(deal=deal, version=deal.terms_version)


def require_same_terms(deal: Deal, consent: Consent) -> Terms:
    """What was read is what is agreed to. Raises TermsMoved."""
    terms = current_terms(deal)
    if (consent.version, consent.terms_hash) != (terms.version, terms.hash):
        raise TermsMoved(version=terms.version, terms_hash=terms.hash)
    return terms
