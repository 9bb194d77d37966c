"""Money of a merchant stops leaving, until people let it go or until a moment that was said."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.identity.actions.locking import locked_merchant
from adulis.identity.errors import AlreadyFrozen, FreezeEndsInPast, NotFrozen
from adulis.identity.events import PayoutsFrozen, PayoutsUnfrozen
from adulis.identity.models import Merchant
from adulis.identity.values import Freeze
from adulis.kernel.actors import Actor
from adulis.kernel.db import clock, transaction_required


@transaction_required
def freeze_payouts(
    *,
    merchant_id: UUID,
    reason: str,
    until: datetime | None = None,
    instead_of: str = "",
    lengthens: bool = False,
    actor: Actor,
    at: datetime,
) -> None:
    """Stop new payouts of a merchant, and say why. Raises MerchantNotFound, AlreadyFrozen, and
    FreezeEndsInPast for an ``until`` that is over.

    ``until`` None: until it is lifted; whoever gives a moment sees to it that it ends then.
    ``instead_of``: a reason that ends by itself (a debt) gives way to one that people must end.
    ``lengthens``: so does a freeze that would end earlier than this one.
    """
    merchant = locked_merchant(merchant_id)
    if until is not None and until <= clock():
        raise FreezeEndsInPast(pointer="/until")
    before = _freeze_of(merchant)
    if before is not None:
        gives_way = bool(instead_of) and before.reason == instead_of
        if not gives_way and not (lengthens and before.ends_before(until)):
            raise AlreadyFrozen(
                frozen_at=merchant.payouts_frozen_at, reason=before.reason, until=before.until
            )
    _set_freeze(merchant, Freeze(reason, until), actor, at)


@transaction_required
def unfreeze_payouts(
    *, merchant_id: UUID, only_because_of: str = "", actor: Actor, at: datetime
) -> bool:
    """Let payouts of a merchant go again; returns whether they were let go.

    ``only_because_of``: the reason that is over. Another one, which somebody gave while this waited
    for the merchant, stays, and False is the answer. Raises MerchantNotFound, NotFrozen.
    """
    merchant = locked_merchant(merchant_id)
    if only_because_of and merchant.payouts_frozen_reason != only_because_of:
        return False
    if merchant.payouts_frozen_at is None:
        raise NotFrozen
    _lift(merchant, actor, at)
    return True


@transaction_required
def shorten_freeze(
    *, merchant_id: UUID, seen: Freeze, until: datetime | None, actor: Actor, at: datetime
) -> bool:
    """Let the freeze that somebody looked at end at ``until``; at once if that is None or over.

    Another reason or another end since then is another freeze: it stays, and False is the answer.
    Raises MerchantNotFound.
    """
    merchant = locked_merchant(merchant_id)
    if _freeze_of(merchant) != seen:
        return False
    if until is None or until <= clock():
        _lift(merchant, actor, at)
    else:
        _set_freeze(merchant, Freeze(seen.reason, until), actor, at)
    return True


@transaction_required
def end_overdue_freeze(*, merchant_id: UUID, actor: Actor, at: datetime) -> bool:
    """A freeze whose moment has come ends; returns whether it did. Raises MerchantNotFound."""
    merchant = locked_merchant(merchant_id)
    found = _freeze_of(merchant)
    if found is None or not found.is_over(clock()):
        return False
    _lift(merchant, actor, at)
    return True


def _freeze_of(merchant: Merchant) -> Freeze | None:
    """How it is frozen; None: it is not."""
    if merchant.payouts_frozen_at is None:
        return None
    return Freeze(merchant.payouts_frozen_reason, merchant.payouts_frozen_until)


def _lift(merchant: Merchant, actor: Actor, at: datetime) -> None:
    before = _freeze_of(merchant)
    merchant.payouts_frozen_at = merchant.payouts_frozen_until = None
    merchant.payouts_frozen_reason = ""
    _save(merchant, "merchant.unfreeze_payouts", before, actor, at)
    events.record(fact=PayoutsUnfrozen(subject_id=merchant.id, merchant_id=merchant.id), at=at)


def _set_freeze(merchant: Merchant, freeze: Freeze, actor: Actor, at: datetime) -> None:
    before = _freeze_of(merchant)
    if before is None or before.reason != freeze.reason:
        merchant.payouts_frozen_at = at
    merchant.payouts_frozen_reason = freeze.reason
    merchant.payouts_frozen_until = freeze.until
    _save(merchant, "merchant.freeze_payouts", before, actor, at)
    fact = PayoutsFrozen(
        subject_id=merchant.id, merchant_id=merchant.id, reason=freeze.reason, until=freeze.until
    )
    events.record(fact=fact, at=at)


def _save(
    merchant: Merchant, action: str, before: Freeze | None, actor: Actor, at: datetime
) -> None:
    merchant.save(
        update_fields=["payouts_frozen_at", "payouts_frozen_reason", "payouts_frozen_until"]
    )
    audit.write(
        actor=actor,
        action=action,
        subject=f"merchant/{merchant.id}",
        merchant_id=merchant.id,
        before=_told(before),
        after=_told(_freeze_of(merchant)),
        at=at,
    )


def _told(freeze: Freeze | None) -> dict[str, str | None]:
    if freeze is None:
        return {"payouts_frozen_reason": "", "payouts_frozen_until": None}
    until = None if freeze.until is None else freeze.until.isoformat()
    return {"payouts_frozen_reason": freeze.reason, "payouts_frozen_until": until}
