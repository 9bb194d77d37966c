"""What a service costs: effective-dated rules and the tax on them. No rule, no fee.

Questions: ``fee_for``, ``tariff_of``. Rules are only ever added; the newest that has begun is the
one that counts.
"""
