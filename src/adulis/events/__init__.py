"""Facts, written in the same commit as the change they tell of (a transactional outbox).

Verbs: ``record``, ``record_all`` · ``next_batch``, ``advance``, ``consume`` · ``begin_epoch``.
Readers go by ``(xid, id)`` behind the transaction horizon, so a transaction that commits late is
never skipped, and keep their place: consumers in a table, clients as a sealed cursor. Nothing is
sent from inside a transaction.
"""
