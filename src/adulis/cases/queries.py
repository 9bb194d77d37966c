"""Questions about cases, scoped by who asks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from adulis.cases.errors import CaseNotFound
from adulis.cases.machine import CaseState
from adulis.cases.models import Case
from adulis.cases.values import CaseKind, Decision


def of_merchant(merchant_id: UUID) -> QuerySet[Case]:
    """A merchant's cases, newest first."""
    return Case.objects.filter(merchant_id=merchant_id).order_by("-opened_at", "-id")


def count_open(merchant_id: UUID) -> int:
    """How many of a merchant's cases still wait for a decision."""
    return Case.objects.filter(merchant_id=merchant_id).exclude(state=CaseState.CLOSED).count()


def for_operators() -> QuerySet[Case]:
    """Every case, oldest open first: the queue."""
    return Case.objects.order_by("opened_at", "id")


def open_about(subject: str) -> list[Case]:
    """Cases that still wait for a decision about ``subject``."""
    return list(
        Case.objects.filter(subject=subject).exclude(state=CaseState.CLOSED).order_by("opened_at")
    )


def next_key(key: str) -> str:
    """``key``, or ``key/2``, ``key/3`` … when the same was asked and decided before.

    For questions that a decision may leave open (go on asking, try again); the caller holds the
    lock on their subject.
    """
    asked = Case.objects.filter(Q(key=key) | Q(key__startswith=f"{key}/"), state=CaseState.CLOSED)
    decided = asked.count()
    return f"{key}/{decided + 1}" if decided else key


def open_subjects(subjects: Sequence[str], kind: CaseKind) -> set[str]:
    """Those of ``subjects`` about which a question of this kind waits for a decision."""
    rows = Case.objects.filter(subject__in=subjects, kind=kind).exclude(state=CaseState.CLOSED)
    return set(rows.values_list("subject", flat=True))


def answered(subjects: Sequence[str], kind: CaseKind) -> set[str]:
    """Keys of questions about ``subjects`` that were asked before and need not be asked again.

    One is asked again when the decision was to go on asking.
    """
    rows = Case.objects.filter(subject__in=subjects, kind=kind).order_by("opened_at", "id")
    latest = dict(rows.values_list("key", "decision"))
    return {key for key, decision in latest.items() if decision != Decision.KEEP_ASKING}


def open_with_prefix(kind: CaseKind, prefix: str) -> set[str]:
    """Subjects beginning with ``prefix`` about which a question of this kind waits."""
    rows = Case.objects.filter(subject__startswith=prefix, kind=kind)
    return set(rows.exclude(state=CaseState.CLOSED).values_list("subject", flat=True))


def case_of_merchant(case_id: UUID, merchant_id: UUID) -> Case:
    """One case of this merchant. Raises CaseNotFound."""
    case = Case.objects.filter(id=case_id, merchant_id=merchant_id).first()
    if case is None:
        raise CaseNotFound
    return case


def case_for_operator(case_id: UUID) -> Case:
    """Any case, for an operator. Raises CaseNotFound."""
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        raise CaseNotFound
    return case


def opened_since(moment: datetime, kinds: Collection[CaseKind]) -> int:
    """How many questions of these kinds were opened since then and wait for an answer."""
    rows = Case.objects.filter(kind__in=list(kinds), opened_at__gte=moment)
    return rows.exclude(state=CaseState.CLOSED).count()
