"""Who did what, when, from where, and what it changed. Append-only.

Verb: ``write``. Every financial operation and every operator action leaves one record.
"""
