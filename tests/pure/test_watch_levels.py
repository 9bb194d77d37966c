"""Who hears of a deal that they want to hear less of: each kind of news, at each level."""

from __future__ import annotations

from itertools import product

import pytest

from adulis.identity.values import MemberRole as Role
from adulis.notifications.catalogue import CATALOGUE
from adulis.notifications.policies import is_told, is_watched
from adulis.notifications.values import CHOICES, Channel, Group, Rule, WatchLevel

ALL, MY_TURN, MONEY, MUTED = WatchLevel
# Of what may be switched off: what whoever is told has to do something about, and what moved money.
TURNS = {
    "deal.refused", "deal.proposed", "deal.countered", "deal.agreed", "deal.defaulted",
    "deal.fell_back", "deal.reminder", "bid.outbid", "auction.closed", "auction.declined",
    "bid.stale", "bid.finalist", "bid.chosen", "milestone.funded", "milestone.submitted",
    "milestone.changes_requested", "milestone.overdue", "milestone.proposal_made",
    "agreement.cancellation_proposed",
}  # fmt: skip
TURNS_OF_ONE_SIDE = {
    ("milestone.partly_funded", "fund_by"): "buyer",
    ("milestone.reminder", "fund_by"): "buyer",
    ("milestone.reminder", "inspection"): "buyer",
    ("milestone.reminder", "delivery"): "seller",
}
MOVES_MONEY = {"milestone.funded", "milestone.partly_funded", "milestone.released"}
MANDATORY = {Group.DISPUTES, Group.MONEY_BACK, Group.VERIFICATION, Group.SECURITY, Group.SYSTEM}


@pytest.mark.parametrize("kind", sorted(CATALOGUE))
def test_whose_turn_it_is_and_whether_money_moved(kind: str) -> None:
    news = CATALOGUE[kind]
    assert news.is_money is (kind in MOVES_MONEY)
    for side, what in product(("buyer", "seller"), ("fund_by", "inspection", "delivery")):
        is_turn = kind in TURNS or TURNS_OF_ONE_SIDE.get((kind, what)) == side
        if kind == "milestone.partly_funded":
            is_turn = side == "buyer"
        assert news.turn({"side": side, "what": what}) is is_turn
    # Whatever is told of no deal has no level, and of what is mandatory no level is asked.
    if not news.is_of_deal or news.group in MANDATORY:
        assert kind not in TURNS | MOVES_MONEY


@pytest.mark.parametrize(
    ("level", "is_turn", "is_money", "hears"),
    [
        (ALL, False, False, True), (ALL, True, True, True),
        (MY_TURN, True, False, True), (MY_TURN, False, True, False), (MY_TURN, True, True, True),
        (MONEY, False, True, True), (MONEY, True, False, False), (MONEY, True, True, True),
        (MUTED, True, True, False), (MUTED, False, False, False),
    ],
)  # fmt: skip
def test_what_a_level_lets_through(
    level: WatchLevel, is_turn: bool, is_money: bool, hears: bool
) -> None:
    assert is_watched(level, is_turn=is_turn, is_money=is_money) is hears


@pytest.mark.parametrize("group", list(Group))
@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("role", [*Role, None])
def test_the_order_in_which_it_is_decided(
    group: Group, channel: Channel, role: Role | None
) -> None:
    """Mandatory, then the deal, then the choice, then the default: over all there is."""
    rule = CHOICES[group].rule(channel)
    by_letter_to_others = channel is Channel.EMAIL and role not in {Role.OWNER, None}
    for watched, chosen in product((True, False), (True, False, None)):
        told = is_told(channel, rule, chosen=chosen, role=role, is_watched=watched)
        if rule is Rule.ALWAYS:
            assert group in MANDATORY
            # Whoever gets no letter by default may ask for one, and then no deal silences it.
            assert told is (bool(chosen) if by_letter_to_others else True)
        elif not watched:
            assert told is False
        elif chosen is not None:
            assert told is chosen
        else:
            assert told is (rule is Rule.ON and not by_letter_to_others)


def test_no_level_silences_a_dispute_or_money_that_went_back() -> None:
    for kind, news in CATALOGUE.items():
        if kind.partition(".")[0] == "dispute" or news.group is Group.MONEY_BACK:
            for channel in Channel:
                rule = CHOICES[news.group].rule(channel)
                assert is_told(channel, rule, chosen=False, role=Role.OWNER, is_watched=False)
