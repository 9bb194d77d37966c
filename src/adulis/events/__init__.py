"""Facts, written in the same commit as the change they tell of (a transactional outbox).

Verb: ``record``. Consumers read behind the transaction horizon, by ``(xid, id)``, so a transaction
that commits late is never skipped. Nothing is sent from inside a transaction.
"""
