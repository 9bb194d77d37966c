"""What a service costs: effective-dated rules and the tax on them. No rule, no fee.

Question: ``fee_for``. Rules are only ever added; the newest that has begun is the one that counts.
"""
