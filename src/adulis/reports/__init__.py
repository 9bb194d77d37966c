"""Reports: what happened in a period, or stood at its end, as figures that lead to their rows.

Nobody below calls this room; it reads theirs. Verbs: ``ask_report`` (a kind, a period, one merchant
or the whole platform), and what the worker does with it: ``note_progress``, ``keep_report`` with
all its rows at once, or ``give_up_report``; ``note_download`` when an operator takes a copy.

All figures of a report are of one moment: they are read in a session of its own that sees nothing
of what is committed meanwhile. What was kept never changes, and neither do the files made of it.
"""
