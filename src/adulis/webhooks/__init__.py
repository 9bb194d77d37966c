"""Outgoing webhooks: what happened to a merchant, told to servers of theirs as it happens.

A consumer of facts writes down one delivery for each fact and endpoint, in the commit of its
cursor; the worker sends it, at least once, under the fact's own id and signed as Standard Webhooks
asks, until it is taken or given up after three days. Nothing is copied: what is sent is made of the
fact, which never changes. ``addresses`` says which servers may be called at all.

Verbs: ``create_endpoint`` ``update_endpoint`` ``rotate_secret`` ``disable_endpoint``
``enable_endpoint`` ``archive_endpoint`` ``test_endpoint`` · ``replay_delivery`` ``replay_failed``
``replay_since`` · by the worker ``fan_out`` ``take_up_deliveries`` ``note_outcome``
``give_back_deliveries``. Facts:
``events.py``.
"""
