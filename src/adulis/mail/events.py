"""The facts of this room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from adulis.events.values import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFailed(Fact):
    """A letter could not be sent and is not tried any more; ``about`` is what it tells of."""

    type: ClassVar[str] = "letter.failed"

    template: str
    about: str
