"""The back office: every table of every room, to be looked at by operators and never changed.

Whatever has to change is changed by a verb of the room it belongs to.
"""
