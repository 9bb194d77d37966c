"""Kinds of case and the decisions that can close them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CaseKind(StrEnum):
    IN_DOUBT = "in_doubt"
    LATE_SUCCESS = "late_success"
    POISON_PAYOUT = "poison_payout"
    POISON_BATCH = "poison_batch"
    POISON_CALLBACK = "poison_callback"
    PARTIAL_RETURN = "partial_return"
    UNKNOWN_REFERENCE = "unknown_reference"
    EVIDENCE_MISMATCH = "evidence_mismatch"
    UNMATCHED_CREDIT = "unmatched_credit"
    MISSING_AT_BANK = "missing_at_bank"
    MISSING_HERE = "missing_here"
    AMOUNT_MISMATCH = "amount_mismatch"
    DUPLICATE_LINE = "duplicate_line"
    STATEMENT_FAULTY = "statement_faulty"


class Decision(StrEnum):
    PAID = "paid"
    NOT_PAID = "not_paid"
    KEEP_ASKING = "keep_asking"
    ASSIGN = "assign"
    RETURN = "return"
    RECOVER = "recover"
    WRITE_OFF = "write_off"
    RETRY = "retry"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class Question:
    """What a kind of case asks, and the decisions that answer it."""

    asks: str
    decisions: tuple[Decision, ...]


QUESTIONS: dict[CaseKind, Question] = {
    CaseKind.IN_DOUBT: Question(
        "The bank has not said what became of this payment. Was it made?",
        (Decision.PAID, Decision.NOT_PAID, Decision.KEEP_ASKING),
    ),
    CaseKind.LATE_SUCCESS: Question(
        "The bank paid after it had refused. Does the merchant owe it, or do we bear it?",
        (Decision.RECOVER, Decision.WRITE_OFF),
    ),
    CaseKind.POISON_PAYOUT: Question(
        "Working on this payout fails again and again. Try it once more, or was it (not) paid?",
        (Decision.RETRY, Decision.PAID, Decision.NOT_PAID),
    ),
    CaseKind.POISON_BATCH: Question(
        "Running this batch fails again and again. Try it once more?", (Decision.RETRY,)
    ),
    CaseKind.POISON_CALLBACK: Question(
        "Working on this message of the bank fails again and again. Try it once more, or leave it?",
        (Decision.RETRY, Decision.ACCEPT),
    ),
    CaseKind.PARTIAL_RETURN: Question(
        "The bank returned another amount than was paid. Credit what came back?",
        (Decision.ACCEPT,),
    ),
    CaseKind.UNKNOWN_REFERENCE: Question(
        "The bank speaks of a payment that we did not order. What is it?",
        (Decision.ACCEPT,),
    ),
    CaseKind.EVIDENCE_MISMATCH: Question(
        "The bank's word does not fit what we asked for. Which is right?",
        (Decision.PAID, Decision.NOT_PAID, Decision.KEEP_ASKING),
    ),
    CaseKind.UNMATCHED_CREDIT: Question(
        "Money arrived that names no merchant. Whose is it?",
        (Decision.ASSIGN, Decision.RETURN),
    ),
    CaseKind.MISSING_AT_BANK: Question(
        "We booked a movement that the bank's statement does not show. Was it made?",
        (Decision.ACCEPT, Decision.NOT_PAID, Decision.KEEP_ASKING),
    ),
    CaseKind.MISSING_HERE: Question(
        "The bank's statement shows a movement that we have not booked. What is it?",
        (Decision.ASSIGN, Decision.ACCEPT, Decision.RETRY),
    ),
    CaseKind.AMOUNT_MISMATCH: Question(
        "The bank's statement shows another amount, or another merchant, than we booked.",
        (Decision.ACCEPT,),
    ),
    CaseKind.DUPLICATE_LINE: Question(
        "The bank's statement shows the same movement twice. A mistake, or did it move twice?",
        (Decision.ACCEPT, Decision.WRITE_OFF),
    ),
    CaseKind.STATEMENT_FAULTY: Question(
        "The statement of a day does not add up, does not follow the day before, or has not come.",
        (Decision.ACCEPT,),
    ),
}
