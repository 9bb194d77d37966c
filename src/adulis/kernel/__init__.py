"""The words every room speaks: money, refusals, lifecycles, transactions, due work, pages.

Has no tables and imports nothing of ours, so that anything may import it.
"""
