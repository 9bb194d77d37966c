"""What a decision about the bank's books will do as things stand, said before it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.cases import queries as questions
from adulis.cases.values import CaseKind, Decision
from adulis.gateways import queries as banks
from adulis.gateways.values import BankLine
from adulis.identity import queries as identity
from adulis.identity.errors import MerchantNotFound
from adulis.kernel.money import Money, rupees
from adulis.payouts.effects import effect_of as effect_on_payout
from adulis.payouts.values import Leg
from adulis.reconciliation.models import Finding
from adulis.wallets import queries as wallets

_NOTED = "No money moves; the answer is noted."
_LATER = "No money moves; it is asked about again when the next day ends."


def effect_of(case_id: UUID, decision: Decision, told: Mapping[str, Any], *, at: datetime) -> str:
    """One or two sentences with the amounts in them; ``told`` is what is said with the decision.

    For what is decided already, what it would do now.
    """
    case = questions.case_for_operator(case_id)
    kind, _, name = case.subject.partition("/")
    if case.kind == CaseKind.MISSING_AT_BANK:
        return _missing(case_id, kind, case.evidence[0], decision, at)
    if kind == "statement-line":
        return _line(banks.line_for_operator(UUID(name)), CaseKind(case.kind), decision)
    if case.kind == CaseKind.UNMATCHED_CREDIT:
        bank, _, credit = name.partition("/")
        return _credit(wallets.transfer_in_suspense(bank, credit), decision, told)
    return _NOTED


def _missing(
    case_id: UUID, kind: str, shown: Mapping[str, Any], decision: Decision, at: datetime
) -> str:
    if decision is Decision.ACCEPT:
        return "No money moves; it stays as it is booked."
    if kind not in {"payout", "payout-return"}:
        return "It is refused: only accepting answers this."
    if decision is Decision.KEEP_ASKING:
        return _LATER
    if kind == "payout":
        return effect_on_payout(case_id, decision, at=at)
    lost = rupees(int(shown["booked_paise"]))
    return f"The merchant keeps {lost}, which never came back to us: it becomes our loss."


def _credit(waiting: Money | None, decision: Decision, told: Mapping[str, Any]) -> str:
    if waiting is None:
        return "It is refused: this money is not in suspense."
    if decision is Decision.RETURN:
        return f"{waiting} leaves suspense on its way back; people give the order to the bank."
    if "payout_id" in told:
        return f"{waiting} leaves suspense: it is payout {told['payout_id']} that came back."
    whose = "the merchant that is named"
    debt = ""
    if merchant := told.get("merchant_id"):
        try:
            whose = identity.standing(UUID(str(merchant))).name
        except (ValueError, MerchantNotFound):
            return "It is refused: there is no such merchant."
        owed = wallets.balance_of(UUID(str(merchant))).owed
        debt = f" It owes {owed}, which is paid first." if owed > rupees(0) else ""
    return f"{waiting} leaves suspense and is available to {whose}.{debt}"


def _line(line: BankLine, kind: CaseKind, decision: Decision) -> str:
    amount = rupees(line.amount_minor)
    if decision is Decision.RETRY:
        return "No money moves by this; the line is read again."
    if decision is Decision.ASSIGN:
        leg = "the return of the" if line.is_credit else "the"
        return f"{amount} is {leg} payout that is named; a difference to it is ours to bear."
    if kind is CaseKind.PARTIAL_RETURN:
        return (
            f"Of {amount}, what of the payout is not back yet is available to the merchant again;"
            " the rest waits in suspense."
        )
    if kind is CaseKind.AMOUNT_MISMATCH:
        return _difference(line)
    if kind is CaseKind.DUPLICATE_LINE and decision is Decision.ACCEPT:
        return "No money moves; the bank told of it twice."
    return _in_our_favour(amount if line.is_credit else -amount)


def _difference(line: BankLine) -> str:
    """The bank's amount counts; what it moved more or less than we booked is our affair."""
    finding = Finding.objects.get(line_id=line.id)
    told = "The bank's amount counts, and what we booked is settled by it. "
    is_beside = finding.subject.partition("/")[0] not in {*Leg, "credit"}
    return ("" if is_beside else told) + _in_our_favour(rupees(-finding.difference_minor))


def _in_our_favour(over: Money) -> str:
    if over > rupees(0):
        return f"{over} of it waits in suspense."
    return f"{-over} of it becomes our loss." if over else "No money moves beyond that."
