"""What the ledger refuses."""

from __future__ import annotations

from adulis.kernel.errors import Conflict, Insufficient, Invalid, NotFound


class InsufficientFunds(Insufficient):
    """The account would fall below its floor.

    Facts: ``address``, ``available_minor`` (what it could have given), ``required_minor``.
    """

    title = "There is not enough money in the account."
    what_to_do = "Lower the amount, or add money first and send a new request."


class PostingKeyReused(Conflict):
    """The key belongs to an entry that says something else. Facts: ``key``."""

    title = "This posting key already belongs to another entry."
    what_to_do = "Use a key of its own for every movement."


class UnknownAddress(Invalid):
    """The chart of accounts has no such place. Facts: ``address``."""

    title = "There is no such account in the chart."
    what_to_do = "Use an address of a kind listed in docs/ledger.md."


class UnknownEntry(NotFound):
    """There is no entry with this id. Facts: ``entry_id``."""

    title = "There is no such ledger entry."
    what_to_do = "Check the entry's id."


class ReversalTooLarge(Conflict):
    """More would be taken back than is left of the entry. Facts: ``remaining_minor``."""

    title = "More would be taken back than is left of this entry."
    what_to_do = "Take back at most remaining_minor."


class EntryNotSealed(Conflict):
    """It is in the book, and no seal is over it yet."""

    title = "This entry is not sealed yet."
    what_to_do = (
        "Ask again in a few seconds: entries are sealed as soon as nothing can precede them."
    )
    retryable = True


class SealKeyInvalid(ValueError):
    """A configured key could not sign a seal."""


class NotSealed(LookupError):
    """No such seal is over the entry, or none is yet."""


class HeadNotPublished(RuntimeError):
    """The place it was to be left at did not take it, or did not say so."""
