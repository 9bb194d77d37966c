"""What ``./adulis doctor`` found, in three levels.

*broken*: the platform does not work, or does not keep its promises. *weak*: it works, and something
that protects it is missing. *fine*: looked at, nothing to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    FINE = "fine"
    WEAK = "weak"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """``about`` names the thing, ``says`` how it is, ``remedy`` what to do (empty when fine)."""

    level: Level
    about: str
    says: str
    remedy: str = ""


def fine(about: str, says: str) -> Finding:
    return Finding(Level.FINE, about, says)


def weak(about: str, says: str, remedy: str) -> Finding:
    return Finding(Level.WEAK, about, says, remedy)


def broken(about: str, says: str, remedy: str) -> Finding:
    return Finding(Level.BROKEN, about, says, remedy)
