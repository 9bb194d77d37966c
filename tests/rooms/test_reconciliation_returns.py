"""Lines that show that a payment of ours came back."""

from __future__ import annotations

import pytest

from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.gateways.models import StatementLine
from adulis.gateways.values import Verdict
from adulis.kernel import db, due
from adulis.payouts.models import Payout
from adulis.reconciliation import actions, tasks
from adulis.reconciliation.errors import AssignmentNotPossible
from tests.reconciling import (
    CLEARING,
    LOSSES,
    NOSTRO,
    SUSPENSE,
    a_payment,
    back,
    broken,
    decided,
    entries,
    match,
    matched,
    open_cases,
    paise,
    pass_midnight,
    say,
    shown,
    states,
    taken,
)
from tests.statements import Told
from tests.world import a_shop

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_known", [True, False])
def test_a_return_is_believed_and_settled(is_known: bool) -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    if is_known:
        say(attempt.reference, Verdict.RETURNED, 60_000)
    matched(shown(attempt), back(attempt))
    payout = Payout.objects.get()
    assert (payout.state, payout.is_returned) == ("completed", True)
    assert (shop.available, *paise(CLEARING, NOSTRO)) == (100_000, 0, -100_000)
    assert entries("payout_returned", "return_settled") == 2
    assert (open_cases(), broken()) == ([], [])


def test_a_payment_in_doubt_and_its_return_on_one_statement() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.UNKNOWN)
    matched(shown(attempt), back(attempt))
    assert (Payout.objects.get().is_returned, shop.available) == (True, 100_000)
    assert (paise(CLEARING), open_cases(), broken()) == ([0], [], [])


def test_a_payment_we_held_for_refused_and_its_return_on_one_statement() -> None:
    """Both lines are the first we hear of it, and are read in one round."""
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.REFUSED, code="ACCOUNT_CLOSED")
    matched(shown(attempt), back(attempt))
    payout = Payout.objects.get()
    assert (payout.state, payout.is_paid_late, payout.is_returned) == ("failed", True, False)
    assert (shop.available, *paise(CLEARING, NOSTRO, SUSPENSE)) == (100_000, 0, -100_000, 0)
    assert (open_cases(), broken()) == ([], [])


def test_a_return_that_does_not_say_so_is_recognised_by_the_name_in_its_words() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    unlinked = Told("L2", "inward", 60_000, utr="SIMBN9", narration=f"NEFT CR/{attempt.utr}/RTN")
    matched(shown(attempt), unlinked)
    assert (Payout.objects.get().is_returned, shop.available) == (True, 100_000)
    assert (open_cases(), broken()) == ([], [])


def test_a_return_of_a_part_is_one_question_and_credited_when_accepted() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt), back(attempt, amount_paise=59_900))
    assert (open_cases(), shop.available) == (["partial_return"], 40_000)
    decided(Case.objects.get(), Decision.ACCEPT)
    assert (shop.available, *paise(CLEARING, NOSTRO)) == (99_900, 0, -99_900)
    assert (states()[1][2], broken()) == ("matched", [])


@pytest.mark.parametrize(("off", "after"), [(1, [0, -100_001, 0, 1]), (-1, [0, -99_999, -1, 0])])
def test_a_return_we_know_of_with_another_amount(off: int, after: list[int]) -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS, Verdict.RETURNED)
    matched(shown(attempt), back(attempt, amount_paise=60_000 + off))
    assert (open_cases(), entries("return_settled")) == (["amount_mismatch"], 0)
    decided(Case.objects.get(), Decision.ACCEPT)
    assert (paise(CLEARING, NOSTRO, LOSSES, SUSPENSE), shop.available) == (after, 100_000)
    assert broken() == []


def test_money_for_a_payment_that_never_left_waits_in_suspense() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.REFUSED, code="ACCOUNT_CLOSED")
    matched(back(attempt, utr="632610000009"))
    assert (open_cases(), shop.available, paise(SUSPENSE)) == (
        ["unmatched_credit"], 100_000, [60_000],
    )  # fmt: skip
    assert (Payout.objects.get().state, broken()) == ("failed", [])


