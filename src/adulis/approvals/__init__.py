"""Four eyes: what one person asked for waits until another has agreed.

Verbs: ``ask``, ``approve``, ``refuse``, ``take_back``, ``withdraw``, ``expire``. What exactly was
asked is kept and pinned by a digest; the room that asked carries the answer out, in the same
transaction.
"""
