"""What each decision about a case would do, told by the room that would carry it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from adulis.cases.values import QUESTIONS, CaseKind, Decision
from adulis.deposits.effects import effect_of as effect_on_deposit
from adulis.disputes.effects import effect_of as effect_on_dispute
from adulis.escrow.effects import effect_of as effect_on_milestone
from adulis.gateways import queries as gateways
from adulis.oversight.queries import left_to_restore
from adulis.oversight.values import Foreseen
from adulis.payouts.effects import effect_of as effect_on_payout
from adulis.reconciliation.effects import effect_of as effect_on_statement

if TYPE_CHECKING:
    from adulis.cases.models import Case

_OF_DEPOSITS = {
    "deposit",
    "gateway-payment",
    "refund",
    "chargeback",
    "dispute",
    "settlement-line",
    "settlement-payout",
    "unreported-payment",
    "unreported-refund",
}
_OF_ESCROW = {"agreement", "milestone", "proposal"}
_OF_STATEMENTS = {"credit", "payout-return", "statement", "statement-line"}


def effect_of_decision(
    case: Case, decision: Decision, told: Mapping[str, Any], *, at: datetime
) -> str:
    """In one or two sentences; ``told`` is what was, or would be, said with the decision."""
    kind = case.subject.partition("/")[0]
    if case.kind == CaseKind.MISSING_AT_BANK or kind in _OF_STATEMENTS:
        return effect_on_statement(case.id, decision, told, at=at)
    if kind in _OF_ESCROW:
        return effect_on_milestone(case.id, decision, at=at)
    if kind == "database":
        return _effect_on_restoration(at)
    if kind == "merchant":
        return "No money moves by this; the end of the freeze is tried again within a day."
    if kind == "milestone-dispute":
        return effect_on_dispute(case.id, decision, at=at)
    if kind in _OF_DEPOSITS:
        return effect_on_deposit(case.id, decision, told, at=at)
    return effect_on_payout(case.id, decision, at=at)


def _effect_on_restoration(at: datetime) -> str:
    waiting = gateways.restoration()
    left = [] if waiting is None else left_to_restore(waiting, at=at)
    if left:
        return " ".join(["It is refused as things stand.", *left])
    return "Payouts and refunds that are ready go out again."


def effects_of(case: Case, *, at: datetime) -> list[Foreseen]:
    """Of every decision that is offered; what was proposed with what was said with it."""
    return [
        Foreseen(
            decision,
            effect_of_decision(
                case,
                decision,
                case.proposed_details if decision == case.proposed_decision else {},
                at=at,
            ),
        )
        for decision in QUESTIONS[CaseKind(case.kind)].decisions
    ]
