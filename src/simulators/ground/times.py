"""Moments, as the stores keep them: milliseconds since 1970 UTC. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

IST = timezone(timedelta(hours=5, minutes=30), "IST")
DAY_MS = 86_400_000


def milliseconds(moment: datetime) -> int:
    """``moment`` (with a time zone) as the store keeps it."""
    return round(moment.timestamp() * 1000)


def ist(moment_ms: int) -> datetime:
    return datetime.fromtimestamp(moment_ms / 1000, IST)


def day_in_india(moment_ms: int) -> date:
    """The day of the books: it begins at midnight in India, 18:30 UTC."""
    return ist(moment_ms).date()


def now_iso() -> str:
    """Real time: lines of a log are of no other."""
    return iso(milliseconds(datetime.now(UTC)))


def iso(moment_ms: int) -> str:
    """``2026-11-21T05:21:00.123Z``: how times look on the wire."""
    moment = datetime.fromtimestamp(moment_ms / 1000, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment_ms % 1000:03d}Z"
