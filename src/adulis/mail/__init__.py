"""Letters to people, by e-mail: queued in the commit of what they tell, sent by the worker.

A letter is rendered when it is queued, from the templates of whoever queues it, and lies sealed
until it is sent: it may hold a link that opens an account. It is sent at least once, under one
``Message-ID``; what was said in it is erased afterwards.

Verbs: ``queue_letter`` ``retry_letter`` · by the worker ``open_letters`` ``note_outcome``. Facts:
``events.py``.
"""
