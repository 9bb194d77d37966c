"""What may be paid out, how, and what it waits for. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from adulis.kernel.money import Money, rupees
from adulis.payouts.calendar import is_open, next_opening
from adulis.payouts.errors import (
    AmountAboveModeLimit,
    AmountAboveTierLimit,
    AmountBelowModeMinimum,
    ModeNotPossible,
    PayoutBelowMinimum,
    ScheduleNotPossible,
)
from adulis.payouts.machine import BatchState
from adulis.payouts.values import Mode, Waiting, WaitingFor

MINIMUM = rupees(100)
LAKH = 100_000 * 100

# IMPS: ₹5 lakh (NPCI circular of 8 October 2021); UPI: ₹1 lakh between persons; RTGS: from ₹2 lakh.
MODE_MAXIMUM = {Mode.IMPS: rupees(5 * LAKH), Mode.UPI: rupees(1 * LAKH)}
MODE_MINIMUM = {Mode.RTGS: rupees(2 * LAKH)}

# A bank account nobody has checked is not paid in its first day: time for its owner to notice.
COOL_OFF = timedelta(hours=24)
LONGEST_SCHEDULE = timedelta(days=90)
LONGEST_WAIT_FOR_FUNDS = timedelta(days=90)


def choose_mode(amount: Money, *, pays_vpa: bool, at: datetime, keeps_windows: bool) -> Mode:
    """The rail nobody named: UPI to a VPA, IMPS up to ₹5 lakh, above RTGS when open, else NEFT."""
    if pays_vpa:
        return Mode.UPI
    if amount <= MODE_MAXIMUM[Mode.IMPS]:
        return Mode.IMPS
    return Mode.RTGS if not keeps_windows or is_open(Mode.RTGS, at) else Mode.NEFT


def check_amount(
    amount: Money, mode: Mode, *, pays_vpa: bool, tier: str, single: Money | None
) -> None:
    """Raises when this amount cannot go this way for this merchant.

    ``single`` is the most that its ``tier`` allows in one payout; None: any amount.
    """
    pointer = "/amount_paise"
    if amount < MINIMUM:
        raise PayoutBelowMinimum(pointer=pointer, minimum_paise=MINIMUM.minor)
    if pays_vpa is not (mode is Mode.UPI):
        raise ModeNotPossible(pointer="/mode", mode=mode)
    most, least = MODE_MAXIMUM.get(mode), MODE_MINIMUM.get(mode)
    if most is not None and amount > most:
        raise AmountAboveModeLimit(pointer=pointer, mode=mode, maximum_paise=most.minor)
    if least is not None and amount < least:
        raise AmountBelowModeMinimum(pointer=pointer, mode=mode, minimum_paise=least.minor)
    if single is not None and amount > single:
        raise AmountAboveTierLimit(pointer=pointer, tier=tier, maximum_paise=single.minor)


def check_schedule(scheduled_at: datetime | None, *, now: datetime) -> None:
    """A schedule lies ahead, but not further than ninety days."""
    if scheduled_at is not None and not now < scheduled_at <= now + LONGEST_SCHEDULE:
        raise ScheduleNotPossible(pointer="/scheduled_at", now=now.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """Everything that can keep a payout from the bank, as it is now."""

    now: datetime
    mode: Mode
    keeps_windows: bool
    scheduled_at: datetime | None
    needs_approval: bool
    is_held: bool
    account_is_trusted: bool
    account_created_at: datetime
    is_frozen: bool
    limit_renews_at: datetime | None
    bank_open_until: datetime | None
    bank_is_paused: bool


def first_gate(gates: Gates) -> tuple[WaitingFor, datetime | None] | None:
    """What the payout waits for and when to look again; None: nothing, it can go.

    ``approval`` and ``paused`` end by somebody's deed, not by time.
    """
    if gates.needs_approval:
        return WaitingFor.APPROVAL, None
    if gates.scheduled_at is not None and gates.now < gates.scheduled_at:
        return WaitingFor.SCHEDULE, gates.scheduled_at
    if not gates.is_held:
        return WaitingFor.FUNDS, None
    if gates.is_frozen:
        return WaitingFor.FREEZE, None
    trusted_at = gates.account_created_at + COOL_OFF
    if not gates.account_is_trusted and gates.now < trusted_at:
        return WaitingFor.COOL_OFF, trusted_at
    if gates.limit_renews_at is not None:
        return WaitingFor.LIMIT, gates.limit_renews_at
    if gates.keeps_windows and not is_open(gates.mode, gates.now):
        return WaitingFor.WINDOW, next_opening(gates.mode, gates.now)
    if gates.bank_is_paused:
        return WaitingFor.PAUSED, None
    if gates.bank_open_until is not None:
        return WaitingFor.BANK, gates.bank_open_until
    return None


_WAITING: dict[WaitingFor, tuple[str, str]] = {
    WaitingFor.APPROVAL: (
        "another owner of this merchant",
        "It goes to the bank once approved; what nobody approves in seven days is cancelled.",
    ),
    WaitingFor.SCHEDULE: ("the time you chose", "Its money is set aside and it goes to the bank."),
    WaitingFor.FUNDS: (
        "money in this wallet",
        "It goes out as soon as the money is there; after ninety days it is cancelled.",
    ),
    WaitingFor.WINDOW: ("the bank's opening hours", "It goes to the bank when the window opens."),
    WaitingFor.BANK: ("the bank to recover", "It goes to the bank; nothing is lost meanwhile."),
    WaitingFor.COOL_OFF: (
        "the first day of a new bank account",
        "It goes to the bank; verifying the bank account ends the wait at once.",
    ),
    WaitingFor.LIMIT: ("the next day or month", "It goes to the bank under the new limit."),
    WaitingFor.FREEZE: (
        "the platform to lift a freeze, or this merchant to be verified again",
        "It goes to the bank once lifted, or verified.",
    ),
    WaitingFor.PAUSED: ("the platform to resume payouts", "It goes to the bank once resumed."),
}


def waiting_before_bank(reason: WaitingFor, until: datetime | None) -> Waiting:
    """How a pending payout's wait is told."""
    on, then = _WAITING[reason]
    return Waiting(reason=reason, on=on, until=until, then=then)


