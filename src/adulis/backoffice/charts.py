"""Where the bars and lines of a chart stand, in whole units of a drawing. Pure.

The templates make SVG of it. A drawing is stretched to whatever room there is, so nothing is
written in it: what it says stands beside it, and in a table behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from adulis.kernel.money import rupee_text

WIDTH, HEIGHT = 600, 120
# Of the room that a day has.
_GAP = 4
# What is more than nothing is seen.
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    y: int
    width: int
    height: int
    told: str


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a day, and where its rows are."""

    day: date
    minor: int
    href: str

    @property
    def text(self) -> str:
        return rupee_text(self.minor)

    @property
    def told(self) -> str:
        return f"{self.day}: {self.text}"


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure of each of some days. ``sum`` is told beside it where figures add up."""

    name: str
    title: str
    meaning: str
    points: Sequence[Point]
    sum: str = ""

    @property
    def bars(self) -> list[Bar]:
        step = WIDTH // len(self.points)
        found = []
        for place, each in enumerate(self.points):
            height = _scaled(each.minor, self._most, HEIGHT)
            found.append(
                Bar(place * step + _GAP // 2, HEIGHT - height, step - _GAP, height, each.told)
            )
        return found

    @property
    def line(self) -> str:
        """The points of a polyline through what was held when each day ended."""
        return " ".join(f"{x},{y}" for x, y in self._tops)

    @property
    def area(self) -> str:
        """The same, closed at the foot."""
        return f"{self._tops[0][0]},{HEIGHT} {self.line} {self._tops[-1][0]},{HEIGHT}"

    @property
    def _tops(self) -> list[tuple[int, int]]:
        step = WIDTH // len(self.points)
        return [
            (place * step + step // 2, HEIGHT - _scaled(each.minor, self._most, HEIGHT - _LEAST))
            for place, each in enumerate(self.points)
        ]

    @property
    def highest(self) -> Point:
        """The day with the most, the later one where two are alike."""
        return max(self.points, key=lambda each: (each.minor, each.day))

    @property
    def is_empty(self) -> bool:
        return not any(each.minor for each in self.points)

    @property
    def described(self) -> str:
        """What somebody would be told who does not see it."""
        first, last = self.points[0].day, self.points[-1].day
        if self.is_empty:
            return f"{self.title}, {first} to {last}: nothing."
        top, end = self.highest, self.points[-1]
        return f"{self.title}, {first} to {last}: most on {top.told}; at the end {end.text}."

    @property
    def _most(self) -> int:
        return max(1, *(each.minor for each in self.points))


@dataclass(frozen=True, slots=True)
class Scale:
    """An amount beside others on one scale: a bar that grows from the left."""

    label: str
    minor: int
    width: int
    tone: str
    href: str = ""

    @property
    def text(self) -> str:
        return rupee_text(self.minor)


def beside(amounts: Sequence[tuple[str, int, str, str]]) -> list[Scale]:
    """Amounts (label, paise, tone, address) on one scale; below nothing is as long, and bad."""
    most = max(1, *(abs(minor) for _, minor, _, _ in amounts))
    return [
        Scale(label, minor, _scaled(abs(minor), most, WIDTH), "bad" if minor < 0 else tone, href)
        for label, minor, tone, href in amounts
    ]


def shares(counts: Sequence[int]) -> list[Bar]:
    """Parts of a whole, one after the other over the whole width."""
    whole, before, found = sum(counts), 0, []
    for count in counts:
        start, end = (WIDTH * each // max(1, whole) for each in (before, before + count))
        found.append(Bar(start, 0, end - start, HEIGHT, str(count)))
        before += count
    return found


def _scaled(minor: int, most: int, room: int) -> int:
    return 0 if minor <= 0 else max(_LEAST, room * minor // most)
