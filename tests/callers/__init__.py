"""Who may do what: every endpoint, every kind of caller, and worlds in which they ask.

``policy`` is written by hand, from the roles and scopes that were designed; nothing in it is read
from the code it judges. ``cast`` has everybody who might ask and one of everything to ask about,
``asking`` what a good request to each endpoint looks like.
"""
