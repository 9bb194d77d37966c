"""What two operators say to a question that only people may answer: the second one does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.errors import DecisionNotOffered
from adulis.cases.values import CaseKind, Decision
from adulis.deposits import actions as deposits
from adulis.disputes import actions as disputes
from adulis.escrow import actions as escrow
from adulis.identity import queries as identity
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.oversight.actions.freezing import retry_freeze_end
from adulis.oversight.actions.restoring import decide_restoration
from adulis.oversight.values import MONEY, TO_WHOM
from adulis.payouts import actions as payouts
from adulis.reconciliation import actions as reconciliation
from adulis.reconciliation.errors import AssignmentNeeded


@db.transaction_required
def propose_decision(
    *, case_id: UUID, decision: Decision, details: Mapping[str, str], actor: Actor, at: datetime
) -> None:
    """The first of two: nothing happens yet.

    Raises OperatorRequired, AssignmentNeeded where it does not say to whom, and what ``cases``
    refuses.
    """
    identity.require_operator_now(actor, MONEY)
    _require_one(decision, details)
    about = questions.case_for_operator(case_id).subject.partition("/")[0]
    if decision is Decision.ASSIGN and about in _TO_MERCHANTS and "merchant_id" not in details:
        raise AssignmentNeeded(pointer="/merchant_id")
    cases.propose_decision(case_id=case_id, decision=decision, details=details, actor=actor, at=at)


@db.transaction_required
def withdraw_decision(*, case_id: UUID, actor: Actor, at: datetime) -> None:
    """Take a proposal back. Raises OperatorRequired, and what ``cases`` refuses."""
    identity.require_operator_now(actor, MONEY)
    cases.withdraw_proposal(case_id=case_id, actor=actor, at=at)


@db.transaction_required
def decide_case(
    *, case_id: UUID, decision: Decision, details: Mapping[str, str], actor: Actor, at: datetime
) -> None:
    """The second of two confirms exactly what was proposed, and it is carried out at once.

    Raises OperatorRequired, AssignmentNeeded, and what ``cases`` and the room that asked refuse.
    """
    identity.require_operator_now(actor, MONEY)
    _require_one(decision, details)
    case = questions.case_for_operator(case_id)
    for name in TO_WHOM:
        # What was proposed counts: whoever confirms may repeat it, not choose.
        if name in details and details[name] != case.proposed_details.get(name):
            raise DecisionNotOffered(pointer=f"/{name}", proposed=case.proposed_details.get(name))
    decide = _decider(CaseKind(case.kind), case.subject)
    decide(case_id=case_id, decision=decision, details=details, actor=actor, at=at)


# A payment that a gateway collected is given to a merchant, never to a payout.
_TO_MERCHANTS = frozenset({"gateway-payment"})


def _require_one(decision: Decision, details: Mapping[str, Any]) -> None:
    named = [name for name in TO_WHOM if name in details]
    if len(named) > 1 or (decision is Decision.ASSIGN and not named):
        raise AssignmentNeeded(pointer="/merchant_id")


def _decider(kind: CaseKind, subject: str) -> Callable[..., None]:
    if kind is CaseKind.MISSING_AT_BANK:
        # Also where it is about a payout: that no statement shows it is known to this room only.
        return reconciliation.decide_case
    return _DECIDERS.get(subject.partition("/")[0], payouts.decide_case)


# Who carries a decision out: the room that asked. All other questions are about payouts.
_DECIDERS: dict[str, Callable[..., None]] = {
    "credit": reconciliation.decide_case,
    "database": decide_restoration,
    "chargeback": deposits.decide_chargeback,
    "deposit": deposits.decide_case,
    "dispute": deposits.decide_chargeback,
    "agreement": escrow.decide_case,
    "merchant": retry_freeze_end,
    "milestone": escrow.decide_case,
    "milestone-dispute": disputes.decide_case,
    "proposal": escrow.decide_case,
    "gateway-payment": deposits.decide_case,
    "refund": deposits.decide_refund,
    "settlement-line": deposits.decide_settlement,
    "settlement-payout": deposits.decide_settlement,
    "unreported-payment": deposits.decide_unreported,
    "unreported-refund": deposits.decide_unreported,
    "payout-return": reconciliation.decide_case,
    "statement": reconciliation.decide_case,
    "statement-line": reconciliation.decide_case,
}
