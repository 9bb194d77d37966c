"""Run an approved batch: new bank accounts first, then all its payouts as one posting batch.

Both steps may be cut short and taken again. Accounts are the same by their details, and a row has
one payout by a unique index, so a second run finds what the first one committed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

import orjson
import structlog

from adulis.audit import actions as audit
from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.events import actions as events
from adulis.identity import queries as identity
from adulis.kernel import db, origins, tracing
from adulis.kernel.actors import Actor
from adulis.kernel.due import Claim
from adulis.kernel.errors import Refusal
from adulis.kernel.ids import derived_id
from adulis.kernel.money import rupees
from adulis.payouts.actions.bank_accounts import add_bank_accounts
from adulis.payouts.actions.creating import create_for
from adulis.payouts.actions.sealing import details_of_row
from adulis.payouts.events import PayoutBatchFinished
from adulis.payouts.machine import BATCH, BatchState
from adulis.payouts.models import Payout, PayoutBatch, PayoutBatchRow
from adulis.payouts.values import Mode, PayoutOrder, Purpose, RowError, RowStatus

log = structlog.get_logger(__name__)


@db.transaction_required
def add_accounts_of_batch(*, claim: Claim, actor: Actor, at: datetime) -> int:
    """Make bank accounts of the details in its rows; returns how many rows had some.

    A transaction of its own: the wallet is locked only while payouts are made.
    """
    batch = _ours(claim)
    if batch is None or not batch.adds_accounts:
        return 0
    rows = list(
        PayoutBatchRow.objects.filter(
            batch_id=batch.id, status=RowStatus.VALID, bank_account__isnull=True
        ).order_by("line")
    )
    accounts = add_bank_accounts(
        merchant_id=batch.merchant_id,
        details=[details_of_row(row) for row in rows],
        actor=_maker(batch, actor),
        at=at,
    )
    return db.update_rows(
        "payouts_batch_row",
        {"id": "uuid", "bank_account_id": "uuid"},
        [(row.id, account.id) for row, account in zip(rows, accounts, strict=True)],
    )


@db.transaction_required
def run_batch(*, claim: Claim, actor: Actor, at: datetime) -> bool:
    """Make a payout of every valid row, in file order, each refused alone; then it is finished.

    False: the claim has passed to another worker, and nothing was done.
    """
    batch = _ours(claim)
    if batch is None:
        return False
    with origins.bearing(batch.origin), tracing.part("payout_batch.run", origin=batch.origin):
        _run(batch, actor)
    return True


def _run(batch: PayoutBatch, actor: Actor) -> None:
    rows = list(
        PayoutBatchRow.objects.filter(batch_id=batch.id, status=RowStatus.VALID).order_by("line")
    )
    now = db.clock()
    outcomes = create_for(
        merchant_id=batch.merchant_id,
        standing=identity.standing(batch.merchant_id),
        orders=[_order(batch, row) for row in rows],
        is_approved=batch.has_second_owner,
        actor=_maker(batch, actor),
        at=now,
    )
    _mark(rows, outcomes)
    batch.state = BATCH.take("finish", BatchState(batch.state), actor.role).target
    batch.finished_at, batch.due_at, batch.lease_until = now, None, None
    batch.save(update_fields=["state", "finished_at", "due_at", "lease_until"])
    refused = sum(isinstance(outcome, Refusal) for outcome in outcomes)
    _tell(batch, len(outcomes) - refused, refused, actor, now)
    db.after_commit(partial(_say, batch, refused, origins.current()))


def _say(batch: PayoutBatch, refused: int, origin: str) -> None:
    with origins.bearing(origin):
        log.info("payout_batch.finished", batch=str(batch.id), refused=refused)


@db.transaction_required
def park_batches(*, claims: Sequence[Claim], actor: Actor, at: datetime) -> None:
    """Running these kills the worker again and again: leave them alone and ask a human."""
    rows = PayoutBatch.objects.select_for_update(no_key=True).filter(
        id__in=[claim.id for claim in claims]
    )
    for batch in rows.order_by("id"):
        batch.due_at = batch.lease_until = None
        batch.save(update_fields=["due_at", "lease_until"])
        cases.open_case(
            kind=CaseKind.POISON_BATCH,
            key=f"payout-batch/{batch.id}/{CaseKind.POISON_BATCH}",
            subject=f"payout-batch/{batch.id}",
            merchant_id=batch.merchant_id,
            evidence={"claims": batch.claim_count, "rows": batch.valid_count},
            actor=actor,
            at=at,
        )


def put_batch_back(batch_id: UUID, at: datetime) -> None:
    """Two operators decided to try it again: due at once, with a clean slate of claims."""
    PayoutBatch.objects.filter(id=batch_id, state=BatchState.APPROVED).update(
        due_at=at, lease_until=None, claim_count=0
    )


def _ours(claim: Claim) -> PayoutBatch | None:
    """The claimed batch, locked; None when somebody else has it or has finished it."""
    return (
        PayoutBatch.objects.select_for_update(no_key=True)
        .filter(id=claim.id, claim_count=claim.fence, state=BatchState.APPROVED)
        .first()
    )


def _maker(batch: PayoutBatch, worker: Actor) -> Actor:
    """The worker acts for whoever made the batch: who asked cannot approve, also later on."""
    return Actor(
        worker.kind,
        worker.id,
        user_id=batch.created_by,
        request_id=origins.request_of(batch.origin),
    )


def _order(batch: PayoutBatch, row: PayoutBatchRow) -> PayoutOrder:
    assert row.amount_minor is not None
    assert row.bank_account_id is not None
    return PayoutOrder(
        amount=rupees(row.amount_minor),
        bank_account_id=row.bank_account_id,
        mode=Mode(row.mode) if row.mode else None,
        narration=row.narration,
        reference=row.reference,
        purpose=Purpose(row.purpose),
        batch_row_id=row.id,
        intent_id=derived_id(batch.intent_id or batch.id, row.line),
    )


_MARK = """
UPDATE payouts_batch_row AS row SET status = given.status, errors = given.errors::jsonb
  FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS given(id, status, errors)
 WHERE row.id = given.id
"""


def _mark(rows: Sequence[PayoutBatchRow], outcomes: Sequence[Payout | Refusal]) -> None:
    statuses, errors = [], []
    for outcome in outcomes:
        is_refused = isinstance(outcome, Refusal)
        statuses.append(RowStatus.REFUSED if is_refused else RowStatus.CREATED)
        told = [_told(outcome).as_json()] if isinstance(outcome, Refusal) else []
        errors.append(orjson.dumps(told).decode())
    db.execute(_MARK, [[row.id for row in rows], statuses, errors])


def _told(refusal: Refusal) -> RowError:
    return RowError(refusal.code, refusal.detail, refusal.pointer or "")


def _tell(batch: PayoutBatch, created: int, refused: int, actor: Actor, at: datetime) -> None:
    events.record(
        fact=PayoutBatchFinished(
            subject_id=batch.id,
            merchant_id=batch.merchant_id,
            created_count=created,
            refused_count=refused,
        ),
        at=at,
    )
    audit.write(
        actor=actor,
        action="payout_batch.finish",
        subject=f"payout-batch/{batch.id}",
        merchant_id=batch.merchant_id,
        before={"state": BatchState.APPROVED},
        after={"state": batch.state, "created_count": created, "refused_count": refused},
        at=at,
    )
