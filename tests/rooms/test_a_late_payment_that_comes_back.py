"""Refused, refunded, paid after all, and then returned: whoever bore the payment gets it back."""

from __future__ import annotations

import pytest

from adulis.cases import queries as questions
from adulis.cases.models import Case
from adulis.cases.values import CaseKind, Decision
from adulis.events import queries as events
from adulis.gateways.values import Source, Verdict, Word
from adulis.identity.models import Merchant
from adulis.kernel import db
from adulis.kernel.actors import bank
from adulis.kernel.money import rupees
from adulis.ledger import queries as book
from adulis.payouts import actions
from adulis.payouts.models import Attempt
from adulis.payouts.values import Heard, Leg, StatementWord
from tests.bank import broken_promises
from tests.rows import changed_since, everything
from tests.words import all_said, decided, said, sent_again, started
from tests.world import BANK, Shop, a_shop

pytestmark = pytest.mark.django_db

PAISE = 60_000
V = Verdict
CLEARING, LOSSES = "bank/simbank/clearing/INR", "platform/losses/INR"


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


def refused(shop: Shop) -> Attempt:
    attempt = started(shop.pay_out(PAISE))
    said(attempt, V.REFUSED)
    return attempt


def late_success(attempt: Attempt) -> Case:
    [case] = questions.open_about(f"payout/{attempt.payout_id}")
    assert case.kind == CaseKind.LATE_SUCCESS
    return case


def holds(address: str) -> int:
    return book.balance(address).minor


def is_frozen(shop: Shop) -> bool:
    return bool(Merchant.objects.get(id=shop.id).payouts_frozen_reason)


def test_the_merchant_gets_what_was_taken_once(shop: Shop) -> None:
    attempt = refused(shop)
    said(attempt, V.SUCCESS)
    assert (shop.available, shop.owed) == (40_000, 0)
    case = late_success(attempt)
    assert said(attempt, V.RETURNED, utr="UTR2") == "late_payment_returned"
    assert (shop.available, shop.owed, holds(CLEARING)) == (100_000, 0, 0)
    case.refresh_from_db()
    assert (case.state, case.decision) == ("closed", "")
    attempt.payout.refresh_from_db()
    assert (attempt.payout.state, attempt.payout.is_returned) == ("failed", False)
    facts = [each.type for each in events.of_subject(f"payout/{attempt.payout_id}")]
    assert facts[-1] == "payout.late_payment_returned"
    before = everything()
    assert said(attempt, V.RETURNED, utr="UTR2") == "known"
    assert changed_since(before, "payouts_evidence") == {}
    assert broken_promises() == []


def test_both_words_in_one_round(shop: Shop) -> None:
    attempt = refused(shop)
    words = [
        Word(reference=attempt.reference, verdict=verdict, source=Source.CALLBACK)
        for verdict in (V.SUCCESS, V.RETURNED, V.RETURNED)
    ]
    assert all_said(*words) == ["paid_late", "late_payment_returned", "known"]
    assert questions.open_about(f"payout/{attempt.payout_id}") == []
    assert (shop.available, shop.owed, holds(CLEARING)) == (100_000, 0, 0)
    assert broken_promises() == []


def test_what_is_still_owed_is_settled_first_and_the_freeze_ends(shop: Shop) -> None:
    attempt = refused(shop)
    shop.pay_out(90_000)
    said(attempt, V.SUCCESS)
    assert (shop.available, shop.owed, is_frozen(shop)) == (0, 50_000, True)
    said(attempt, V.RETURNED)
    assert (shop.available, shop.owed, is_frozen(shop)) == (10_000, 0, False)
    assert broken_promises() == []


def test_a_debt_that_was_settled_meanwhile_comes_back_as_money(shop: Shop) -> None:
    attempt = refused(shop)
    shop.pay_out(90_000)
    said(attempt, V.SUCCESS)
    shop.credit(70_000)
    assert (shop.available, shop.owed) == (20_000, 0)
    said(attempt, V.RETURNED)
    assert (shop.available, shop.owed) == (80_000, 0)
    assert broken_promises() == []


