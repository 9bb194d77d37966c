"""Two merchants are bound: from here on the money decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from adulis.escrow import conditions, division, policies
from adulis.escrow.actions import clockwork
from adulis.escrow.actions.telling import record_about, tell_about
from adulis.escrow.errors import AgreementExists, EscrowPlanInvalid
from adulis.escrow.events import AgreementOpened
from adulis.escrow.models import Agreement, Milestone
from adulis.escrow.values import EscrowTerms, PlannedMilestone
from adulis.fees import queries as fees
from adulis.fees.values import Rule, Service, Tariff
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.timers import actions as timers


@db.transaction_required
def open_agreement(
    *,
    subject: str,
    buyer_id: UUID,
    seller_id: UUID,
    milestones: Sequence[PlannedMilestone],
    terms: EscrowTerms,
    actor: Actor,
    at: datetime,
) -> Agreement:
    """Open the escrow of what both sides accepted; ``subject`` is its deal (``deal/<id>``).

    The caller holds the lock on the deal. The fee is reckoned by the rule of this moment, for each
    milestone, and never changes. Raises EscrowPlanInvalid, ConditionsInvalid, AgreementExists.
    """
    policies.check_plan(milestones, terms)
    trees = [
        conditions.checked(
            conditions.BY_DEFAULT if each.conditions is None else each.conditions,
            f"/milestones/{place}/conditions",
        )
        for place, each in enumerate(milestones)
    ]
    if buyer_id == seller_id:
        raise EscrowPlanInvalid("Nobody holds money for themselves.", pointer="/seller_id")
    rule = fees.rule_of(Service.ESCROW, at=at)
    tariff = Tariff() if rule is None else rule.tariff
    agreement = _agreement(subject, buyer_id, seller_id, milestones, terms, rule, at)
    rows = [
        _milestone(agreement, position, each, tree, tariff, at)
        for position, (each, tree) in enumerate(zip(milestones, trees, strict=True), start=1)
    ]
    try:
        with db.savepoint():
            agreement.save(force_insert=True)
    except IntegrityError as taken:
        raise AgreementExists(subject=subject) from taken
    # After this point nothing is refused.
    Milestone.objects.bulk_create(rows)
    timers.set_timer(
        kind=clockwork.FUND_BY, subject=f"agreement/{agreement.id}",
        key=f"agreement/{agreement.id}/fund_by", due_at=terms.fund_by, reminders=True, at=at,
    )  # fmt: skip
    told: dict[str, Any] = {"subject": subject, "amount_paise": agreement.amount_minor}
    record_about(agreement, None, "agreement.open", f"agreement/{agreement.id}", told, actor, at)
    tell_about(
        agreement, agreement.id, AgreementOpened, at,
        amount=agreement.amount, fund_by=terms.fund_by,
    )  # fmt: skip
    return agreement


def _agreement(
    subject: str,
    buyer_id: UUID,
    seller_id: UUID,
    milestones: Sequence[PlannedMilestone],
    terms: EscrowTerms,
    rule: Rule | None,
    at: datetime,
) -> Agreement:
    return Agreement(
        id=new_id(),
        subject=subject,
        buyer_id=buyer_id,
        seller_id=seller_id,
        amount_minor=sum(each.amount.minor for each in milestones),
        buyer_fee_share_bp=terms.buyer_fee_share_bp,
        inspection_seconds=terms.inspection_seconds,
        on_silence=terms.on_silence,
        fund_by=terms.fund_by,
        max_rounds=terms.max_rounds,
        terms_hash=terms.terms_hash,
        fee_rule_id=None if rule is None else rule.id,
        created_at=at,
    )


def _milestone(
    agreement: Agreement,
    position: int,
    planned: PlannedMilestone,
    tree: dict[str, Any],
    tariff: Tariff,
    at: datetime,
) -> Milestone:
    charges = division.charges_on(planned.amount, tariff, agreement.buyer_fee_share_bp)
    if charges.deducted >= planned.amount:
        raise EscrowPlanInvalid(
            "Its fee would be as much as the milestone.",
            pointer=f"/milestones/{position - 1}/amount_paise",
            fee_paise=charges.deducted.minor,
        )
    return Milestone(
        id=new_id(),
        agreement=agreement,
        position=position,
        title=planned.title.strip(),
        description=planned.description,
        amount_minor=planned.amount.minor,
        seller_fee_minor=charges.seller_fee.minor,
        seller_tax_minor=charges.seller_tax.minor,
        buyer_fee_minor=charges.buyer_fee.minor,
        buyer_tax_minor=charges.buyer_tax.minor,
        conditions=tree,
        deliver_by=planned.deliver_by,
        created_at=at,
        entered_at=at,
    )
