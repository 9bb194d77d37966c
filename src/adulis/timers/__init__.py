"""Time that can be moved: the sandbox offset behind ``kernel.db.clock()``.

Verb: ``advance_clock`` (sandbox and tests only, forward only).
"""
