"""Facts about approvals. What operators decide is in no merchant's stream."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from adulis.events.values import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalAsked(Fact):
    """Something waits for a second person until then; ``about`` is its subject."""

    type: ClassVar[str] = "approval.asked"

    kind: str
    about: str
    asked_by: str
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalApproved(Fact):
    """Another person agreed, and it was carried out in the same commit."""

    type: ClassVar[str] = "approval.approved"

    kind: str
    about: str
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRefused(Fact):
    """It will not be done."""

    type: ClassVar[str] = "approval.refused"

    kind: str
    about: str
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalWithdrawn(Fact):
    """Whoever asked took it back, or what it was about is gone."""

    type: ClassVar[str] = "approval.withdrawn"

    kind: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalExpired(Fact):
    """Nobody decided in time, so it will not be done."""

    type: ClassVar[str] = "approval.expired"

    kind: str
    about: str
