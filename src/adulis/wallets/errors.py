"""Refusals of wallets."""

from adulis.kernel.errors import Conflict, NotFound


class VirtualAccountUnknown(NotFound):
    """Nobody has this virtual account number."""

    title = "There is no such virtual account here."


class CreditContradicts(Conflict):
    """A transfer of this UTR was credited before, with another amount or to somebody else."""

    title = "This transfer was credited before, differently."
