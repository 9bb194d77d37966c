"""Exchange rates to the rupee: drawn from seed and minute, unless somebody has set them."""

from __future__ import annotations

import sqlite3
from typing import Any

from simulators.ground import chance, times
from simulators.ground.wire import Malformed

# Rupees for one, in ten-thousandths. Around these they move, by at most half a percent.
_MIDDLE = {"USD": 834_512, "EUR": 903_127, "GBP": 1_058_940}
_SWING_BASIS_POINTS = 50
_MINUTE_MS = 60_000


def rate(
    db: sqlite3.Connection, base: str, quote: str, *, now_ms: int, seed: int
) -> dict[str, Any]:
    """Rupees for one ``base``, as a decimal with four places. Raises Malformed."""
    if base not in _MIDDLE or quote != "INR":
        raise Malformed(f"base is one of {', '.join(_MIDDLE)}, quote is INR")
    fixed = db.execute("SELECT * FROM fixed_rates WHERE base = ?", (base,)).fetchone()
    drawn = fixed["rate_ten_thousandths"] if fixed else _drawn(base, now_ms, seed)
    return {
        "base": base,
        "quote": quote,
        "rate": f"{drawn // 10_000}.{drawn % 10_000:04d}",
        "at": times.iso(now_ms),
    }


def _drawn(base: str, now_ms: int, seed: int) -> int:
    luck = chance.draw(seed, "rate", base, now_ms // _MINUTE_MS)
    swing = round((luck * 2 - 1) * _SWING_BASIS_POINTS * 100)
    return _MIDDLE[base] + _MIDDLE[base] * swing // 1_000_000


def fix(db: sqlite3.Connection, said: dict[str, Any]) -> None:
    """From now on ``rate`` (a decimal text) for one ``base``; null: drawn. Raises Malformed."""
    base, given = said.get("base"), said.get("rate")
    if base not in _MIDDLE:
        raise Malformed(f"base is one of {', '.join(_MIDDLE)}")
    if given is None:
        db.execute("DELETE FROM fixed_rates WHERE base = ?", (base,))
        return
    whole, _, part = str(given).partition(".")
    if not (whole.isdigit() and (part.isdigit() or not part) and len(part) <= 4 and len(whole) < 7):
        raise Malformed("rate is a decimal with at most four places, as a text")
    value = int(whole) * 10_000 + int(part.ljust(4, "0") or 0)
    if not value:
        raise Malformed("rate is above 0")
    db.execute("INSERT OR REPLACE INTO fixed_rates VALUES (?, ?)", (base, value))
