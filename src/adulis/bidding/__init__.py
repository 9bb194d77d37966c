"""Auctions: parties compete for a deal by bids, and what they may do is decided by rules alone.

The rules (``rules``) are pure. They take what was ordered so far and what is ordered now, and say
who leads at which price; ``replay`` says it again from the log, and a check compares the two.
"""
