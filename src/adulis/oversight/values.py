"""Who may propose and decide what, and how it is told in numbers. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from adulis.approvals.values import ApprovalKind
from adulis.cases.values import Decision
from adulis.disputes.values import RULERS
from adulis.identity.values import OperatorRole, TooNew
from adulis.kernel.money import Money, rupee_text

MONEY = (OperatorRole.FINANCE, OperatorRole.ADMIN)
# A freeze is about whom we deal with, not about money; so is its end.
FREEZERS = (OperatorRole.COMPLIANCE, OperatorRole.ADMIN)
DECIDERS = (OperatorRole.FINANCE, OperatorRole.COMPLIANCE, OperatorRole.ADMIN)


class WorkKind(StrEnum):
    """What waits for operators, and may have one who is on it."""

    APPROVAL = "approval"
    CASE = "case"
    DISPUTE = "dispute"
    VERIFICATION = "verification"


class Whose(StrEnum):
    """Which part of a queue."""

    ALL = "all"
    MINE = "mine"
    NOBODYS = "nobodys"


# Whoever may decide about it, or say yes to it, may be on it.
WORKERS: Mapping[WorkKind, Collection[OperatorRole]] = {
    WorkKind.APPROVAL: DECIDERS,
    WorkKind.CASE: MONEY,
    WorkKind.DISPUTE: RULERS,
    WorkKind.VERIFICATION: FREEZERS,
}
# What a decision about a case may name: to whom something belongs.
TO_WHOM = ("merchant_id", "payout_id")
OPERATOR_ROLES: Mapping[ApprovalKind, tuple[OperatorRole, ...]] = {
    ApprovalKind.FEE: MONEY,
    ApprovalKind.LIMIT: MONEY,
    ApprovalKind.ADJUSTMENT: MONEY,
    ApprovalKind.UNFREEZE: FREEZERS,
    ApprovalKind.RESUME_BANK: MONEY,
    ApprovalKind.DEAL: DECIDERS,
    ApprovalKind.RULING: RULERS,
}


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is on something, and since when."""

    user_id: UUID
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Above which amounts another owner of the merchant has to agree; None: never."""

    payouts_above: Money | None
    transfers_above: Money | None
    releases_above: Money | None

    def is_looser_than(self, other: Thresholds) -> bool:
        """Whether anything could go with one owner now that could not before."""
        pairs = (
            (self.payouts_above, other.payouts_above),
            (self.transfers_above, other.transfers_above),
            (self.releases_above, other.releases_above),
        )
        return any(before is not None and (now is None or now > before) for now, before in pairs)

    def as_json(self) -> dict[str, int | None]:
        return {
            "payouts_above_paise": _minor(self.payouts_above),
            "transfers_above_paise": _minor(self.transfers_above),
            "releases_above_paise": _minor(self.releases_above),
        }


@dataclass(frozen=True, slots=True)
class Inboxed:
    """Something that waits for a second person, or did, as one of those who may see it sees it.

    ``not_yet``: why they cannot approve it so far, though they are of those who may.
    """

    id: UUID
    kind: str
    subject: str
    merchant_id: UUID | None
    state: str
    reason: str
    effect: str
    details: Mapping[str, Any]
    digest: str
    asked_by: str
    asked_by_name: str
    asked_at: datetime
    expires_at: datetime | None
    decided_by: str
    decided_by_name: str
    decided_at: datetime | None
    note: str
    not_yet: TooNew | None
    allowed_moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A decision about a case, and what it would do as things stand."""

    decision: Decision
    effect: str


def subject_of_pause(bank: str, since: datetime) -> str:
    """What a question whether payouts go to ``bank`` again is about: one pause, and no later."""
    return f"bank/{bank}/pause/{since.isoformat()}"


def limit_text(minor: int | None) -> str:
    return "no limit" if minor is None else f"at most {rupee_text(minor)}"


def paused_text(count: int, minor: int) -> str:
    """How many payouts wait until a bank is resumed."""
    if not count:
        return "nothing waits for it now"
    return f"{count:,} {'payout' if count == 1 else 'payouts'} of {rupee_text(minor)} wait for it"


def threshold_text(minor: int | None) -> str:
    return "no second owner" if minor is None else f"a second owner above {rupee_text(minor)}"


def tariff_text(flat_minor: int, basis_points: int, tax_basis_points: int) -> str:
    """``₹2.00 + 0.50 %, and 18.00 % tax on that``."""
    parts = f"{rupee_text(flat_minor)} + {_percent(basis_points)}"
    return f"{parts}, and {_percent(tax_basis_points)} tax on that"


def _percent(basis_points: int) -> str:
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02d} %"


def _minor(amount: Money | None) -> int | None:
    return None if amount is None else amount.minor
