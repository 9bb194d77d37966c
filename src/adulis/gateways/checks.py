"""Invariants of what banks told us."""

from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "callback_effects_unique",
        "No effect that a bank told is kept twice.",
        """
        SELECT bank, reference, effect, count(*) FROM gateways_callback
         GROUP BY bank, reference, effect HAVING count(*) > 1
        """,
    ),
    Check(
        "parked_callbacks_explained",
        "A message nobody may act upon says why.",
        "SELECT id, event_id FROM gateways_callback WHERE state = 'parked' AND note = ''",
    ),
)
