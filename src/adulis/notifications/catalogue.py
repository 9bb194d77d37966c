"""Which facts people are told of, and in which words: those of deals. See ``catalogue_of_disputes``
and ``catalogue_of_money``.

What somebody has to do, what they were promised, and what has become of their money; who merely
watches sees it in the web app. After ``reference/escrow.md``, appendix D: what is mandatory there
or usual by e-mail. ``turn`` and ``is_money`` are for whoever wants to hear less of a deal; of
disputes and money that went back everybody hears.
"""

from __future__ import annotations

from datetime import timedelta

from adulis.escrow.values import Side
from adulis.notifications.catalogue_of_disputes import BACK, DISPUTES
from adulis.notifications.catalogue_of_money import OF_MONEY
from adulis.notifications.values import (
    Group,
    News,
    Payload,
    grouped,
    to_both,
    to_side,
    to_the_other,
)

BUYER, SELLER = to_side(Side.BUYER), to_side(Side.SELLER)
POSTER, COUNTERPARTY = to_side("poster"), to_side("counterparty")
_AUCTION = "deals/{deal_id}/auction"


def _by_silence(payload: Payload) -> bool:
    return bool(payload["by_silence"])


def _to_whom_it_waits_for(payload: Payload) -> bool:
    """Work is the seller's; paying and looking at it are the buyer's."""
    waits_for = Side.SELLER if payload["what"] == "delivery" else Side.BUYER
    return bool(payload["side"] == waits_for)


DEALS = {
    "deal.refused": News(
        "{deal}: not approved",
        "We looked at {deal} and cannot let it be published as it is. {note} It is a draft again.",
        "See the draft",
        POSTER,
        turn=to_both,
    ),
    "deal.proposed": News(
        "{other} proposes a deal: {deal}",
        "{other} proposes terms for {deal}, at {amount}. You can accept them, answer with others"
        " or say no until {expires_at}; after that they are off the table.",
        "Read the terms",
        COUNTERPARTY,
        turn=to_both,
    ),
    "deal.countered": News(
        "{other} answers with other terms: {deal}",
        "{other} answers with other terms for {deal}, at {amount}. What changed is shown line by"
        " line. You can answer until {expires_at}; after that they are off the table.",
        "See what changed",
        to_the_other,
        turn=to_both,
    ),
    "deal.agreed": News(
        "Agreed: {deal}",
        "You and {other} have agreed on {deal}, at {amount}. The first milestone is to be paid into"
        " escrow by {fund_by}.",
        "Open the deal",
        turn=to_both,
    ),
    "deal.defaulted": News(
        "Not paid in time: {deal}",
        "The buyer of {deal} has not paid in time. You can ask the next best bidder.",
        "Open the deal",
        POSTER,
        turn=to_both,
    ),
    "deal.completed": News(
        "Completed: {deal}",
        "Nothing is left to be done about {deal}. Until {reviews_until} you can say how it was;"
        " neither side reads the other before both have, or the time is over.",
        "Say how it was",
    ),
    "deal.cancelled": News(
        "Called off: {deal}",
        "{deal} was called off: {reason}. {note}",
        "Open the deal",
        code="reason",
    ),
    "deal.fell_back": News(
        "It came to nothing: {deal}",
        "Talks about {deal} came to nothing. You can choose another of those who bid.",
        "Choose again",
        POSTER,
        turn=to_both,
    ),
    "deal.joined": News(
        "Somebody came in: {deal}",
        "Somebody has followed your invitation to {deal}.",
        "Open the deal",
        POSTER,
        has_letter=False,
    ),
    "deal.reminder": News(
        "{deal}: until {due_at}",
        "{deal} waits until {due_at}. What happens by itself then is shown with it.",
        "Open the deal",
        turn=to_both,
    ),
    "deal.reviews_published": News(
        "Reviews are shown: {deal}",
        "What you and {other} said about {deal} is shown now.",
        "Read them",
        has_letter=False,
    ),
    "deal.lapsed": News(
        "Over: {deal}",
        "Nothing came of {deal}: {reason}.",
        "Open the deal",
        code="reason",
    ),
}

