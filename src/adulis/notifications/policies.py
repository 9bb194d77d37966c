"""Who is told by which way. Pure."""

from __future__ import annotations

from adulis.identity.values import MemberRole
from adulis.notifications.values import Channel, Rule, WatchLevel


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


def is_mandatory(channel: Channel, rule: Rule, *, owns: bool) -> bool:
    """Whether a person cannot switch it off; ``owns``: they own some merchant."""
    return rule is Rule.ALWAYS and (channel is Channel.IN_APP or owns)
