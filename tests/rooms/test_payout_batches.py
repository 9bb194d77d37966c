"""Batches: what checking, deciding and running change, what they refuse, and what then stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError

from adulis.approvals.errors import ApproverIsMaker
from adulis.cases import actions as cases
from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.events.models import Event
from adulis.fees import actions as fees
from adulis.identity.errors import PersonRequired, RoleTooLow
from adulis.identity.values import MemberRole, Verification
from adulis.kernel import db, due
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.ids import new_id
from adulis.kernel.machines import IllegalMove
from adulis.ops.invariants import examine
from adulis.payouts import actions, queries, tasks
from adulis.payouts.errors import (
    BatchHasNothingToPay,
    BatchNotFound,
    BatchTooLarge,
    BatchUnreadable,
    MerchantNotVerified,
)
from adulis.payouts.models import (
    BankAccount,
    Payout,
    PayoutBatch,
    PayoutBatchRow,
    PayoutSettings,
)
from adulis.payouts.values import BankDetails, RowError, RowGiven
from tests.world import BUILDER, Shop, a_member, a_shop

pytestmark = pytest.mark.django_db
OWNER = MemberRole.OWNER


def row(line: int, paise: int, shop: Shop | None = None, **more: Any) -> RowGiven:
    """A row that pays ``shop``'s first account."""
    if shop is not None:
        more["bank_account_id"] = shop.accounts[0].id
    return RowGiven(line=line, **{"row_key": f"k{line}", "amount_minor": paise, **more})


def sent(shop: Shop, rows: Sequence[RowGiven], by: UUID | None = None) -> PayoutBatch:
    viewer = shop.seen_by(by or shop.owner_id)
    with db.transaction():
        return actions.validate_batch(
            viewer=viewer, name="May", rows=rows, actor=viewer.actor, at=db.clock()
        )


def approved(shop: Shop, batch: PayoutBatch, by: UUID | None = None, role: Any = OWNER) -> None:
    viewer = shop.seen_by(by or shop.owner_id, role)
    with db.transaction():
        actions.approve_batch(viewer=viewer, batch_id=batch.id, actor=viewer.actor, at=db.clock())


def statuses(batch: PayoutBatch) -> list[tuple[int, str, list[str]]]:
    return [
        (each.line, each.status, [error["code"] for error in each.errors])
        for each in queries.rows_of(batch)
    ]


def limit(shop: Shop, paise: int) -> None:
    PayoutSettings.objects.create(merchant_id=shop.id, approval_above_minor=paise)


def counts() -> dict[str, int]:
    """What a refusal must not change."""
    models = (PayoutBatch, PayoutBatchRow, Payout, BankAccount, Event)
    tables = {model._meta.db_table: model.objects.count() for model in models}
    return {**tables, "audit": db.fetch_value("SELECT count(*) FROM audit_record")}


# --- Checking -------------------------------------------------------------------------------------


def test_checking_marks_every_row_and_moves_nothing() -> None:
    shop, stranger = a_shop(paise=100_000), a_shop()
    shop.add_account(vpa="asha@okbank")
    vpa = shop.accounts[1].id
    batch = sent(
        shop,
        [
            row(1, 5_000, shop),
            row(2, 99, shop),
            row(3, 5_000, stranger),
            row(4, 5_000, bank_account_id=new_id()),
            row(5, 5_000, shop, row_key="k1"),
            row(6, 10**11, bank_account_id=vpa),
            row(7, 5_000, shop, errors=(RowError("too_long", "Too long.", "/narration"),)),
            row(8, 7_000, bank_account_id=vpa),
        ],
    )
    assert statuses(batch) == [
        (1, "valid", []),
        (2, "invalid", ["payout_below_minimum"]),
        (3, "invalid", ["bank_account_unusable"]),
        (4, "invalid", ["bank_account_unusable"]),
        (5, "invalid", ["duplicate_row_key"]),
        (6, "invalid", ["amount_above_mode_limit"]),
        (7, "invalid", ["too_long"]),
        (8, "valid", []),
    ]
    assert queries.rows_of(batch)[4].errors == [
        {
            "code": "duplicate_row_key",
            "detail": "Line 1 has the same row_key.",
            "pointer": "/row_key",
        }
    ]
    assert (batch.state, batch.row_count, batch.valid_count, batch.total_minor) == (
        "validated", 8, 2, 12_000,
    )  # fmt: skip
    assert (shop.available, shop.held, Payout.objects.count()) == (100_000, 0, 0)
    [event] = Event.objects.filter(subject=f"payout-batch/{batch.id}")
    assert (event.type, event.payload["valid_count"]) == ("payout_batch.validated", 2)


