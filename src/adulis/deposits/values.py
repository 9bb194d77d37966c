"""Words of this room. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from adulis.kernel.money import Money


class Method(StrEnum):
    """How somebody may pay."""

    CARD = "card"
    NETBANKING = "netbanking"
    UPI = "upi"
    BANK_TRANSFER = "bank_transfer"


class Mismatch(StrEnum):
    """Why a payment is not credited to the deposit it came for."""

    WRONG_AMOUNT = "wrong_amount"
    WRONG_CURRENCY = "wrong_currency"
    WRONG_OBJECT = "wrong_object"
    SECOND_PAYMENT = "second_payment"
    UNKNOWN_PAYER = "unknown_payer"


class Answer(StrEnum):
    """What a merchant says to a chargeback: that it is contested, or that it is accepted."""

    EVIDENCE = "evidence"
    ACCEPT = "accept"


# Why a line of a settlement report is in question, where that is all.
NOT_HERE = "we have not booked it"
# Why a payment or a refund is: no line of any report names it.
NOT_THERE = "it is in no settlement report of the gateway"
# What a question about one calls it, before its id.
UNREPORTED_PAYMENT, UNREPORTED_REFUND = "unreported-payment", "unreported-refund"


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositOrder:
    """What a merchant asks for. ``amount`` is what is to be paid, in its currency.

    ``methods`` empty: all of them. ``quote_id``: the promised rate of a foreign amount,
    ``purpose_code`` what it is paid for.
    ``payer_name`` and ``payer_email`` are told to the gateway and kept sealed.
    """

    amount: Money
    methods: tuple[Method, ...] = ()
    description: str = ""
    reference: str = ""
    return_url: str = ""
    payer_name: str = ""
    payer_email: str = ""
    quote_id: UUID | None = None
    purpose_code: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Why something waits: for what, on whom, until when (None: no deadline), and what then."""

    reason: str
    on: str
    until: datetime | None
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What we rely on with a gateway.

    ``clearing``: how long after its capture a payment of a method may still be taken back quietly.
    ``open_for``: how long the payer has. ``polls``: seconds after creation at which the gateway is
    asked although it said nothing, the last step repeated. ``late_polls``: after a deposit ended
    unpaid, when it is still asked. ``case_after``: how long after its end a deposit may hang before
    a human looks at it. ``lag``: how long an API may be behind its own messages. ``sweep_every``:
    how often its disputes are looked through for those that no message has told of.
    ``reported_within``: how long after it was captured, or given back, something may be in none of
    its settlement reports before a human looks at it.
    """

    name: str
    clearing: dict[Method, timedelta]
    open_for: timedelta
    polls: tuple[int, ...]
    late_polls: tuple[int, ...]
    case_after: timedelta
    lag: timedelta
    sweep_every: timedelta
    reported_within: timedelta

    @property
    def refund_patience(self) -> timedelta:
        """How long a refund that was ordered may take: a gateway and a bank need days for it."""
        return 7 * self.case_after


# Cards: chargebacks for fraud come mostly within days; UPI, netbanking and transfers are final
# (NPCI UPI PG circulars), and settle the next day or at once.
REAL = Profile(
    name="real",
    clearing={
        Method.CARD: timedelta(days=3),
        Method.NETBANKING: timedelta(days=1),
        Method.UPI: timedelta(0),
        Method.BANK_TRANSFER: timedelta(0),
    },
    open_for=timedelta(hours=24),
    polls=(30, 120, 300, 900, 1_800, 3_600),
    late_polls=(600, 3_600, 6 * 3_600, 86_400, 3 * 86_400),
    case_after=timedelta(hours=24),
    lag=timedelta(minutes=5),
    sweep_every=timedelta(minutes=5),
    # Gateways pay out on the second working day, and wait for a net that is above zero; with a
    # weekend and a bank holiday in between these are five days.
    reported_within=timedelta(days=7),
)
DEMO = Profile(
    name="demo",
    clearing={
        Method.CARD: timedelta(seconds=20),
        Method.NETBANKING: timedelta(seconds=5),
        Method.UPI: timedelta(0),
        Method.BANK_TRANSFER: timedelta(0),
    },
    open_for=timedelta(minutes=30),
    polls=(3, 6, 12, 20, 30),
    late_polls=(5, 15, 60, 600),
    case_after=timedelta(minutes=5),
    lag=timedelta(seconds=20),
    sweep_every=timedelta(seconds=20),
    # The simulated gateway pays out within seconds, or, as a real one, the day after. But here
    # clocks are moved on by days at once, and its reports are read after that.
    reported_within=timedelta(days=7),
)
PROFILES = {profile.name: profile for profile in (REAL, DEMO)}
