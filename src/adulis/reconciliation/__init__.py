"""The bank's books beside ours: every movement on our account there is matched with one of ours.

Nobody calls this room; it listens to statements. Verbs: ``open_days`` and ``take_statement`` (a day
of the bank's books, from its first line to its last), ``match_lines`` and ``match_credit`` (what a
line means, and the posting that follows), ``close_day`` (what we booked and the bank did not), and
``decide_case`` for the questions it asks.

A line that fits is booked: a payment or a return leaves clearing for our account at the bank, a
transfer from outside becomes somebody's money, a charge is our cost. A line that cannot be right
moves nothing and becomes exactly one question.
"""
