"""Before anybody else sees it: written, changed, thrown away."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.deals import policies, terms
from adulis.deals.actions import telling
from adulis.deals.actions.locking import Scene, locked_deal
from adulis.deals.errors import DealIncomplete, TooManyDrafts
from adulis.deals.machine import DealState
from adulis.deals.models import Deal
from adulis.deals.values import MOST_OPEN_DRAFTS, Access, DealGiven
from adulis.identity import queries as identity
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id


@db.transaction_required
def create_deal(*, viewer: Viewer, given: DealGiven, actor: Actor, at: datetime) -> Deal:
    """A draft, seen by its own merchant alone. Anybody may draft; only verified ones publish.

    Raises TermsInvalid, ConditionsInvalid, CounterpartyUnusable, CounterpartyIsPoster,
    DealIncomplete, TooManyDrafts.
    """
    mine = Deal.objects.filter(poster_id=viewer.merchant_id, state=DealState.DRAFT)
    if mine.count() >= MOST_OPEN_DRAFTS:
        raise TooManyDrafts(most=MOST_OPEN_DRAFTS)
    told = _checked(viewer.merchant_id, given)
    now = db.clock()
    deal = Deal(
        id=new_id(),
        poster_id=viewer.merchant_id,
        created_by=telling.person(actor),
        created_at=at,
        listed_at=now,
        entered_at=now,
        **told,
    )
    # After this point nothing is refused.
    deal.save(force_insert=True)
    scene = Scene(deal, viewer.merchant_id, Access.POSTER, now)
    telling.record(scene, "create", actor, at, _kept(deal))
    return deal


@db.transaction_required
def edit_deal(
    *, viewer: Viewer, deal_id: UUID, given: DealGiven, actor: Actor, at: datetime
) -> Deal:
    """The draft becomes what is given, all of it. Raises as ``create_deal``; IllegalMove later."""
    scene = locked_deal(deal_id, viewer.merchant_id)
    scene.require_poster()
    telling.require_state(scene, "edit", DealState.DRAFT)
    before = _kept(scene.deal)
    for name, value in _checked(viewer.merchant_id, given).items():
        setattr(scene.deal, name, value)
    telling.save(scene)
    telling.record(scene, "edit", actor, at, _kept(scene.deal), before=before)
    return scene.deal


@db.transaction_required
def delete_deal(*, viewer: Viewer, deal_id: UUID, actor: Actor, at: datetime) -> None:
    """Nobody ever saw it, and nobody does now. Raises DealNotFound, IllegalMove."""
    scene = locked_deal(deal_id, viewer.merchant_id)
    telling.move(scene, "delete", actor)
    telling.save(scene)
    telling.record(scene, "delete", actor, at)


def _checked(poster_id: UUID, given: DealGiven) -> dict[str, Any]:
    """The columns of a draft."""
    is_direct = not given.format.is_auctioned
    body = terms.checked(given.body, priced=is_direct)
    if given.counterparty_id is not None:
        if not is_direct:
            raise DealIncomplete(
                "Where others bid, the other side is not known yet.", pointer="/counterparty"
            )
        found = identity.standings([given.counterparty_id]).get(given.counterparty_id)
        policies.check_counterparty(poster_id, given.counterparty_id, found)
    if is_direct and given.budget is not None:
        raise DealIncomplete("Its milestones say what it costs.", pointer="/budget_paise")
    return {
        "kind": given.kind,
        "format": given.format,
        "visibility": given.visibility,
        "category": given.category,
        "title": given.title.strip(),
        "description": given.description.strip(),
        "budget_minor": None if given.budget is None else given.budget.minor,
        "deadline": given.deadline,
        "counterparty_id": given.counterparty_id,
        "draft": body,
    }


def _kept(deal: Deal) -> dict[str, Any]:
    return {
        "title": deal.title,
        "kind": deal.kind,
        "format": deal.format,
        "budget_paise": deal.budget_minor,
        "terms_hash": terms.hash_of(deal.draft or {}),
    }
