"""A deal as one merchant sees it: what of it, whose turn it is, and what may be done now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.approvals import queries as approvals
from adulis.deals import changes, policies, terms
from adulis.deals.changes import Change
from adulis.deals.errors import DealNotFound, TermsNotFound
from adulis.deals.machine import DealState
from adulis.deals.models import Acceptance, Attachment, Deal, Invitation, Review, Terms, Watch
from adulis.deals.policies import Cancellation, Look, Stakes
from adulis.deals.queries.reputation import scores_of
from adulis.deals.values import (
    REVIEWS_CLOSE_AFTER,
    Access,
    DealFormat,
    DealKind,
    Score,
    Side,
    Visibility,
    Waiting,
)
from adulis.escrow import queries as escrow
from adulis.events import queries as events
from adulis.identity import queries as identity
from adulis.identity.values import Caller, Viewer
from adulis.kernel.errors import NotFound
from adulis.kernel.money import rupees
from adulis.timers import queries as timers


@dataclass(frozen=True, slots=True, kw_only=True)
class DealSeen:
    """``row`` with what this viewer may know of it; ``terms`` None where they may not.

    ``scores`` are of both sides, where there are two and the viewer sees them.
    """

    row: Deal
    access: Access
    side: Side | None
    terms: Terms | None
    names: Mapping[Side, str | None]
    scores: Mapping[Side, Score | None]
    accepted_by: Sequence[Side]
    waiting: Waiting | None
    allowed_moves: list[str]
    is_watched: bool
    attachment_count: int
    reviews_until: datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a deal, as this side was told of it."""

    sequence: int
    what: str
    at: datetime
    detail: Mapping[str, Any]


def deal_of(viewer: Viewer, deal_id: UUID, *, now: datetime) -> DealSeen:
    """One deal, also one that is closed to this viewer. Raises DealNotFound."""
    row = Deal.objects.filter(id=deal_id).first()
    seen = [] if row is None else deals_seen(viewer, [row], now=now)
    if not seen:
        raise DealNotFound
    return seen[0]


def access_of_members(caller: Caller, deal_id: UUID, *, now: datetime) -> list[Access]:
    """How much of a deal each merchant may see that the caller belongs to."""
    row = Deal.objects.filter(id=deal_id).first()
    if row is None:
        return []
    mine = list(caller.memberships)
    joined = Invitation.objects.filter(deal=row, merchant_id__in=mine)
    let_in = set(joined.values_list("merchant_id", flat=True))
    return [policies.access_of(_look(row, now, is_joined=each in let_in), each) for each in mine]


def draft_hash(row: Deal) -> str:
    """What the terms of a draft would be known by."""
    return terms.hash_of(row.draft or {})


def deal_for_operator(deal_id: UUID) -> Deal:
    """Whatever its state. Raises DealNotFound."""
    row = Deal.objects.filter(id=deal_id).first()
    if row is None:
        raise DealNotFound
    return row


def terms_for_operator(deal_id: UUID, version: int) -> Terms:
    """The terms that rooms above hold others to. Raises TermsNotFound."""
    row = Terms.objects.filter(deal_id=deal_id, version=version).first()
    if row is None:
        raise TermsNotFound
    return row


def deals_seen(viewer: Viewer, rows: Sequence[Deal], *, now: datetime) -> list[DealSeen]:
    """Those of ``rows`` the viewer may see, a handful of queries for all of them."""
    ids = [each.id for each in rows]
    mine = viewer.merchant_id
    joined = set(_ids(Invitation, ids, merchant_id=mine))
    reviewed = set(_ids(Review, ids, by_id=mine))
    watching = set(_ids(Watch, ids, merchant_id=mine, user_id=viewer.caller.user_id))
    looks = {
        each.id: _look(each, now, is_joined=each.id in joined, is_reviewed=each.id in reviewed)
        for each in rows
    }
    access = {each.id: policies.access_of(looks[each.id], mine) for each in rows}
    rows = [each for each in rows if access[each.id] is not Access.NONE]
    people = {one for each in rows for one in (each.poster_id, each.counterparty_id) if one}
    standings = identity.standings(people)
    scores = scores_of(people)
    current = {each.deal_id: each for each in _current(rows)}
    accepted = _accepted(rows)
    running = timers.timers_of([each.subject for each in rows])
    asked = approvals.expiry_of([each.subject for each in rows])
    files = [each.deal_id for each in Attachment.objects.filter(deal_id__in=ids, removed_at=None)]
    found = []
    for row in rows:
        look, seen = looks[row.id], access[row.id]
        sides = _sides(row, seen)
        due = next((each.due_at for each in running[row.subject]), None)
        until = asked.get(row.subject) or due or (row.deadline if row.state == "open" else None)
        found.append(
            DealSeen(
                row=row,
                access=seen,
                side=policies.side_of(look, mine),
                terms=current.get(row.id) if seen.sees_all else None,
                names={side: _name(standings, one) for side, one in sides.items()},
                scores={side: scores.get(one) if one else None for side, one in sides.items()},
                accepted_by=accepted.get(row.id, ()) if seen.is_party else (),
                waiting=policies.waiting_of(look, until) if seen.sees_all else None,
                allowed_moves=policies.allowed_moves(look, seen, viewer.role),
                is_watched=row.id in watching,
                attachment_count=files.count(row.id) if seen.sees_all else 0,
                reviews_until=_reviews_until(row, seen),
            )
        )
    return found


def terms_of(viewer: Viewer, deal_id: UUID, version: int | None, *, now: datetime) -> Terms:
    """One version, or the last. Raises DealNotFound, TermsNotFound."""
    row = _visible(viewer, deal_id, now)
    asked = row.terms_version if version is None else version
    found = Terms.objects.filter(deal=row, version=asked).first()
    if found is None:
        raise TermsNotFound
    return found


