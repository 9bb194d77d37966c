"""What a service costs: effective-dated rules, the tax on them, and quotes. No rule, no fee.

Verbs: ``set_fee``, ``give_quote``, ``use_quote``. Questions: ``fee_for``, ``tariff_of``,
``tariffs``, ``quoted``, ``require_settable``. Facts: ``fee.set``. Rules are only ever added, none
begins in the past, and the newest that has begun is the one that counts. A quote is honoured until
it expires, once, for the merchant it was given to.
"""
