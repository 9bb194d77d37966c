"""The words for quarrels, and for what was given and is back or was taken: mandatory, all of it."""

from __future__ import annotations

from adulis.escrow.values import Side
from adulis.notifications.values import News, Payload, to_side, to_the_other

_AUCTION = "deals/{deal_id}/auction"


def _with_bond(payload: Payload) -> bool:
    return bool(payload["bond"]["amount_minor"])


DISPUTES = {
    "dispute.opened": News(
        "{other} disputes {milestone}",
        "{other} disputes {milestone}, of {deal}: {amount} of it is locked, and {claimed} of that"
        " is claimed. Answer until {answer_by}; an operator rules on what there is then.",
        "Read what they say",
        to_the_other,
    ),
    "dispute.responded": News(
        "{other} answers: {milestone}",
        "{other} has answered the dispute about {milestone}, of {deal}, and claims {claimed}. You"
        " can offer to settle until {answer_by}.",
        "Read what they say",
        to_the_other,
    ),
    "dispute.offered": News(
        "{other} offers to settle: {milestone}",
        "{other} would settle the dispute about {milestone}, of {deal}, with {to_seller} to the"
        " seller and {to_buyer} to the buyer. Accept it or offer something else until {answer_by}.",
        "See the offer",
        to_the_other,
    ),
    "dispute.offer_refused": News(
        "{other} does not settle for that: {milestone}",
        "{other} has refused your offer about {milestone}, of {deal}. You may make another until"
        " {answer_by}.",
        "Open the dispute",
        to_the_other,
    ),
    "dispute.escalation_asked": News(
        "{other} asks for a ruling: {milestone}",
        "{other} asks an operator to rule on {milestone}, of {deal}. Bring what you have by"
        " {ruling_from}; then nothing can be added.",
        "Open the dispute",
        to_the_other,
    ),
    "dispute.escalated": News(
        "An operator rules: {milestone}",
        "An operator, who is neither of you, rules on {milestone}, of {deal}, by {ruling_by}.",
        "Open the dispute",
    ),
    "dispute.ruled": News(
        "Ruled: {milestone}",
        "The ruling about {milestone}, of {deal}: {to_seller} to the seller, {to_buyer} to the"
        " buyer. {reason}",
        "Read the ruling",
    ),
    "dispute.appealed": News(
        "{other} appeals: {milestone}",
        "{other} does not accept the ruling about {milestone}, of {deal}. Another operator rules by"
        " {ruling_by}, and that is final.",
        "Open the dispute",
        to_the_other,
    ),
    "dispute.settled": News(
        "Settled: {milestone}",
        "You and {other} have settled {milestone}, of {deal}: {to_seller} to the seller, {to_buyer}"
        " to the buyer. It is done.",
        "Open the dispute",
    ),
    "dispute.executed": News(
        "Carried out: {milestone}",
        "What was ruled about {milestone}, of {deal}, is done: {to_seller} to the seller,"
        " {to_buyer} to the buyer.",
        "Open the dispute",
    ),
    "dispute.withdrawn": News(
        "Withdrawn: {milestone}",
        "{other} has taken the dispute about {milestone}, of {deal}, back; it goes on with all that"
        " was locked.",
        "Open the deal",
        to_the_other,
    ),
    "dispute.reminder": News(
        "The dispute about {milestone}: until {due_at}",
        "The dispute about {milestone}, of {deal}, waits until {due_at}. What happens then is shown"
        " with it.",
        "Open the dispute",
    ),
}

# What was given and is back, or was taken.
BACK = {
    "milestone.funding_returned": News(
        "Back from escrow: {milestone}",
        "{milestone}, of {deal}, was not paid in whole in time. {amount} is yours again.",
        "Open the deal",
        to_side(Side.BUYER),
    ),
    "milestone.refunded": News(
        "Given back: {milestone}",
        "{amount} of {milestone}, of {deal}, went back to the buyer: {reason}.",
        "Open the deal",
        code="reason",
    ),
    "milestone.charged_back": News(
        "Taken back by a bank: {milestone}",
        "The bank of whoever paid for {milestone}, of {deal}, has taken {amount} back. {missing}"
        " has to be paid in again before it goes on.",
        "Open the deal",
    ),
    "bid.defaulted": News(
        "Your bid was not kept: {deal}",
        "You did not stand by your bid on {deal}. {forfeited} of your bond is lost by it.",
        "See the auction",
        page=_AUCTION,
    ),
    "bid.released": News(
        "Your bond is back: {deal}",
        "{bond} that you had given as a bond for {deal} is available again.",
        "See the auction",
        _with_bond,
        page=_AUCTION,
    ),
}
