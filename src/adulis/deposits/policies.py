"""What may be paid in, how long it waits, and when the gateway is asked again. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Protocol

from adulis.deposits.errors import DepositAboveMaximum, DepositBelowMinimum
from adulis.deposits.fx import text_of
from adulis.deposits.machine import UNPAID, WAITING, DepositState
from adulis.deposits.values import Method, Profile, Waiting
from adulis.kernel.money import Money, rupees

# Below a rupee (a dollar, ...) the gateway's own charge would be more than the payment.
MINIMUM_MINOR = 100
LARGEST_MINOR = 10**13
# How long whoever stands at the door waits for the gateway; afterwards the worker goes on.
DOOR_SECONDS = 3.0
# And how many of a process wait so at once.
DOORS = 2
# The worker leaves a new deposit to its door for as long as that may take.
LEFT_TO_THE_DOOR = timedelta(seconds=10)
# How long it is left alone whose merchant has not said who paid.
UNDECLARED = timedelta(hours=1)
# How long a creation that nobody answered may still be under way.
CREATION_HORIZON = timedelta(minutes=2)


def check_amount(amount: Money) -> None:
    """Raises DepositBelowMinimum, DepositAboveMaximum."""
    if amount.minor < MINIMUM_MINOR:
        raise DepositBelowMinimum(pointer="/amount_minor", minimum_minor=MINIMUM_MINOR)
    if amount.minor > LARGEST_MINOR:
        raise DepositAboveMaximum(pointer="/amount_minor", maximum_minor=LARGEST_MINOR)


def clears_at(method: str, captured_at: datetime, profile: Profile) -> datetime:
    """When money paid by ``method`` is available; one nobody knows waits as long as the longest."""
    known = {str(each): wait for each, wait in profile.clearing.items()}
    return captured_at + known.get(method, max(known.values()))


def known_method(told: str) -> str:
    """The method as we call it; empty when the gateway names one that nobody here knows."""
    return told if told in set(Method) else ""


class Clocked(Protocol):
    """What of a deposit decides when to look at it again."""

    state: str
    created_at: datetime
    expires_at: datetime
    finished_at: datetime | None
    clears_at: datetime | None
    pending_minor: int
    asked_count: int

    @property
    def is_undeclared(self) -> bool: ...


def next_look(deposit: Clocked, profile: Profile, *, now: datetime) -> datetime | None:
    """When this deposit is due again: to be asked about, or to be cleared; None: never."""
    state = DepositState(deposit.state)
    if state is DepositState.CAPTURED:
        assert deposit.clears_at is not None
        # Should all of it go back meanwhile, there is nothing to be declared any more.
        is_held = deposit.is_undeclared and deposit.clears_at <= now
        return now + UNDECLARED if is_held else deposit.clears_at
    if state in WAITING:
        step = min(deposit.asked_count, len(profile.polls) - 1)
        planned = now + timedelta(seconds=profile.polls[step])
        # It is looked at when its time is over, not a poll later.
        return min(planned, deposit.expires_at) if now < deposit.expires_at else planned
    if state in UNPAID and deposit.asked_count < len(profile.late_polls):
        return now + timedelta(seconds=profile.late_polls[deposit.asked_count])
    return None


_NOTHING_LEFT = "It is over: all of it went back before, so nothing of it becomes available."


def waiting(deposit: Clocked, *, has_page: bool) -> Waiting | None:
    """How a deposit's wait is told; None when nothing is waited for."""
    match DepositState(deposit.state):
        case DepositState.CREATED if has_page:
            return Waiting(
                reason="payment",
                on="the payer",
                until=deposit.expires_at,
                then="It is credited once paid; not paid by then, it expires.",
            )
        case DepositState.CREATED:
            return Waiting(
                reason="gateway",
                on="the payment gateway to open a page",
                until=deposit.expires_at,
                then="checkout_url appears here; nothing is asked of the payer before.",
            )
        case DepositState.PROCESSING:
            return Waiting(
                reason="confirmation",
                on="the payer's bank",
                until=None,
                then="It is credited once confirmed, also after its time is over.",
            )
        case DepositState.CAPTURED if deposit.is_undeclared:
            return Waiting(
                reason="declaration",
                on="the merchant to say who paid",
                until=None,
                then="It is available at its time, less the fee. It can also be refunded to whoever"
                " paid.",
            )
        case DepositState.CAPTURED:
            return Waiting(
                reason="clearing",
                on="the time its method of payment needs",
                until=deposit.clears_at,
                then="It is available, less the fee." if deposit.pending_minor else _NOTHING_LEFT,
            )
        case _:
            return None


NOTHING = rupees(0)


def fee_within(fee: Money, tax: Money, pending: Money) -> tuple[Money, Money]:
    """Fee and tax as far as what is pending reaches: nobody is charged what went back before.

    A smaller fee has its own tax in it, at the same rate: the state's share of it is not ours.
    """
    if fee + tax <= pending:
        return fee, tax
    fee, tax = pending.split([fee.minor, tax.minor])
    return fee, tax


def memo_of(paid: Money, rate_micros: int, purpose_code: str) -> str:
    """What a statement says of foreign money; nothing of rupees."""
    if paid.currency == "INR" or not rate_micros:
        return ""
    purpose = f", purpose {purpose_code}" if purpose_code else ""
    return f"{paid} at {text_of(rate_micros)}{purpose}"


def told_of(
    paid: Money, rate_micros: int, purpose_code: str, *, reference: str, payment: str
) -> dict[str, Any]:
    """What a statement of account says of a deposit, in an entry's ``metadata``.

    A merchant that gave it no reference finds it by the gateway's own.
    """
    told: dict[str, Any] = {"reference": reference or payment}
    if paid.currency != "INR" and rate_micros:
        told |= {
            "source_amount_minor": paid.minor,
            "source_currency": paid.currency,
            "rate": text_of(rate_micros),
        }
    if purpose_code:
        told["purpose_code"] = purpose_code
    return told
