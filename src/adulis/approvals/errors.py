"""Refusals of approvals."""

from adulis.kernel.errors import Conflict, Forbidden, NotFound


class ApprovalNotFound(NotFound):
    """Nothing about this waits for approval."""

    title = "Nothing waits for approval here."


class ApproverIsMaker(Forbidden):
    """The maker can never approve, not with another key and not with another role."""

    title = "Whoever asked for this cannot approve it."
    what_to_do = "Ask another owner to approve."


class ApprovedThingChanged(Conflict):
    """What waits is no longer what was asked for, so the approval would be for something else."""

    title = "This changed after approval was asked for."