def waiting_for_worker() -> Waiting:
    """How it is told that nothing but a free worker is waited for."""
    return Waiting(
        reason="worker", on="its turn", until=None, then="It goes to the bank in a moment."
    )


def waiting_at_bank(*, in_doubt: bool, next_enquiry_at: datetime | None,
                    expected_by: datetime | None) -> Waiting:  # fmt: skip
    """How a processing payout's wait is told: doubt is asked about, never guessed."""
    if in_doubt:
        return Waiting(
            reason="bank_confirmation",
            on="the bank to say what became of it",
            until=next_enquiry_at,
            then="We ask the bank again; nothing is sent twice and nothing is refunded on silence.",
        )
    return Waiting(
        reason="bank_processing",
        on="the bank to confirm",
        until=expected_by,
        then="If nothing is heard by then, an operator looks at it.",
    )


def waiting_for_batch(
    state: BatchState,
    *,
    has_payable_rows: bool,
    needs_owner: bool,
    needs_second_owner: bool,
    expires_at: datetime | None,
    is_parked: bool,
) -> Waiting | None:
    """How a batch's wait is told; None when nothing is waited for."""
    if state is BatchState.VALIDATED and has_payable_rows:
        on = "somebody who may pay"
        if needs_owner:
            on = "an owner, because it names new bank accounts"
        then = "Each valid row becomes a payout."
        if needs_second_owner:
            on = "another owner than whoever made it"
            then = f"{then} What nobody approves in seven days is cancelled."
        return Waiting(reason="approval", on=on, until=expires_at, then=then)
    if state is BatchState.APPROVED and is_parked:
        return Waiting(
            reason="operator",
            on="the platform's operators",
            until=None,
            then="They look why it could not be run.",
        )
    if state is BatchState.APPROVED:
        return Waiting(
            reason="worker", on="its turn", until=None, then="Each valid row becomes a payout."
        )
    return None
