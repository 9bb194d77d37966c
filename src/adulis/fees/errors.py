"""Refusals of fees."""

from adulis.kernel.errors import Conflict, Invalid


class FeeRuleInvalid(Invalid):
    """A fee is not negative, and no more than what it is charged on."""

    title = "This cannot be a fee."


class FeeStartsInPast(Invalid):
    """What was charged under the old rule was promised under the old rule."""

    title = "A fee cannot begin in the past."
    what_to_do = "Let it begin now or later."


class FeeStartTaken(Conflict):
    """Rules are never changed, so there is one for each moment."""

    title = "A fee of this service begins at that very moment already."
    what_to_do = "Let the new one begin a little later: it counts from then on."


class QuoteUnknown(Invalid):
    """There is no such quote, or it was given to somebody else: the two look the same."""

    title = "There is no such quote."
    what_to_do = "Ask for one at /fees/quote/."


class QuoteDiffers(Invalid):
    """A quote is for one service and one amount."""

    title = "The quote was given for something else."
    what_to_do = "Use it for the service and the amount it names, or ask for another."


class QuoteExpired(Conflict):
    """Its time is over, so the fees of the tariff count again."""

    title = "The quote has expired."
    what_to_do = "Ask for another one, or leave quote_id out and pay the fee of the tariff."


class QuoteUsed(Conflict):
    """A quote is honoured once."""

    title = "The quote was used before."
    what_to_do = "Ask for another one."
