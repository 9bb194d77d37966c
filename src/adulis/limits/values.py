"""What is limited, over how long, and what is left. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum

from adulis.kernel.money import Money

# Days and months of limits are India's, whatever the server thinks (UTC+05:30, no summer time).
IST = timezone(timedelta(hours=5, minutes=30))

# The tier of rules for everybody whose own tier has none.
EVERYBODY = "*"


class LimitKind(StrEnum):
    """What moves: each kind is counted by itself."""

    PAYOUT = "payout"
    TRANSFER_OUT = "transfer_out"
    TRANSFER_IN = "transfer_in"
    DEPOSIT = "deposit"


class Window(StrEnum):
    """Over how long it is counted: one movement, a day, a calendar month."""

    SINGLE = "single"
    DAY = "day"
    MONTH = "month"

    def start(self, moment: datetime) -> datetime:
        """When the window that ``moment`` lies in began (midnight IST)."""
        local = moment.astimezone(IST).replace(hour=0, minute=0, second=0, microsecond=0)
        if self is Window.SINGLE:
            return moment
        return local.replace(day=1) if self is Window.MONTH else local

    def next_start(self, moment: datetime) -> datetime:
        """When it begins anew."""
        if self is Window.SINGLE:
            return moment
        begun = self.start(moment)
        if self is Window.DAY:
            return begun + timedelta(days=1)
        return (begun + timedelta(days=31)).replace(day=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a tier allows of one kind; None: no limit."""

    single: Money | None = None
    day: Money | None = None
    month: Money | None = None

    def of(self, window: Window) -> Money | None:
        return {Window.SINGLE: self.single, Window.DAY: self.day, Window.MONTH: self.month}[window]

    @property
    def counted(self) -> tuple[Window, ...]:
        """The windows for which somebody has to count what was moved before."""
        return tuple(window for window in (Window.DAY, Window.MONTH) if self.of(window) is not None)

    def exceeded_by(self, amount: Money, used: Mapping[Window, Money]) -> list[Window]:
        """Every window that has no room for ``amount`` after ``used``."""
        zero = Money(0, amount.currency)
        return [
            window
            for window in Window
            if (maximum := self.of(window)) is not None
            and used.get(window, zero) + amount > maximum
        ]

    def broken_by(self, amount: Money, used: Mapping[Window, Money]) -> Broken | None:
        """The first limit that ``amount`` would exceed after ``used``; None: it fits all."""
        for window in self.exceeded_by(amount, used):
            maximum = self.of(window)
            assert maximum is not None
            return Broken(window, maximum, used.get(window, Money(0, amount.currency)))
        return None


@dataclass(frozen=True, slots=True)
class Broken:
    """A limit that something does not fit into."""

    window: Window
    maximum: Money
    used: Money

    @property
    def left(self) -> Money:
        return max(Money(0, self.maximum.currency), self.maximum - self.used)
