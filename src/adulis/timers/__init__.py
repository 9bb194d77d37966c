"""Time: what will happen by itself and when, and the clock that the sandbox can move.

Verbs: ``set_timer``, ``cancel_timers``, ``pause_timers``, ``resume_timers``, ``postpone``, ``fire``
for the rooms above, each under the lock on the timer's subject; ``note_heartbeat`` of the worker,
which gives the time back that passed while nobody was at work; ``advance_clock`` (sandbox and
tests only, forward only).
"""
