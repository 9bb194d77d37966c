"""The rules of auctions: who leads, at which price, and what may be bid. Pure.

Each rule of ``reference/escrow.md`` §3 is named where it is kept: F1-F7 in ``advancing`` and
``refusing``, C1-C5 in ``closing``, S1 in ``sealed``, 3.7 in ``retracting`` and ``replaying``.
"""
