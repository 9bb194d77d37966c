"""Notifications: what people are told of facts, by letter, each once and after the commit.

``catalogue`` says which fact is worth a letter, to whom, and in which words. Whoever owns the
merchant that a fact is told to gets it; nothing here decides anything. A fact whose words cannot be
found is noted, for an operator to see, and holds up none of those after it.

Verbs: ``tell`` · by operators ``tell_again``.
"""
