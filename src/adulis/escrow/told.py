"""What all facts of escrow have in common. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from adulis.escrow.values import Side
from adulis.events.values import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Fact):
    """``side`` is whose row it is, ``about`` what the agreement is about (``deal/<id>``)."""

    side: str
    agreement_id: UUID
    about: str

    @property
    def subject(self) -> str:
        kind = self.type.partition(".")[0]
        return f"{kind if self.side == Side.BUYER else f'incoming-{kind}'}/{self.subject_id}"
