"""What two people do together: one proposes, another approves, and it is done in the same commit.

Operators: ``propose_fee``, ``propose_limit``, ``propose_adjustment``, ``propose_unfreeze``,
``freeze`` (which may end by itself: ``end_freeze``), ``pause_bank``, ``propose_resuming``, and
about cases ``propose_decision``, ``decide_case``, ``withdraw_decision``. Merchants:
``change_thresholds``. Both: ``approve``, ``refuse``, ``withdraw``. What waits is kept by
``approvals`` and ``cases``, and each thing is done by the room it belongs to. ``take``, ``let_go``,
``take_over``: which operator is on what waits.
"""
