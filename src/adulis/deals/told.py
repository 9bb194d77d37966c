"""What all facts of deals have in common. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from adulis.deals.values import Side
from adulis.events.values import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Fact):
    """``side`` is whose row it is."""

    side: str

    @property
    def subject(self) -> str:
        is_posters = self.side == Side.POSTER
        return f"{'deal' if is_posters else 'incoming-deal'}/{self.subject_id}"
