"""What every simulated program stands on: a store, a clock, an agenda, a courier, and vices.

Nothing here knows what a bank or a payment gateway is. The programs above import from here, and
never from one another.
"""
