"""Refusals of approvals."""

from adulis.kernel.errors import Conflict, Forbidden, NotFound


class ApprovalNotFound(NotFound):
    """Nothing about this waits for approval."""

    title = "Nothing waits for approval here."


class ApproverIsMaker(Forbidden):
    """The maker can never approve, not with another key and not with another role."""

    title = "Whoever asked for this cannot approve it."
    what_to_do = "Ask another owner to approve."


class NotTheMaker(Forbidden):
    """Only whoever asked can take it back; everybody else refuses."""

    title = "Only whoever asked for this can withdraw it."
    what_to_do = "Refuse it instead."


class ApprovedThingChanged(Conflict):
    """What waits is no longer what was asked for, so the approval would be for something else."""

    title = "This changed after approval was asked for."
    what_to_do = "Read it again and decide about what it is now, or ask anew."


class ApprovalOverdue(Conflict):
    """Nobody decided in time; what was asked is not done."""

    title = "The time to approve this is over."
    what_to_do = "Ask for it again."


class AlreadyAsked(Conflict):
    """The same thing waits already: two answers about it could contradict each other."""

    title = "This waits for approval already."
