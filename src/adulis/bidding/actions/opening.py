"""An auction begins, and what a deal's terms do to it while it runs."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from adulis.audit import actions as audit
from adulis.bidding import planning, policies, sealing
from adulis.bidding.actions import seats
from adulis.bidding.actions.table import CLOSE, Table, enter, laid, locked, save
from adulis.bidding.actions.telling import tell_moved
from adulis.bidding.errors import AuctionExists, AuctionNotFound
from adulis.bidding.events import AuctionCancelled, AuctionFailed, AuctionOpened, BidStale
from adulis.bidding.machine import AUCTION, AuctionState, AwardState
from adulis.bidding.models import Auction, Award, Plan
from adulis.bidding.rules import orders
from adulis.bidding.rules.book import Rules, fingerprint
from adulis.bidding.values import AuctionPlan, Direction, Format, Opening
from adulis.deals import queries as deals
from adulis.deals.errors import DealNotFound
from adulis.deals.machine import DealState
from adulis.deals.values import Access, DealFormat, DealKind
from adulis.events import actions as events
from adulis.identity.values import Viewer
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.kernel.machines import IllegalMove
from adulis.kernel.money import Money, rupees
from adulis.timers import actions as timers

DIRECTIONS = {DealKind.OFFER: Direction.FORWARD, DealKind.REQUEST: Direction.REVERSE}
FORMATS = {DealFormat.OPEN: Format.OPEN, DealFormat.SEALED: Format.SEALED}


@db.transaction_required
def plan_auction(
    *, viewer: Viewer, deal_id: UUID, plan: AuctionPlan, actor: Actor, at: datetime
) -> Plan:
    """Say how a draft shall be put up for bids. From the publication on nothing of it changes.

    Raises AuctionNotFound, IllegalMove, AuctionInvalid.
    """
    now = db.clock()
    try:
        seen = deals.deal_of(viewer, deal_id, now=now)
    except DealNotFound:
        raise AuctionNotFound from None
    how = FORMATS.get(DealFormat(seen.row.format))
    if seen.access is not Access.POSTER or how is None:
        raise AuctionNotFound
    if seen.row.state != DealState.DRAFT:
        raise IllegalMove("The rules are frozen.", subject="auction", state=seen.row.state)
    least = now + timedelta(days=1)
    rules = planning.rules_for(
        plan,
        direction=DIRECTIONS[DealKind(seen.row.kind)],
        how=how,
        budget=rupees(seen.row.budget_minor or policies.LARGEST_MINOR),
        starts_at=now,
        ends_at=least,
    )
    policies.check_rules(rules, plan.bond, now=now)
    reserve = "" if plan.reserve is None else sealing.seal_planned(plan.reserve, deal_id)
    row, _ = Plan.objects.update_or_create(
        deal_id=deal_id,
        defaults={
            "poster_id": viewer.merchant_id,
            "body": planning.written(plan),
            "reserve_sealed": reserve,
            "made_by": actor.user_id or actor.id,
            "at": now,
        },
    )
    audit.write(
        actor=actor, action="auction.plan", subject=f"deal/{deal_id}",
        merchant_id=viewer.merchant_id, before={},
        after={**planning.written(plan), "has_reserve": plan.reserve is not None}, at=at,
    )  # fmt: skip
    return row


@db.transaction_required
def open_auction(*, opening: Opening, actor: Actor, at: datetime) -> Auction:
    """Bids are taken from now on. Called when a deal was published, or is put up anew.

    Raises AuctionExists, AuctionInvalid.
    """
    now = db.clock()
    deal_id = opening.deal_id
    rows = Auction.objects.select_for_update(no_key=True).filter(deal_id=deal_id)
    last = rows.order_by("-number").first()
    if last is not None and last.state not in {AuctionState.FAILED, AuctionState.CANCELLED}:
        raise AuctionExists
    plan = _planned(deal_id)
    rules = planning.rules_for(
        plan,
        direction=opening.direction,
        how=opening.format,
        budget=opening.budget,
        starts_at=now,
        ends_at=max(opening.ends_at, now + policies.SHORTEST),
    )
    policies.check_rules(rules, plan.bond, now=now)
    auction = _row(opening, rules, plan.bond, 1 if last is None else last.number + 1, now, actor)
    auction.save(force_insert=True)
    timers.set_timer(
        kind=CLOSE, subject=f"auction/{auction.id}", key=f"auction/{auction.id}/close",
        due_at=auction.ends_at, at=now,
    )  # fmt: skip
    fact = AuctionOpened(
        subject_id=auction.id,
        merchant_id=auction.poster_id,
        deal_id=deal_id,
        starts_at=auction.starts_at,
        ends_at=auction.ends_at,
    )
    events.record(fact=fact, at=at)
    _record(auction, "open", actor, at, {"ruleset_hash": auction.ruleset_hash})
    return auction


@db.transaction_required
def amend_auction(
    *, deal_id: UUID, terms_version: int, material: bool, ends_at: datetime, actor: Actor,
    at: datetime,
) -> bool:  # fmt: skip
    """The deal's terms are others, or its deadline. What is material makes all bids wait (E-8).

    False: it is over, or knows of it.
    """
    table = laid(locked(deal_id), whole=True, actor=actor, at=at)
    auction = table.auction
    if auction.state != AuctionState.OPEN or not table.is_running:
        return False
    if terms_version < auction.terms_version:
        return False
    is_new = terms_version > auction.terms_version
    before = table.state
    if is_new:
        save(auction, terms_version=terms_version)
    if is_new and material:
        line = enter(table, orders.Amend(ends_at))
        _tell_stale(table)
    elif ends_at > auction.ends_at:
        later = math.ceil((ends_at - auction.ends_at).total_seconds())
        line = enter(table, orders.Delay(timedelta(seconds=later)))
    else:
        return is_new
    tell_moved(table, line, before)
    told = {"terms_version": terms_version, "material": material, "ends_at": ends_at.isoformat()}
    _record(auction, "amend", actor, at, told)
    return True


@db.transaction_required
def cancel_auction(*, deal_id: UUID, reason: str, actor: Actor, at: datetime) -> bool:
    """The deal is off: every bond goes back. False: it was over."""
    table = laid(locked(deal_id), whole=True, actor=actor, at=at)
    auction = table.auction
    if "cancel" not in AUCTION.allowed_moves(AuctionState(auction.state), actor.role):
        return False
    move = AUCTION.take("cancel", AuctionState(auction.state), actor.role)
    timers.cancel_timers(subject=table.subject)
    withdraw_award(table)
    save(auction, state=move.target, entered_at=table.now)
    seats.release(table, seats.everybody(table), reason="cancelled")
    fact = AuctionCancelled(
        subject_id=auction.id, merchant_id=auction.poster_id, deal_id=deal_id, reason=reason
    )
    events.record(fact=fact, at=at)
    _record(auction, "cancel", actor, at, {"reason": reason})
    return True


@db.transaction_required
def make_room(*, deal_id: UUID, actor: Actor, at: datetime) -> bool:
    """Bids are taken anew: the auction before is over for good. False: there is none to end."""
    table = laid(locked(deal_id), whole=True, actor=actor, at=at)
    auction = table.auction
    timers.cancel_timers(subject=table.subject)
    if auction.state != AuctionState.CLOSED:
        return False
    move = AUCTION.take("fail", AuctionState(auction.state), actor.role)
    save(auction, state=move.target, entered_at=table.now)
    seats.release(table, seats.everybody(table), reason="reopened")
    fact = AuctionFailed(
        subject_id=auction.id, merchant_id=auction.poster_id, deal_id=deal_id, reason="reopened"
    )
    events.record(fact=fact, at=at)
    _record(auction, "fail", actor, at, {"reason": "reopened"})
    return True


def withdraw_award(table: Table) -> None:
    """Nobody is asked any more."""
    Award.objects.filter(auction_id=table.auction.id, state=AwardState.OFFERED).update(
        state=AwardState.WITHDRAWN, decided_at=table.now
    )


# --- within ---------------------------------------------------------------------------------------


def _planned(deal_id: UUID) -> AuctionPlan:
    row = Plan.objects.filter(deal_id=deal_id).first()
    if row is None:
        return AuctionPlan()
    sealed = row.reserve_sealed
    return planning.read(row.body, sealing.open_planned(sealed, deal_id) if sealed else None)


def _row(
    opening: Opening, rules: Rules, bond: Money, number: int, now: datetime, actor: Actor
) -> Auction:
    auction_id = new_id()
    sealed, commitment = "", ""
    if rules.reserve is not None:
        sealed, commitment = sealing.seal_reserve(rules.reserve, auction_id)
    final_round = rules.final_round
    return Auction(
        id=auction_id,
        deal_id=opening.deal_id,
        number=number,
        poster_id=opening.poster_id,
        direction=rules.direction,
        format=rules.format,
        visibility=rules.visibility,
        start_minor=rules.start.minor,
        reserve_sealed=sealed,
        reserve_commitment=commitment,
        step_kind=rules.step.kind,
        step_value=rules.step.value,
        own_step_kind=rules.own_step.kind,
        own_step_value=rules.own_step.value,
        unusual_above_basis_points=rules.unusual_above_basis_points,
        starts_at=rules.starts_at,
        first_ends_at=rules.ends_at,
        first_hard_end_at=rules.hard_end_at,
        window_seconds=int(rules.window.total_seconds()),
        extension_seconds=int(rules.extension.total_seconds()),
        final_round_seconds=None if final_round is None else int(final_round.total_seconds()),
        bond_minor=bond.minor,
        confirm_within_seconds=int(opening.confirm_within.total_seconds()),
        ruleset_hash=fingerprint(rules, reserve_commitment=commitment),
        created_by=actor.user_id or actor.id,
        created_at=now,
        terms_version=opening.terms_version,
        entered_at=now,
        ends_at=rules.ends_at,
        hard_end_at=rules.hard_end_at,
    )


def _tell_stale(table: Table) -> None:
    facts = [
        BidStale(
            subject_id=seat.id,
            merchant_id=seat.party_id,
            deal_id=table.auction.deal_id,
            terms_version=table.auction.terms_version,
            ends_at=table.state.ends_at,
        )
        for seat in seats.everybody(table)
        if seat.is_stale or table.auction.format == Format.SEALED
    ]
    events.record_all(facts=facts, at=table.at)


def _record(auction: Auction, verb: str, actor: Actor, at: datetime, after: dict[str, Any]) -> None:
    audit.write(
        actor=actor, action=f"auction.{verb}", subject=f"auction/{auction.id}",
        merchant_id=auction.poster_id, before={}, after={"state": auction.state, **after}, at=at,
    )  # fmt: skip
