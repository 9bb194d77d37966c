"""What a statement line is, from what is known about it. Pure.

Names decide: our reference, the network's, or a name in the narration. An amount never does: two
payments of the same amount are nothing unusual, and money matched by amount is money matched by
luck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from adulis.cases.values import CaseKind
from adulis.gateways.machine import LineState
from adulis.gateways.values import BankLine
from adulis.payouts.values import Leg
from adulis.reconciliation.values import Means, Reading, question

# What banks charge for payments is a few rupees; more than this on one line is asked about.
LARGEST_CHARGE_MINOR = 1_000_00


@dataclass(frozen=True, slots=True)
class Known:
    """What is known when a line is read.

    ``others``: what else was told under its line id. ``references`` are names of payments of ours,
    ``by_utr`` the same by the network's name; ``sent_back`` are credits on their way back,
    ``virtual_accounts`` numbers that are a merchant's.
    """

    others: Sequence[BankLine] = ()
    references: AbstractSet[str] = field(default_factory=frozenset)
    by_utr: Mapping[str, str] = field(default_factory=dict)
    sent_back: AbstractSet[str] = field(default_factory=frozenset)
    virtual_accounts: AbstractSet[str] = field(default_factory=frozenset)


def read(line: BankLine, known: Known) -> Reading:
    """What ``line`` is. Never raises: what nothing explains is a question."""
    again = _told_again(line, known.others)
    if again is not None:
        return again
    if line.is_credit:
        return _credit(line, known)
    if line.kind == "charge":
        if line.amount_minor > LARGEST_CHARGE_MINOR:
            return question(line, CaseKind.MISSING_HERE)
        return Reading(means=Means.CHARGE)
    reference = _reference(line, known)
    if reference:
        return Reading(means=Means.PAYMENT, reference=reference, leg=Leg.PAYMENT)
    for name in (line.utr, *line.words):
        if name in known.sent_back:
            return Reading(means=Means.SENT_BACK, name=name)
    return question(line, CaseKind.MISSING_HERE)


def _credit(line: BankLine, known: Known) -> Reading:
    """A return names the payment that came back, linked or only in words; all else is new money.

    Who pays chooses the words, and may write anything there. A virtual account says whose the money
    is, so words beside one are only words.
    """
    is_linked = line.reference in known.references
    if line.virtual_account in known.virtual_accounts and not is_linked:
        return Reading(means=Means.CREDIT)
    reference = _reference(line, known)
    if reference:
        return Reading(means=Means.PAYMENT, reference=reference, leg=Leg.RETURN)
    return Reading(means=Means.CREDIT)


def _reference(line: BankLine, known: Known) -> str:
    """Our name of the payment that a line is about; empty when it names none."""
    if line.reference in known.references:
        return line.reference
    for word in (line.utr, *line.words):
        if word in known.references:
            return word
        if word in known.by_utr:
            return known.by_utr[word]
    return ""


def _told_again(line: BankLine, others: Sequence[BankLine]) -> Reading | None:
    """A line id that comes a second time: in the same file, or in a later one told otherwise."""
    for other in others:
        is_copy = other.copy_number < line.copy_number
        if is_copy and other.effect_minor == line.effect_minor:
            return question(line, CaseKind.DUPLICATE_LINE)
        if is_copy:
            return question(line, CaseKind.AMOUNT_MISMATCH)
    for other in others:
        if other.state != LineState.MATCHED:
            continue
        if other.effect_minor != line.effect_minor:
            booked = other.effect_minor
            return question(line, CaseKind.AMOUNT_MISMATCH, booked_minor=booked, replaces=True)
        if _contradict(line, other):
            return question(line, CaseKind.DUPLICATE_LINE, replaces=True)
        return Reading(means=Means.KNOWN)
    return None


def _contradict(one: BankLine, other: BankLine) -> bool:
    """Whether two tellings cannot both be true: a field may be filled in, never changed."""
    pairs = (
        (one.reference, other.reference),
        (one.utr, other.utr),
        (one.virtual_account, other.virtual_account),
    )
    return any(left and right and left != right for left, right in pairs)
