"""Refusals of deposits."""

from adulis.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable


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


class NothingToDeclare(Conflict):
    """Whoever was named has paid, or nobody yet, or it was declared before."""

    title = "There is no payer of this deposit to declare."


class PaymentNotSuspended(Conflict):
    """It was assigned, or sent back, before."""

    title = "This payment is not in suspense any more."


class PaymentDisputed(Conflict):
    """What its payer's bank may still give back, or take, is waited for first."""

    title = "The payer disputes this payment, so nobody can decide about it yet."
    what_to_do = "Wait for the end of the dispute; what is left then can be assigned or returned."


# --- refunds, chargebacks and foreign money ------------------------------------------------------


class RefundNotFound(NotFound):
    """No such refund, or another merchant's."""

    title = "There is no such refund here."


class NothingToRefund(Conflict):
    """Nothing was paid, or all of it went back before."""

    title = "There is nothing of this deposit that could be refunded."


class RefundAboveDeposit(Invalid):
    """Never more than was paid, less what was refunded and charged back."""

    title = "This is more than is left of the deposit."


class RefundTooSmall(Invalid):
    """In the currency of the payment it would be less than its smallest unit."""

    title = "This is too little to be sent back in the currency it was paid in."
    what_to_do = "Refund more, or all of it."


class DepositDisputed(Conflict):
    """The payer's bank has taken the payment back already: a refund would be a second time."""

    title = "The payer disputes this payment, so it cannot be refunded now."
    what_to_do = "Wait for the end of the dispute, or accept it."


class RefundsFrozen(Conflict):
    """Nothing of what is available leaves by payouts, so nothing of it leaves as a refund."""

    title = "Payouts of this merchant are frozen, and so are refunds of what is available."
    what_to_do = (
        "What the deposit has pending can be refunded; for more, wait until payouts are possible."
    )


class RefundNotGivenBack(Conflict):
    """Nothing of it left us twice, or who bears it cannot be said now; ``detail`` says why."""

    title = "This refund cannot be booked as given back after all."
    what_to_do = "Look how the refund and its deposit stand, and decide anew."


class PaymentNotReturnable(Conflict):
    """It is not in suspense any more, or the payer's bank has taken back all of it."""

    title = "This payment cannot be sent back."


class ChargebackNotFound(NotFound):
    """No such chargeback, or another merchant's."""

    title = "There is no such chargeback here."


class EvidenceTooLate(Conflict):
    """The gateway takes evidence up to a deadline, and none after the end."""

    title = "Evidence is not taken any more."


class ChargebackAccepted(Conflict):
    """Whoever accepts a chargeback does not contest it."""

    title = "This chargeback was accepted before."


class QuoteNotFound(NotFound):
    """No such quote, or another merchant's."""

    title = "There is no such quote here."


class PurposeCodeNeeded(Invalid):
    """Money from abroad is reported to the Reserve Bank with what it is paid for."""

    title = "A deposit in foreign money needs a purpose code, and one in rupees has none."


class QuoteNotPossible(Invalid):
    """Not a currency that is converted, or an amount beyond all measure."""

    title = "There is no quote for this."


class RateUnavailable(Unavailable):
    """The gateway has not told a rate for a while, and an old one is no promise."""

    title = "There is no fresh rate right now."


class NoRemittanceAdvice(Conflict):
    """Only foreign money that has come in has one."""

    title = "There is no inward remittance advice for this deposit."


# --- settlements ----------------------------------------------------------------------------------


class SettlementMalformed(Invalid):
    """A settlement report that does not add up, or is none."""

    title = "This is no settlement report that adds up."
