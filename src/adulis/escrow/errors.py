"""Refusals of escrow."""

from adulis.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class AgreementNotFound(NotFound):
    """It does not exist, or it is between others."""

    title = "There is no such agreement here."


class MilestoneNotFound(NotFound):
    """It does not exist, or it is part of an agreement between others."""

    title = "There is no such milestone here."


class EscrowProposalNotFound(NotFound):
    """No such proposal was made about this."""

    title = "There is no such proposal here."


class LockNotFound(NotFound):
    """A dispute that has locked nothing, or has it no more."""

    title = "Nothing is locked for this dispute."


class AgreementExists(Conflict):
    """About one thing there is one agreement."""

    title = "There is an agreement about this already."


class EscrowPlanInvalid(Invalid):
    """The milestones, or what is to apply to them, do not make an agreement."""

    title = "No agreement can be made of this."


class ConditionsInvalid(Invalid):
    """A tree of conditions that says nothing, or too much."""

    title = "These are no conditions."
    what_to_do = "Join conditions by all or any; types lists what a condition may be."


class WrongSide(Forbidden):
    """Only the other side may do this. Facts: ``side``, ``required_side``."""

    title = "Only the other side of the agreement may do this."


class BuyerNotVerified(Forbidden):
    """Only a merchant we know may put money into escrow."""

    title = "This merchant is not verified."
    what_to_do = "Submit the verification first."


class BuyerFrozen(Conflict):
    """The platform has stopped money from leaving this wallet, or it owes the platform."""

    title = "Money of this merchant may not leave it now."
    what_to_do = "See the reason; paying what is owed ends a freeze for debt at once."


class MilestonePaused(Conflict):
    """A dispute over all of it, a chargeback or a look at one of the sides. Facts: ``reason``."""

    title = "Nothing moves in this milestone for now."
    what_to_do = "Read the milestone: waiting says on whom, until when, and what happens then."


class FundingTooMuch(Invalid):
    """More than is missing. Facts: ``due_paise``, ``funded_paise``, ``missing_paise``."""

    title = "This is more than the milestone still needs."
    what_to_do = "Fund at most missing_paise."


class DepositNotForThis(Invalid):
    """It is not the buyer's, it has come to an end, or it is meant for a milestone already."""

    title = "This deposit cannot fund the milestone."
    what_to_do = "Create a deposit for this milestone, and let it pay for this one only."


class ConfirmationDiffers(Conflict):
    """What was confirmed is not what would be done. Facts: what would be done."""

    title = "This is not what would be done now."
    what_to_do = "Look at the milestone again, and confirm the payee and the amount you see there."


class AmountNotLeft(Invalid):
    """More than lies undisputed in the milestone, or nothing. Facts: ``left_paise``."""

    title = "The milestone does not hold this amount."
    what_to_do = "Name an amount above nothing and at most left_paise."


class ConditionsUnmet(Conflict):
    """A part may be released when all else that was agreed has come true. Facts: ``missing``."""

    title = "Not all that was agreed has come true."
    what_to_do = "See missing; or propose how to divide the money: the other side may accept."


class RoundsUsedUp(Conflict):
    """Changes were requested as often as was agreed. Facts: ``rounds``."""

    title = "Changes were requested as often as was agreed."
    what_to_do = "Approve, propose how to divide the money, or open a dispute."


class NotOverdue(Conflict):
    """The seller still has time, or has delivered. Facts: ``overdue_at``."""

    title = "The buyer cannot go alone yet."
    what_to_do = "Wait until overdue_at, or propose to the seller to cancel."


class SignalUnknown(Invalid):
    """The terms wait for no signal of this name."""

    title = "The terms know no such signal."


class SignalNotYours(Forbidden):
    """The terms name who says this, and it is somebody else."""

    title = "The terms name somebody else who gives this signal."


class EvidenceUnknown(Invalid):
    """A file that is not there, or was handed in by somebody else."""

    title = "There is no such file of yours."
    what_to_do = "Upload the file to this milestone first."


class EvidenceNotFound(NotFound):
    """No such file was handed in here."""

    title = "There is no such file here."


class OwnProposal(Forbidden):
    """The other side answers a proposal."""

    title = "The other side answers this proposal."


class ProposalNotOpen(Conflict):
    """It was answered, taken back, replaced, or its time is over. Facts: ``state``."""

    title = "This proposal is no longer open."
    what_to_do = "Read the milestone's proposals; make a new one if you still want it."


class AgreementInDispute(Conflict):
    """What is locked for a dispute cannot be given back by the two sides."""

    title = "A part of this agreement is in dispute."
    what_to_do = "Settle or withdraw the dispute first."


class AgreementOver(Conflict):
    """Nothing of it is left to be done. Facts: ``state``."""

    title = "This agreement is over."
