"""What waits for a second person, as whoever may decide it sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from adulis.approvals import queries as approvals
from adulis.approvals.machine import ApprovalState
from adulis.approvals.values import ApprovalKind
from adulis.cases import queries as cases
from adulis.cases.values import CaseKind
from adulis.deposits import queries as deposits
from adulis.escrow import queries as escrow
from adulis.gateways import queries as gateways
from adulis.gateways.queries import Restoration
from adulis.gateways.statements import bank_day
from adulis.identity import queries as identity
from adulis.identity.values import Caller, MemberRole, Viewer
from adulis.oversight.effects import effect_of
from adulis.oversight.suspense import suspense_now
from adulis.oversight.values import OPERATOR_ROLES, Inboxed, Thresholds
from adulis.payouts import queries as payouts
from adulis.reconciliation import queries as statements
from adulis.transfers import queries as transfers
from adulis.wallets.values import Suspense

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from adulis.approvals.models import Approval

BOXES = ("waiting", "asked", "decided")
# What a bank or a gateway knows of, and a database that was restored has forgotten.
FORGOTTEN = (CaseKind.MISSING_HERE, CaseKind.UNKNOWN_REFERENCE, CaseKind.SETTLEMENT_MISMATCH)


def thresholds_of(merchant_id: UUID) -> Thresholds:
    """Above which amounts another owner has to agree."""
    return Thresholds(
        payouts.approval_threshold(merchant_id),
        transfers.approval_threshold(merchant_id),
        escrow.approval_threshold(merchant_id),
    )


def suspense() -> Suspense:
    """What lies in suspense in rupees, and what of it open questions are about."""
    return suspense_now()


def box_of(rows: QuerySet[Approval], box: str | None, *, person: UUID) -> QuerySet[Approval]:
    """Of ``rows``: what waits for this person, what they asked for, or what is decided."""
    if box == "waiting":
        return rows.filter(state=ApprovalState.WAITING).exclude(asked_by=str(person))
    if box == "asked":
        return rows.filter(asked_by=str(person))
    return rows.exclude(state=ApprovalState.WAITING) if box == "decided" else rows


def inbox_of_merchant(viewer: Viewer) -> QuerySet[Approval]:
    """What owners of the merchant decide, newest first."""
    return approvals.of_merchant(viewer.merchant_id)


def inbox_of_operators() -> QuerySet[Approval]:
    """What operators decide, newest first."""
    return approvals.of_operators()


def seen_by_member(viewer: Viewer, rows: Sequence[Approval], *, at: datetime) -> list[Inboxed]:
    """As somebody of the merchant sees them: who may decide is an owner, and a person."""
    may_decide = viewer.role is MemberRole.OWNER and viewer.caller.key_id is None
    seen = _seen(rows, viewer.caller, {each.id: may_decide for each in rows}, at)
    return _but_not_yet(viewer, seen, at) if may_decide else seen


def _but_not_yet(viewer: Viewer, seen: list[Inboxed], at: datetime) -> list[Inboxed]:
    """Without the answer that is refused as long as one of the two does not count."""
    waits = identity.too_new(
        viewer.merchant_id,
        [(each.asked_by, each.asked_at) for each in seen],
        approver=viewer.caller.user_id,
        now=at,
    )
    return [
        each
        if found is None or "approve" not in each.allowed_moves
        else replace(
            each,
            not_yet=found,
            allowed_moves=tuple(move for move in each.allowed_moves if move != "approve"),
        )
        for each, found in zip(seen, waits, strict=True)
    ]


def seen_by_operator(caller: Caller, rows: Sequence[Approval], *, at: datetime) -> list[Inboxed]:
    """As an operator sees them: their role decides what they may decide."""
    may = {
        each.id: caller.operator_role in OPERATOR_ROLES[ApprovalKind(each.kind)] for each in rows
    }
    return _seen(rows, caller, may, at)


def _seen(
    rows: Sequence[Approval], caller: Caller, may_decide: dict[UUID, bool], at: datetime
) -> list[Inboxed]:
    people = {person for each in rows for person in (each.asked_by, each.decided_by)}
    names = identity.names_of(("user", person) for person in people if _is_person(person))
    return [
        Inboxed(
            id=each.id,
            kind=each.kind,
            subject=each.subject,
            merchant_id=each.merchant_id,
            state=each.state,
            reason=each.reason,
            effect=effect_of(each.kind, each.details, at=at),
            details=each.details,
            digest=each.digest,
            asked_by=each.asked_by,
            asked_by_name=names.get(("user", each.asked_by), ""),
            asked_at=each.asked_at,
            expires_at=each.expires_at,
            decided_by=each.decided_by,
            decided_by_name=names.get(("user", each.decided_by), ""),
            decided_at=each.decided_at,
            note=each.note,
            not_yet=None,
            allowed_moves=_moves(each, caller, may_decide=may_decide[each.id]),
        )
        for each in rows
    ]


def _moves(row: Approval, caller: Caller, *, may_decide: bool) -> tuple[str, ...]:
    if row.state != ApprovalState.WAITING or caller.key_id is not None:
        return ()
    if row.asked_by == str(caller.user_id):
        return ("withdraw",)
    return ("approve", "refuse") if may_decide else ()


def _is_person(text: str) -> bool:
    """Whoever decided may be the worker, which has no id."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


# So many days are named in a sentence; that there are more is said.
_MOST_NAMED = 7


def left_to_restore(restored: Restoration, *, at: datetime) -> list[str]:
    """What has to be done before a restored database may send money, a sentence for each."""
    left = []
    if open_ones := payouts.unasked(restored.unsettled):
        left.append(f"The bank has not been asked yet about {open_ones:,} open references.")
    if unheard := deposits.unheard_refunds(restored.noticed_at):
        left.append(f"The payment gateway has said nothing yet about {unheard:,} open refunds.")
    left += _statements_left(restored.noticed_at, at)
    if forgotten := cases.opened_since(restored.noticed_at, FORGOTTEN):
        left.append(f"{forgotten:,} questions about payments that are not known here are open.")
    if restored.examined_at is None or restored.examined_at <= restored.noticed_at:
        left.append("The invariants were not examined since then.")
    elif restored.broken_count:
        left.append(f"{restored.broken_count:,} rows break an invariant.")
    return left


def _statements_left(noticed_at: datetime, now: datetime) -> list[str]:
    """What lacks of the bank's statements, whoever has to bring them."""
    bank, today, left = settings.BANK_CODE, bank_day(now), []
    days = statements.days_not_read(bank, since=noticed_at, now=now)
    over = [f"{day}" for day in days if day < today]
    if len(over) == 1:
        left.append(f"The bank's statement of {over[0]} has not come in.")
    elif over:
        named, more = over[:_MOST_NAMED], len(over) - _MOST_NAMED
        *first, last = [*named, f"{more:,} more days"] if more > 0 else named
        left.append(f"The bank's statements of {', '.join(first)} and {last} have not come in.")
    if today in days:
        left.append(
            f"No statement of the bank of {today} has come in since then;"
            " it can be brought by hand, or comes when the day is over."
        )
    if gateways.has_unmatched_lines(bank, until=today):
        left.append("Lines of the bank's statements were not matched yet.")
    return left