def versions_of(viewer: Viewer, deal_id: UUID, *, now: datetime) -> list[Terms]:
    """All versions, the newest first. Raises DealNotFound."""
    row = _visible(viewer, deal_id, now)
    return list(Terms.objects.filter(deal=row).order_by("-version"))


def diff_of(
    viewer: Viewer, deal_id: UUID, before: int, after: int, *, now: datetime
) -> list[Change]:
    """What changed between two versions. Raises DealNotFound, TermsNotFound."""
    one, other = (terms_of(viewer, deal_id, each, now=now) for each in (before, after))
    return changes.diff(one.body, other.body)


def cancellation_of(viewer: Viewer, deal_id: UUID, *, now: datetime) -> Cancellation:
    """What calling it off would mean, in numbers. Raises DealNotFound."""
    seen = deal_of(viewer, deal_id, now=now)
    if not seen.access.sees_all:
        raise DealNotFound
    return policies.cancellation(
        _look(seen.row, now),
        seen.access,
        _stakes(viewer, seen.row),
    )


def timeline_of(viewer: Viewer, deal_id: UUID, *, now: datetime) -> list[Step]:
    """Everything this side was told of it, oldest first. Raises DealNotFound."""
    seen = deal_of(viewer, deal_id, now=now)
    if seen.side is None:
        raise DealNotFound
    subject = f"{'deal' if seen.side is Side.POSTER else 'incoming-deal'}/{deal_id}"
    return [
        Step(fact.subject_sequence, fact.type.partition(".")[2], fact.at, fact.payload)
        for fact in events.of_subject(subject)
        if fact.merchant_id == viewer.merchant_id
    ]


# What of a payment out of escrow is ours.
_KEPT = ("fee_minor", "tax_minor", "buyer_fee_minor", "buyer_tax_minor")


def _visible(viewer: Viewer, deal_id: UUID, now: datetime) -> Deal:
    seen = deal_of(viewer, deal_id, now=now)
    if not seen.access.sees_all:
        raise DealNotFound
    return seen.row


def _look(row: Deal, now: datetime, *, is_joined: bool = False, is_reviewed: bool = False) -> Look:
    is_open = row.completed_at is not None and now < row.completed_at + REVIEWS_CLOSE_AFTER
    return Look(
        kind=DealKind(row.kind),
        format=DealFormat(row.format),
        visibility=Visibility(row.visibility),
        state=DealState(row.state),
        poster_id=row.poster_id,
        counterparty_id=row.counterparty_id,
        was_seen=row.terms_version > 0,
        is_joined=is_joined,
        is_reviewed=is_reviewed,
        reviews_are_open=is_open,
    )


def _sides(row: Deal, access: Access) -> dict[Side, UUID | None]:
    """Who the two sides are; whom a deal went to is not for everybody to know."""
    other = row.counterparty_id if access.is_party else None
    return {Side.POSTER: row.poster_id, Side.COUNTERPARTY: other}


def _name(standings: Mapping[UUID, Any], merchant_id: UUID | None) -> str | None:
    return None if merchant_id is None else standings[merchant_id].name


def _ids(model: Any, deal_ids: Sequence[UUID], **more: Any) -> list[UUID]:
    return list(
        model.objects.filter(deal_id__in=deal_ids, **more).values_list("deal_id", flat=True)
    )


def _current(rows: Sequence[Deal]) -> list[Terms]:
    wanted = {each.id: each.terms_version for each in rows}
    found = Terms.objects.filter(deal_id__in=list(wanted), version__in=set(wanted.values()))
    return [each for each in found if wanted[each.deal_id] == each.version]


def _accepted(rows: Sequence[Deal]) -> dict[UUID, list[Side]]:
    """Who has accepted what is agreed now."""
    by_id = {each.id: each for each in rows}
    found: dict[UUID, list[Side]] = {}
    for each in Acceptance.objects.filter(deal_id__in=list(by_id)).order_by("at", "id"):
        deal = by_id[each.deal_id]
        if each.agreement_number == deal.agreement_number and deal.agreement_id is not None:
            is_posters = each.merchant_id == deal.poster_id
            found.setdefault(deal.id, []).append(Side.POSTER if is_posters else Side.COUNTERPARTY)
    return found


def _reviews_until(row: Deal, access: Access) -> datetime | None:
    if row.completed_at is None or not access.is_party:
        return None
    return row.completed_at + REVIEWS_CLOSE_AFTER


def _stakes(viewer: Viewer, row: Deal) -> Stakes:
    """What lies in the deal's escrow, and what went out of it."""
    zero = rupees(0)
    if row.agreement_id is None:
        return Stakes(in_escrow=zero, disputed=zero, released=zero, fees=zero)
    try:
        agreement = escrow.agreement_of(viewer, row.agreement_id)
    except NotFound:
        return Stakes(in_escrow=zero, disputed=zero, released=zero, fees=zero)
    parts = [each for each in escrow.milestones_of(viewer) if each.agreement_id == agreement.id]
    paid = [one for each in parts for one in escrow.payments_of(viewer, each.id)]
    return Stakes(
        in_escrow=rupees(sum(each.held_minor for each in parts)),
        disputed=rupees(sum(each.disputed_minor for each in parts)),
        released=rupees(sum(each.released_minor for each in parts)),
        fees=rupees(
            sum(
                one.fee_minor + one.tax_minor + one.buyer_fee_minor + one.buyer_tax_minor
                for one in paid
            )
        ),
    )
