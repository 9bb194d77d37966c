"""A file of payouts: check every row, then wait for somebody to approve or cancel all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import orjson

from adulis.approvals import actions as approvals
from adulis.gateways import queries as gateways
from adulis.identity.values import MemberRole, Viewer
from adulis.kernel import db, origins
from adulis.kernel.actors import Actor
from adulis.kernel.encryption import seal
from adulis.kernel.errors import Refusal
from adulis.kernel.ids import new_id
from adulis.kernel.money import Money, rupees
from adulis.limits import queries as limits
from adulis.limits.values import LimitKind
from adulis.payouts import policies
from adulis.payouts.actions.bank_accounts import index_of
from adulis.payouts.actions.batch_approving import (
    agree,
    ask,
    cancel_locked,
    let_run,
    locked_batch,
    needs_second_owner,
    subject_of,
    tell,
)
from adulis.payouts.actions.sealing import mask
from adulis.payouts.errors import (
    BankAccountUnusable,
    BatchHasNothingToPay,
    BatchTooLarge,
    BatchUnreadable,
    MerchantNotVerified,
)
from adulis.payouts.events import PayoutBatchValidated
from adulis.payouts.machine import BATCH, BatchState
from adulis.payouts.models import DETAILS, BankAccount, PayoutBatch
from adulis.payouts.values import BankDetails, RowError, RowGiven, RowStatus

MOST_ROWS = 10_000


@db.transaction_required
def validate_batch(
    *,
    viewer: Viewer,
    name: str,
    rows: Sequence[RowGiven],
    intent_id: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> PayoutBatch:
    """Write a batch down with every bad row marked; no money moves before it is approved.

    ``intent_id`` is what the wish is called wherever it is told again (``PayoutOrder``).
    Raises MerchantNotVerified, BatchUnreadable (no rows), BatchTooLarge.
    """
    if not viewer.standing.is_verified:
        raise MerchantNotVerified
    if not rows:
        raise BatchUnreadable("The batch has no rows.")
    if len(rows) > MOST_ROWS:
        raise BatchTooLarge(row_count=len(rows), maximum_rows=MOST_ROWS)
    desk = _Desk.open(viewer, rows, at)
    checked = [desk.check(row) for row in rows]
    # After this point nothing is refused any more.
    payable = [each for each in checked if not each.errors]
    batch = PayoutBatch.objects.create(
        id=new_id(),
        merchant_id=viewer.merchant_id,
        name=name,
        row_count=len(rows),
        valid_count=len(payable),
        total_minor=sum(each.row.amount_minor or 0 for each in payable),
        adds_accounts=any(each.account is None for each in payable),
        created_by=actor.user_id or actor.id,
        created_at=at,
        intent_id=intent_id,
        origin=origins.current(),
    )
    db.insert_rows("payouts_batch_row", _COLUMNS, [_row(batch, each) for each in checked])
    tell(
        batch,
        PayoutBatchValidated(
            subject_id=batch.id,
            merchant_id=batch.merchant_id,
            row_count=batch.row_count,
            valid_count=batch.valid_count,
            total=rupees(batch.total_minor),
        ),
        "validate",
        actor,
        at,
    )
    if batch.valid_count and needs_second_owner(batch):
        ask(batch, actor, at)
    return batch


@db.transaction_required
def approve_batch(*, viewer: Viewer, batch_id: UUID, actor: Actor, at: datetime) -> PayoutBatch:
    """Let the worker make payouts of its valid rows.

    Above the merchant's approval limit another owner than its maker has to, in person; where a row
    names a new bank account, an owner. Raises BatchNotFound, IllegalMove, BatchHasNothingToPay,
    RoleTooLow, PersonRequired, and what ``approve_asked_batch`` raises.
    """
    batch = locked_batch(viewer.merchant_id, batch_id)
    BATCH.take("approve", BatchState(batch.state), actor.role)
    if not batch.valid_count:
        raise BatchHasNothingToPay
    above_limit = needs_second_owner(batch)
    # Where money may go is decided by owners, also when it comes in a file.
    viewer.require(MemberRole.OWNER if above_limit or batch.adds_accounts else MemberRole.FINANCE)
    if above_limit:
        viewer.caller.require_person()
        agree(batch, "", actor, at)
    else:
        # The limit may have been another when it was sent.
        approvals.withdraw(subject=subject_of(batch), actor=actor, at=at)
    return let_run(batch, actor, at, has_second_owner=above_limit)


@db.transaction_required
def cancel_batch(*, viewer: Viewer, batch_id: UUID, actor: Actor, at: datetime) -> PayoutBatch:
    """Nothing of it is ever paid. Raises BatchNotFound, and IllegalMove once it was approved."""
    batch = locked_batch(viewer.merchant_id, batch_id)
    return cancel_locked(batch, reason="cancelled_by_merchant", actor=actor, at=at)


# --- checking rows --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Checked:
    """A row, the bank account it goes to (None: one that has to be made) and what is wrong."""

    row: RowGiven
    account: BankAccount | None
    errors: tuple[RowError, ...]


@dataclass(slots=True)
class _Desk:
    """Everything rows are checked against, read once."""

    tier: str
    single_limit: Money | None
    at: datetime
    keeps_windows: bool
    by_id: Mapping[UUID, BankAccount]
    by_index: Mapping[bytes, BankAccount]
    line_of_key: dict[str, int] = field(default_factory=dict)

    @classmethod
    def open(cls, viewer: Viewer, rows: Sequence[RowGiven], at: datetime) -> _Desk:
        named = {row.bank_account_id for row in rows if row.bank_account_id is not None}
        indexes = [index_of(row.details) for row in rows if row.details is not None]
        active = BankAccount.objects.filter(merchant_id=viewer.merchant_id, state="active")
        return cls(
            tier=viewer.standing.tier,
            single_limit=limits.limits_of(viewer.standing.tier, LimitKind.PAYOUT, at=at).single,
            at=at,
            keeps_windows=gateways.profile().keeps_windows,
            by_id={each.id: each for each in active.filter(id__in=named)},
            by_index={
                bytes(each.details_index): each for each in active.filter(details_index__in=indexes)
            },
        )

    def check(self, row: RowGiven) -> _Checked:
        errors = list(row.errors)
        first = self.line_of_key.setdefault(row.row_key, row.line)
        if first != row.line:
            errors.append(
                RowError("duplicate_row_key", f"Line {first} has the same row_key.", "/row_key")
            )
        account = self._account(row)
        if row.bank_account_id is not None and account is None:
            errors.append(_told(BankAccountUnusable(pointer="/bank_account_id")))
        elif not errors:
            errors += self._about_amount(row, account)
        return _Checked(row, account, tuple(errors))

    def _account(self, row: RowGiven) -> BankAccount | None:
        if row.bank_account_id is not None:
            return self.by_id.get(row.bank_account_id)
        return None if row.details is None else self.by_index.get(index_of(row.details))

    def _about_amount(self, row: RowGiven, account: BankAccount | None) -> list[RowError]:
        assert row.amount_minor is not None
        details = row.details
        pays_vpa = account.kind == "vpa" if account else details is not None and bool(details.vpa)
        amount = rupees(row.amount_minor)
        mode = row.mode or policies.choose_mode(
            amount, pays_vpa=pays_vpa, at=self.at, keeps_windows=self.keeps_windows
        )
        try:
            policies.check_amount(
                amount, mode, pays_vpa=pays_vpa, tier=self.tier, single=self.single_limit
            )
        except Refusal as refusal:
            return [_told(refusal)]
        return []


def _told(refusal: Refusal) -> RowError:
    return RowError(refusal.code, refusal.detail, refusal.pointer or "")


_COLUMNS = {
    "id": "uuid", "batch_id": "uuid", "line": "int", "row_key": "text", "status": "text",
    "errors": "jsonb", "amount_minor": "bigint", "bank_account_id": "uuid", "beneficiary": "text",
    "details_sealed": "text", "mode": "text", "narration": "text", "reference": "text",
    "purpose": "text",
}  # fmt: skip


def _row(batch: PayoutBatch, checked: _Checked) -> tuple[object, ...]:
    row, account = checked.row, checked.account
    row_id, is_new = new_id(), account is None and row.details is not None and not checked.errors
    return (
        row_id,
        batch.id,
        row.line,
        row.row_key,
        RowStatus.INVALID if checked.errors else RowStatus.VALID,
        orjson.dumps([each.as_json() for each in checked.errors]).decode(),
        row.amount_minor,
        None if account is None else account.id,
        _beneficiary(row, account),
        # A row that is never paid has no need of anybody's account number.
        _sealed(row.details, row_id) if is_new and row.details is not None else "",
        row.mode or "",
        row.narration,
        row.reference,
        row.purpose,
    )


def _beneficiary(row: RowGiven, account: BankAccount | None) -> str:
    if account is not None:
        return f"{account.holder_name} {account.number_masked}"
    if row.details is None:
        return ""
    return f"{row.details.holder_name} {mask(row.details.vpa or row.details.number)}"


def _sealed(details: BankDetails, row_id: UUID) -> str:
    told = [details.holder_name, details.number, details.ifsc, details.vpa]
    return seal(orjson.dumps(told).decode(), place=DETAILS.place(row_id))
