"""What may be sent to whom. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from adulis.identity.values import MerchantState, Standing
from adulis.kernel.money import Money
from adulis.limits.values import Limits, Window
from adulis.transfers.errors import (
    RecipientLimitReached,
    RecipientUnusable,
    SenderFrozen,
    SenderNotVerified,
    TransferAboveLimit,
)

OWES = "owes the platform"


def may_receive(standing: Standing | None) -> bool:
    """Whether somebody is there whom we know."""
    return standing is not None and standing.is_verified and standing.state is MerchantState.ACTIVE


def check_sides(sender: Standing, receiver: Standing | None) -> None:
    """Raises SenderNotVerified, SenderFrozen, RecipientUnusable."""
    if not sender.is_verified or sender.state is not MerchantState.ACTIVE:
        raise SenderNotVerified
    if sender.are_payouts_frozen:
        raise SenderFrozen(reason=sender.payouts_frozen_reason)
    if not may_receive(receiver):
        raise RecipientUnusable(pointer="/to")


def check_debt(owed: Money) -> None:
    """Raises SenderFrozen: what is owed is paid first."""
    if owed:
        raise SenderFrozen(reason=OWES, owed_paise=owed.minor)


def check_limits(
    amount: Money,
    *,
    sender: Limits,
    sent: Mapping[Window, Money],
    receiver: Limits,
    received: Mapping[Window, Money],
    now: datetime,
) -> None:
    """Raises TransferAboveLimit, and RecipientLimitReached without the recipient's figures."""
    broken = sender.broken_by(amount, sent)
    if broken is not None:
        raise TransferAboveLimit(
            pointer="/amount_paise",
            window=broken.window,
            maximum_paise=broken.maximum.minor,
            used_paise=broken.used.minor,
            left_paise=broken.left.minor,
            renews_at=None
            if broken.window is Window.SINGLE
            else broken.window.next_start(now).isoformat(),
        )
    if receiver.broken_by(amount, received) is not None:
        raise RecipientLimitReached(pointer="/amount_paise")
