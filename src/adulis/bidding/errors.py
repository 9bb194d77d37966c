"""Refusals of auctions."""

from adulis.kernel.errors import Conflict, Invalid


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


class NotAFinalist(Conflict):
    """The final round is among the best three."""

    title = "The final round is among others."


class OneShotOnly(Conflict):
    """In the final round everybody has one bid."""

    title = "Your bid of the final round is in already."
