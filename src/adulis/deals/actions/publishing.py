"""From a draft to what others see, past an operator's eyes where it must, and what changes then.

Whoever posted a deal may change it while it is open; what others promised waits then.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.approvals import actions as approvals
from adulis.approvals.errors import NotTheMaker
from adulis.approvals.values import ApprovalKind, digest_of
from adulis.deals import changes, policies, terms
from adulis.deals.actions import telling
from adulis.deals.actions.asking import needs_approval, pinned, submit, withdraw_question
from adulis.deals.actions.locking import Scene, current_terms, locked_deal
from adulis.deals.actions.proposing import lay_before
from adulis.deals.actions.versions import add_terms
from adulis.deals.errors import NotAuctioned, TermsUnchanged
from adulis.deals.events import (
    DealPublished,
    DealRefused,
    DealReopened,
    DealWithdrawn,
    TermsAmended,
)
from adulis.deals.machine import DealState
from adulis.deals.models import Deal, Terms
from adulis.deals.values import LEAST_OPEN_AFTER_AMENDMENT, DealFormat
from adulis.identity import queries as identity
from adulis.identity.values import OperatorRole, Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor

# Who looks at deals above the limit.
APPROVERS = (OperatorRole.COMPLIANCE, OperatorRole.FINANCE, OperatorRole.ADMIN)


@db.transaction_required
def publish_deal(*, viewer: Viewer, deal_id: UUID, actor: Actor, at: datetime) -> Deal:
    """Put a draft up for bids, or above the limit before an operator first.

    Raises DealNotFound, NotAuctioned, IllegalMove, TraderNotVerified, TraderFrozen, DealIncomplete,
    DeadlineImpossible, TermsInvalid.
    """
    scene = locked_deal(deal_id, viewer.merchant_id)
    scene.require_poster()
    if not DealFormat(scene.deal.format).is_auctioned:
        raise NotAuctioned("Propose it to the other side.")
    telling.require_move(scene, "publish", actor)
    _check(scene)
    if needs_approval(scene.deal):
        return submit(scene, actor, at)
    return _open(scene, "publish", actor, at)


@db.transaction_required
def approve_deal(
    *, merchant_id: UUID, deal_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Deal:
    """An operator agrees: others see it now. Everything is asked anew.

    Raises OperatorRequired, DealNotFound, what ``approvals`` refuses, and what publishing may.
    """
    scene = locked_deal(deal_id, merchant_id)
    identity.require_operator_now(actor, APPROVERS)
    subject, digest = scene.deal.subject, digest_of(ApprovalKind.DEAL, *pinned(scene.deal))
    approvals.approve(subject=subject, digest=digest, note=note, actor=actor, at=at)
    _check(scene)
    if DealFormat(scene.deal.format).is_auctioned:
        return _open(scene, "approve", actor, at)
    lay_before(scene, "clear", actor, at)
    return scene.deal


@db.transaction_required
def refuse_deal(
    *, merchant_id: UUID, deal_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Deal:
    """An operator says no, and why: it is a draft again. Raises as ``approve_deal``."""
    scene = locked_deal(deal_id, merchant_id)
    identity.require_operator_now(actor, APPROVERS)
    approvals.refuse(subject=scene.deal.subject, note=note, actor=actor, at=at)
    telling.move(scene, "refuse", actor)
    telling.save(scene)
    telling.tell(scene.deal, DealRefused, at, note=note)
    telling.record(scene, "refuse", actor, at, {"note": note})
    return scene.deal


@db.transaction_required
def withdraw_deal(
    *, merchant_id: UUID, deal_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Deal:
    """Whoever posted it takes it back before an operator has decided; it is a draft again.

    Raises DealNotFound, IllegalMove, NotTheMaker for anybody but its merchant.
    """
    scene = locked_deal(deal_id, merchant_id)
    if not actor.user_id or identity.role_now(UUID(actor.user_id), merchant_id) is None:
        raise NotTheMaker
    return _take_back(scene, "withdraw", actor, at)


@db.transaction_required
def expire_deal_approval(*, merchant_id: UUID, deal_id: UUID, actor: Actor, at: datetime) -> bool:
    """No operator looked at it in time. False: one did after all."""
    scene = locked_deal(deal_id, merchant_id)
    if not approvals.expire(subject=scene.deal.subject, actor=actor, at=at):
        return False
    _take_back(scene, "expire", actor, at)
    return True


@db.transaction_required
def amend_deal(
    *,
    viewer: Viewer,
    deal_id: UUID,
    body: Any,
    deadline: datetime | None = None,
    description: str | None = None,
    actor: Actor,
    at: datetime,
) -> Terms:
    """Change what is bid on, while it is open: a version more. What is material makes bids wait.

    After a material change bids are taken for four hours at least. Raises DealNotFound,
    IllegalMove, TermsInvalid, TermsUnchanged, DeadlineImpossible.
    """
    scene = locked_deal(deal_id, viewer.merchant_id)
    deal = scene.deal
    scene.require_poster()
    telling.require_state(scene, "amend", DealState.OPEN)
    before = current_terms(deal)
    new = terms.checked(body, priced=False)
    found = changes.diff(before.body, new)
    if not found and deadline is None and description is None:
        raise TermsUnchanged(version=before.version)
    material = changes.is_material(found)
    assert deal.deadline is not None
    until = deal.deadline if deadline is None else deadline
    if deadline is not None:
        policies.check_deadline(deadline, now=scene.now)
    if material:
        until = max(until, scene.now + LEAST_OPEN_AFTER_AMENDMENT)
    terms.check_dates(new, after=until)
    # After this point nothing is refused.
    made = before
    if found:
        made = add_terms(
            scene, new, made_by=viewer.merchant_id, material=material, actor=actor, at=at
        )
    deal.deadline = until
    if description is not None:
        deal.description = description.strip()
    telling.save(scene)
    telling.tell(
        deal, TermsAmended, at, version=made.version, terms_hash=made.hash, material=material,
        deadline=until,
    )  # fmt: skip
    told = {"version": made.version, "terms_hash": made.hash, "material": material}
    telling.record(scene, "amend", actor, at, told, before={"version": before.version})
    return made


@db.transaction_required
def reopen(
    *, viewer: Viewer, deal_id: UUID, deadline: datetime, actor: Actor, at: datetime
) -> Deal:
    """Take bids again: nobody bid, or none of them stands any more.

    Raises DealNotFound, IllegalMove, DeadlineImpossible, TraderNotVerified, TraderFrozen.
    """
    scene = locked_deal(deal_id, viewer.merchant_id)
    scene.require_poster()
    telling.require_move(scene, "reopen", actor)
    policies.check_trader(identity.standing(scene.deal.poster_id))
    policies.check_deadline(deadline, now=scene.now)
    terms.check_dates(current_terms(scene.deal).body, after=deadline)
    telling.move(scene, "reopen", actor)
    scene.deal.deadline = deadline
    telling.save(scene)
    telling.tell(scene.deal, DealReopened, at, deadline=deadline)
    telling.record(scene, "reopen", actor, at, {"deadline": deadline.isoformat()})
    return scene.deal


def _open(scene: Scene, verb: str, actor: Actor, at: datetime) -> Deal:
    deal = scene.deal
    body = deal.draft
    assert body is not None
    assert deal.deadline is not None
    telling.move(scene, verb, actor)
    deal.listed_at = scene.now
    made = add_terms(scene, body, made_by=deal.poster_id, material=True, actor=actor, at=at)
    telling.save(scene)
    telling.tell(
        deal, DealPublished, at, kind=deal.kind, format=deal.format, version=made.version,
        terms_hash=made.hash, deadline=deal.deadline,
    )  # fmt: skip
    told = {"version": made.version, "terms_hash": made.hash}
    telling.record(scene, verb, actor, at, told)
    return deal


def _take_back(scene: Scene, verb: str, actor: Actor, at: datetime) -> Deal:
    telling.move(scene, verb, actor)
    withdraw_question(scene, actor, at)
    telling.save(scene)
    telling.tell(scene.deal, DealWithdrawn, at)
    telling.record(scene, verb, actor, at)
    return scene.deal


def _check(scene: Scene) -> None:
    """What has to be so before others see it, now."""
    deal = scene.deal
    policies.check_trader(identity.standing(deal.poster_id))
    policies.check_publishable(DealFormat(deal.format), deal.budget, deal.deadline, now=scene.now)
    terms.check_dates(deal.draft or {}, after=deal.deadline or scene.now)
