"""A payment gateway that keeps honest books and may behave as badly as real ones do.

It takes intents to pay, shows payers a checkout page, captures payments by card, UPI, netbanking
and bank transfer, refunds them, is charged back, sends signed webhooks, and pays out what it
collected. Unasked, it behaves well; every vice is switched on by a magic number, a scenario or a
switch (README.md).

Verbs: create, cancel, pay, refund, dispute, settle. Truth: one movement per capture, refund,
chargeback and payout.
"""
