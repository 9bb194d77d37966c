"""Who is told by which way. Pure."""

from __future__ import annotations

from adulis.identity.values import MemberRole
from adulis.notifications.values import Channel, Rule


def is_told(channel: Channel, rule: Rule, *, chosen: bool | None, role: MemberRole | None) -> bool:
    """Whether somebody gets a notice or a letter, who is ``role`` to the merchant it is about.

    ``role`` None: it is about them alone. Letters go to owners, and to others who asked for them;
    what is told always cannot be switched off by whoever gets it anyway.
    """
    gets_anyway = channel is Channel.IN_APP or role in {MemberRole.OWNER, None}
    if rule is Rule.ALWAYS and gets_anyway:
        return True
    if chosen is not None:
        return chosen
    return gets_anyway and rule is not Rule.OFF


def is_mandatory(channel: Channel, rule: Rule, *, owns: bool) -> bool:
    """Whether a person cannot switch it off; ``owns``: they own some merchant."""
    return rule is Rule.ALWAYS and (channel is Channel.IN_APP or owns)