AUCTIONS = {
    "bid.outbid": News(
        "Outbid: {deal}",
        "Somebody else leads now. Bidding on {deal} ends at {ends_at}, unless it is moved.",
        "Go to the auction",
        page=_AUCTION,
        has_letter=False,
        every=timedelta(minutes=5),
        turn=to_both,
    ),
    "auction.closed": News(
        "Bids are in: {deal}",
        "Bidding on {deal} is over; the best bid is {price}. Choose whom you want, within"
        " fourteen days.",
        "See the ranking",
        page=_AUCTION,
        turn=to_both,
    ),
    "auction.failed": News(
        "No deal by auction: {deal}",
        "The auction of {deal} came to nothing: {reason}.",
        "Open the deal",
        code="reason",
    ),
    "auction.declined": News(
        "Declined: {deal}",
        "Bidder {bidder}, whom you chose for {deal}, does not want to: {note}",
        "See who is next",
        page=_AUCTION,
        turn=to_both,
    ),
    "auction.defaulted": News(
        "Not confirmed in time: {deal}",
        "Bidder {bidder}, whom you chose for {deal}, has not stood by their bid. The next best is"
        " asked at their own price.",
        "See who is next",
        page=_AUCTION,
    ),
    "bid.stale": News(
        "The terms changed: {deal}",
        "The terms of {deal} were changed, so your bid does not count any more. Confirm it by"
        " {ends_at} if you still want it on the new terms, or take it back for nothing.",
        "See what changed",
        page=_AUCTION,
        turn=to_both,
    ),
    "bid.finalist": News(
        "One last bid: {deal}",
        "You are among the best three for {deal}. Each may make one sealed bid until {ends_at};"
        " without it the bid you have counts.",
        "Make the last bid",
        page=_AUCTION,
        turn=to_both,
    ),
    "bid.ranked": News(
        "How you did: {deal}",
        "Bidding on {deal} is over. Your bid: {outcome}.",
        "See the auction",
        page=_AUCTION,
        code="outcome",
    ),
    "bid.chosen": News(
        "You were chosen: {deal}",
        "{deal} is yours at {price}, once you confirm it by {due_at}.",
        "Confirm",
        page=_AUCTION,
        turn=to_both,
    ),
}

ESCROW = {
    "milestone.funded": News(
        "Paid into escrow: {milestone}",
        "{other} has paid {amount} into escrow for {milestone}, of {deal}. You can begin.",
        "Open the deal",
        SELLER,
        turn=to_both,
        is_money=True,
    ),
    "milestone.partly_funded": News(
        "Paid in part: {milestone}",
        "{amount} of {milestone}, of {deal}, lies in escrow; {missing} does not yet.",
        "Open the deal",
        has_letter=False,
        turn=BUYER,
        is_money=True,
    ),
    "milestone.held": News(
        "Held up: {milestone}",
        "Nothing moves for {milestone}, of {deal}, and no time passes, until this is over.",
        "Open the deal",
        has_letter=False,
    ),
    "milestone.resumed": News(
        "It goes on: {milestone}",
        "{milestone}, of {deal}, goes on from where it was, with the time it had left.",
        "Open the deal",
        has_letter=False,
    ),
    "milestone.submitted": News(
        "Delivered: {milestone}",
        "{other} says that {milestone}, of {deal}, is done. Look at it until {inspect_by}: approve"
        " it or ask for changes. What happens if you say nothing is what you agreed on.",
        "Look at it",
        BUYER,
        turn=to_both,
    ),
    "milestone.changes_requested": News(
        "Changes requested: {milestone}",
        "{other} wants {milestone}, of {deal}, done differently: {reason}",
        "See what",
        SELLER,
        turn=to_both,
    ),
    "milestone.approved": News(
        "Accepted by silence: {milestone}",
        "The time to look at {milestone}, of {deal}, is over. Nobody objected, and both sides had"
        " agreed that this is a yes.",
        "Open the deal",
        _by_silence,
    ),
    "milestone.released": News(
        "Released: {milestone}",
        "{amount} of {milestone}, of {deal}, was released to the seller; {fee} fee and {tax} tax"
        " were kept of it.",
        "Open the deal",
        is_money=True,
    ),
    "milestone.overdue": News(
        "Not delivered: {milestone}",
        "Nothing was delivered for {milestone}, of {deal}, by the day agreed and three days more."
        " The buyer may take the money back alone.",
        "Open the deal",
        turn=to_both,
    ),
    "milestone.proposal_made": News(
        "{other} proposes a division: {milestone}",
        "{other} proposes to end {milestone}, of {deal}: {to_seller} to the seller and {to_buyer}"
        " to the buyer. You can accept until {expires_at}.",
        "See the proposal",
        to_the_other,
        turn=to_both,
    ),
    "milestone.reminder": News(
        "{milestone}: until {due_at}",
        "{milestone}, of {deal}, waits: what was agreed for the end of that time happens by itself"
        " at {due_at}.",
        "Open the deal",
        turn=_to_whom_it_waits_for,
    ),
    "agreement.cancellation_proposed": News(
        "{other} wants to give up: {deal}",
        "{other} proposes to give up all that is left of {deal}; what lies in escrow would go back."
        " You can accept until {expires_at}.",
        "See the proposal",
        to_the_other,
        turn=to_both,
    ),
}

CATALOGUE = (
    grouped(Group.DEALS, DEALS)
    | grouped(Group.AUCTIONS, AUCTIONS)
    | grouped(Group.MILESTONES, ESCROW)
    | grouped(Group.DISPUTES, DISPUTES)
    | grouped(Group.MONEY_BACK, BACK)
    | OF_MONEY
)
