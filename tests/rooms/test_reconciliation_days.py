"""Days of the bank: what is missing when one ends, and how the next one follows."""

from __future__ import annotations

import pytest

from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.gateways.values import Verdict
from adulis.ledger.models import Entry
from adulis.reconciliation import tasks
from adulis.reconciliation.models import Day
from tests.reconciling import (
    CLEARING,
    a_payment,
    broken,
    came,
    closed,
    decided,
    entries,
    match,
    open_cases,
    paise,
    pass_midnight,
    shown,
    taken,
    today,
)
from tests.statements import OPENING, Told
from tests.world import BANK, a_shop

pytestmark = pytest.mark.django_db


def test_what_we_booked_and_the_statement_lacks_is_asked_about_once() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    funded = Told("L0", "inward", 100_000, utr=Entry.objects.get(
        kind="bank_transfer_credited").key.rpartition("/")[2])  # fmt: skip
    before = entries()
    day = pass_midnight()
    closed(funded, day=day)
    assert (open_cases(), entries()) == (["missing_at_bank"], before)
    case = Case.objects.get()
    assert (case.subject, case.merchant_id) == (f"payout/{attempt.payout_id}", shop.id)
    assert Day.objects.get(day=day).explained_minor == -60_000
    # The next day asks nothing again, and shows it: answered.
    next_day = pass_midnight()
    late = shown(attempt, "L9")
    closed(late, day=next_day, opening=OPENING + 100_000)
    assert (open_cases(), paise(CLEARING), broken()) == ([], [0], [])


def test_a_return_and_a_transfer_that_no_statement_shows_are_asked_about() -> None:
    shop = a_shop()
    shop.credit(100_000, utr="SIMBN1")
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS, Verdict.RETURNED)
    day = pass_midnight()
    closed(shown(attempt), day=day)
    assert open_cases() == ["missing_at_bank", "missing_at_bank"]
    assert {case.subject for case in Case.objects.all()} == {
        f"payout-return/{attempt.payout_id}",
        f"credit/{BANK}/SIMBN1",
    }
    for case in Case.objects.all():
        decided(case, Decision.ACCEPT)
    assert (open_cases(), broken()) == ([], [])


def test_what_a_line_with_another_amount_is_about_is_not_missing_as_well() -> None:
    shop = a_shop()
    shop.credit(100_000, utr="SIMBN1")
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    day = pass_midnight()
    closed(came(shop, 100_001), shown(attempt, "L2", amount_paise=59_999), day=day)
    assert open_cases() == ["amount_mismatch", "amount_mismatch"]
    assert Day.objects.get(day=day).explained_minor == -1 - 1


def test_a_day_closes_only_after_the_one_before_it_and_wholly_matched() -> None:
    first = pass_midnight()
    second = pass_midnight()
    taken(Told("L2", "charge", 5), day=second)
    taken(Told("L1", "charge", 5), day=first, opening=OPENING + 5)
    assert tasks.close_days() == 0
    match()
    assert tasks.close_days() == 2
    assert list(Day.objects.order_by("day").values_list("day", "state")) == [
        (first, "closed"),
        (second, "closed"),
    ]


def test_a_day_does_not_close_while_the_one_before_it_has_no_statement() -> None:
    first = today()
    taken()
    pass_midnight()
    second = pass_midnight()
    taken(day=second)
    assert tasks.close_days() == 0
    taken(day=first)
    assert tasks.close_days() == 2


def test_what_was_accepted_as_missing_is_not_asked_again() -> None:
    shop = a_shop(paise=100_000)
    a_payment(shop, 60_000, Verdict.SUCCESS)
    closed(day=pass_midnight())
    for case in Case.objects.all():
        decided(case, Decision.ACCEPT)
    closed(day=pass_midnight())
    assert (open_cases(), Case.objects.count()) == ([], 2)


def test_a_day_that_opens_otherwise_than_the_day_before_closed_is_asked_about() -> None:
    first = pass_midnight()
    closed(Told("L1", "charge", 5), day=first)
    second = pass_midnight()
    closed(day=second, opening=OPENING)
    assert open_cases() == ["statement_faulty"]
    case = Case.objects.get()
    assert (case.evidence[0]["opening_paise"], case.evidence[0]["closing_before_paise"]) == (
        OPENING, OPENING - 5,
    )  # fmt: skip
    # The bank corrects itself: the day did open right.
    taken(day=second, opening=OPENING - 5)
    assert open_cases() == []


def test_a_gap_is_explained_by_what_was_asked_about() -> None:
    """The bank doubled a line, and opens the next day without it: nothing new to ask."""
    first = pass_midnight()
    closed(Told("L1", "charge", 5), Told("L1", "charge", 5), day=first)
    assert (open_cases(), Day.objects.get().explained_minor) == (["duplicate_line"], 5)
    second = pass_midnight()
    closed(day=second, opening=OPENING - 5)
    assert open_cases() == ["duplicate_line"]
