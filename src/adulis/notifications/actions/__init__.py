"""The verbs of this room, one module each."""

from adulis.notifications.actions.choosing import choose, unsubscribe
from adulis.notifications.actions.reading import forget_notices, read_all, read_notice
from adulis.notifications.actions.telling import announce, tell, tell_again

__all__ = [
    "announce",
    "choose",
    "forget_notices",
    "read_all",
    "read_notice",
    "tell",
    "tell_again",
    "unsubscribe",
]