def test_what_we_bore_comes_back_to_us(shop: Shop) -> None:
    attempt = refused(shop)
    shop.pay_out(90_000)
    said(attempt, V.SUCCESS)
    decided(late_success(attempt), Decision.WRITE_OFF)
    assert (shop.owed, holds(LOSSES)) == (0, -50_000)
    said(attempt, V.RETURNED)
    assert (shop.available, shop.owed, holds(LOSSES), holds(CLEARING)) == (10_000, 0, 0, 0)
    assert broken_promises() == []


def test_a_first_attempt_that_comes_back_is_not_the_payouts_return(shop: Shop) -> None:
    """Both attempts were paid; each that comes back is given back, by itself."""
    shop.credit(100_000)
    first = started(shop.pay_out(PAISE))
    said(first, V.REFUSED_FOR_NOW, code="BENEFICIARY_BANK_DOWN")
    second = sent_again(first.payout)
    said(second, V.SUCCESS)
    assert said(first, V.SUCCESS) == "paid_late"
    assert shop.available == 80_000
    assert said(first, V.RETURNED) == "late_payment_returned"
    second.payout.refresh_from_db()
    assert (second.payout.is_returned, shop.available) == (False, 140_000)
    assert said(second, V.RETURNED) == "returned"
    second.payout.refresh_from_db()
    assert (second.payout.is_returned, shop.available, holds(CLEARING)) == (True, 200_000, 0)
    assert broken_promises() == []


def test_that_one_attempt_is_compensated_excuses_no_other(shop: Shop) -> None:
    """The check counts payments: it would see one that was believed and never charged."""
    first = started(shop.pay_out(PAISE))
    said(first, V.REFUSED_FOR_NOW)
    second = sent_again(first.payout)
    said(first, V.SUCCESS)
    said(second, V.REFUSED)
    assert broken_promises() == []
    Attempt.objects.filter(id=second.id).update(is_paid_late=True)
    # And it would have to be in clearing, where nothing of it is.
    late, in_clearing = sorted(broken_promises(), reverse=True)
    assert late.startswith("late_payments_are_compensated")
    assert in_clearing.startswith("clearing_is_what_is_unsettled")


@pytest.mark.parametrize("is_told_before", [False, True])
def test_a_statement_that_shows_both_settles_both(shop: Shop, *, is_told_before: bool) -> None:
    attempt = refused(shop)
    if is_told_before:
        said(attempt, V.SUCCESS)
        said(attempt, V.RETURNED)
    for leg in (Leg.PAYMENT, Leg.RETURN):
        assert shown_by_a_statement(attempt, leg) == [Heard.SETTLED]
    attempt.refresh_from_db()
    assert attempt.return_settled_at is not None
    assert (shop.available, holds(CLEARING)) == (100_000, 0)


def test_a_statement_is_the_first_to_tell_of_either(shop: Shop) -> None:
    """Every callback was lost, and both lines are read in one round."""
    attempt = refused(shop)
    assert shown_by_a_statement(attempt, Leg.PAYMENT, Leg.RETURN) == [Heard.SETTLED] * 2
    attempt.refresh_from_db()
    assert (attempt.settled_at is None, attempt.return_settled_at is None) == (False, False)
    assert (shop.available, holds(CLEARING)) == (100_000, 0)


def test_a_return_that_stands_before_its_payment_is_somebodys_money(shop: Shop) -> None:
    attempt = refused(shop)
    outcomes = shown_by_a_statement(attempt, Leg.RETURN, Leg.PAYMENT)
    assert outcomes == [Heard.UNEXPECTED, Heard.SETTLED]


def shown_by_a_statement(attempt: Attempt, *legs: Leg) -> list[Heard | None]:
    """What becomes of a line for each of ``legs``, all told in one round."""
    told = [
        StatementWord(
            reference=attempt.reference,
            leg=leg,
            line=f"L-{leg}",
            amount=rupees(PAISE),
            utr="UTR1",
            booked_at=db.clock(),
        )
        for leg in legs
    ]
    with db.transaction():
        heard = actions.hear_statement(told=told, actor=bank(BANK), at=db.clock())
    return [each.outcome for each in heard]
