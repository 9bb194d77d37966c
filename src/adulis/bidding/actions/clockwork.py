"""What happens to an auction by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from adulis.audit import actions as audit
from adulis.bidding.actions.awarding import default, give_up
from adulis.bidding.actions.closing import end
from adulis.bidding.actions.table import AWARD, CLOSE, CONFIRM, give_back, laid, locked
from adulis.bidding.machine import AuctionState, AwardState
from adulis.bidding.models import Auction, Award
from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.timers import actions as timers
from adulis.timers.values import ClaimedTimer

KINDS = (CLOSE, AWARD, CONFIRM)
REMINDERS = tuple(f"{kind}.reminder" for kind in (AWARD, CONFIRM))
_PUT_OFF = timedelta(days=1)


@db.transaction_required
def fire_timer(*, claim: ClaimedTimer, actor: Actor, at: datetime) -> bool:
    """The time has come for an auction. False: somebody was faster, or it is not so any more."""
    rows = Auction.objects.select_for_update(no_key=True)
    auction = rows.filter(id=UUID(claim.subject.partition("/")[2])).first()
    if auction is None:
        return False
    # The time that we were away is given back while the timer still says how much that was.
    table = laid(auction, whole=True, actor=actor, at=at)
    if not timers.fire(claim=claim):
        return False
    if claim.is_reminder:
        return True
    state = AuctionState(auction.state)
    if claim.kind == CLOSE and table.is_running:
        end(table)
    elif claim.kind == AWARD and state in {AuctionState.CLOSED, AuctionState.FAILED}:
        give_up(table)
    elif claim.kind == CONFIRM and state is AuctionState.AWARDED:
        default(table, Award.objects.get(auction_id=auction.id, state=AwardState.OFFERED))
    return True


@db.transaction_required
def give_back_outage(*, deal_id: UUID, actor: Actor, at: datetime) -> bool:
    """Let an auction end as much later as nobody was at work. False: it does already."""
    auction = locked(deal_id)
    before = auction.ends_at
    table = laid(auction, actor=actor, at=at)
    if not table.is_running or not (auction.ends_at > before or give_back(table)):
        return False
    audit.write(
        actor=actor, action="auction.delay", subject=table.subject,
        merchant_id=auction.poster_id, before={"ends_at": before.isoformat()},
        after={"ends_at": auction.ends_at.isoformat()}, at=at,
    )  # fmt: skip
    return True


@db.transaction_required
def park_timer(*, claim: ClaimedTimer, actor: Actor, at: datetime) -> None:
    """It was tried again and again: a person looks, and it waits a day."""
    cases.open_case(
        kind=CaseKind.POISON_TIMER,
        key=f"{claim.subject}/{claim.kind}",
        subject=claim.subject,
        merchant_id=None,
        evidence={"kind": claim.kind, "due_at": claim.due_at.isoformat(), "tried": claim.fence},
        actor=actor,
        at=at,
    )
    timers.postpone(subject=claim.subject, kind=claim.kind, until=db.clock() + _PUT_OFF)
