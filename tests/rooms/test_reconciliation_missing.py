"""What no statement shows, and what two operators may say about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from adulis.cases.errors import DecisionNotOffered
from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.gateways.values import Verdict
from adulis.kernel import due
from adulis.payouts.models import Attempt, Payout
from adulis.reconciliation.models import Day
from tests.reconciling import (
    CLEARING,
    LOSSES,
    NOSTRO,
    SUSPENSE,
    a_payment,
    back,
    broken,
    came,
    closed,
    decided,
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
from tests.statements import OPENING, Told
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    """Funded by a transfer of today that its line shows: see ``funded``."""
    shop = a_shop()
    shop.credit(100_000, utr="SIMBN1")
    return shop


def funded(shop: Shop) -> Told:
    return came(shop, 100_000, "L0")


AFTER = OPENING + 100_000


def a_missing_payment(shop: Shop) -> tuple[Attempt, Case]:
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    closed(funded(shop), day=pass_midnight())
    return attempt, Case.objects.get(kind="missing_at_bank")


def a_missing_return(shop: Shop) -> tuple[Attempt, Case]:
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS, Verdict.RETURNED)
    closed(funded(shop), shown(attempt), day=pass_midnight())
    return attempt, Case.objects.get(kind="missing_at_bank")


# --- Told late ------------------------------------------------------------------------------------


def test_a_late_payment_told_when_its_day_was_closed_is_asked_about(shop: Shop) -> None:
    attempt = a_payment(shop, 60_000, Verdict.REFUSED, code="ACCOUNT_CLOSED")
    closed(funded(shop), day=pass_midnight())
    say(attempt.reference, Verdict.SUCCESS, 60_000)
    assert open_cases() == ["late_success"]
    closed(day=pass_midnight(), opening=AFTER)
    assert (open_cases(), broken()) == (["late_success", "missing_at_bank"], [])
    assert Case.objects.get(kind="missing_at_bank").subject == f"payout/{attempt.payout_id}"


@pytest.mark.parametrize("verdict", [Verdict.REFUSED, Verdict.REFUSED_FOR_NOW])
def test_the_return_of_a_late_payment_is_asked_about(shop: Shop, verdict: Verdict) -> None:
    attempt = a_payment(shop, 60_000, verdict, Verdict.SUCCESS, Verdict.RETURNED)
    closed(funded(shop), shown(attempt), day=pass_midnight())
    case = Case.objects.get(kind="missing_at_bank")
    assert (case.subject, broken()) == (f"payout-return/{attempt.payout_id}", [])


def test_a_return_is_asked_about_only_when_its_payment_is_shown(shop: Shop) -> None:
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS, Verdict.RETURNED)
    closed(funded(shop), day=pass_midnight())
    assert [case.subject for case in Case.objects.all()] == [f"payout/{attempt.payout_id}"]
    assert Day.objects.get(state="closed").explained_minor == 0
    closed(shown(attempt), day=pass_midnight(), opening=AFTER)
    [case] = Case.objects.exclude(state="closed")
    assert (case.subject, broken()) == (f"payout-return/{attempt.payout_id}", [])


# --- What may be decided --------------------------------------------------------------------------


def test_a_payment_that_never_went_out_is_the_merchants_again(shop: Shop) -> None:
    attempt, case = a_missing_payment(shop)
    decided(case, Decision.NOT_PAID)
    assert (Payout.objects.get().is_returned, shop.available) == (True, 100_000)
    assert (paise(CLEARING, NOSTRO, LOSSES), broken()) == ([0, -100_000, 0], [])
    closed(day=pass_midnight(), opening=AFTER)
    assert open_cases() == []
    # The bank shows it after all: now its return is missing.
    closed(shown(attempt), day=pass_midnight(), opening=AFTER)
    assert (open_cases(), broken()) == (["missing_at_bank"], [])


def test_a_return_that_never_came_is_our_loss(shop: Shop) -> None:
    attempt, case = a_missing_return(shop)
    assert paise(CLEARING) == [-60_000]
    decided(case, Decision.NOT_PAID)
    assert (shop.available, *paise(CLEARING, NOSTRO, LOSSES)) == (100_000, 0, -40_000, -60_000)
    assert (open_cases(), broken()) == ([], [])
    # It comes after all: a question, and booked if people say so.
    matched(back(attempt), opening=AFTER - 60_000)
    assert (open_cases(), paise(NOSTRO)) == (["duplicate_line"], [-40_000])
    decided(Case.objects.get(kind="duplicate_line"), Decision.WRITE_OFF)
    assert (paise(NOSTRO, SUSPENSE), broken()) == ([-100_000, 60_000], [])


@pytest.mark.parametrize("missing", [a_missing_payment, a_missing_return])
def test_what_is_asked_on_is_asked_again_when_the_next_day_ends(
    shop: Shop, missing: Callable[[Shop], tuple[Attempt, Case]]
) -> None:
    _, case = missing(shop)
    opening = Day.objects.get(state="closed").closing_minor
    for _ in range(2):
        decided(Case.objects.get(state="open"), Decision.KEEP_ASKING)
        assert open_cases() == []
        before = paise(CLEARING, NOSTRO)
        day = pass_midnight()
        closed(day=day, opening=opening)
        assert (open_cases(), paise(CLEARING, NOSTRO)) == (["missing_at_bank"], before)
        assert Day.objects.get(day=day).explained_minor == 0
    decided(Case.objects.get(state="open"), Decision.ACCEPT)
    closed(day=pass_midnight(), opening=opening)
    assert (open_cases(), Case.objects.filter(subject=case.subject).count()) == ([], 3)


@pytest.mark.parametrize("decision", [Decision.NOT_PAID, Decision.KEEP_ASKING])
def test_of_a_missing_transfer_only_that_it_is_accepted(shop: Shop, decision: Decision) -> None:
    closed(day=pass_midnight())
    case = Case.objects.get(kind="missing_at_bank")
    with pytest.raises(DecisionNotOffered):
        decided(case, decision)
    assert (shop.available, open_cases()) == (100_000, ["missing_at_bank"])


# --- Lines that are asked about -------------------------------------------------------------------


def test_a_debit_that_the_bank_really_made_twice_is_a_loss(shop: Shop) -> None:
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(funded(shop), shown(attempt), shown(attempt, "L1D"))
    decided(Case.objects.get(kind="duplicate_line"), Decision.WRITE_OFF)
    assert (paise(NOSTRO, CLEARING, LOSSES), states()[2][2]) == ([20_000, 0, -60_000], "matched")
    assert (open_cases(), broken()) == ([], [])


def parked(line: Told) -> Case:
    taken(line)
    for _ in range(due.POISON_AFTER_CLAIMS):
        due.claim("gateways_statement_line", limit=1, lease_seconds=0)
    match()
    assert (states()[0][2], open_cases()) == ("questioned", ["missing_here"])
    return Case.objects.get(kind="missing_here")


def test_a_credit_that_could_not_be_matched_is_read_again() -> None:
    shop = a_shop()
    decided(parked(came(shop, 70_000)), Decision.RETRY)
    assert (states()[0][2], open_cases()) == ("imported", [])
    match()
    assert (shop.available, states()[0][2], open_cases(), broken()) == (70_000, "matched", [], [])


def test_a_credit_that_could_not_be_matched_waits_in_suspense_when_accepted() -> None:
    decided(parked(came(a_shop(), 70_000)), Decision.ACCEPT)
    assert (paise(SUSPENSE, NOSTRO), states()[0][2]) == ([70_000, -70_000], "matched")
    assert (open_cases(), broken()) == ([], [])
