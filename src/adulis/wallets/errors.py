"""Refusals of wallets."""

from adulis.kernel.errors import Conflict, Invalid, NotFound


class VirtualAccountUnknown(NotFound):
    """Nobody has this virtual account number."""

    title = "There is no such virtual account here."


class CreditContradicts(Conflict):
    """A transfer of this UTR was credited before, with another amount or to somebody else."""

    title = "This transfer was credited before, differently."


class CreditNotSuspended(Conflict):
    """Nothing waits in suspense under this name, or it was dealt with before."""

    title = "There is no unexplained transfer of this name any more."


class SuspenseTooLow(Conflict):
    """There is less in suspense that no open question is about than would be given away."""

    title = "There is not so much money in suspense that is free to be given."
    what_to_do = "Decide the questions about money in suspense first, or give less."


class NobodyToAssignTo(Invalid):
    """The merchant to be credited does not exist."""

    title = "There is no such merchant to assign this money to."


class StatementPeriodInvalid(Invalid):
    """It ends before it begins, or lies in the future, or is longer than a statement may be."""

    title = "No statement can be made of this period."
    what_to_do = (
        "Give two days, the first not after the last, at most a year apart and not to come."
    )
