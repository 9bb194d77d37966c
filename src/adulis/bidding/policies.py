"""Who may bid, by which rules an auction can be held, and what becomes of a bond. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from adulis.bidding.errors import (
    AuctionInvalid,
    BidderAffiliated,
    BidderExcluded,
    BidderNotVerified,
    OwnAuction,
    StaleTerms,
    StaleVersion,
)
from adulis.bidding.rules.book import Rules
from adulis.bidding.values import Direction, Format, Shared, Standing, StepKind
from adulis.identity.values import MerchantState
from adulis.identity.values import Standing as MerchantStanding
from adulis.kernel.money import BASIS_POINTS_IN_WHOLE, Money

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=90)
LONGEST_WINDOW = timedelta(hours=1)
LONGEST_EXTENSION = timedelta(hours=1)
LONGEST_OVERTIME = timedelta(hours=24)
LONGEST_FINAL_ROUND = timedelta(hours=24)
LARGEST_MINOR = 10**13
# Who keeps their bond until somebody is chosen: the winner may default.
STANDBY = 3
# Then whoever put it up has had time enough, and nobody's bond waits for ever.
AWARD_WITHIN = timedelta(days=14)
# The next best is asked, not bound.
NEXT_BEST_WITHIN = timedelta(hours=48)


def check_rules(rules: Rules, bond: Money, *, now: datetime) -> None:
    """Raises AuctionInvalid with what is wrong."""
    _check_times(rules, now)
    _check_amounts(rules, bond)


def check_bidder(standing: MerchantStanding, *, is_poster: bool, place: Standing | None) -> None:
    """Raises BidderNotVerified, OwnAuction, BidderExcluded."""
    if is_poster:
        raise OwnAuction
    if not standing.is_verified or standing.state is not MerchantState.ACTIVE:
        raise BidderNotVerified
    if place not in {None, Standing.ACTIVE}:
        raise BidderExcluded


def check_strangers(shared: Collection[Shared]) -> None:
    """Raises BidderAffiliated; which it is, is known to whoever it is about."""
    if shared:
        raise BidderAffiliated(shares=sorted(shared))


def check_seen(
    *, terms_version: int, terms_now: int, version: int | None, version_now: int
) -> None:
    """Raises StaleTerms, and StaleVersion for whoever wants to know."""
    if terms_version != terms_now:
        raise StaleTerms(pointer="/terms_version", terms_version=terms_now)
    if version is not None and version != version_now:
        raise StaleVersion(pointer="header:If-Match", version=version_now)


def forfeited(bond: Money, next_best_id: UUID | None) -> tuple[Money, Money]:
    """What of a bond goes to the other side, and to whoever was next: half each; a paisa that is
    left over is the other side's, and all of it where nobody was next.
    """
    if next_best_id is None:
        return bond, Money(0, bond.currency)
    harmed, next_best = bond.split([1, 1])
    return harmed, next_best


def _check_times(rules: Rules, now: datetime) -> None:
    lasts = rules.ends_at - max(rules.starts_at, now)
    longest = [
        ("/ends_at", lasts, LONGEST),
        ("/window_seconds", rules.window, LONGEST_WINDOW),
        ("/extension_seconds", rules.extension, LONGEST_EXTENSION),
        ("/overtime_seconds", rules.hard_end_at - rules.ends_at, LONGEST_OVERTIME),
        ("/final_round_seconds", rules.final_round or timedelta(0), LONGEST_FINAL_ROUND),
    ]
    if lasts < SHORTEST:
        raise AuctionInvalid("It would end before anybody could bid.", pointer="/ends_at")
    for pointer, asked, most in longest:
        if not timedelta(0) <= asked <= most:
            seconds = int(most.total_seconds())
            raise AuctionInvalid("This is too long.", pointer=pointer, maximum_seconds=seconds)
    if rules.final_round is not None and rules.final_round < SHORTEST:
        raise AuctionInvalid("Nobody could bid so fast.", pointer="/final_round_seconds")


def _check_amounts(rules: Rules, bond: Money) -> None:
    for pointer, step in (("/step", rules.step), ("/own_step", rules.own_step)):
        most = BASIS_POINTS_IN_WHOLE // 2
        if step.kind is StepKind.BASIS_POINTS and step.value > most:
            raise AuctionInvalid("This step is too large.", pointer=pointer, maximum=most)
        if rules.direction is Direction.REVERSE and step.size(rules.start) >= rules.start:
            raise AuctionInvalid("Nobody could go down by this step.", pointer=pointer)
    if rules.reserve is not None and rules.beats(rules.start, rules.reserve):
        raise AuctionInvalid("The start is beyond the reserve already.", pointer="/reserve_paise")
    if max(rules.start.minor, bond.minor) > LARGEST_MINOR:
        raise AuctionInvalid("This is too much.", pointer="/start_paise")
    if rules.format is Format.SEALED and rules.final_round is not None:
        raise AuctionInvalid("What is sealed ends when it ends.", pointer="/final_round_seconds")