def test_new_details_are_sealed_and_known_ones_are_recognised() -> None:
    shop = a_shop()
    known = shop.accounts[0]
    batch = sent(
        shop,
        [
            row(
                1,
                500,
                details=BankDetails(holder_name="Asha", number=known.number, ifsc="HDFC0CAACOB"),
            ),
            row(
                2,
                500,
                details=BankDetails(holder_name="Binu", number="99887766554", ifsc="UTIB0000553"),
            ),
            row(
                3,
                5,
                details=BankDetails(holder_name="Chitra", number="55544433322", ifsc="UTIB0000553"),
            ),
        ],
    )
    first, second, third = queries.rows_of(batch)
    assert (first.bank_account_id, first.details_sealed) == (known.id, "")
    assert second.bank_account_id is None
    assert second.beneficiary == "Binu ••••6554"
    assert second.details_sealed.startswith("v1.")
    assert "99887766554" not in second.details_sealed
    # Nobody is paid by this one, so nobody's number is kept.
    assert (third.status, third.details_sealed, third.beneficiary) == (
        "invalid", "", "Chitra ••••3322",
    )  # fmt: skip
    assert batch.adds_accounts
    assert BankAccount.objects.filter(merchant_id=shop.id).count() == 1


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [([], BatchUnreadable), ([row(1, 500)] * 10_001, BatchTooLarge)],
    ids=["none", "too many"],
)
def test_what_is_no_batch_is_refused_and_changes_nothing(
    rows: list[RowGiven], refusal: type[Exception]
) -> None:
    shop = a_shop()
    before = counts()
    with pytest.raises(refusal):
        sent(shop, rows)
    assert counts() == before


def test_an_unverified_merchant_may_not_send_a_batch() -> None:
    shop = a_shop(verification=Verification.UNVERIFIED)
    before = counts()
    with pytest.raises(MerchantNotVerified):
        sent(shop, [row(1, 500, shop)])
    assert counts() == before


# --- Deciding -------------------------------------------------------------------------------------


def test_whoever_may_pay_approves_and_the_rows_become_payouts_in_file_order() -> None:
    shop = a_shop(paise=100_000)
    finance, _ = a_member(shop, MemberRole.FINANCE)
    batch = sent(shop, [row(1, 50_000, shop), row(2, 60_000, shop), row(3, 50_000, shop)])
    approved(shop, batch, finance, MemberRole.FINANCE)
    assert tasks.run_batches() == 1
    assert tasks.run_batches() == 0
    batch.refresh_from_db()
    assert batch.state == "finished"
    # The second one did not fit; the third did.
    assert statuses(batch) == [
        (1, "created", []),
        (2, "refused", ["insufficient_funds"]),
        (3, "created", []),
    ]
    assert (shop.available, shop.held) == (0, 100_000)
    made = list(Payout.objects.filter(merchant_id=shop.id).order_by("id"))
    assert [(each.amount_minor, each.state, each.created_by) for each in made] == [
        (50_000, "pending", str(shop.owner_id)),
        (50_000, "pending", str(shop.owner_id)),
    ]
    tally = queries.tallies_of([batch])[batch.id]
    assert tally.rows == Counter(created=2, refused=1)
    assert tally.payouts == Counter(pending=2)
    types = Event.objects.filter(subject=f"payout-batch/{batch.id}").order_by("subject_sequence")
    assert [(each.type, each.subject_sequence) for each in types] == [
        ("payout_batch.validated", 1),
        ("payout_batch.approved", 2),
        ("payout_batch.finished", 3),
    ]


