"""To choose, to confirm, to decline or to stay silent; and who is asked next (E-10, E-11)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from adulis.audit import actions as audit
from adulis.bidding import policies
from adulis.bidding.actions import seats
from adulis.bidding.actions.closing import begin_choosing, seat_of
from adulis.bidding.actions.table import AWARD, CONFIRM, Table, laid, locked, save
from adulis.bidding.affiliation import shared_with
from adulis.bidding.errors import (
    AuctionNotFound,
    AwardIsOver,
    AwardNotFound,
    BidderNotRanked,
    PriceDiffers,
    ReasonRequired,
)
from adulis.bidding.events import (
    AuctionAgreed,
    AuctionAwarded,
    AuctionDeclined,
    AuctionDefaulted,
    AuctionFailed,
    BidChosen,
    BidDefaulted,
)
from adulis.bidding.machine import AUCTION, AuctionState, AwardState
from adulis.bidding.machine import AWARD as AWARD_MACHINE
from adulis.bidding.models import Award, Result
from adulis.bidding.values import Direction
from adulis.bidding.values import Standing as Place
from adulis.deals import actions as deals
from adulis.deals import queries as deals_seen
from adulis.deals.machine import DealState
from adulis.deals.values import EndReason
from adulis.events import actions as events
from adulis.events.values import Fact
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import Money
from adulis.timers import actions as timers
from adulis.timers import queries as time


@db.transaction_required
def award_auction(
    *, viewer: Viewer, deal_id: UUID, bidder: int, reason: str = "", actor: Actor, at: datetime
) -> Award:
    """Choose who gets the deal, at their own price. Not the best: say why.

    Raises AuctionNotFound, IllegalMove, BidderNotRanked, BidderAffiliated, ReasonRequired.
    """
    table = seats.entered(viewer, deal_id, whole=True, actor=actor, at=at)
    if table.auction.poster_id != viewer.merchant_id:
        raise AuctionNotFound
    AUCTION.take("award", AuctionState(table.auction.state), actor.role)
    _check_reviewing(deal_id)
    left = candidates(table)
    chosen = [each for each in left if seat_of(table, each.party_id) == bidder]
    if not chosen:
        raise BidderNotRanked(pointer="/bidder")
    shared = shared_with(viewer.merchant_id, [chosen[0].party_id])
    policies.check_strangers(shared.get(chosen[0].party_id, set()))
    is_best = chosen[0] == left[0]
    if not is_best and not reason.strip():
        raise ReasonRequired(pointer="/reason", best_bidder=seat_of(table, left[0].party_id))
    within = timedelta(seconds=table.auction.confirm_within_seconds)
    return _offer(table, chosen[0], is_binding=True, reason=reason.strip(), within=within)


@db.transaction_required
def confirm_award(
    *, viewer: Viewer, deal_id: UUID, price: Money, actor: Actor, at: datetime
) -> Award:
    """The chosen bidder stands by it: the deal is agreed at their price, and its escrow opened.

    ``price`` is what they saw. Raises AuctionNotFound, AwardNotFound, AwardIsOver, PriceDiffers,
    IllegalMove, and what ``deals.agree`` does.
    """
    table = seats.entered(viewer, deal_id, whole=True, actor=actor, at=at)
    award = _asked(table, viewer)
    auction = table.auction
    if award.price != price:
        raise PriceDiffers(pointer="/price_paise", price_paise=award.price_minor)
    move = AUCTION.take("confirm", AuctionState(auction.state), actor.role)
    deals.agree(
        deal_id=deal_id,
        counterparty_id=award.party_id,
        price=award.price,
        reason=award.reason,
        is_best=not award.reason,
        awarded_by=award.made_by,
        actor=actor,
        at=at,
    )
    # After this point nothing is refused.
    _decided(award, "confirm", actor, table.now)
    save(auction, state=move.target, entered_at=table.now)
    timers.cancel_timers(subject=table.subject)
    # Who won and has to pay keeps the bond there until they have.
    must_pay = auction.direction == Direction.FORWARD
    free = [
        seat
        for seat in seats.everybody(table)
        if not (must_pay and seat.party_id == award.party_id)
    ]
    seats.release(table, free, reason="agreed")
    fact = AuctionAgreed(
        subject_id=auction.id,
        merchant_id=auction.poster_id,
        deal_id=deal_id,
        merchant=award.party_id,
        price=award.price,
    )
    events.record(fact=fact, at=at)
    _record(table, "confirm", award)
    return award


@db.transaction_required
def decline_award(
    *, viewer: Viewer, deal_id: UUID, note: str = "", actor: Actor, at: datetime
) -> Award:
    """The chosen bidder does not want to. Who was bound loses the bond; the next best is asked.

    Raises AuctionNotFound, AwardNotFound, AwardIsOver, IllegalMove.
    """
    table = seats.entered(viewer, deal_id, whole=True, actor=actor, at=at)
    award = _asked(table, viewer)
    award.note = note.strip()
    fact = AuctionDeclined(
        subject_id=table.auction.id,
        merchant_id=table.auction.poster_id,
        deal_id=deal_id,
        bidder=seat_of(table, award.party_id),
        note=award.note,
    )
    _fall(table, award, "decline", fact)
    return award


def default(table: Table, award: Award) -> None:
    """Silence, or no money: as if declined, by whoever was bound."""
    fact = AuctionDefaulted(
        subject_id=table.auction.id,
        merchant_id=table.auction.poster_id,
        deal_id=table.auction.deal_id,
        bidder=seat_of(table, award.party_id),
    )
    _fall(table, award, "default", fact)


@db.transaction_required
def note_unpaid(*, deal_id: UUID, by_id: UUID, actor: Actor, at: datetime) -> bool:
    """The winner of an offer has not paid in. False: that is not who has won here."""
    table = laid(locked(deal_id), whole=True, actor=actor, at=at)
    award = _won(table, by_id)
    if award is None or table.auction.state != AuctionState.AGREED:
        return False
    default(table, award)
    return True


@db.transaction_required
def note_started(*, deal_id: UUID, actor: Actor, at: datetime) -> bool:
    """Money is in: the winner has stood by the bid. False: there is no bond to give back."""
    table = laid(locked(deal_id), whole=True, actor=actor, at=at)
    held = [seat for seat in seats.everybody(table) if seat.bond_minor]
    if table.auction.state != AuctionState.AGREED or not held:
        return False
    seats.release(table, held, reason="started")
    return True


@db.transaction_required
def note_settled(*, deal_id: UUID, actor: Actor, at: datetime) -> bool:
    """Both came to terms by talking. False: it was by an award, or the auction was over."""
    table = laid(locked(deal_id), whole=True, actor=actor, at=at)
    auction = table.auction
    if auction.state != AuctionState.CLOSED:
        return False
    move = AUCTION.take("settle", AuctionState(auction.state), actor.role)
    timers.cancel_timers(subject=table.subject)
    save(auction, state=move.target, entered_at=table.now)
    seats.release(table, seats.everybody(table), reason="settled")
    _record(table, "settle", None)
    return True


def give_up(table: Table) -> None:
    """Nobody was chosen in time: it is over, and every bond goes back."""
    auction = table.auction
    if auction.state == AuctionState.CLOSED:
        move = AUCTION.take("fail", AuctionState(auction.state), table.actor.role)
        save(auction, state=move.target, entered_at=table.now)
        seats.release(table, seats.everybody(table), reason="not_awarded")
        fact = AuctionFailed(
            subject_id=auction.id, merchant_id=auction.poster_id, deal_id=auction.deal_id,
            reason="not_awarded",
        )  # fmt: skip
        events.record(fact=fact, at=table.at)
        _record(table, "fail", None)
    deal = deals_seen.deal_for_operator(auction.deal_id)
    if deal.state == DealState.REVIEWING:
        reason = EndReason.EXPIRED if auction.bidders_count else EndReason.NO_BIDS
        deals.lapse(deal_id=deal.id, reason=reason, actor=table.actor, at=table.at)


def candidates(table: Table) -> list[Result]:
    """Who may still be chosen, best first: not asked before, and not shut out."""
    asked = set(
        Award.objects.filter(auction_id=table.auction.id).values_list("party_id", flat=True)
    )
    rows = Result.objects.filter(auction_id=table.auction.id).order_by("rank")
    return [
        row
        for row in rows
        if row.party_id not in asked and table.seats[row.party_id].standing == Place.ACTIVE
    ]


# --- within ---------------------------------------------------------------------------------------


def _check_reviewing(deal_id: UUID) -> None:
    """Nobody is chosen while the deal is talked about with one of them."""
    state = deals_seen.deal_for_operator(deal_id).state
    if state != DealState.REVIEWING:
        raise IllegalMove(f"The deal is {state}.", subject="auction", state=state, verb="award")


def _offer(table: Table, row: Result, *, is_binding: bool, reason: str, within: timedelta) -> Award:
    auction = table.auction
    move = AUCTION.take("award", AuctionState(auction.state), table.actor.role)
    award = Award.objects.create(
        id=new_id(),
        auction_id=auction.id,
        number=1 + Award.objects.filter(auction_id=auction.id).count(),
        rank=row.rank,
        party_id=row.party_id,
        price_minor=row.price_minor,
        is_binding=is_binding,
        reason=reason,
        made_by=table.actor.user_id or table.actor.id,
        made_at=table.now,
        due_at=table.now + within,
    )
    save(auction, state=move.target, entered_at=table.now)
    timers.cancel_timers(subject=table.subject, kinds=[AWARD])
    timers.set_timer(
        kind=CONFIRM, subject=table.subject, key=f"award/{award.id}/confirm", due_at=award.due_at,
        reminders=True, at=table.now,
    )  # fmt: skip
    seat = table.seats[row.party_id]
    facts: list[Fact] = [
        AuctionAwarded(
            subject_id=auction.id, merchant_id=auction.poster_id, deal_id=auction.deal_id,
            bidder=seat.number, price=award.price, is_binding=is_binding, due_at=award.due_at,
        ),
        BidChosen(
            subject_id=seat.id, merchant_id=seat.party_id, deal_id=auction.deal_id,
            price=award.price, is_binding=is_binding, due_at=award.due_at,
        ),
    ]  # fmt: skip
    events.record_all(facts=facts, at=table.at)
    _record(table, "award", award)
    return award


def _fall(table: Table, award: Award, verb: str, fact: Fact) -> None:
    """The chosen one is out. What they had given as a bond is shared, if they were bound."""
    auction = table.auction
    move = AUCTION.take(verb, AuctionState(auction.state), table.actor.role)
    timers.cancel_timers(subject=table.subject)
    _decided(award, verb, table.actor, table.now)
    save(auction, state=move.target, entered_at=table.now)
    facts = [fact]
    left = _next_best(table, award)
    seat = table.seats[award.party_id]
    if award.is_binding:
        lost = seats.forfeit(table, seat, left[0].party_id if left else None)
        facts.append(
            BidDefaulted(
                subject_id=seat.id, merchant_id=seat.party_id, deal_id=auction.deal_id,
                forfeited=lost,
            )
        )  # fmt: skip
    else:
        seats.release(table, [seat], reason="declined")
    events.record_all(facts=facts, at=table.at)
    _record(table, verb, award)
    _ask_next(table, left)


def _next_best(table: Table, award: Award) -> list[Result]:
    """Who is asked next: nobody who belongs together with who has just made room (E-10)."""
    left = candidates(table)
    asked = [each.party_id for each in left]
    friends = {*shared_with(award.party_id, asked), *shared_with(table.auction.poster_id, asked)}
    return [each for each in left if each.party_id not in friends]


def _ask_next(table: Table, left: list[Result]) -> None:
    """The next best is asked at its own price, and not bound. Below the reserve nobody is."""
    if left and table.rules.meets_reserve(left[0].price):
        begin_choosing(table)
        _offer(table, left[0], is_binding=False, reason="", within=policies.NEXT_BEST_WITHIN)
        return
    begin_choosing(table)


def _asked(table: Table, viewer: Viewer) -> Award:
    rows = Award.objects.filter(auction_id=table.auction.id, party_id=viewer.merchant_id)
    award = rows.filter(state=AwardState.OFFERED).first()
    if award is None:
        raise AwardNotFound
    running = time.timers_of([table.subject])[table.subject]
    due = next((each.due_at for each in running if each.kind == CONFIRM), None) or award.due_at
    if table.now >= due:
        raise AwardIsOver(due_at=due.isoformat())
    return award


def _won(table: Table, party_id: UUID) -> Award | None:
    rows = Award.objects.filter(auction_id=table.auction.id, party_id=party_id)
    return rows.filter(state=AwardState.CONFIRMED).first()


def _decided(award: Award, verb: str, actor: Actor, now: datetime) -> None:
    award.state = AWARD_MACHINE.take(verb, AwardState(award.state), actor.role).target
    award.decided_at = now
    award.save(update_fields=["state", "decided_at", "note"])


def _record(table: Table, verb: str, award: Award | None) -> None:
    about = {} if award is None else {
        "bidder": seat_of(table, award.party_id), "price_paise": award.price_minor,
        "is_binding": award.is_binding, "reason": award.reason, "note": award.note,
    }  # fmt: skip
    audit.write(
        actor=table.actor, action=f"auction.{verb}", subject=table.subject,
        merchant_id=table.auction.poster_id, before={},
        after={"state": table.auction.state, **about}, at=table.at,
    )  # fmt: skip
