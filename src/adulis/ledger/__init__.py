"""The double-entry book, append-only. Money moves here and nowhere else.

Verbs: ``post``, ``post_all``, ``reverse``, and for the worker ``roll_checkpoints`` and
``seal_entries``. A balance is what an account's last line says; there is no other place where one
is kept. What is in the book is sealed a moment later, so that nobody can rewrite it unseen.

To be read in this order: ``chart`` (where money can be), ``values`` (what a posting is), ``fold``
(what it does to balances), ``actions``, then ``migrations/sql`` (what the database guarantees
whoever writes). Of seals: ``tree``, ``leaves``, ``heads``, ``sealed``, ``actions.sealing``.
"""
