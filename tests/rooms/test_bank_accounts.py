"""Where a merchant's money may go: sealed, known again, checked, archived, and never another."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

from adulis.audit.models import AuditRecord
from adulis.events import queries as events
from adulis.gateways.bank import AccountCheck
from adulis.kernel import db
from adulis.kernel.encryption import CannotOpen
from adulis.payouts import actions, errors, queries
from adulis.payouts.actions.sealing import details_of
from adulis.payouts.models import BankAccount, Payout
from adulis.payouts.values import BankDetails
from tests.rows import changed_since, everything
from tests.words import started
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db

NUMBER, IFSC = "50100200300400", "HDFC0CAACOB"
DETAILS = BankDetails(holder_name="Asha Rao", number=NUMBER, ifsc=IFSC)


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000, accounts=0)


def add(shop: Shop, details: BankDetails = DETAILS, nickname: str = "") -> tuple[BankAccount, bool]:
    with db.transaction():
        return actions.add_bank_account(
            merchant_id=shop.id, details=details, nickname=nickname, actor=shop.actor, at=db.clock()
        )


def archive(shop: Shop, account: BankAccount) -> BankAccount:
    with db.transaction():
        return actions.archive_bank_account(
            merchant_id=shop.id, account_id=account.id, actor=shop.actor, at=db.clock()
        )


def check(shop: Shop, account: BankAccount, told: AccountCheck) -> BankAccount:
    with db.transaction():
        return actions.record_account_check(
            merchant_id=shop.id, account_id=account.id, check=told, actor=shop.actor, at=db.clock()
        )


class TestAdd:
    def test_keeps_the_number_sealed_and_shows_it_masked(self, shop: Shop) -> None:
        account, is_new = add(shop, nickname="Rent")
        assert is_new
        row = db.fetch_row("SELECT account::text FROM payouts_bank_account account")
        assert row is not None
        assert NUMBER not in row[0]
        assert (account.kind, account.ifsc, account.number_masked) == ("account", IFSC, "••••0400")
        assert (account.state, account.verification, account.nickname) == (
            "active", "unverified", "Rent",
        )  # fmt: skip
        assert details_of(account) == DETAILS

    def test_no_record_of_it_says_the_number(self, shop: Shop) -> None:
        account, _ = add(shop)
        [fact] = events.of_subject(f"bank-account/{account.id}")
        record = AuditRecord.objects.get(subject=f"bank-account/{account.id}")
        assert (fact.type, record.action) == ("bank_account.added", "bank_account.add")
        assert NUMBER not in f"{fact.payload} {record.before} {record.after}"
        assert fact.payload == {"label": "••••0400"}

    def test_a_upi_address(self, shop: Shop) -> None:
        account, _ = add(shop, BankDetails(holder_name="Asha Rao", vpa="asha@okbank"))
        assert (account.kind, account.ifsc, account.number_masked) == ("vpa", "", "as••••@okbank")
        assert details_of(account).vpa == "asha@okbank"

    @pytest.mark.parametrize(
        "same",
        [
            DETAILS,
            BankDetails(holder_name="Somebody Else", number=NUMBER, ifsc=IFSC),
        ],
    )
    def test_the_same_account_again_is_the_same_account(
        self, shop: Shop, same: BankDetails
    ) -> None:
        first, _ = add(shop)
        before = everything()
        again, is_new = add(shop, same, nickname="Another name")
        assert (again.id, is_new) == (first.id, False)
        assert changed_since(before) == {}

    def test_a_upi_address_is_the_same_in_any_case(self, shop: Shop) -> None:
        first, _ = add(shop, BankDetails(holder_name="Asha", vpa="Asha@OkBank"))
        again, _ = add(shop, BankDetails(holder_name="Asha", vpa="asha@okbank"))
        assert first.id == again.id

    @pytest.mark.parametrize(
        "other",
        [
            BankDetails(holder_name="Asha Rao", number="50100200300401", ifsc=IFSC),
            BankDetails(holder_name="Asha Rao", number=NUMBER, ifsc="HDFC0000001"),
            BankDetails(holder_name="Asha Rao", vpa="asha@okbank"),
        ],
    )
    def test_another_account_is_another(self, shop: Shop, other: BankDetails) -> None:
        first, _ = add(shop)
        second, is_new = add(shop, other)
        assert (second.id != first.id, is_new) == (True, True)

    def test_of_another_merchant_it_is_another(self, shop: Shop) -> None:
        first, _ = add(shop)
        second, is_new = add(a_shop(accounts=0))
        assert (second.id != first.id, is_new) == (True, True)
        # Nobody who reads the table can tell that two merchants pay the same person, but we can.
        assert bytes(first.details_index) == bytes(second.details_index)
        assert first.number_sealed != second.number_sealed

    def test_archived_and_added_again_it_is_a_new_one(self, shop: Shop) -> None:
        first, _ = add(shop)
        archive(shop, first)
        second, is_new = add(shop)
        assert (second.id != first.id, is_new) == (True, True)
        assert queries.bank_accounts_of(shop.id).count() == 2


class TestArchive:
    def test_ends_it_for_new_payouts_only(self, shop: Shop) -> None:
        made = shop.add_account()
        payout = shop.pay_out(60_000)
        archive(shop, BankAccount.objects.get())
        with pytest.raises(errors.BankAccountUnusable):
            shop.pay_out(10_000, account=made)
        assert started(payout).state == "sending"

    def test_twice_is_refused(self, shop: Shop) -> None:
        account, _ = add(shop)
        archive(shop, account)
        before = everything()
        with pytest.raises(errors.BankAccountArchived):
            archive(shop, account)
        assert changed_since(before) == {}

    def test_of_another_merchants_is_not_found(self, shop: Shop) -> None:
        account, _ = add(shop)
        before = everything()
        other = a_shop(accounts=0)
        before = everything()
        with pytest.raises(errors.BankAccountNotFound):
            archive(other, account)
        assert changed_since(before) == {}


class TestCheck:
    @pytest.mark.parametrize(
        ("told", "verification", "score"),
        [
            (AccountCheck(valid=True, registered_name="ASHA RAO", code="VALID"), "verified", 100),
            (AccountCheck(valid=True, registered_name="RAMESH", code="VALID"), "failed", 43),
            (AccountCheck(valid=True, registered_name="", code="VALID"), "failed", 0),
            (
                AccountCheck(valid=False, registered_name="ASHA RAO", code="ACCOUNT_CLOSED"),
                "failed",
                0,
            ),
        ],
    )
    def test_says_whether_it_takes_money_and_whose_it_is(
        self, shop: Shop, told: AccountCheck, verification: str, score: int
    ) -> None:
        account = check(shop, add(shop)[0], told)
        assert (account.verification, account.name_match_score) == (verification, score)
        assert account.registered_name == told.registered_name
        fact = events.of_subject(f"bank-account/{account.id}")[-1]
        assert fact.payload == {"valid": told.valid, "name_match_score": score}

    def test_a_good_one_ends_the_cooling_off_and_a_bad_one_does_not(self, shop: Shop) -> None:
        shop.add_account(NUMBER, trusted=False)
        payout = shop.pay_out(60_000)
        [account] = BankAccount.objects.all()
        with pytest.raises(Exception, match="does not exist"):
            started(payout)
        payout.refresh_from_db()
        later = payout.due_at
        assert payout.waiting_for == "cool_off"
        check(shop, account, AccountCheck(valid=True, registered_name="RAMESH", code="VALID"))
        assert Payout.objects.get().due_at == later
        check(shop, account, AccountCheck(valid=True, registered_name="ASHA RAO", code="VALID"))
        assert started(payout).state == "sending"


class TestNeverAnother:
    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("kind", "vpa"),
            ("holder_name", "Somebody Else"),
            ("ifsc", "HDFC0000001"),
            ("number_masked", "••••9999"),
            ("details_index", b"x" * 32),
            ("created_at", "2020-01-01T00:00:00Z"),
            ("merchant_id", None),
        ],
    )
    def test_where_it_pays_to_never_changes(self, shop: Shop, column: str, value: Any) -> None:
        account, _ = add(shop)
        replacement = a_shop().id if column == "merchant_id" else value
        with (
            pytest.raises(IntegrityError, match="where it pays to never changes"),
            db.transaction(),
        ):
            db.execute(
                f"UPDATE payouts_bank_account SET {column} = %s WHERE id = %s",
                [replacement, account.id],
            )

    def test_none_is_removed_or_comes_back(self, shop: Shop) -> None:
        account = archive(shop, add(shop)[0])
        for statement, said in (
            ("DELETE FROM payouts_bank_account WHERE id = %s", "never removed"),
            ("UPDATE payouts_bank_account SET state = 'active' WHERE id = %s", "never becomes"),
        ):
            with pytest.raises(IntegrityError, match=said), db.transaction():
                db.execute(statement, [account.id])

    def test_a_number_moved_to_another_account_does_not_open(self, shop: Shop) -> None:
        mine, _ = add(shop)
        theirs, _ = add(shop, BankDetails(holder_name="Thief", number="666666666666", ifsc=IFSC))
        BankAccount.objects.filter(id=mine.id).update(number_sealed=theirs.number_sealed)
        mine.refresh_from_db()
        with pytest.raises(CannotOpen):
            details_of(mine)

    def test_renaming_changes_the_name_only(self, shop: Shop) -> None:
        account, _ = add(shop)
        before = everything()
        with db.transaction():
            actions.rename_bank_account(
                merchant_id=shop.id, account_id=account.id, nickname="Rent", actor=shop.actor,
                at=db.clock(),
            )  # fmt: skip
        assert changed_since(before) == {"payouts_bank_account": 0, "audit_record": 1}
        assert BankAccount.objects.get().nickname == "Rent"

    def test_nobody_elses_is_found(self, shop: Shop) -> None:
        account, _ = add(shop)
        for merchant_id in (a_shop().id, uuid4()):
            with pytest.raises(errors.BankAccountNotFound):
                queries.bank_account_of(merchant_id, account.id)
