"""Facts about cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from adulis.events.values import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Fact):
    """Something waits for a human decision."""

    type: ClassVar[str] = "case.opened"
    kind: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(Fact):
    """A decision was taken; ``decision`` is empty when evidence made it unnecessary."""

    type: ClassVar[str] = "case.closed"
    kind: str
    about: str
    decision: str
