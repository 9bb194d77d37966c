"""A merchant's money: what is available, held and pending, and how it comes in by bank transfer.

Verb: ``credit_bank_transfer``. Question: ``balance_of``. A wallet has no row of its own: it is what
the ledger's accounts of the merchant say.
"""
