"""A steady rate with a burst, by the generic cell rate algorithm (ITU-T I.371). Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Rate:
    """Admits ``per_second`` on average, and as many at once as a second has.

    ``tat_ms`` is the theoretical arrival time: when the next one would come, if all kept the pace.
    """

    tat_ms: float = 0

    def admit(self, now_ms: int, per_second: float) -> int | None:
        """None when one more may pass at ``now_ms``; otherwise in how many milliseconds it may."""
        gap_ms = 1000 / per_second
        tolerance_ms = max(1000 - gap_ms, 0)
        early_ms = self.tat_ms - now_ms - tolerance_ms
        if early_ms > 0:
            return max(round(early_ms), 1)
        self.tat_ms = max(self.tat_ms, now_ms) + gap_ms
        return None
