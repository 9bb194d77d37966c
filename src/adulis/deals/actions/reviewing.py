"""How it was: both say it without knowing what the other says, and what they did is counted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.deals.actions import telling
from adulis.deals.actions.locking import Scene, locked_deal, reviews_are_open
from adulis.deals.errors import AlreadyReviewed, DealNotFound, ReviewsClosed
from adulis.deals.events import DealReviewed, ReviewsPublished
from adulis.deals.machine import DealState
from adulis.deals.models import Conduct, Deal, Review, Ruling
from adulis.deals.values import REVIEWS_CLOSE_AFTER
from adulis.escrow import queries as escrow
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.timers import actions as timers

REVIEWS = "deal.reviews"


@db.transaction_required
def review_deal(
    *, viewer: Viewer, deal_id: UUID, stars: int, comment: str = "", actor: Actor, at: datetime
) -> Review:
    """Say once how it was. Shown when the other side has said it too, or after fourteen days.

    Raises DealNotFound, DealPartyOnly, IllegalMove before it is completed, ReviewsClosed,
    AlreadyReviewed.
    """
    scene = locked_deal(deal_id, viewer.merchant_id)
    side = scene.require_party()
    telling.require_state(scene, "review", DealState.COMPLETED)
    deal = scene.deal
    if not reviews_are_open(deal, scene.now):
        raise ReviewsClosed
    said = Review.objects.filter(deal=deal)
    if said.filter(by_id=viewer.merchant_id).exists():
        raise AlreadyReviewed
    # After this point nothing is refused.
    assert deal.counterparty_id is not None
    other = deal.counterparty_id if viewer.merchant_id == deal.poster_id else deal.poster_id
    review = Review.objects.create(
        deal=deal,
        by_id=viewer.merchant_id,
        about_id=other,
        stars=stars,
        comment=comment.strip(),
        written_by=telling.person(actor),
        at=at,
    )
    telling.tell(deal, DealReviewed, at, by=side)
    # Not in the other side's log either: it is not to know before it is shown.
    telling.record_own(scene, "review", actor, at, {"stars": stars})
    if said.count() == 2:
        timers.cancel_timers(subject=deal.subject, kinds=[REVIEWS])
        publish_reviews(scene, actor, at)
    return review


@db.transaction_required
def note_ruling(
    *, dispute_id: UUID, deal_id: UUID, against_id: UUID, actor: Actor, at: datetime
) -> bool:
    """A dispute went against one side; told by the room that decides them. False: told before.

    Raises DealNotFound.
    """
    scene = locked_deal(deal_id, None)
    if against_id not in {scene.deal.poster_id, scene.deal.counterparty_id}:
        raise DealNotFound
    _, is_new = Ruling.objects.get_or_create(
        dispute_id=dispute_id, defaults={"deal": scene.deal, "against_id": against_id, "at": at}
    )
    if is_new:
        told = {"dispute_id": str(dispute_id), "against_id": str(against_id)}
        telling.record(scene, "note_ruling", actor, at, told)
    return is_new


def publish_reviews(scene: Scene, actor: Actor, at: datetime) -> bool:
    """Show what was said. False: nothing was, or it is shown already."""
    waiting = Review.objects.filter(deal=scene.deal, published_at=None)
    if not waiting.update(published_at=scene.now):
        return False
    telling.tell(scene.deal, ReviewsPublished, at)
    telling.record(scene, "publish_reviews", actor, at)
    return True


def await_reviews(scene: Scene) -> None:
    """They are shown then at the latest, whoever was away meanwhile."""
    deal = scene.deal
    timers.set_timer(
        kind=REVIEWS, subject=deal.subject, key=f"{deal.subject}/reviews",
        due_at=scene.now + REVIEWS_CLOSE_AFTER, hurts=False, at=scene.now,
    )  # fmt: skip


def note_conduct(deal: Deal, at: datetime) -> None:
    """Count what both sides did, once."""
    done = escrow.work_about(deal.escrow_subject)
    assert deal.counterparty_id is not None
    is_posters_money = deal.kind == "request"
    buyer, seller = (
        (deal.poster_id, deal.counterparty_id)
        if is_posters_money
        else (deal.counterparty_id, deal.poster_id)
    )
    handed_in = [each for each in done if each.submitted_at is not None]
    dated = [each for each in handed_in if each.deliver_by is not None]
    paid = [each for each in done if each.funded_at is not None]
    Conduct.objects.create(
        deal=deal,
        merchant_id=seller,
        is_seller=True,
        milestones_count=len(handed_in),
        rounds_count=sum(each.rounds for each in handed_in),
        dated_count=len(dated),
        on_time_count=sum(
            each.submitted_at <= each.deliver_by
            for each in dated
            if each.submitted_at is not None and each.deliver_by is not None
        ),
        funded_count=0,
        funding_seconds=0,
        at=at,
    )
    Conduct.objects.create(
        deal=deal,
        merchant_id=buyer,
        is_seller=False,
        milestones_count=0,
        rounds_count=0,
        dated_count=0,
        on_time_count=0,
        funded_count=len(paid),
        funding_seconds=sum(
            int((each.funded_at - each.opened_at).total_seconds())
            for each in paid
            if each.funded_at is not None
        ),
        at=at,
    )
