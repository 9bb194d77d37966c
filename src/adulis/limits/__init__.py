"""How much a merchant may move: effective-dated rules by tier. A tier without one has the default.

Verb: ``set_limit``. Questions: ``limits_of``, ``limits_for``. Rules are only ever added; of those
that have begun the newest counts. How much of a limit was used is counted by the room that uses it.
"""
