"""The verbs of webhooks."""

from adulis.webhooks.actions.endpoints import (
    archive_endpoint,
    create_endpoint,
    disable_endpoint,
    enable_endpoint,
    rotate_secret,
    test_endpoint,
    update_endpoint,
)
from adulis.webhooks.actions.fanning import fan_out
from adulis.webhooks.actions.outcomes import note_outcome
from adulis.webhooks.actions.replaying import replay_delivery, replay_failed, replay_since
from adulis.webhooks.actions.taking import give_back_deliveries, take_up_deliveries

__all__ = [
    "archive_endpoint",
    "create_endpoint",
    "disable_endpoint",
    "enable_endpoint",
    "fan_out",
    "give_back_deliveries",
    "note_outcome",
    "replay_delivery",
    "replay_failed",
    "replay_since",
    "rotate_secret",
    "take_up_deliveries",
    "test_endpoint",
    "update_endpoint",
]
