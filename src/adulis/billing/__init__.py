"""Billing: the tax invoice of a month, and the credit note for what was given back after it.

Nothing is charged here. What is billed is what the ledger says was charged: every transfer between
a merchant and ``platform/fees`` or ``platform/tax`` becomes an item, once, and every item stands on
one document. Verbs: ``gather_items``, ``issue_documents``. Facts: ``invoice.issued``,
``credit_note.issued``. Documents are never changed; their numbers have no gaps (Rules 46 and 53 of
the CGST Rules, 2017).
"""
