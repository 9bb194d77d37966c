"""The questions about payouts, each scoped by the merchant it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Greatest

from adulis.approvals import queries as approvals
from adulis.audit import queries as audit
from adulis.audit.queries import Done
from adulis.events import queries as events
from adulis.kernel import db
from adulis.kernel.machines import Role
from adulis.kernel.money import Money, rupees
from adulis.ledger import queries as book
from adulis.ledger.values import BookEntry
from adulis.payouts.actions.batch_approving import needs_second_owner, subject_of
from adulis.payouts.actions.gating import sent_since
from adulis.payouts.actions.sealing import details_of as opened
from adulis.payouts.errors import BankAccountNotFound, BatchNotFound, PayoutNotFound
from adulis.payouts.machine import (
    ASKABLE,
    BATCH,
    LIVE_ATTEMPTS,
    PAYOUT,
    AttemptState,
    BatchState,
    PayoutState,
)
from adulis.payouts.models import (
    Attempt,
    BankAccount,
    Evidence,
    Payout,
    PayoutBatch,
    PayoutBatchRow,
    PayoutReturn,
    PayoutSettings,
)
from adulis.payouts.policies import (
    waiting_at_bank,
    waiting_before_bank,
    waiting_for_batch,
    waiting_for_worker,
)
from adulis.payouts.values import (
    BankDetails,
    InProgress,
    Leg,
    RowStatus,
    Unsettled,
    Waiting,
    WaitingFor,
)


def payouts_of(merchant_id: UUID) -> QuerySet[Payout]:
    """A merchant's payouts, newest first."""
    return Payout.objects.filter(merchant_id=merchant_id).order_by("-id")


def payout_of(merchant_id: UUID, payout_id: UUID) -> Payout:
    """One payout of this merchant. Raises PayoutNotFound."""
    payout = Payout.objects.filter(id=payout_id, merchant_id=merchant_id).first()
    if payout is None:
        raise PayoutNotFound
    return payout


def searched(rows: QuerySet[Payout], text: str) -> QuerySet[Payout]:
    """Those whose reference, narration, UTR or beneficiary contains ``text``."""
    return rows.filter(
        Q(reference__icontains=text)
        | Q(narration__icontains=text)
        | Q(utr__iexact=text)
        | Q(bank_account__holder_name__icontains=text)
        | Q(bank_account__nickname__icontains=text)
    )


def held_among(rows: QuerySet[Payout]) -> QuerySet[Payout]:
    """Those whose money is set aside now: together they are the held balance."""
    return rows.filter(is_held=True, state__in=[PayoutState.PENDING, PayoutState.PROCESSING])


def in_doubt_among(rows: QuerySet[Payout]) -> QuerySet[Payout]:
    """Those the bank has left in doubt."""
    doubtful = Attempt.objects.filter(state=AttemptState.IN_DOUBT).values("payout_id")
    return rows.filter(state=PayoutState.PROCESSING, id__in=doubtful)


def bank_accounts_of(merchant_id: UUID) -> QuerySet[BankAccount]:
    """A merchant's bank accounts, newest first."""
    return BankAccount.objects.filter(merchant_id=merchant_id).order_by("-created_at", "-id")


def bank_account_of(merchant_id: UUID, account_id: UUID) -> BankAccount:
    """One bank account of this merchant. Raises BankAccountNotFound."""
    account = BankAccount.objects.filter(id=account_id, merchant_id=merchant_id).first()
    if account is None:
        raise BankAccountNotFound
    return account


def sharing_accounts(merchant_id: UUID, others: Collection[UUID]) -> set[UUID]:
    """Those of ``others`` whose money may go, or once might, where this merchant's may."""
    mine = BankAccount.objects.filter(merchant_id=merchant_id).values("details_index")
    rows = BankAccount.objects.filter(merchant_id__in=others, details_index__in=mine)
    return set(rows.values_list("merchant_id", flat=True))


def details_of(account: BankAccount) -> BankDetails:
    """The account's number in clear: only for giving it to a bank."""
    return opened(account)


def allowed_moves(payout: Payout) -> list[str]:
    """What a merchant may do with it now: the buttons of the web app."""
    moves = PAYOUT.allowed_moves(PayoutState(payout.state), Role.MERCHANT)
    if payout.waiting_for == WaitingFor.APPROVAL:
        moves += ["approve", "refuse"]
    did_not_arrive = payout.state in {PayoutState.FAILED, PayoutState.CANCELLED}
    if (did_not_arrive and not payout.is_paid_late) or payout.is_returned:
        moves.append("retry")
    return moves


def progress_of(payouts: Sequence[Payout]) -> dict[UUID, InProgress]:
    """The live attempts of those payouts that are with the bank."""
    processing = [each.id for each in payouts if each.state == PayoutState.PROCESSING]
    if not processing:
        return {}
    attempts = Attempt.objects.filter(payout_id__in=processing, state__in=LIVE_ATTEMPTS)
    return {
        attempt.payout_id: InProgress(
            attempt.state == AttemptState.IN_DOUBT, attempt.due_at, attempt.enquiry_count
        )
        for attempt in attempts
    }


