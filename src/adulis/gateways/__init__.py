"""The outside world's words, kept as they were said: bank answers, callbacks, statements.

Speaks to banks (``bank.py``, never inside a transaction), stores what they say before anybody
acts on it, and knows how trustworthy a bank is right now (``health``). It moves no money.
"""
