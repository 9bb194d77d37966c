"""The documentation that is written by the program it is about.

Whatever can be derived from a table in the source is: ``./adulis write_docs`` writes it, it is
committed so that people can read it and reviewers see its diff, and a test fails while it is stale.
"""
