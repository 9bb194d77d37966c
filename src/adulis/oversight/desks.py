"""Who is on what of all that waits for operators.

An ownership counts while its thing waits and its owner is an operator who may sign in; what is left
over of others is removed by the worker, and is nobody's before that already.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from adulis.approvals import queries as approvals
from adulis.cases import queries as cases
from adulis.cases.machine import CaseState
from adulis.disputes import queries as disputes
from adulis.oversight.models import Ownership
from adulis.oversight.values import Owner, Whose, WorkKind
from adulis.verification import queries as verification
from adulis.verification.machine import VerificationState

# What of each kind waits. A verification is known by its merchant.
_WAITING: Mapping[WorkKind, Callable[[], QuerySet[Any]]] = {
    WorkKind.CASE: lambda: cases.for_operators().exclude(state=CaseState.CLOSED),
    WorkKind.DISPUTE: disputes.judged_for_operators,
    WorkKind.VERIFICATION: lambda: verification.queue_for_operator(VerificationState.SUBMITTED),
    WorkKind.APPROVAL: lambda: approvals.waiting_among(approvals.of_operators()),
}


def _named(kind: WorkKind) -> str:
    return "merchant_id" if kind is WorkKind.VERIFICATION else "id"


def is_waiting(kind: WorkKind, thing_id: UUID) -> bool:
    """Whether somebody still has to decide about it."""
    return _WAITING[kind]().filter(**{_named(kind): thing_id}).exists()


def counting(kind: WorkKind) -> QuerySet[Ownership]:
    """The ownerships that count."""
    waiting = _WAITING[kind]().order_by().values(_named(kind))
    rows = Ownership.objects.filter(kind=kind, thing_id__in=waiting, owner__is_active=True)
    return rows.exclude(owner__operator_role="")


def owners_for_operator(kind: WorkKind, things: Collection[UUID]) -> dict[UUID, Owner]:
    """Who is on each of ``things``, in one query; what is nobody's is left out."""
    rows = counting(kind).filter(thing_id__in=list(things))
    told = rows.values_list("thing_id", "owner_id", "owner__name", "taken_at")
    return {thing: Owner(owner, name, since) for thing, owner, name, since in told}


def whose(rows: QuerySet[Any], kind: WorkKind, wanted: str, *, person: UUID) -> QuerySet[Any]:
    """Of ``rows`` of a kind: those that ``person`` is on, or nobody; all for any other word."""
    owned = counting(kind)
    if wanted == Whose.MINE:
        return rows.filter(**{f"{_named(kind)}__in": owned.filter(owner=person).values("thing_id")})
    if wanted == Whose.NOBODYS:
        return rows.exclude(**{f"{_named(kind)}__in": owned.values("thing_id")})
    return rows