def test_fees_are_asked_for_once_and_charged_on_every_row(
    django_assert_max_num_queries: Any,
) -> None:
    shop = a_shop(paise=1_000_000)
    with db.transaction():
        fees.set_fee(
            service="payout", starts_at=db.clock(), flat_minor=100, basis_points=0,
            actor=BUILDER, at=db.clock(),
        )  # fmt: skip
    batch = sent(shop, [row(line, 1_000, shop) for line in range(1, 101)])
    approved(shop, batch)
    with django_assert_max_num_queries(40):
        tasks.run_batches()
    assert shop.held == 100 * (1_000 + 100 + 18)


def test_above_the_limit_another_owner_has_to_approve() -> None:
    shop = a_shop(paise=1_000_000)
    limit(shop, 50_000)
    other, _ = a_member(shop, OWNER)
    finance, _ = a_member(shop, MemberRole.FINANCE)
    batch = sent(shop, [row(1, 60_000, shop), row(2, 1_000, shop)])
    before = counts()
    with pytest.raises(ApproverIsMaker):
        approved(shop, batch)
    with pytest.raises(RoleTooLow):
        approved(shop, batch, finance, MemberRole.FINANCE)
    with pytest.raises(PersonRequired), db.transaction():
        viewer = shop.seen_by(other)
        program = replace(viewer, caller=replace(viewer.caller, key_id=new_id()))
        actions.approve_batch(viewer=program, batch_id=batch.id, actor=viewer.actor, at=db.clock())
    assert counts() == before
    waiting = queries.waiting_of_batch(batch)
    assert waiting is not None
    assert waiting.on == "another owner than whoever made it"
    approved(shop, batch, other)
    tasks.run_batches()
    # Agreed to as a whole, so no row asks again.
    made = Payout.objects.filter(merchant_id=shop.id).order_by("amount_minor")
    assert [(each.amount_minor, each.waiting_for) for each in made] == [(1_000, ""), (60_000, "")]


def test_a_limit_set_between_approval_and_run_still_holds_row_by_row() -> None:
    shop = a_shop(paise=1_000_000)
    batch = sent(shop, [row(1, 60_000, shop), row(2, 1_000, shop)])
    approved(shop, batch)
    limit(shop, 50_000)
    tasks.run_batches()
    made = Payout.objects.filter(merchant_id=shop.id).order_by("amount_minor")
    assert [(each.amount_minor, each.waiting_for) for each in made] == [
        (1_000, ""),
        (60_000, "approval"),
    ]


def test_new_bank_accounts_need_an_owner_and_cool_off() -> None:
    shop = a_shop(paise=1_000_000)
    finance, _ = a_member(shop, MemberRole.FINANCE)
    details = BankDetails(holder_name="Binu", number="99887766554", ifsc="UTIB0000553")
    rows = [row(1, 500, details=details), row(2, 700, details=details), row(3, 900, shop)]
    batch = sent(shop, rows, finance)
    with pytest.raises(RoleTooLow):
        approved(shop, batch, finance, MemberRole.FINANCE)
    approved(shop, batch)
    tasks.run_batches()
    # Two rows, the same details: one account.
    account = BankAccount.objects.get(merchant_id=shop.id, number_masked="••••6554")
    assert queries.details_of(account) == details
    made = Payout.objects.filter(merchant_id=shop.id, bank_account=account).order_by("amount_minor")
    assert [each.amount_minor for each in made] == [500, 700]

    claims = due.claim("payouts_payout", limit=9, lease_seconds=60, only="state = 'pending'")
    with db.transaction():
        actions.start_payouts(claims=claims, actor=BUILDER, at=db.clock())
    found = Payout.objects.filter(merchant_id=shop.id).order_by("amount_minor")
    assert [each.waiting_for for each in found] == ["cool_off", "cool_off", ""]


