"""Two sides who do not agree about a milestone: what they say, what they offer, who rules, and how.

Only the disputed part is locked, in escrow, and leaves it by a settlement or by a ruling, to the
paisa. Verbs: ``open_dispute``, ``open_by_silence``, ``respond``, ``withdraw_dispute``,
``make_offer``, ``accept_offer``, ``refuse_offer``, ``escalate``, ``begin_evidence``,
``keep_evidence``; for operators ``rule`` and its second person; ``appeal``, ``accept_ruling``.
Facts: ``dispute.*``, one row for each of the two sides.
"""
