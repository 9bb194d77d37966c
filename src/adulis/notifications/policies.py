"""Who is told by which way. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from adulis.identity.values import MemberRole
from adulis.notifications.values import Channel, LetterHours, Rule, WatchLevel

# A letter that waited leaves its reader half a day.
ENOUGH_TO_ACT = timedelta(hours=12)


def is_watched(level: WatchLevel, *, is_turn: bool, is_money: bool) -> bool:
    """Whether somebody who watches a deal at ``level`` wants to hear of a fact about it."""
    return {
        WatchLevel.ALL: True,
        WatchLevel.MY_TURN: is_turn,
        WatchLevel.MONEY: is_money,
        WatchLevel.MUTED: False,
    }[level]


def is_told(
    channel: Channel,
    rule: Rule,
    *,
    chosen: bool | None,
    role: MemberRole | None,
    is_watched: bool = True,
) -> bool:
    """Whether somebody gets a notice or a letter, who is ``role`` to the merchant it is about.

    ``role`` None: it is about them alone. The first that decides: what is told always is told to
    whoever gets it anyway, however quiet they want a deal to be (``is_watched``); then that; then
    what they chose for the group; then what is so until somebody chooses: letters go to owners.
    """
    gets_anyway = channel is Channel.IN_APP or role in {MemberRole.OWNER, None}
    if rule is Rule.ALWAYS and gets_anyway:
        return True
    if rule is not Rule.ALWAYS and not is_watched:
        return False
    if chosen is not None:
        return chosen
    return gets_anyway and rule is not Rule.OFF


def letter_due_at(
    rule: Rule, hours: LetterHours | None, *, deadline: datetime | None, at: datetime
) -> datetime:
    """When a letter is to be written of what is told ``at``; that moment itself: at once.

    What is told always never waits, and nothing waits so long that fewer than twelve hours were
    left to a ``deadline`` that it names.
    """
    if hours is None or rule is Rule.ALWAYS:
        return at
    zone, due = ZoneInfo(hours.time_zone), at
    if hours.digest_hour is not None:
        due = _next(time(hours.digest_hour), zone, after=due)
    if hours.quiet_until is not None and _is_quiet(hours, due.astimezone(zone).time()):
        due = _next(hours.quiet_until, zone, after=due)
    return at if deadline is not None and due > deadline - ENOUGH_TO_ACT else due


def _is_quiet(hours: LetterHours, clock: time) -> bool:
    begins, ends = hours.quiet_from, hours.quiet_until
    if begins is None or ends is None:
        return False
    if begins < ends:
        return begins <= clock < ends
    return clock >= begins or clock < ends


def _next(clock: time, zone: ZoneInfo, *, after: datetime) -> datetime:
    """When clocks of ``zone`` show this the next time."""
    day = after.astimezone(zone).date()
    while (found := datetime.combine(day, clock, zone).astimezone(UTC)) <= after:
        day += timedelta(days=1)
    return found


def is_mandatory(channel: Channel, rule: Rule, *, owns: bool) -> bool:
    """Whether a person cannot switch it off; ``owns``: they own some merchant."""
    return rule is Rule.ALWAYS and (channel is Channel.IN_APP or owns)
