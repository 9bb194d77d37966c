"""What all facts of disputes have in common. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from adulis.escrow.values import Side
from adulis.events.values import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Fact):
    """``side`` is whose row it is, ``about`` what the agreement is about (``deal/<id>``)."""

    side: str
    milestone_id: UUID
    about: str

    @property
    def subject(self) -> str:
        return f"{'dispute' if self.side == Side.BUYER else 'incoming-dispute'}/{self.subject_id}"
