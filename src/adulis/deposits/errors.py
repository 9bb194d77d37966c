"""Refusals of deposits."""

from adulis.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class DepositNotFound(NotFound):
    """No such deposit, or another merchant's."""

    title = "There is no such deposit here."


class DepositBelowMinimum(Invalid):
    """Less than is worth collecting."""

    title = "This is less than the smallest deposit."


class DepositAboveMaximum(Invalid):
    """More than is collected at once."""

    title = "This is more than the largest deposit."


class DepositAboveLimit(Invalid):
    """More than the merchant's tier allows: at once, in a day or in a month."""

    title = "This is above the limit of the merchant's tier."


class DepositCurrencyNotPossible(Invalid):
    """A currency without a quote, or a quote without its currency."""

    title = "A deposit in this currency needs a quote of exactly this amount."
    what_to_do = "Ask for a quote and name it as quote_id; a deposit in INR has none."


class QuoteNotUsable(Conflict):
    """A promise counts once, and until it expires."""

    title = "This quote has expired or was used before."
    what_to_do = "Ask for a new quote."


class MerchantNotVerifiedForDeposits(Forbidden):
    """Nobody pays in for somebody whom we do not know."""

    title = "Only a verified merchant can be paid."
    what_to_do = "Complete the verification of the merchant."


class DepositAlreadyPaid(Conflict):
    """Something was paid for it, and a human looks at that."""

    title = "Something was paid for this deposit, so it cannot be cancelled."
    what_to_do = "Wait for the case about the payment to be decided."


class PaymentNotSuspended(Conflict):
    """It was assigned, or sent back, before."""

    title = "This payment is not in suspense any more."


class PaymentNotAssignable(Conflict):
    """Foreign money without a rate, or a merchant who does not exist."""

    title = "This payment cannot be assigned like that."
