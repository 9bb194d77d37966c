"""Money of a merchant stops leaving by one operator's word, and leaves again by two or by time.

What makes a freeze stop more (begin, last longer) needs one operator, because stopping is safe.
What makes it stop less (end at once, or earlier than was said) is a lift, and needs two. Its own
end comes by a timer that an outage does not move: it hurts nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from adulis.approvals.errors import ApprovedThingChanged
from adulis.approvals.values import ApprovalKind
from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import CaseKind, Decision
from adulis.identity import actions as merchants
from adulis.identity import queries as identity
from adulis.identity.actions.standing import lock_standing
from adulis.identity.errors import FreezeEndsInPast, NotFrozen
from adulis.identity.values import Freeze
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.kernel.money import rupees
from adulis.ledger import queries as book
from adulis.oversight.actions.proposing import ask_operators, require_proposer
from adulis.oversight.errors import FreezeEndsEarlier
from adulis.oversight.values import FREEZERS
from adulis.timers import actions as timers
from adulis.timers.values import ClaimedTimer
from adulis.wallets import queries as wallets
from adulis.wallets.values import OWES

if TYPE_CHECKING:
    from adulis.approvals.models import Approval

END = "freeze.end"
KINDS = (END,)
TRIED_AGAIN_AFTER = timedelta(days=1)


@db.transaction_required
def freeze(
    *, merchant_id: UUID, reason: str, until: datetime | None = None, actor: Actor, at: datetime
) -> None:
    """Let no money of a merchant leave, at once and by one operator alone: stopping is safe.

    ``until`` None: until two lift it. A freeze for a debt, which ends when it is paid, gives way to
    this one; the debt is there all the same, and freezes by itself. So does a freeze that would end
    earlier. Raises OperatorRequired, MerchantNotFound, FreezeEndsInPast, AlreadyFrozen.
    """
    identity.require_operator_now(actor, FREEZERS)
    merchants.freeze_payouts(
        merchant_id=merchant_id, reason=reason, until=until, instead_of=OWES, lengthens=True,
        actor=actor, at=at,
    )  # fmt: skip
    _set_end(merchant_id, until, at)


@db.transaction_required
def propose_unfreeze(
    *, merchant_id: UUID, reason: str, until: datetime | None = None, actor: Actor, at: datetime
) -> Approval:
    """Money of a merchant shall be able to leave again: at once, or earlier than was said.

    Raises OperatorRequired, MerchantNotFound, NotFrozen, FreezeEndsInPast, FreezeEndsEarlier,
    AlreadyAsked.
    """
    require_proposer(ApprovalKind.UNFREEZE, actor)
    frozen = identity.freeze_of(merchant_id)
    if frozen is None:
        raise NotFrozen
    if until is not None and until <= db.clock():
        raise FreezeEndsInPast(pointer="/until")
    if until is not None and frozen.until is not None and frozen.until <= until:
        raise FreezeEndsEarlier(pointer="/until", until=frozen.until)
    details = {
        "merchant_id": str(merchant_id),
        "frozen_because": frozen.reason,
        "frozen_until": _iso(frozen.until),
        "until": _iso(until),
        "reason": reason,
    }
    subject = f"merchant/{merchant_id}/freeze"
    return ask_operators(ApprovalKind.UNFREEZE, subject, merchant_id, details, actor, at)


def lift(told: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    """Only the freeze that was asked about: another one since then is another question."""
    merchant_id = UUID(told["merchant_id"])
    # What is owed is decided under this lock, which every posting that changes it takes too.
    book.locked_balances([_available(merchant_id)])
    # What was asked before a freeze could end by itself says nothing of that.
    seen = Freeze(told["frozen_because"], _moment(told.get("frozen_until")))
    until = _moment(told.get("until"))
    if not merchants.shorten_freeze(
        merchant_id=merchant_id, seen=seen, until=until, actor=actor, at=at
    ):
        raise ApprovedThingChanged
    now = identity.freeze_of(merchant_id)
    _set_end(merchant_id, None if now is None else now.until, at)
    if now is None:
        _freeze_for_debt(merchant_id, actor, at)


@db.transaction_required
def end_freeze(*, claim: ClaimedTimer, actor: Actor, at: datetime) -> bool:
    """The moment that was said has come. False: it was lifted, or lasts longer, since then.

    A debt that was there all the while freezes again in the same commit. Raises MerchantNotFound.
    """
    merchant_id = _merchant_of(claim.subject)
    book.locked_balances([_available(merchant_id)])
    lock_standing(merchant_id=merchant_id, actor=actor, at=at)
    if not timers.fire(claim=claim):
        return False
    if not merchants.end_overdue_freeze(merchant_id=merchant_id, actor=actor, at=at):
        return False
    _freeze_for_debt(merchant_id, actor, at)
    return True


@db.transaction_required
def park_freeze(*, claim: ClaimedTimer, actor: Actor, at: datetime) -> None:
    """Its end fails again and again: people look at it, and it is tried again tomorrow."""
    merchant_id = _merchant_of(claim.subject)
    lock_standing(merchant_id=merchant_id, actor=actor, at=at)
    cases.open_case(
        kind=CaseKind.POISON_TIMER,
        key=f"timer/{claim.id}",
        subject=claim.subject,
        merchant_id=None,
        evidence={"kind": claim.kind, "due_at": claim.due_at.isoformat(), "tried": claim.fence},
        actor=actor,
        at=at,
    )
    timers.postpone(subject=claim.subject, kind=END, until=db.clock() + TRIED_AGAIN_AFTER)


@db.transaction_required
def retry_freeze_end(
    *, case_id: UUID, decision: Decision, details: Mapping[str, str], actor: Actor, at: datetime
) -> None:
    """Confirm that the end of a freeze is tried once more. Raises what ``cases`` refuses."""
    case = questions.case_for_operator(case_id)
    lock_standing(merchant_id=_merchant_of(case.subject), actor=actor, at=at)
    cases.close_case(case_id=case_id, decision=decision, actor=actor, at=at)
    timers.postpone(subject=case.subject, kind=END, until=at)


def _set_end(merchant_id: UUID, until: datetime | None, at: datetime) -> None:
    """Under the lock on the merchant: what ran for it before counts no more."""
    subject = f"merchant/{merchant_id}"
    if until is None:
        timers.cancel_timers(subject=subject, kinds=KINDS)
        return
    timers.set_timer(
        kind=END, subject=subject, key=f"{subject}/freeze/{new_id()}", due_at=until, hurts=False,
        at=at,
    )  # fmt: skip


def _freeze_for_debt(merchant_id: UUID, actor: Actor, at: datetime) -> None:
    """The debt was there all the while, behind the other reason."""
    if wallets.balance_of(merchant_id).owed > rupees(0):
        merchants.freeze_payouts(merchant_id=merchant_id, reason=OWES, actor=actor, at=at)


def _available(merchant_id: UUID) -> str:
    return f"merchant/{merchant_id}/available/INR"


def _merchant_of(subject: str) -> UUID:
    return UUID(subject.partition("/")[2])


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(told: str | None) -> datetime | None:
    return None if told is None else datetime.fromisoformat(told)
