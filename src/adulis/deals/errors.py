"""Refusals of deals."""

from adulis.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class DealNotFound(NotFound):
    """It does not exist, is not for this merchant, or not any more."""

    title = "There is no such deal here."


class TermsInvalid(Invalid):
    """The terms contradict themselves, or lack something. ``pointer`` names the part."""

    title = "These terms are not possible."


class TermsNotFound(NotFound):
    """The deal has no terms of this version."""

    title = "There are no terms of this version."


class TermsMoved(Conflict):
    """What was agreed to is not what the terms are now."""

    title = "The terms have changed since you saw them."
    what_to_do = "Read the terms and what changed, then decide again."


class TermsUnchanged(Conflict):
    """A version that says the same is none."""

    title = "These are the terms as they are."


class DealIncomplete(Invalid):
    """Something is missing that the other side has to know. ``pointer`` names it."""

    title = "This deal lacks something before others can see it."


class DeadlineImpossible(Invalid):
    """Too soon for anybody to answer, or too far away."""

    title = "This deadline is not possible."


class TraderNotVerified(Forbidden):
    """Only a merchant we know may deal; anybody may look."""

    title = "This merchant is not verified."
    what_to_do = "Submit the verification first."


class TraderFrozen(Conflict):
    """People look at this merchant: it begins nothing new meanwhile."""

    title = "This merchant may not begin a deal now."


class CounterpartyUnusable(Invalid):
    """No such merchant, not verified, or closed: which of these is their business."""

    title = "There is nobody to deal with under this name."
    what_to_do = "Check the account number, or invite them by e-mail."


class CounterpartyIsPoster(Invalid):
    """Nobody deals with themselves."""

    title = "Both sides are the same merchant."


class CounterpartyMissing(Conflict):
    """Nobody was named or invited who could answer."""

    title = "Nobody is there to propose this to."
    what_to_do = "Name the other side, or invite them by e-mail."


class NotYourTurn(Conflict):
    """The terms are your own: the other side answers them."""

    title = "The other side answers now."


class NotAuctioned(Conflict):
    """A direct deal takes no bids, and one that takes bids is not proposed."""

    title = "This is not how this deal is made."


class TooManyDrafts(Conflict):
    """More than anybody works on."""

    title = "There are too many drafts."
    what_to_do = "Delete those you do not need."


class DealPartyOnly(Forbidden):
    """Only one of its two sides may do this; others may look."""

    title = "Only the two sides of the deal may do this."


class AttachmentNotFound(NotFound):
    """It does not exist, or was removed."""

    title = "There is no such attachment here."


class TooManyAttachments(Conflict):
    """A deal has no more than it lists."""

    title = "There are too many attachments."


class MessageNotForAnybody(Invalid):
    """Whoever posted a deal has to say with whom of those who wrote they speak."""

    title = "Say whom you answer."
    what_to_do = "Give the id of the conversation."


class DealInvitationNotFound(NotFound):
    """It does not exist, or belongs to another deal."""

    title = "There is no such invitation here."


class DealLinkInvalid(Invalid):
    """No invitation has this link, or it was taken back."""

    title = "This link is not valid."
    what_to_do = "Ask whoever invited you for another."


class DealLinkUsed(Conflict):
    """Somebody else came in by it."""

    title = "This link was used."


class DealLinkExpired(Conflict):
    """It was good for some days."""

    title = "This link is too old."
    what_to_do = "Ask whoever invited you for another."


class AlreadyInvitedToDeal(Conflict):
    """The address has a link that still works."""

    title = "They are invited already."


class TooManyDealInvitations(Conflict):
    """As many letters as one deal may send."""

    title = "Too many invitations are open."


class AlreadyReviewed(Conflict):
    """Once each, and for good."""

    title = "This merchant has reviewed the deal."


class ReviewsClosed(Conflict):
    """Fourteen days after a deal was completed what was said is shown, and nothing is added."""

    title = "The time for reviews is over."


class ReasonMissing(Invalid):
    """Whoever does not take the best has to say why."""

    title = "This needs a reason."
