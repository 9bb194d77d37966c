"""Refusals of reconciliation."""

from adulis.kernel.errors import Invalid


class AssignmentNeeded(Invalid):
    """To assign means to say to whom, or as the return of which payout."""

    title = "Say to which merchant, or to which payout, this belongs."
    what_to_do = "Give merchant_id or payout_id with the proposal."


class AssignmentNotPossible(Invalid):
    """The payout was never paid, is not there, or has its statement line already."""

    title = "This cannot be assigned to that payout."
