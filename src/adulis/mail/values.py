"""A letter as it travels, and what became of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, repr=False)
class Parcel:
    """A letter in clear, for as long as it takes to send it; ``fence`` says whose turn it is.

    ``unsubscribe`` is where such letters are switched off; empty: they cannot be. ``origin`` is the
    request that it came of (``kernel.origins``).
    """

    id: UUID
    fence: int
    recipient: str
    subject: str
    text: str
    html: str
    unsubscribe: str = ""
    origin: str = ""

    def __repr__(self) -> str:
        return f"Parcel({self.id})"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the mail server said; ``error`` is empty when it took the letter.

    ``is_final``: it will never take it, so asking again is of no use.
    """

    error: str = ""
    is_final: bool = False

    @property
    def is_sent(self) -> bool:
        return self.error == ""
