"""Who did what, when, from where, and what it changed. Append-only.

Verbs: ``write``, ``write_all``, ``note_reading``. Every financial operation and every operator
action leaves one record, and so does whoever takes a copy of the log. ``export`` writes one.
"""