def waiting_of(payout: Payout, progress: InProgress | None) -> Waiting | None:
    """For what, on whom, until when and what then; None when nothing is waited for."""
    if payout.waiting_for:
        return waiting_before_bank(WaitingFor(payout.waiting_for), payout.waiting_until)
    if payout.state == PayoutState.PENDING:
        return waiting_for_worker()
    if payout.state != PayoutState.PROCESSING:
        return None
    return waiting_at_bank(
        in_doubt=progress is not None and progress.in_doubt,
        next_enquiry_at=None if progress is None else progress.next_enquiry_at,
        expected_by=payout.expected_by,
    )


def in_doubt_minor(merchant_id: UUID) -> int:
    """How much of what is held (paise, fees included) the bank has left in doubt."""
    rows = Payout.objects.filter(
        merchant_id=merchant_id,
        state=PayoutState.PROCESSING,
        id__in=Attempt.objects.filter(
            state=AttemptState.IN_DOUBT, payout__merchant_id=merchant_id
        ).values("payout_id"),
    )
    told = rows.aggregate(
        amounts=Sum("amount_minor"), fees=Sum("fee_minor"), taxes=Sum("tax_minor")
    )
    return sum(value or 0 for value in told.values())


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a payout's timeline."""

    at: datetime
    kind: str
    what: str
    attempt_number: int | None
    detail: dict[str, Any]


def timeline_of(payout: Payout) -> list[Step]:
    """Every fact about a payout and every word of the bank about its attempts, oldest first."""
    steps = [
        Step(fact.at, "fact", fact.type, None, fact.payload)
        for fact in events.of_subject(f"payout/{payout.id}")
    ]
    for said in Evidence.objects.filter(payout_id=payout.id).order_by("id"):
        detail = {
            "verdict": said.verdict,
            "code": said.code,
            "message": said.message,
            "utr": said.utr,
            "amount_paise": said.amount_minor,
            **said.detail,
        }
        steps.append(Step(said.at, said.source, said.outcome, said.attempt_number, detail))
    return sorted(steps, key=lambda step: step.at)


def attempts_of(payout: Payout) -> list[Attempt]:
    """Its submissions to the bank, first to last."""
    return list(Attempt.objects.filter(payout_id=payout.id).order_by("number"))


# What is posted at most once per payout, by the end of its key (see ``postings``).
_POSTED_ONCE = ("held", "released", "completed", "returned", "late_payout_written_off")


def booked(payout: Payout, attempts: Sequence[Attempt]) -> list[BookEntry]:
    """Every movement of money that a payout has caused, before its bank's statements came."""
    keys = [f"payout/{payout.id}/{ending}" for ending in _POSTED_ONCE]
    keys += [f"payout/{payout.id}/attempt/{each.number}/paid_late" for each in attempts]
    found = book.entries(keys)
    return [found[key] for key in keys if key in found]


def done_to(payout: Payout) -> list[Done]:
    """Who did what to it."""
    return audit.done_to(f"payout/{payout.id}")


def return_of(payout: Payout) -> PayoutReturn | None:
    """What the bank took back, if it did."""
    return PayoutReturn.objects.filter(payout_id=payout.id).first()


# --- what statements are matched with -------------------------------------------------------------


def references_of_utrs(utrs: Sequence[str]) -> dict[str, str]:
    """Our references of payments by the network's; a UTR that means two of them means neither."""
    rows = Attempt.objects.filter(utr__in=[utr for utr in utrs if utr])
    found: dict[str, set[str]] = {}
    for utr, reference in rows.values_list("utr", "reference"):
        found.setdefault(utr, set()).add(reference)
    return {utr: next(iter(names)) for utr, names in found.items() if len(names) == 1}


def known_references(words: Sequence[str]) -> set[str]:
    """Those of ``words`` that are references of ours."""
    return set(
        Attempt.objects.filter(reference__in=list(words)).values_list("reference", flat=True)
    )


def merchant_of_reference(reference: str) -> UUID:
    """Whose payment it is. Raises PayoutNotFound."""
    attempt = Attempt.objects.filter(reference=reference).select_related("payout").first()
    if attempt is None:
        raise PayoutNotFound
    return attempt.payout.merchant_id


def reference_for_operator(payout_id: UUID) -> str | None:
    """The reference under which a payout was paid; while it was not, that of its last attempt."""
    attempts = list(Attempt.objects.filter(payout_id=payout_id).order_by("-number"))
    paid = [
        each
        for each in attempts
        if each.state == AttemptState.CONFIRMED_SUCCESS or each.is_paid_late
    ]
    return next((each.reference for each in (*paid, *attempts)), None)


