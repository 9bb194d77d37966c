"""No money moves without a record of who moved it.

The database itself counts here: a commit with fewer deeds than ledger entries is refused.
"""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError

from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.gateways.values import Verdict
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.ledger import actions as ledger
from adulis.ledger.models import Entry
from adulis.payouts import actions as payouts
from adulis.wallets import postings
from tests.databases import TestDatabase
from tests.reconciling import a_payment, back, decided, match, matched, pass_midnight, say, shown
from tests.statements import Told
from tests.words import decided as decided_about_payout
from tests.world import BANK, BUILDER, Shop, a_shop

PAISE = 60_000
COUNTING = """
CREATE FUNCTION tests_count_one() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    name text := 'tests.' || TG_TABLE_NAME;
BEGIN
    PERFORM set_config(
        name, (coalesce(nullif(current_setting(name, true), ''), '0')::int + 1)::text, true);
    RETURN NULL;
END $$;
CREATE FUNCTION tests_compare() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    entries int := coalesce(nullif(current_setting('tests.ledger_entry', true), ''), '0')::int;
    deeds int := coalesce(nullif(current_setting('tests.audit_record', true), ''), '0')::int;
BEGIN
    IF deeds < entries THEN
        RAISE EXCEPTION '% entries and % deeds; one is %', entries, deeds, NEW.kind
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_entry_tests_count AFTER INSERT ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION tests_count_one();
CREATE TRIGGER audit_record_tests_count AFTER INSERT ON audit_record
    FOR EACH ROW EXECUTE FUNCTION tests_count_one();
CREATE CONSTRAINT TRIGGER ledger_entry_tests_compare AFTER INSERT ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tests_compare();
"""


@pytest.fixture
def counted(fresh_database: TestDatabase) -> TestDatabase:
    with psycopg.connect(fresh_database.owner_url) as owner:
        owner.execute(COUNTING)
    return fresh_database


@pytest.fixture
def shop(counted: TestDatabase) -> Shop:
    return a_shop(paise=500_000)


def kinds() -> set[str]:
    return set(Entry.objects.values_list("kind", flat=True))


def test_a_posting_without_a_deed_is_found(shop: Shop) -> None:
    posting = postings.bank_transfer_credited(
        shop.id, rupees(100), bank=BANK, utr="U9", payer="x", at=db.clock(), actor=BUILDER
    )
    with pytest.raises(IntegrityError, match="1 entries and 0 deeds"), db.transaction():
        ledger.post(posting=posting)


def test_payouts_paid_refused_cancelled_returned_and_paid_late(shop: Shop) -> None:
    a_payment(shop, PAISE, Verdict.SUCCESS)
    a_payment(shop, PAISE, Verdict.REFUSED)
    a_payment(shop, PAISE, Verdict.SUCCESS, Verdict.RETURNED)
    late = a_payment(shop, PAISE, Verdict.REFUSED, Verdict.SUCCESS)
    say(late.reference, Verdict.RETURNED, PAISE)
    cancelled = shop.pay_out(PAISE)
    with db.transaction():
        payouts.cancel_payout(
            merchant_id=shop.id, payout_id=cancelled.id, actor=shop.actor, at=db.clock()
        )
    assert {
        "payout_held", "payout_completed", "payout_released", "payout_returned",
        "payout_paid_late", "late_payment_returned",
    } <= kinds()  # fmt: skip


def test_what_a_statement_settles(shop: Shop) -> None:
    paid, returned = a_payment(shop, PAISE, Verdict.SUCCESS), a_payment(shop, PAISE)
    matched(
        shown(paid, "L1"),
        shown(returned, "L2"),
        back(returned, "L3"),
        Told("L4", "charge", 100),
        Told("L5", "inward", 700, utr="U5"),
    )
    match()
    assert {"payout_settled", "return_settled", "bank_charged", "credit_suspended"} <= kinds()


def test_debts_that_later_credits_pay_and_what_is_written_off(counted: TestDatabase) -> None:
    debtor = a_shop(paise=100_000)
    late = a_payment(debtor, PAISE, Verdict.REFUSED)
    debtor.pay_out(99_000)
    say(late.reference, Verdict.SUCCESS, PAISE)
    assert debtor.owed > 0
    debtor.credit(1_000)
    decided_about_payout(Case.objects.get(kind="late_success"), Decision.WRITE_OFF)
    assert {"debt_settled", "late_payout_written_off"} <= kinds()
    assert debtor.owed == 0


@pytest.mark.parametrize(
    ("decision", "kind"),
    [(Decision.ASSIGN, "credit_assigned"), (Decision.RETURN, "credit_sent_back")],
)
def test_what_two_operators_decide_about_money_of_nobody(
    shop: Shop, decision: Decision, kind: str
) -> None:
    matched(Told("L1", "inward", 700, utr="U5"))
    details = {"merchant_id": shop.id} if decision is Decision.ASSIGN else {}
    decided(Case.objects.get(kind="unmatched_credit"), decision, **details)
    assert kind in kinds()


def test_a_debit_that_sends_back_what_was_nobodys(shop: Shop) -> None:
    matched(Told("L1", "inward", 700, utr="U5", counterparty="Nordic", narration="U5/Nordic"))
    decided(Case.objects.get(), Decision.RETURN)
    day = pass_midnight()
    matched(Told("L9", "payment", 700, narration="RTN U5"), day=day + timedelta(days=1))
    assert "credit_sent_back_settled" in kinds()
