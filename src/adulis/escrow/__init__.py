"""A buyer's money waits here, milestone by milestone, until it is the seller's or goes back.

Verbs: ``open_agreement`` (called by whoever made the deal), ``fund_milestone``,
``fund_from_deposit``, ``submit_milestone``, ``request_changes``, ``approve_milestone``,
``record_signal``, ``propose_split`` and its answers, ``refund_milestone``, ``cancel_milestone``,
``propose_cancellation``; for disputes ``lock_disputed``, ``lock_silent``, ``split_disputed``,
``release_lock``.
Facts: ``milestone.*`` and ``agreement.*``, one row for each of the two sides. Whose turn it is
follows from ``machine.py`` and ``policies.py``, and how a milestone's money is divided from
``division.py``; every paisa that leaves a milestone is a row of ``Payment`` and an entry of the
ledger under its number.
"""
