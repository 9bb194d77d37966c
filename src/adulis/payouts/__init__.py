"""Money leaving to a bank account, exactly once or not at all.

A payout is what a merchant asked for; an *attempt* is one submission of it to a bank under one
reference of ours. Verbs: ``create_payout``, ``cancel_payout``, ``approve_payout``,
``refuse_payout``, ``start_payouts`` (the dispatcher), ``weigh_words`` (whatever a bank says, from
whichever side), ``add_bank_account``, ``archive_bank_account`` and the batch verbs.

Facts: ``payout.created processing completed failed cancelled returned paid_late
late_payment_returned``.

Everything a bank says becomes a ``Word`` and is weighed in one place, by the pure table in
``evidence.py``; silence is never a no.
"""
