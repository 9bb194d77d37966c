"""Facts about fees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from adulis.events.values import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeSet(Fact):
    """From ``starts_at`` on, a service costs this. It concerns every merchant."""

    type: ClassVar[str] = "fee.set"
    service: str
    starts_at: datetime
    flat_minor: int
    basis_points: int
    tax_basis_points: int
