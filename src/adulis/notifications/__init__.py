"""Notifications: what people are told of facts, by letter, each once and after the commit.

``catalogue`` says which fact is worth a letter, to whom, and in which words. Whoever owns the
merchant that a fact is told to gets it; nothing here decides anything.
"""
