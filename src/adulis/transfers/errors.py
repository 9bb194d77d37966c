"""Refusals of transfers."""

from adulis.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class TransferNotFound(NotFound):
    """It does not exist, or it is between others."""

    title = "There is no such transfer here."


class RecipientNotFound(NotFound):
    """Nobody who can be sent money has this account number."""

    title = "Nobody who can receive transfers has this account number."
    what_to_do = "Check the number with whoever gave it to you."


class RecipientUnusable(Invalid):
    """No such merchant, not verified, or closed: which of these is their business."""

    title = "This recipient cannot be sent money."
    what_to_do = "Check the account number with whoever gave it to you."


class TransferToSelf(Invalid):
    """Both sides are one wallet, so nothing would move."""

    title = "Sender and recipient are the same merchant."


class SenderNotVerified(Forbidden):
    """Only a merchant we know may send money to others."""

    title = "This merchant is not verified."
    what_to_do = "Submit the verification first."


class SenderFrozen(Conflict):
    """The platform has stopped money from leaving this wallet, or it owes the platform."""

    title = "Money of this merchant may not leave it now."
    what_to_do = "See the reason; paying what is owed ends a freeze for debt at once."


class TransferAboveLimit(Invalid):
    """One transfer, all of a day or all of a month would be more than the sender's tier allows."""

    title = "This is more than the sender's limit allows."
    what_to_do = "Send less, or wait until renews_at."


class RecipientLimitReached(Invalid):
    """The recipient's tier allows no more; by how much is their business."""

    title = "The recipient's limit does not allow this."
    what_to_do = "Send less, or ask the recipient."
