"""Who a merchant is: what it says of itself, what it shows, and who believed it.

A merchant has one verification. Its owner fills in a draft, adds documents and submits; what was
submitted is a submission, which never changes, and a decision is about one submission. The merchant
that the other rooms see (``identity``: its verification and its tier) changes in the same commit.

Verbs: ``save_draft`` ``begin_document`` ``keep_document`` ``remove_document`` ``submit`` ·
``verify`` ``refuse`` ``downgrade`` ``revoke`` ``reveal_numbers``. Facts: ``verification.submitted
verified refused downgraded revoked``.
"""
