"""What two operators decided about a movement of ours that no statement shows, carried out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.errors import DecisionNotOffered
from adulis.cases.values import Decision
from adulis.gateways.values import Source, Verdict, Word
from adulis.kernel.actors import Actor
from adulis.ledger import actions as ledger
from adulis.payouts import actions as payouts
from adulis.payouts.errors import SettlementNotPossible
from adulis.payouts.values import Leg
from adulis.reconciliation import postings
from adulis.reconciliation.errors import AssignmentNotPossible


def decide_missing(
    *,
    case_id: UUID,
    decision: Decision,
    details: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    """``accept`` leaves it as it is booked, ``keep_asking`` asks again when the next day ends.

    ``not_paid``: a payment never went out, so it came back for whoever bore it; a return never came
    back, and the bank's wrong word about it is our loss. Both are about payments only.
    """
    case = questions.case_for_operator(case_id)
    about = {"payout": Leg.PAYMENT, "payout-return": Leg.RETURN}.get(case.subject.split("/")[0])
    if about is None and decision is not Decision.ACCEPT:
        raise DecisionNotOffered(pointer="/decision", offered=[Decision.ACCEPT])
    if decision is Decision.NOT_PAID:
        # The payout before its case, as everywhere: its line may be arriving at this very moment.
        reference = str(case.evidence[0]["reference"])
        carry_out = _never_paid if about is Leg.PAYMENT else _never_returned
        carry_out(reference, details, actor, at)
    cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)


def _never_paid(reference: str, details: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    word = Word(
        reference=reference,
        verdict=Verdict.RETURNED,
        source=Source.OPERATOR,
        code="OPERATOR_DECISION",
        detail={"note": str(details.get("note", ""))[:200], "decided_by": str(actor)},
    )
    payouts.weigh_words(words=[word], actor=actor, at=at)


def _never_returned(reference: str, details: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    try:
        given_up = payouts.give_up_return(reference=reference, actor=actor, at=at)
    except SettlementNotPossible as refused:
        raise AssignmentNotPossible(**refused.facts) from refused
    ledger.post(
        posting=postings.missing_return_accepted(
            given_up.amount, bank=given_up.bank, reference=reference, at=at, actor=actor
        )
    )