def test_a_return_waits_for_its_payment() -> None:
    """Two workers: the one with the return must not be the faster one."""
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.REFUSED, code="ACCOUNT_CLOSED")
    taken(shown(attempt), back(attempt, utr="632610000009"))
    claims = due.claim("gateways_statement_line", limit=2, lease_seconds=60)
    rows = {row.id: row.kind for row in StatementLine.objects.all()}
    payment, returned = sorted(claims, key=lambda claim: rows[claim.id])
    with db.transaction():
        actions.match_lines(claims=[returned], actor=tasks.WORKER, at=db.clock())
    assert [state for _, _, state in states()] == ["imported", "imported"]
    with db.transaction():
        actions.match_lines(claims=[payment], actor=tasks.WORKER, at=db.clock())
    pass_midnight()
    match()
    assert [state for _, _, state in states()] == ["matched", "matched"]
    # Paid late and returned: the merchant has what was taken for it, and nothing is left to decide.
    assert (open_cases(), shop.available, paise(CLEARING, NOSTRO, SUSPENSE)) == (
        [], 100_000, [0, -100_000, 0],
    )  # fmt: skip
    assert broken() == []


# --- Parts ----------------------------------------------------------------------------------------


def test_a_part_accepted_after_all_of_it_came_back_gives_nothing_twice() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt), back(attempt, amount_paise=59_900))
    say(attempt.reference, Verdict.RETURNED, 60_000)
    assert shop.available == 100_000
    decided(Case.objects.get(), Decision.ACCEPT)
    # The merchant has all of it, the bank gave less: the difference is our loss.
    assert (shop.available, *paise(CLEARING, NOSTRO, LOSSES)) == (100_000, 0, -99_900, -100)
    assert (states()[1][2], open_cases(), broken()) == ("matched", [], [])


def test_all_of_it_told_after_a_part_was_accepted_moves_nothing_and_is_asked_about() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt), back(attempt, amount_paise=59_900))
    decided(Case.objects.get(), Decision.ACCEPT)
    attempt.refresh_from_db()
    assert (attempt.returned_minor, attempt.return_heard_at) == (59_900, None)
    say(attempt.reference, Verdict.RETURNED, 60_000)
    assert (shop.available, Payout.objects.get().is_returned) == (99_900, False)
    assert (open_cases(), broken()) == (["evidence_mismatch"], [])


def test_parts_are_never_more_than_the_whole() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    part = back(attempt, amount_paise=50_000)
    whole = back(attempt, "L3")
    matched(shown(attempt), part)
    decided(Case.objects.get(), Decision.ACCEPT)
    matched(shown(attempt), part, whole)
    assert (open_cases(), shop.available) == (["partial_return"], 90_000)
    decided(Case.objects.get(state="open"), Decision.ACCEPT)
    # What is left of the payment is the merchant's, what is over is nobody's yet.
    assert (shop.available, *paise(NOSTRO, SUSPENSE)) == (100_000, -150_000, 50_000)
    attempt.refresh_from_db()
    assert (attempt.returned_minor, broken()) == (60_000, [])


def test_a_part_of_what_may_not_have_been_paid_is_not_credited_yet() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.UNKNOWN)
    matched(back(attempt, amount_paise=59_900))
    with pytest.raises(AssignmentNotPossible):
        decided(Case.objects.get(kind="partial_return"), Decision.ACCEPT)
    assert (shop.available, shop.held) == (40_000, 60_000)


def test_a_part_that_a_callback_told_is_one_question_with_its_line() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    say(attempt.reference, Verdict.RETURNED, 59_900)
    assert open_cases() == ["partial_return"]
    part = back(attempt, amount_paise=59_900)
    matched(shown(attempt), part)
    [case] = Case.objects.exclude(state="closed")
    assert (case.kind, case.subject.partition("/")[0]) == ("partial_return", "statement-line")
    decided(case, Decision.ACCEPT)
    say(attempt.reference, Verdict.RETURNED, 59_900)
    assert (shop.available, open_cases(), broken()) == (99_900, [], [])


def test_who_owes_us_pays_from_a_part_that_came_back() -> None:
    shop = a_shop(paise=120_000)
    kept = a_payment(shop, 60_000, Verdict.SUCCESS)
    late = a_payment(shop, 60_000, Verdict.REFUSED, code="ACCOUNT_CLOSED")
    shop.pay_out(60_000)
    say(late.reference, Verdict.SUCCESS, 60_000)
    assert (shop.available, shop.owed) == (0, 60_000)
    matched(back(kept, amount_paise=59_000))
    decided(Case.objects.get(kind="partial_return"), Decision.ACCEPT)
    assert (shop.available, shop.owed, broken()) == (0, 1_000, [])
