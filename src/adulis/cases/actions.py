"""The verbs of cases. Their effect on money belongs to the room that opened the case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.audit import actions as audit
from adulis.cases.errors import (
    CaseAlreadyClosed,
    CaseNotFound,
    DecisionNotOffered,
    SecondOperatorRequired,
)
from adulis.cases.events import CaseClosed, CaseOpened
from adulis.cases.machine import CASE, CaseState
from adulis.cases.models import Case
from adulis.cases.values import QUESTIONS, CaseKind, Decision
from adulis.events import actions as events
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id


@db.transaction_required
def open_case(
    *,
    kind: CaseKind,
    key: str,
    subject: str,
    merchant_id: UUID | None,
    evidence: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> UUID:
    """Open the case ``key``, or add ``evidence`` to it while it is open; returns its id.

    A closed case stays as it was decided: the same question later is a new case.
    """
    shown = {**evidence, "at": at.isoformat(), "by": str(actor)}
    open_cases = Case.objects.select_for_update(no_key=True).exclude(state=CaseState.CLOSED)
    case, created = open_cases.get_or_create(
        key=key,
        defaults={
            "id": new_id(),
            "kind": kind,
            "subject": subject,
            "merchant_id": merchant_id,
            "state": CaseState.OPEN,
            "evidence": [shown],
            "opened_at": at,
        },
    )
    if not created:
        case.evidence = [*case.evidence, shown]
        case.save(update_fields=["evidence"])
        return case.id
    events.record(
        fact=CaseOpened(subject_id=case.id, merchant_id=merchant_id, kind=kind, about=subject),
        at=at,
    )
    audit.write(
        actor=actor,
        action="case.open",
        subject=f"case/{case.id}",
        merchant_id=merchant_id,
        before={},
        after={"kind": kind, "about": subject},
        at=at,
    )
    return case.id


@db.transaction_required
def propose_decision(
    *,
    case_id: UUID,
    decision: Decision,
    details: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> Case:
    """First pair of eyes: name a decision. Raises DecisionNotOffered, CaseAlreadyClosed."""
    case = _locked(case_id)
    if decision not in QUESTIONS[CaseKind(case.kind)].decisions:
        raise DecisionNotOffered(
            pointer="/decision", offered=list(QUESTIONS[CaseKind(case.kind)].decisions)
        )
    CASE.take("propose", CaseState(case.state), actor.role)
    case.state = CaseState.PROPOSED
    case.proposed_decision = decision
    case.proposed_by = actor.user_id or actor.id
    case.proposed_details = dict(details)
    case.save(update_fields=["state", "proposed_decision", "proposed_by", "proposed_details"])
    _audit(case, "propose", {"decision": decision, **details}, actor, at)
    return case


@db.transaction_required
def withdraw_proposal(*, case_id: UUID, actor: Actor, at: datetime) -> Case:
    """Take a proposal back, so that another can be made."""
    case = _locked(case_id)
    CASE.take("withdraw", CaseState(case.state), actor.role)
    withdrawn = case.proposed_decision
    case.state = CaseState.OPEN
    case.proposed_decision = case.proposed_by = ""
    case.proposed_details = {}
    case.save(update_fields=["state", "proposed_decision", "proposed_by", "proposed_details"])
    _audit(case, "withdraw", {"decision": withdrawn}, actor, at)
    return case


@db.transaction_required
def close_case(*, case_id: UUID, decision: Decision, actor: Actor, at: datetime) -> Case:
    """Second pair of eyes: confirm exactly what was proposed.

    The caller carries the decision out in the same transaction. Raises SecondOperatorRequired for
    the proposer, DecisionNotOffered when it is not what was proposed.
    """
    case = _locked(case_id)
    CASE.take("close", CaseState(case.state), actor.role)
    confirming = actor.user_id or actor.id
    if confirming == case.proposed_by:
        raise SecondOperatorRequired
    if decision != case.proposed_decision:
        raise DecisionNotOffered(pointer="/decision", proposed=case.proposed_decision)
    case.decision = decision
    case.decided_by = confirming
    _close(case, actor, at)
    return case


@db.transaction_required
def settle_cases(
    *,
    subject: str,
    kinds: frozenset[CaseKind],
    key: str | None = None,
    actor: Actor,
    at: datetime,
) -> int:
    """Close what evidence has answered by itself; returns how many cases that were.

    ``key``: only the one of that name, where there may be others of its kind about the subject.
    """
    rows = Case.objects.filter(subject=subject, kind__in=kinds).exclude(state=CaseState.CLOSED)
    if key is not None:
        rows = rows.filter(key=key)
    waiting = list(rows.select_for_update(no_key=True).order_by("id"))
    for case in waiting:
        CASE.take("settle", CaseState(case.state), actor.role)
        case.proposed_decision = case.proposed_by = ""
        _close(case, actor, at)
    return len(waiting)


def _locked(case_id: UUID) -> Case:
    """The case, locked until the end of the transaction. Raises CaseNotFound, CaseAlreadyClosed."""
    case = Case.objects.select_for_update(no_key=True).filter(id=case_id).first()
    if case is None:
        raise CaseNotFound
    if case.state == CaseState.CLOSED:
        raise CaseAlreadyClosed(decision=case.decision)
    return case


def _close(case: Case, actor: Actor, at: datetime) -> None:
    case.state = CaseState.CLOSED
    case.closed_at = at
    case.save(
        update_fields=[
            "state", "closed_at", "decision", "decided_by", "proposed_decision", "proposed_by"
        ]
    )  # fmt: skip
    events.record(
        fact=CaseClosed(
            subject_id=case.id,
            merchant_id=case.merchant_id,
            kind=case.kind,
            about=case.subject,
            decision=case.decision,
        ),
        at=at,
    )
    _audit(case, "close", {"decision": case.decision}, actor, at)


def _audit(case: Case, verb: str, after: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    audit.write(
        actor=actor,
        action=f"case.{verb}",
        subject=f"case/{case.id}",
        merchant_id=case.merchant_id,
        before={},
        after=after,
        at=at,
    )
