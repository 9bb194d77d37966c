"""Four eyes: what one person asked for waits until another has agreed.

Verbs: ``ask``, ``approve``, ``refuse``, ``withdraw``. The room that asked carries the answer out.
"""
