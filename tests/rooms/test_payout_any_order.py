"""Rejected, paid and returned, in whatever order the bank's words arrive: the same money."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest

from adulis.cases import queries as questions
from adulis.cases.values import CaseKind
from adulis.gateways.values import Source, Verdict, Word
from adulis.kernel.money import rupees
from adulis.ledger import queries as book
from adulis.payouts.models import Attempt, Payout
from tests.bank import broken_promises
from tests.rows import changed_since, everything
from tests.words import all_said, said, sent_again, started
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db

PAISE = 60_000
V = Verdict
NO, YES, BACK = V.REFUSED, V.SUCCESS, V.RETURNED
ORDERS = list(permutations((NO, YES, BACK)))
CLEARING = "bank/simbank/clearing/INR"


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


def tell(attempt: Attempt, verdicts: Sequence[Verdict], *, together: bool) -> None:
    words = [
        Word(reference=attempt.reference, verdict=verdict, source=Source.CALLBACK)
        for verdict in verdicts
    ]
    for part in [words] if together else [[each] for each in words]:
        all_said(*part)


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("order", ORDERS)
def test_of_one_attempt(shop: Shop, order: Sequence[Verdict], *, together: bool) -> None:
    attempt = started(shop.pay_out(PAISE))
    tell(attempt, order, together=together)
    assert (shop.available, shop.held, shop.owed) == (100_000, 0, 0)
    assert book.balance(CLEARING) == rupees(0)
    assert questions.open_about(f"payout/{attempt.payout_id}") == []
    attempt.refresh_from_db()
    assert attempt.return_heard_at is not None
    before = everything()
    tell(attempt, (YES, BACK), together=together)
    assert changed_since(before) == {"payouts_evidence": 2}
    assert broken_promises() == []


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("is_out", [False, True])
@pytest.mark.parametrize("order", [(YES, BACK), (BACK, YES)])
def test_of_a_first_attempt_with_a_second_one(
    shop: Shop, order: Sequence[Verdict], *, is_out: bool, together: bool
) -> None:
    """While the second waits, the first one is the payout; while it is out, both may be paid."""
    shop.credit(100_000)
    first = started(shop.pay_out(PAISE))
    said(first, V.REFUSED_FOR_NOW)
    second = sent_again(first.payout) if is_out else first
    tell(first, order, together=together)
    payout = Payout.objects.get()
    if is_out:
        assert (payout.state, shop.available, shop.held) == ("processing", 140_000, PAISE)
        said(second, YES)
        assert (shop.available, shop.held, shop.owed) == (140_000, 0, 0)
    else:
        assert (payout.state, payout.is_returned) == ("completed", True)
        assert (shop.available, shop.held, shop.owed) == (200_000, 0, 0)
    assert questions.open_about(f"payout/{payout.id}") == []
    assert broken_promises() == []


def test_the_return_of_one_attempt_is_not_that_of_another(shop: Shop) -> None:
    """The first was refused and never paid; the second was paid and came back."""
    first = started(shop.pay_out(PAISE))
    said(first, V.REFUSED_FOR_NOW)
    second = sent_again(first.payout)
    said(second, YES)
    said(second, BACK)
    assert said(first, BACK) == "contradiction"
    [case] = questions.open_about(f"payout/{first.payout_id}")
    assert case.kind == CaseKind.EVIDENCE_MISMATCH
    assert said(first, YES) == "late_payment_returned"
    assert questions.open_about(f"payout/{first.payout_id}") == []
    assert (shop.available, shop.held, shop.owed) == (100_000, 0, 0)
    assert broken_promises() == []


def test_a_debt_of_a_payment_that_is_back_already_freezes_nobody(shop: Shop) -> None:
    attempt = started(shop.pay_out(PAISE))
    said(attempt, NO)
    shop.pay_out(90_000)
    said(attempt, BACK)
    said(attempt, YES)
    assert (shop.available, shop.owed) == (10_000, 0)
    assert started(Payout.objects.get(amount_minor=90_000)).state == "sending"
