"""Above the limit an operator looks at a deal before others do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from adulis.approvals import actions as approvals
from adulis.approvals import queries as waiting
from adulis.approvals.values import ApprovalKind
from adulis.deals import terms
from adulis.deals.actions import telling
from adulis.deals.actions.locking import Scene
from adulis.deals.events import DealSubmitted
from adulis.deals.models import Deal
from adulis.kernel.actors import Actor
from adulis.kernel.money import Money, rupees


def needs_approval(deal: Deal) -> bool:
    """Whether it is worth so much that an operator looks at it first."""
    return worth(deal) > rupees(settings.DEAL_APPROVAL_ABOVE_PAISE)


def submit(scene: Scene, actor: Actor, at: datetime) -> Deal:
    """Put it before an operator."""
    deal = scene.deal
    telling.move(scene, "submit", actor)
    telling.save(scene)
    subject, details = pinned(deal)
    approvals.ask(
        kind=ApprovalKind.DEAL,
        subject=subject,
        merchant_id=deal.poster_id,
        reason="amount above the platform's limit",
        details=details,
        actor=actor,
        at=at,
    )
    telling.tell(deal, DealSubmitted, at, amount=worth(deal))
    telling.record(scene, "submit", actor, at, {"amount_paise": worth(deal).minor})
    return deal


def withdraw_question(scene: Scene, actor: Actor, at: datetime) -> None:
    """The deal is gone, so nobody needs to agree any more."""
    if waiting.waiting_about(scene.deal.subject) is not None:
        approvals.withdraw(subject=scene.deal.subject, actor=actor, at=at)


def worth(deal: Deal) -> Money:
    if deal.budget is not None:
        return deal.budget
    return terms.price_of(deal.draft or {"milestones": []}) or rupees(0)


def pinned(deal: Deal) -> tuple[str, dict[str, Any]]:
    """Exactly what an operator agrees to."""
    return deal.subject, {
        "deal_id": str(deal.id),
        "title": deal.title,
        "description": deal.description,
        "kind": deal.kind,
        "format": deal.format,
        "category": deal.category,
        "visibility": deal.visibility,
        "poster_id": str(deal.poster_id),
        "counterparty_id": None if deal.counterparty_id is None else str(deal.counterparty_id),
        "amount_paise": worth(deal).minor,
        "deadline": None if deal.deadline is None else deal.deadline.isoformat(),
        "terms_hash": terms.hash_of(deal.draft or {}),
    }
