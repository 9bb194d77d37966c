"""The refusals of this room."""

from adulis.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class PayoutNotFound(NotFound):
    """No such payout, or another merchant's."""

    title = "There is no such payout here."


class BankAccountNotFound(NotFound):
    """No such bank account, or another merchant's."""

    title = "There is no such bank account here."


class BankAccountUnusable(Invalid):
    """Absent, another merchant's, or archived: the three look the same on purpose."""

    title = "This bank account cannot be paid to."
    what_to_do = "Choose an active bank account of this merchant."


class PayoutBelowMinimum(Invalid):
    """No rail carries less than one rupee."""

    title = "A payout is at least ₹1.00."


class AmountAboveModeLimit(Invalid):
    """The rail does not carry this much at once."""

    title = "This payment mode does not carry so much at once."
    what_to_do = "Choose another mode, or leave the mode out."


class AmountBelowModeMinimum(Invalid):
    """RTGS is for large amounts."""

    title = "This payment mode does not carry so little."
    what_to_do = "Choose another mode, or leave the mode out."


class AmountAboveTierLimit(Invalid):
    """The merchant's tier does not allow this much in one payout."""

    title = "This merchant may not pay out so much at once."
    what_to_do = "Split the payout, or ask for a higher tier."


class ModeNotPossible(Invalid):
    """UPI pays to a VPA, every other mode to an account number."""

    title = "This payment mode does not reach this bank account."


class ScheduleNotPossible(Invalid):
    """A schedule lies in the future, ninety days at most."""

    title = "A payout can be scheduled up to ninety days ahead."


class RetryNotPossible(Invalid):
    """Only a payout that failed, was cancelled or was returned can be paid again."""

    title = "Only a payout that did not arrive can be paid again."


class MerchantNotVerified(Forbidden):
    """Unverified merchants may look; they may not be paid out."""

    title = "This merchant is not verified yet."
    what_to_do = "Complete the verification first."


class IfscUnknown(Invalid):
    """Well-formed, but no bank has this code."""

    title = "No bank has this IFSC."


class BatchNotFound(NotFound):
    """No such batch, or another merchant's."""

    title = "There is no such payout batch here."


class BatchUnreadable(Invalid):
    """The file is not CSV or JSON of the documented columns."""

    title = "This batch cannot be read."


class BatchTooLarge(Invalid):
    """Ten thousand rows at most."""

    title = "A batch has at most 10,000 rows."


class BatchHasNothingToPay(Conflict):
    """Every row of it is marked invalid."""

    title = "This batch has no row that could be paid."
    what_to_do = "Mend the rows and send them as a new batch."


class NothingWasSent(Conflict):
    """A payout that was never given to a bank cannot have been paid by it."""

    title = "Nothing was ever sent for this payout, so it cannot have been paid."
    what_to_do = "Withdraw the proposal and propose another decision."


class SettlementNotPossible(Conflict):
    """The payment is not ours, was settled before, or never left."""

    title = "This statement line cannot settle that payment."


class AlreadyReturned(Conflict):
    """The bank took this payout back before."""

    title = "This payout was returned before."


class BankAccountArchived(Conflict):
    """Archived accounts stay as they are: their payouts still refer to them."""

    title = "This bank account is archived already."
