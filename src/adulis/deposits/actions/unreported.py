"""Money that a gateway collected or gave back, and that no settlement report of it ever names.

Nothing is posted here: what the gateway owes us stays owed, and people ask it why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import CaseKind, Decision
from adulis.deposits.actions.locking import lock_settlements
from adulis.deposits.actions.moving import profile
from adulis.deposits.machine import RefundState
from adulis.deposits.models import Payment, Refund, SettlementLine
from adulis.deposits.report import PAYMENT, REFUND
from adulis.deposits.values import NOT_THERE, UNREPORTED_PAYMENT, UNREPORTED_REFUND
from adulis.gateways.statements import bank_day
from adulis.kernel import db
from adulis.kernel.actors import Actor

# A gateway that reports nothing at all is one matter, not as many as it has payments: no more are
# asked about at once, and the others when these are answered.
MOST_OPEN = 500


@db.transaction_required
def ask_about_unreported(*, gateway: str, limit: int, actor: Actor, at: datetime) -> int:
    """Look for payments and refunds in the reports, long after they had to be in one.

    What a line names is never looked for again; of the others each is a case. Returns how many are
    done with. A report that comes meanwhile waits, so that its lines are seen, or see the case.
    """
    lock_settlements(gateway)
    prefixes = (UNREPORTED_PAYMENT, UNREPORTED_REFUND)
    kind = CaseKind.SETTLEMENT_MISMATCH
    left = MOST_OPEN - sum(len(questions.open_with_prefix(kind, f"{each}/")) for each in prefixes)
    done = 0
    for rows in (_payments(gateway, limit, at), _refunds(gateway, limit, at)):
        named = _named(gateway, rows)
        unnamed = [each for each in rows if _name_of(each) not in named][: max(left, 0)]
        for each in unnamed:
            _ask(each, actor, at)
        left -= len(unnamed)
        found = [each for each in rows if _name_of(each) in named] + unnamed
        _mark([each.id for each in found])
        done += len(found)
    return done


def _mark(ids: Sequence[UUID]) -> None:
    """No payment and no refund share an id."""
    for rows in (Payment.objects, Refund.objects):
        rows.filter(id__in=ids).update(is_sought=True)


def _payments(gateway: str, limit: int, at: datetime) -> list[Payment]:
    rows = Payment.objects.select_for_update(no_key=True, skip_locked=True).filter(
        Q(patient_until__isnull=True) | Q(patient_until__lte=at),
        gateway=gateway,
        is_sought=False,
        captured_at__lte=at - profile().reported_within,
    )
    return list(rows.order_by("captured_at", "id")[:limit])


def _refunds(gateway: str, limit: int, at: datetime) -> list[Refund]:
    """Those that their payers have."""
    rows = Refund.objects.select_for_update(no_key=True, skip_locked=True).filter(
        Q(patient_until__isnull=True) | Q(patient_until__lte=at),
        gateway=gateway,
        state=RefundState.PROCESSED,
        is_sought=False,
        finished_at__lte=at - profile().reported_within,
    )
    return list(rows.order_by("finished_at", "id")[:limit])


def _name_of(row: Payment | Refund) -> str:
    """The gateway's."""
    return row.payment_id if isinstance(row, Payment) else row.refund_id


def _named(gateway: str, rows: Sequence[Payment | Refund]) -> set[str]:
    """The names among these that a line has, whether or not it says what we booked.

    Of another kind than ours it is not a line of theirs: a dispute's names the dispute.
    """
    if not rows:
        return set()
    lines = SettlementLine.objects.filter(
        gateway=gateway,
        object_id__in=[_name_of(each) for each in rows],
        kind=PAYMENT if isinstance(rows[0], Payment) else REFUND,
    )
    return set(lines.values_list("object_id", flat=True))


def _ask(row: Payment | Refund, actor: Actor, at: datetime) -> None:
    is_payment = isinstance(row, Payment)
    subject = f"{UNREPORTED_PAYMENT if is_payment else UNREPORTED_REFUND}/{row.id}"
    cases.open_case(
        kind=CaseKind.SETTLEMENT_MISMATCH,
        key=questions.next_key(subject),
        subject=subject,
        merchant_id=None,
        evidence={"note": NOT_THERE, "gateway": row.gateway, **_shown(row)},
        actor=actor,
        at=at,
    )


def _shown(row: Payment | Refund) -> dict[str, Any]:
    """As its line would say it; ``day`` is when the gateway did it, in India."""
    if isinstance(row, Payment):
        gross, charge, when = row.amount_minor, row.charge.minor, row.captured_at
    else:
        assert row.finished_at is not None  # only those that are over are looked for
        gross, charge, when = -row.paid_minor, 0, row.paid_late_at or row.finished_at
    return {
        "kind": PAYMENT if isinstance(row, Payment) else REFUND,
        "object": _name_of(row),
        "day": bank_day(when).isoformat(),
        "gross_minor": gross,
        "charge_minor": charge,
        "net_minor": gross - charge,
        "currency": row.currency,
    }


@db.transaction_required
def answer_unreported(*, lines: Sequence[SettlementLine], actor: Actor, at: datetime) -> int:
    """Close the questions that these lines answer: they came late, but they came."""
    names = {
        kind: [each.object_id for each in lines if each.kind == kind] for kind in (PAYMENT, REFUND)
    }
    gateways = {each.gateway for each in lines}
    payments = Payment.objects.filter(gateway__in=gateways, payment_id__in=names[PAYMENT])
    refunds = Refund.objects.filter(gateway__in=gateways, refund_id__in=names[REFUND])
    subjects = [f"{UNREPORTED_PAYMENT}/{each}" for each in payments.values_list("id", flat=True)]
    subjects += [f"{UNREPORTED_REFUND}/{each}" for each in refunds.values_list("id", flat=True)]
    kind = CaseKind.SETTLEMENT_MISMATCH
    return sum(
        cases.settle_cases(subject=subject, kinds=frozenset({kind}), actor=actor, at=at)
        for subject in sorted(questions.open_subjects(subjects, kind))
    )


@db.transaction_required
def decide_unreported(
    *,
    case_id: UUID,
    decision: Decision,
    details: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    """``retry`` gives the gateway as long again; ``accept`` notes that two people know of it."""
    kind, _, name = questions.case_for_operator(case_id).subject.partition("/")
    row: Payment | Refund
    if kind == UNREPORTED_PAYMENT:
        row = Payment.objects.select_for_update(no_key=True).get(id=UUID(name))
    else:
        row = Refund.objects.select_for_update(no_key=True).get(id=UUID(name))
    cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
    if decision is Decision.RETRY:
        row.is_sought, row.patient_until = False, at + profile().reported_within
        row.save(update_fields=["is_sought", "patient_until"])
