"""The verbs of this room, one module each."""

from adulis.notifications.actions.alerting import (
    dismiss_alert,
    end_alert,
    keep_alert,
    publish_alert,
    tell_of_alert,
)
from adulis.notifications.actions.choosing import choose, unsubscribe, watch_at_level
from adulis.notifications.actions.gathering import set_letter_hours, write_waiting
from adulis.notifications.actions.reading import forget_notices, read_all, read_notice
from adulis.notifications.actions.telling import announce, tell, tell_again

__all__ = [
    "announce",
    "choose",
    "dismiss_alert",
    "end_alert",
    "forget_notices",
    "keep_alert",
    "publish_alert",
    "read_all",
    "read_notice",
    "set_letter_hours",
    "tell",
    "tell_again",
    "tell_of_alert",
    "unsubscribe",
    "watch_at_level",
    "write_waiting",
]
