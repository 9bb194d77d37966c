"""The end of an auction (C2, C4): one transaction, by the clock under the lock."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from adulis.audit import actions as audit
from adulis.bidding import policies
from adulis.bidding.actions import seats
from adulis.bidding.actions.sealed import opened_offers, opened_shots
from adulis.bidding.actions.table import AWARD, CLOSE, Table, save
from adulis.bidding.events import (
    AuctionClosed,
    AuctionFailed,
    AuctionFinalBegun,
    BidFinalist,
    BidRanked,
)
from adulis.bidding.machine import AUCTION, AuctionState
from adulis.bidding.models import Result as ResultRow
from adulis.bidding.rules import closing, sealed
from adulis.bidding.rules.closing import Ending, Result
from adulis.bidding.values import Format
from adulis.deals import actions as deals
from adulis.deals import queries as deals_seen
from adulis.deals.machine import DealState
from adulis.events import actions as events
from adulis.events.values import Fact
from adulis.kernel.ids import new_id
from adulis.kernel.money import rupees
from adulis.timers import actions as timers


def end(table: Table) -> None:
    """The time has come: close, or begin the final round."""
    auction = table.auction
    if auction.format == Format.SEALED:
        close(table, sealed.opened(table.rules, opened_offers(table)))
    elif auction.state == AuctionState.FINAL_ROUND:
        _close_final(table)
    elif closing.ending(table.rules, table.state, table.now) is Ending.FINAL_ROUND:
        _begin_final(table)
    else:
        close(table, closing.result(table.rules, table.state))


def close(table: Table, result: Result) -> None:
    """Write the ranking down, and give back the bonds of whoever will not be asked."""
    auction = table.auction
    verb = "close" if result.ranked else "fail"
    move = AUCTION.take(verb, AuctionState(auction.state), table.actor.role)
    first = result.ranked[0] if result.ranked else None
    save(
        auction,
        state=move.target,
        entered_at=table.now,
        is_reserve_met=result.is_reserve_met if first else None,
        price_minor=first.price.minor if first else auction.price_minor,
        leader_id=first.party if first else auction.leader_id,
    )
    ResultRow.objects.bulk_create(
        ResultRow(
            id=new_id(), auction_id=auction.id, rank=each.rank, party_id=each.party,
            price_minor=each.price.minor, at=table.now,
        )
        for each in result.ranked
    )  # fmt: skip
    standby = {each.party for each in result.ranked[: policies.STANDBY]}
    over = [seat for seat in seats.everybody(table) if seat.party_id not in standby]
    seats.release(table, over, reason="lost")
    begin_choosing(table)
    _tell_closed(table, result)
    _record(table, verb, {"bidders": len(result.ranked), "price_paise": auction.price_minor})


def begin_choosing(table: Table) -> None:
    """Whoever put it up has two weeks, then everybody is free of it."""
    deal = deals_seen.deal_for_operator(table.auction.deal_id)
    if deal.state == DealState.OPEN:
        deals.begin_review(deal_id=deal.id, actor=table.actor, at=table.at)
    timers.set_timer(
        kind=AWARD, subject=table.subject, key=f"{table.subject}/award/{table.auction.version}",
        due_at=table.now + policies.AWARD_WITHIN, reminders=True, at=table.now,
    )  # fmt: skip


# --- within ---------------------------------------------------------------------------------------


def _begin_final(table: Table) -> None:
    auction, rules = table.auction, table.rules
    move = AUCTION.take("begin_final", AuctionState(auction.state), table.actor.role)
    ends_at = table.now + (rules.final_round or timedelta(0))
    among = closing.finalists(rules, table.state)
    save(auction, state=move.target, entered_at=table.now, ends_at=ends_at, hard_end_at=ends_at)
    timers.set_timer(
        kind=CLOSE, subject=table.subject, key=f"{table.subject}/final", due_at=ends_at,
        at=table.now,
    )  # fmt: skip
    facts: list[Fact] = [
        AuctionFinalBegun(
            subject_id=auction.id, merchant_id=auction.poster_id, deal_id=auction.deal_id,
            ends_at=ends_at,
        )
    ]  # fmt: skip
    facts += [
        BidFinalist(
            subject_id=table.seats[party].id, merchant_id=party, deal_id=auction.deal_id,
            ends_at=ends_at,
        )
        for party in among
    ]  # fmt: skip
    events.record_all(facts=facts, at=table.at)
    _record(table, "begin_final", {"finalists": len(among), "ends_at": ends_at.isoformat()})


def _close_final(table: Table) -> None:
    after = closing.after_final_round(table.rules, table.state, opened_shots(table))
    close(table, closing.result(table.rules, after))


def _tell_closed(table: Table, result: Result) -> None:
    auction = table.auction
    about = {"subject_id": auction.id, "merchant_id": auction.poster_id}
    facts: list[Fact] = []
    if result.ranked:
        facts.append(
            AuctionClosed(
                **about,
                deal_id=auction.deal_id,
                bidders_count=len(result.ranked),
                price=rupees(auction.price_minor),
                is_reserve_met=result.is_reserve_met,
            )
        )
    else:
        facts.append(AuctionFailed(**about, deal_id=auction.deal_id, reason="no_bids"))
    ranks = {each.party: each.rank for each in result.ranked}
    facts += [
        BidRanked(
            subject_id=seat.id,
            merchant_id=seat.party_id,
            deal_id=auction.deal_id,
            outcome=_outcome(ranks.get(seat.party_id)),
            rank=ranks.get(seat.party_id),
        )
        for seat in seats.everybody(table)
    ]
    events.record_all(facts=facts, at=table.at)


def _outcome(rank: int | None) -> str:
    if rank is None:
        return "lapsed"
    if rank == 1:
        return "best"
    return "standby" if rank <= policies.STANDBY else "lost"


def _record(table: Table, verb: str, after: dict[str, int | str]) -> None:
    audit.write(
        actor=table.actor, action=f"auction.{verb}", subject=table.subject,
        merchant_id=table.auction.poster_id, before={},
        after={"state": table.auction.state, **after}, at=table.at,
    )  # fmt: skip


def seat_of(table: Table, party_id: UUID) -> int:
    """The number a bidder is known by."""
    return table.seats[party_id].number