def test_a_batch_without_a_payable_row_cannot_be_approved() -> None:
    shop = a_shop()
    batch = sent(shop, [row(1, 5, shop)])
    assert queries.batch_moves(batch) == ["cancel"]
    assert queries.waiting_of_batch(batch) is None
    with pytest.raises(BatchHasNothingToPay):
        approved(shop, batch)


def test_a_cancelled_batch_is_never_paid() -> None:
    shop = a_shop(paise=10_000)
    batch = sent(shop, [row(1, 500, shop)])
    with db.transaction():
        actions.cancel_batch(viewer=shop.viewer, batch_id=batch.id, actor=shop.actor, at=db.clock())
    with pytest.raises(IllegalMove):
        approved(shop, batch)
    assert tasks.run_batches() == 0
    assert Payout.objects.count() == 0


def test_an_approved_batch_is_not_cancelled_and_not_approved_twice() -> None:
    shop = a_shop(paise=10_000)
    batch = sent(shop, [row(1, 500, shop)])
    approved(shop, batch)
    before = counts()
    with pytest.raises(IllegalMove):
        approved(shop, batch)
    with pytest.raises(IllegalMove), db.transaction():
        actions.cancel_batch(viewer=shop.viewer, batch_id=batch.id, actor=shop.actor, at=db.clock())
    assert counts() == before


def test_another_merchants_batch_does_not_exist() -> None:
    shop, other = a_shop(), a_shop()
    batch = sent(shop, [row(1, 500, shop)])
    with pytest.raises(BatchNotFound):
        approved(other, batch)
    with pytest.raises(BatchNotFound):
        queries.batch_of(other.id, batch.id)


# --- Running --------------------------------------------------------------------------------------


def test_what_changed_since_the_check_refuses_the_row_alone() -> None:
    shop = a_shop(paise=10_000, accounts=2)
    gone = shop.accounts[1]
    batch = sent(shop, [row(1, 500, bank_account_id=gone.id), row(2, 700, shop)])
    approved(shop, batch)
    with db.transaction():
        actions.archive_bank_account(
            merchant_id=shop.id, account_id=gone.id, actor=shop.actor, at=db.clock()
        )
    tasks.run_batches()
    assert statuses(batch) == [(1, "refused", ["bank_account_unusable"]), (2, "created", [])]
    assert (shop.available, shop.held) == (9_300, 700)


def test_a_claim_that_has_passed_on_runs_nothing() -> None:
    shop = a_shop(paise=10_000)
    approved(shop, sent(shop, [row(1, 500, shop)]))
    [claim] = due.claim("payouts_batch", limit=1, lease_seconds=60)
    with db.transaction():
        assert not actions.run_batch(
            claim=replace(claim, fence=claim.fence + 1), actor=tasks.WORKER, at=db.clock()
        )
    assert Payout.objects.count() == 0
    with db.transaction():
        assert actions.run_batch(claim=claim, actor=tasks.WORKER, at=db.clock())
    with db.transaction():
        assert not actions.run_batch(claim=claim, actor=tasks.WORKER, at=db.clock())
    assert Payout.objects.count() == 1


def test_accounts_made_before_a_crash_are_found_again() -> None:
    shop = a_shop(paise=10_000)
    details = BankDetails(holder_name="Binu", number="99887766554", ifsc="UTIB0000553")
    batch = sent(shop, [row(1, 500, details=details)])
    approved(shop, batch)
    [claim] = due.claim("payouts_batch", limit=1, lease_seconds=0)
    with db.transaction():
        actions.add_accounts_of_batch(claim=claim, actor=tasks.WORKER, at=db.clock())
    # The worker dies here; its successor begins at the beginning.
    assert tasks.run_batches() == 1
    assert statuses(batch) == [(1, "created", [])]
    assert BankAccount.objects.filter(number_masked="••••6554").count() == 1