def unsettled(bank: str, *, before: datetime) -> list[Unsettled]:
    """Payments and returns that we booked before then and no statement has shown, oldest first.

    Each since it was told: a late payment not since it was refused, and a return that was told
    before its payment not before both were believed.
    """
    paid = Attempt.objects.filter(
        Q(state=AttemptState.CONFIRMED_SUCCESS) | Q(is_paid_late=True), bank=bank
    ).select_related("payout")
    paid = paid.annotate(paid_at=Coalesce("paid_late_at", "finished_at"))
    gone = paid.filter(settled_at__isnull=True, paid_at__lt=before).order_by("paid_at", "id")
    back = paid.filter(return_heard_at__isnull=False, return_settled_at__isnull=True)
    back = back.annotate(back_at=Greatest("return_heard_at", "paid_at"))
    back = back.filter(back_at__lt=before).order_by("back_at", "id")
    return [
        *(_unsettled(each, Leg.PAYMENT, each.paid_at) for each in gone),
        *(_unsettled(each, Leg.RETURN, each.back_at) for each in back),
    ]


def _unsettled(attempt: Attempt, leg: Leg, since: datetime) -> Unsettled:
    return Unsettled(
        reference=attempt.reference,
        leg=leg,
        payout_id=attempt.payout_id,
        merchant_id=attempt.payout.merchant_id,
        amount=rupees(attempt.amount_minor),
        utr=attempt.utr,
        since=since,
    )


# --- batches --------------------------------------------------------------------------------------


def batches_of(merchant_id: UUID) -> QuerySet[PayoutBatch]:
    """A merchant's batches, newest first."""
    return PayoutBatch.objects.filter(merchant_id=merchant_id).order_by("-id")


def batch_of(merchant_id: UUID, batch_id: UUID) -> PayoutBatch:
    """One batch of this merchant. Raises BatchNotFound."""
    batch = PayoutBatch.objects.filter(id=batch_id, merchant_id=merchant_id).first()
    if batch is None:
        raise BatchNotFound
    return batch


def approval_threshold(merchant_id: UUID) -> Money | None:
    """Above which amount a payout waits for another owner; None: none does."""
    settings = PayoutSettings.objects.filter(merchant_id=merchant_id).first()
    above = None if settings is None else settings.approval_above_minor
    return None if above is None else rupees(above)


def used_since(merchant_id: UUID, start: datetime) -> Money:
    """What a merchant has sent to banks since ``start``, as its limits count it."""
    return sent_since([merchant_id], start).get(merchant_id, rupees(0))


def count_batches_to_approve(merchant_id: UUID) -> int:
    """How many batches with payable rows wait for somebody's decision."""
    waiting = PayoutBatch.objects.filter(merchant_id=merchant_id, state=BatchState.VALIDATED)
    return waiting.filter(valid_count__gt=0).count()


def rows_of(batch: PayoutBatch) -> QuerySet[PayoutBatchRow]:
    """Its rows, in file order."""
    return PayoutBatchRow.objects.filter(batch_id=batch.id).order_by("line")


def payouts_of_rows(rows: Sequence[PayoutBatchRow]) -> dict[UUID, Payout]:
    """What became of rows: their payouts, by the id of the row."""
    made = [row.id for row in rows if row.status == RowStatus.CREATED]
    found = Payout.objects.filter(batch_row_id__in=made)
    return {each.batch_row_id: each for each in found if each.batch_row_id is not None}


@dataclass(slots=True)
class Tally:
    """How many rows of a batch have which status, and how many of its payouts which state."""

    rows: Counter[str] = field(default_factory=Counter)
    payouts: Counter[str] = field(default_factory=Counter)


_TALLY = """
SELECT row.batch_id, row.status, payout.state, count(*)
  FROM payouts_batch_row AS row LEFT JOIN payouts_payout AS payout ON payout.batch_row_id = row.id
 WHERE row.batch_id = ANY (%s) GROUP BY row.batch_id, row.status, payout.state
"""


def tallies_of(batches: Sequence[PayoutBatch]) -> dict[UUID, Tally]:
    """Counted in one query for all of them."""
    found = {batch.id: Tally() for batch in batches}
    for batch_id, status, state, count in db.fetch_all(_TALLY, [list(found)]):
        found[batch_id].rows[status] += count
        if state is not None:
            found[batch_id].payouts[state] += count
    return found


def batch_moves(batch: PayoutBatch) -> list[str]:
    """What a merchant may do with it now."""
    moves = BATCH.allowed_moves(BatchState(batch.state), Role.MERCHANT)
    return [move for move in moves if move != "approve" or batch.valid_count]


def waiting_of_batch(batch: PayoutBatch) -> Waiting | None:
    """For what a batch waits, on whom and what then; None when nothing is waited for."""
    second = needs_second_owner(batch) if batch.state == BatchState.VALIDATED else False
    asked = approvals.waiting_about(subject_of(batch)) if second else None
    return waiting_for_batch(
        BatchState(batch.state),
        has_payable_rows=bool(batch.valid_count),
        needs_owner=batch.adds_accounts,
        needs_second_owner=second,
        expires_at=None if asked is None else asked.expires_at,
        is_parked=batch.due_at is None,
    )


def unasked(before: Mapping[str, int]) -> int:
    """How many open references were not asked about since ``before``, which says how often."""
    rows = Attempt.objects.filter(reference__in=list(before), state__in=ASKABLE)
    return sum(each.enquiry_count <= before[each.reference] for each in rows)
