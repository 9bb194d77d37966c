"""The facts of this room. None of them tells anything about a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from adulis.events.values import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationSubmitted(Fact):
    """An operator is to compare what was said with what was shown."""

    type: ClassVar[str] = "verification.submitted"

    submission_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationVerified(Fact):
    """The merchant may move money, within the limits of ``tier``."""

    type: ClassVar[str] = "verification.verified"

    submission_number: int
    tier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationRefused(Fact):
    """``reasons`` are codes; the merchant mends what they are about and submits again."""

    type: ClassVar[str] = "verification.refused"

    submission_number: int
    reasons: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationDowngraded(Fact):
    """From here on nothing new is paid out, until the merchant is verified again."""

    type: ClassVar[str] = "verification.downgraded"

    reasons: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationRevoked(Fact):
    """The same, and because something was not as it was said to be."""

    type: ClassVar[str] = "verification.revoked"

    reasons: list[str]
