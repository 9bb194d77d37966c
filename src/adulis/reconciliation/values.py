"""Words of this room. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from adulis.cases.values import CaseKind
from adulis.gateways.values import BankLine
from adulis.payouts.values import Leg


class Means(StrEnum):
    """What a statement line can be."""

    PAYMENT = "payment"  # one of ours, out or back
    CREDIT = "credit"  # a transfer from outside
    SENT_BACK = "sent_back"  # a transfer from outside that we sent back
    CHARGE = "charge"  # what the bank takes for itself
    KNOWN = "known"  # what was matched before, told again in more words
    QUESTION = "question"  # for a human


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a line is read. ``reference`` and ``leg`` of a payment; ``name`` of a credit sent back.

    A question has its ``kind`` and its ``difference_minor`` (paise): what the bank's balance would
    be off if we are right.
    """

    means: Means
    reference: str = ""
    leg: Leg = Leg.PAYMENT
    name: str = ""
    kind: CaseKind | None = None
    difference_minor: int = 0
    booked_minor: int | None = None


@dataclass(frozen=True, slots=True)
class TakenStatement:
    """What came of a statement file; counts are of lines."""

    file_id: UUID
    day: date
    is_new: bool
    line_count: int
    fresh_count: int
    superseded_count: int
    vanished_count: int


@dataclass(frozen=True, slots=True)
class UnshownCredit:
    """A transfer from outside that is in our book and on no statement line."""

    key: str
    utr: str
    amount_minor: int
    merchant_id: UUID | None


def question(
    line: BankLine, kind: CaseKind, *, booked_minor: int | None = None, replaces: bool = False
) -> Reading:
    """A question about ``line``; ``booked_minor`` (signed) is what we have in its place.

    ``replaces``: the bank tells this instead of what it told before, rather than beside it.
    """
    ours = booked_minor if booked_minor is not None else 0
    if replaces and kind is not CaseKind.AMOUNT_MISMATCH:
        ours = line.effect_minor
    return Reading(
        means=Means.QUESTION,
        kind=kind,
        difference_minor=ours - line.effect_minor,
        booked_minor=booked_minor,
    )
