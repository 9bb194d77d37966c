"""Refusals of auctions."""

from adulis.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class Outbid(Conflict):
    """Somebody else's bid is better, or better than this one by less than a step."""

    title = "This does not beat the bid that leads."
    what_to_do = "Bid required_paise or better, or read the auction again."


class Closed(Conflict):
    """Bids are taken from the start until the end, and the clock of the database says which."""

    title = "This auction takes no bids now."
    what_to_do = "Read the auction: it says when it opens, or how it ended."


class BidNotImproved(Conflict):
    """It is no better than what this bidder has bid before, by the step that is asked for."""

    title = "This does not improve on your own bid."
    what_to_do = "Bid required_paise or better."


class BidOutOfRange(Invalid):
    """Below the starting price, or above the ceiling of a request."""

    title = "This is on the wrong side of the starting price."
    what_to_do = "Bid required_paise or better."


class UnusualBid(Conflict):
    """So much better than the bid that leads that it may be a slip of the finger."""

    title = "This is far better than it would have to be."
    what_to_do = "If it is meant, send it again with the confirmation that was given, in time."


class LimitBelowPrice(Conflict):
    """Who leads at a price stands by it: a limit can be lowered to it and no further."""

    title = "Your bid stands at a price that this limit does not reach."
    what_to_do = "Set the limit to required_paise or better."


class TooLateToLower(Conflict):
    """Near the end nobody makes their limit worse, else limits could be probed and withdrawn."""

    title = "It is too close to the end to lower a limit."


class InstructionOver(Invalid):
    """A standing instruction that ends before it begins would never do anything."""

    title = "This instruction would be over already."


class NothingStanding(Conflict):
    """There is no bid, or no instruction, of this bidder's that this could be about."""

    title = "You have nothing here that this could change."


class RetractionRefused(Conflict):
    """A bid is taken back within a minute, away from the end, with the right one in its place."""

    title = "This bid cannot be taken back."
    what_to_do = "See the reason. Who wins may still decline, and loses the bond by it."


class NotFinalist(Conflict):
    """The final round is among the best three."""

    title = "The final round is among others."


class OneShotOnly(Conflict):
    """In the final round everybody has one bid."""

    title = "Your bid of the final round is in already."


class AuctionNotFound(NotFound):
    """It does not exist, or the deal is none of theirs."""

    title = "There is no such auction here."


class AuctionExists(Conflict):
    """A deal is put up for bids once at a time."""

    title = "This deal is being bid on already, or has been."


class AuctionInvalid(Invalid):
    """Rules that contradict each other, or an end that nobody could bid before."""

    title = "An auction cannot be held by these rules."


class StaleTerms(Conflict):
    """The terms are others than the ones this bidder has read."""

    title = "The terms have changed since you read them."
    what_to_do = "Read the deal again and send terms_version as it is now."


class StaleVersion(Conflict):
    """Asked for by whoever sends If-Match: somebody has bid since they looked."""

    title = "The auction has moved on since you looked."
    what_to_do = "Read it again; without If-Match any bid that improves is taken."


class BidderNotVerified(Forbidden):
    """A bid binds; who is not known cannot be bound."""

    title = "This merchant is not verified, or closed."
    what_to_do = "Submit the verification first. Looking is free."


class OwnAuction(Forbidden):
    """Nobody bids on what they have put up themselves."""

    title = "This deal is your own."


class BidderAffiliated(Forbidden):
    """The bidder shares a member, a PAN, a GSTIN or a bank account with whoever put it up."""

    title = "You cannot bid on a deal of somebody you belong together with."


class BidderExcluded(Forbidden):
    """They have defaulted on a bid here, or were shut out of this auction."""

    title = "You cannot bid in this auction any more."


class BidsAreSealed(Conflict):
    """In a sealed auction there is no price to go along with, and in the final round as well."""

    title = "In a sealed auction there are only sealed bids."


class NotClosed(Conflict):
    """What was sealed is open to nobody before the end."""

    title = "The auction has not ended."


class BidderNotRanked(Invalid):
    """Nobody of this number has a bid that counts, or they were chosen before."""

    title = "This bidder cannot be chosen."


class ReasonRequired(Invalid):
    """Whoever passes over the best says why; the others may ask."""

    title = "This is not the best bid."
    what_to_do = "Say why in reason."


class AwardNotFound(NotFound):
    """Nobody has been chosen, or somebody else has."""

    title = "Nothing here waits for your word."


class PriceDiffers(Conflict):
    """Whoever confirms says at which price, and that is what is agreed."""

    title = "This is not the price you were chosen at."
    what_to_do = "Read the award again, and send price_paise as it is there."


class AwardIsOver(Conflict):
    """The time to confirm it has passed."""

    title = "The time to confirm has passed."
