"""The HTTP doors: translate, open the transaction, make one call, translate back.

Whoever knocks is recognised in ``authentication``; what they say is read strictly in ``parsers``
and ``shapes``; every no is told by ``problems``, the one module that knows refusals and HTTP.
"""