def test_a_batch_that_kills_workers_is_parked_and_tried_again_when_decided() -> None:
    shop = a_shop(paise=10_000)
    batch = sent(shop, [row(1, 500, shop)])
    approved(shop, batch)
    for _ in range(due.POISON_AFTER_CLAIMS):
        due.claim("payouts_batch", limit=1, lease_seconds=0)
    assert tasks.run_batches() == 1
    assert tasks.run_batches() == 0
    case = Case.objects.get(subject=f"payout-batch/{batch.id}")
    assert (case.kind, case.merchant_id) == ("poison_batch", shop.id)
    assert Payout.objects.count() == 0
    batch.refresh_from_db()
    waiting = queries.waiting_of_batch(batch)
    assert waiting is not None
    assert waiting.reason == "operator"
    one, two = (Actor(ActorKind.OPERATOR, name, name) for name in ("one", "two"))
    with db.transaction():
        cases.propose_decision(
            case_id=case.id, decision=Decision.RETRY, details={}, actor=one, at=db.clock()
        )
        actions.decide_case(
            case_id=case.id, decision=Decision.RETRY, details={}, actor=two, at=db.clock()
        )
    assert tasks.run_batches() == 1
    assert statuses(batch) == [(1, "created", [])]


# --- The database holds it too --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE payouts_batch SET total_minor = 1", "payouts_batch_frozen"),
        ("UPDATE payouts_batch SET state = 'finished'", "payouts_batch_moves"),
        ("UPDATE payouts_batch SET has_second_owner = true, approved_by = created_by",
         "payouts_batch_four_eyes"),
        ("UPDATE payouts_batch_row SET amount_minor = 10000", "payouts_batch_row_frozen"),
        ("UPDATE payouts_batch_row SET bank_account_id = %s", "payouts_batch_row_frozen"),
        ("UPDATE payouts_batch_row SET status = 'invalid'", "payouts_batch_row_moves"),
        ("DELETE FROM payouts_batch_row", ""),
        ("DELETE FROM payouts_batch", ""),
    ],
)  # fmt: skip
def test_what_was_approved_never_changes_also_not_by_raw_sql(statement: str, named: str) -> None:
    shop = a_shop(paise=10_000, accounts=2)
    sent(shop, [row(1, 500, shop)])
    given = [shop.accounts[1].id] if "%s" in statement else []
    with pytest.raises(IntegrityError) as refused, db.transaction():
        db.execute(statement, given)
    cause = refused.value.__cause__
    assert cause is not None
    assert (getattr(cause, "diag").constraint_name or "") == named  # noqa: B009 - psycopg's


def test_a_row_has_one_payout_for_ever() -> None:
    shop = a_shop(paise=10_000)
    order = shop.order(500, batch_row_id=new_id())
    with db.transaction():
        actions.create_payouts(viewer=shop.viewer, orders=[order], actor=shop.actor, at=db.clock())
    with pytest.raises(IntegrityError, match="payouts_payout_batch_row_unique"), db.transaction():
        actions.create_payouts(viewer=shop.viewer, orders=[order], actor=shop.actor, at=db.clock())


@pytest.mark.parametrize(
    ("plant", "finds"),
    [
        (
            "UPDATE payouts_batch_row SET status = 'created'",
            {"batch_rows_have_their_payouts", "batches_are_what_their_rows_are"},
        ),
        (
            """UPDATE payouts_batch SET state = 'approved', approved_by = 'x';
               UPDATE payouts_batch SET state = 'finished'""",
            {"batches_are_what_their_rows_are"},
        ),
    ],
)
def test_a_batch_that_is_not_what_its_rows_are_is_found(plant: str, finds: set[str]) -> None:
    shop = a_shop(paise=10_000)
    sent(shop, [row(1, 500, shop)])
    assert [each.check.name for each in examine() if each.broken] == []
    with db.transaction():
        db.execute(plant)
    assert {each.check.name for each in examine() if each.broken} == finds
