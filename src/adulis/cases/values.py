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
    REFUND_IN_DOUBT = "refund_in_doubt"
    REFUND_MISMATCH = "refund_mismatch"
    CHARGEBACK_SHORTFALL = "chargeback_shortfall"
    CHARGEBACK_EXCEEDS = "chargeback_exceeds"
    CHARGEBACK_MISMATCH = "chargeback_mismatch"
    SETTLEMENT_MISMATCH = "settlement_mismatch"
    DEPOSIT_MISMATCH = "deposit_mismatch"
    UNKNOWN_PAYER = "unknown_payer"
    DEPOSIT_OVERDUE = "deposit_overdue"
    POISON_DEPOSIT = "poison_deposit"
    GATEWAY_CONTRADICTS = "gateway_contradicts"
    ESCROW_CHARGED_BACK = "escrow_charged_back"
    ESCROW_STUCK = "escrow_stuck"
    POISON_TIMER = "poison_timer"
    DISPUTE_OVERDUE = "dispute_overdue"
    DATABASE_RESTORED = "database_restored"


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
    RESUME = "resume"


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
    CaseKind.DEPOSIT_MISMATCH: Question(
        "A payment does not fit the deposit it was made for. Credit it, or send it back?",
        (Decision.ASSIGN, Decision.RETURN),
    ),
    CaseKind.UNKNOWN_PAYER: Question(
        "A payment gateway collected money that nobody asked for. Whose is it?",
        (Decision.ASSIGN, Decision.RETURN),
    ),
    CaseKind.DEPOSIT_OVERDUE: Question(
        "The payment gateway has not said how this deposit ended. Has it come to nothing?",
        (Decision.KEEP_ASKING, Decision.NOT_PAID),
    ),
    CaseKind.POISON_DEPOSIT: Question(
        "Working on this deposit fails again and again. Try it once more?", (Decision.RETRY,)
    ),
    CaseKind.GATEWAY_CONTRADICTS: Question(
        "The payment gateway says two things that cannot both be true. Somebody has to look.",
        (Decision.ACCEPT,),
    ),
    CaseKind.ESCROW_CHARGED_BACK: Question(
        "The buyer's bank took back what had paid for a milestone. Go on with what is left of it?",
        (Decision.ACCEPT,),
    ),
    CaseKind.ESCROW_STUCK: Question(
        "The buyer approved, and what else was agreed has not come true. Who gets the money?",
        (Decision.ACCEPT, Decision.RETURN, Decision.KEEP_ASKING),
    ),
    CaseKind.POISON_TIMER: Question(
        "What was to happen by itself fails again and again. Try it once more?", (Decision.RETRY,)
    ),
    CaseKind.DISPUTE_OVERDUE: Question(
        "A dispute has waited for a ruling for longer than was promised. Give it a week more?",
        (Decision.KEEP_ASKING,),
    ),
    CaseKind.DATABASE_RESTORED: Question(
        "This database was restored or promoted, and may have forgotten what the bank has paid."
        " Payouts and refunds stand still. Let them go on?",
        (Decision.RESUME,),
    ),
    CaseKind.REFUND_IN_DOUBT: Question(
        "The gateway has not said what became of this refund. Was it given back?",
        (Decision.PAID, Decision.NOT_PAID, Decision.KEEP_ASKING),
    ),
    CaseKind.REFUND_MISMATCH: Question(
        "The gateway's word about this refund does not fit what we ordered, or its own before."
        " What failed here and was given back: does the merchant bear it, or do we?",
        (Decision.RECOVER, Decision.WRITE_OFF, Decision.ACCEPT),
    ),
    CaseKind.CHARGEBACK_SHORTFALL: Question(
        "The payer's bank took back more than the merchant has. Do they owe it, or do we bear it?",
        (Decision.RECOVER, Decision.WRITE_OFF),
    ),
    CaseKind.CHARGEBACK_EXCEEDS: Question(
        "The payer's bank took back more than was left of the deposit. Contest it at the gateway?",
        (Decision.ACCEPT,),
    ),
    CaseKind.CHARGEBACK_MISMATCH: Question(
        "The gateway's word about this chargeback does not fit what it said before.",
        (Decision.ACCEPT,),
    ),
    CaseKind.SETTLEMENT_MISMATCH: Question(
        "A settlement report says something else than we booked, or none says it at all."
        " Which is right?",
        (Decision.ACCEPT, Decision.RETRY),
    ),
}
