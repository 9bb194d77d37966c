"""Lines that show money from outside."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adulis.cases import actions as cases
from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.events.models import Event
from adulis.gateways.values import Verdict
from adulis.kernel import db
from adulis.kernel.ids import new_id
from adulis.payouts.models import Payout
from adulis.reconciliation.errors import AssignmentNotPossible
from adulis.wallets import actions as wallets
from adulis.wallets.errors import CreditContradicts, CreditNotSuspended, NobodyToAssignTo
from tests.reconciling import (
    CLEARING,
    LOSSES,
    NOSTRO,
    ONE,
    SUSPENSE,
    TWO,
    a_payment,
    broken,
    came,
    decided,
    entries,
    matched,
    open_cases,
    paise,
    pass_midnight,
    shown,
    states,
)
from tests.statements import Told
from tests.world import BANK, a_shop

pytestmark = pytest.mark.django_db


def test_a_transfer_to_a_virtual_account_is_its_merchants() -> None:
    shop = a_shop()
    matched(came(shop, 70_000))
    assert (shop.available, paise(NOSTRO), open_cases(), broken()) == (70_000, [-70_000], [], [])
    [event] = Event.objects.filter(type="bank_transfer.credited")
    assert (event.merchant_id, event.payload["utr"]) == (shop.id, "SIMBN1")


def test_a_transfer_that_a_callback_told_is_not_credited_again() -> None:
    shop = a_shop()
    shop.credit(70_000, utr="SIMBN1")
    matched(came(shop, 70_000))
    assert (shop.available, entries("bank_transfer_credited")) == (70_000, 1)
    assert (states()[0][2], open_cases(), broken()) == ("matched", [], [])
    # And the callback that comes after the statement finds it there.
    shop.credit(70_000, utr="SIMBN1")
    assert shop.available == 70_000


def test_a_callback_after_the_statement_with_another_amount_is_refused() -> None:
    shop = a_shop()
    matched(came(shop, 70_000))
    with pytest.raises(CreditContradicts):
        shop.credit(70_001, utr="SIMBN1")
    assert shop.available == 70_000


@pytest.mark.parametrize(("off", "after"), [(1, [-70_001, 0, 1]), (-1, [-69_999, -1, 0])])
def test_a_transfer_told_with_another_amount_than_was_credited(off: int, after: list[int]) -> None:
    shop = a_shop()
    shop.credit(70_000, utr="SIMBN1")
    matched(came(shop, 70_000 + off))
    assert (open_cases(), paise(NOSTRO)) == (["amount_mismatch"], [-70_000])
    decided(Case.objects.get(), Decision.ACCEPT)
    assert (paise(NOSTRO, LOSSES, SUSPENSE), shop.available) == (after, 70_000)
    assert (states()[0][2], broken()) == ("matched", [])


def test_the_same_transfer_on_two_lines_is_credited_once() -> None:
    shop = a_shop()
    matched(came(shop, 70_000), came(shop, 70_000, "L1D"), came(shop, 1, "L1E"))
    assert (shop.available, [state for _, _, state in states()]) == (
        70_000, ["matched", "questioned", "questioned"],
    )  # fmt: skip
    assert open_cases() == ["duplicate_line", "amount_mismatch"]
    decided(Case.objects.get(kind="amount_mismatch"), Decision.ACCEPT)
    # What the bank says beyond what we have is nobody's yet.
    assert (paise(SUSPENSE, NOSTRO), broken()) == ([1, -70_001], [])


def test_a_transfer_without_a_utr_is_the_one_it_must_be_or_one_of_its_own() -> None:
    shop = a_shop()
    shop.credit(70_000, utr="SIMBN1")
    matched(
        came(shop, 70_000, utr=""), came(shop, 80_000, "L2", utr=""), came(shop, 70_000, "L3", "")
    )
    assert (shop.available, entries("bank_transfer_credited")) == (70_000 + 80_000 + 70_000, 3)
    assert ([state for _, _, state in states()], broken()) == (["matched"] * 3, [])


@pytest.mark.parametrize("utr", ["SIMBN1", "N 26/1", "x" * 60])
def test_a_transfer_that_names_nobody_waits_in_suspense_for_somebody(utr: str) -> None:
    shop = a_shop()
    matched(came(None, 70_000, utr=utr))
    assert (paise(SUSPENSE, NOSTRO), open_cases()) == ([70_000, -70_000], ["unmatched_credit"])
    case = Case.objects.get()
    assert (case.merchant_id, case.evidence[0]["utr"]) == (None, utr)
    decided(case, Decision.ASSIGN, merchant_id=shop.id)
    assert (paise(SUSPENSE), shop.available, open_cases(), broken()) == ([0], 70_000, [], [])


def test_who_owes_us_pays_from_what_is_assigned() -> None:
    shop = a_shop(paise=60_000)
    attempt = a_payment(shop, 60_000, Verdict.REFUSED, code="ACCOUNT_CLOSED")
    shop.pay_out(50_000)
    matched(shown(attempt))
    assert shop.owed == 50_000
    matched(shown(attempt), came(None, 80_000, "L2"))
    decided(Case.objects.get(kind="unmatched_credit"), Decision.ASSIGN, merchant_id=shop.id)
    assert (shop.owed, shop.available, broken()) == (0, 30_000, [])


def test_a_transfer_is_assigned_to_somebody_who_exists_and_once() -> None:
    matched(came(None, 70_000))
    case = Case.objects.get()
    with pytest.raises(NobodyToAssignTo):
        decided(case, Decision.ASSIGN, merchant_id=new_id())
    assert paise(SUSPENSE) == [70_000]
    shop, other = a_shop(), a_shop()
    with db.transaction():
        cases.withdraw_proposal(case_id=case.id, actor=ONE, at=db.clock())
    decided(case, Decision.ASSIGN, merchant_id=shop.id)
    with pytest.raises(CreditNotSuspended), db.transaction():
        wallets.assign_credit(
            bank=BANK, name="SIMBN1", merchant_id=other.id, actor=TWO, at=db.clock()
        )
    assert (shop.available, other.available) == (70_000, 0)


def test_a_transfer_can_turn_out_to_be_a_return_that_named_nothing() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt), Told("L2", "inward", 60_000, utr="SIMBN9", narration="NEFT CR/ASHA"))
    case = Case.objects.get(kind="unmatched_credit")
    decided(case, Decision.ASSIGN, payout_id=attempt.payout_id)
    assert (Payout.objects.get().is_returned, shop.available) == (True, 100_000)
    assert (paise(SUSPENSE, CLEARING, NOSTRO), broken()) == ([0, 0, -100_000], [])


def test_a_transfer_of_another_amount_is_not_the_return_of_a_payout() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt), Told("L2", "inward", 59_000, utr="SIMBN9"))
    case = Case.objects.get(kind="unmatched_credit")
    with pytest.raises(AssignmentNotPossible):
        decided(case, Decision.ASSIGN, payout_id=attempt.payout_id)
    assert (Payout.objects.get().is_returned, paise(SUSPENSE)) == (False, [59_000])


def test_a_transfer_sent_back_leaves_suspense_and_its_debit_is_recognised() -> None:
    matched(came(None, 70_000))
    decided(Case.objects.get(), Decision.RETURN)
    assert paise(SUSPENSE, CLEARING, NOSTRO) == [0, 70_000, -70_000]
    day = pass_midnight()
    matched(Told("L9", "payment", 70_000, narration="RTN SIMBN1"), day=day + timedelta(days=1))
    assert (paise(CLEARING, NOSTRO), open_cases(), broken()) == ([0, 0], [], [])
    # Once: the next one is nobody's.
    matched(
        Told("L9", "payment", 70_000, narration="RTN SIMBN1"),
        Told("L10", "payment", 70_000, narration="RTN SIMBN1"),
        day=day + timedelta(days=1),
    )
    assert open_cases() == ["missing_here"]
