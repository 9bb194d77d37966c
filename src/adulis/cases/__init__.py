"""What only a human may decide, with the evidence of both sides.

Verbs: ``open_case``, ``propose_decision``, ``close_case``. A case closes only by a named decision
of its kind; deciding moves money, so the effect of a decision is a verb of the room that opened the
case, and this room keeps only the question, the evidence and who said what.
"""
