"""A server of a merchant's, for who has none: it takes webhooks and shows what arrived.

Everybody gets an address nobody guesses, chooses what it answers, and reads what came: headers,
body, whether the signature holds, and whether it came before. It keeps little, in memory alone, and
forgets it when it ends.

Verbs: receive, choose, clear. Truth: what arrived, in the order of its arrival.
"""
