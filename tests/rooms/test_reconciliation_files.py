"""Statement files: what is kept of them, and what a later one says otherwise."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.gateways.errors import StatementMalformed
from adulis.gateways.models import StatementFile, StatementLine
from adulis.gateways.values import Verdict
from adulis.kernel import db
from adulis.payouts.models import Payout
from adulis.reconciliation import actions, tasks
from adulis.reconciliation.models import Day
from tests.reconciling import (
    CLEARING,
    LOSSES,
    NOSTRO,
    a_payment,
    broken,
    decided,
    entries,
    match,
    matched,
    open_cases,
    paise,
    pass_midnight,
    shown,
    states,
    taken,
    today,
)
from tests.statements import OPENING, Sheet, Told
from tests.world import BANK, a_shop

pytestmark = pytest.mark.django_db


# --- Importing ------------------------------------------------------------------------------------


def test_a_file_is_kept_sealed_and_its_lines_once() -> None:
    line = Told("L1", "inward", 500, utr="U1", counterparty="Nordic", narration="X/Nordic")
    first, again = taken(line), taken(line)
    assert (first.is_new, first.line_count, first.fresh_count) == (True, 1, 1)
    assert (again.is_new, again.file_id, again.fresh_count) == (False, first.file_id, 0)
    file, row = StatementFile.objects.get(), StatementLine.objects.get()
    assert "Nordic" not in file.body_sealed + row.text_sealed
    assert (file.opening_minor, file.closing_minor, file.line_count) == (OPENING, OPENING + 500, 1)
    assert (row.day, row.amount_minor, row.state) == (today(), 500, "imported")


def test_a_later_file_of_the_day_brings_only_what_is_new() -> None:
    one, two = Told("L1", "charge", 100), Told("L2", "charge", 200)
    taken(one)
    second = taken(one, two)
    assert (second.fresh_count, second.superseded_count, second.vanished_count) == (1, 0, 0)
    match()
    assert states() == [("L1", 100, "matched"), ("L2", 200, "matched")]
    assert paise(NOSTRO, LOSSES) == [300, -300]
    assert broken() == []


@pytest.mark.parametrize(
    "sheet",
    [
        {"closing": OPENING},
        {"balances": [OPENING]},
    ],
)
def test_a_file_that_does_not_add_up_is_refused_and_changes_nothing(sheet: dict[str, Any]) -> None:
    with pytest.raises(StatementMalformed):
        taken(Told("L1", "charge", 100), **sheet)
    assert (StatementFile.objects.count(), StatementLine.objects.count(), entries()) == (0, 0, 0)
    assert Day.objects.count() == 0


def test_the_statement_of_another_day_or_of_a_day_to_come_is_refused() -> None:
    body = Sheet(today(), (Told("L1", "charge", 100),)).csv()
    for day, said in ((today() - timedelta(days=1), "not of"), (None, "has not come yet")):
        sent = body if day else Sheet(today() + timedelta(days=1)).csv()
        with pytest.raises(StatementMalformed, match=said), db.transaction():
            actions.take_statement(bank=BANK, body=sent, day=day, actor=tasks.WORKER, at=db.clock())
    assert StatementFile.objects.count() == 0


# --- What a later file says otherwise -------------------------------------------------------------


def test_a_corrected_line_answers_the_question_about_the_wrong_one() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt, amount_paise=60_001))
    assert open_cases() == ["amount_mismatch"]
    matched(shown(attempt))
    assert states() == [("L1", 60_001, "superseded"), ("L1", 60_000, "matched")]
    assert (open_cases(), paise(CLEARING, NOSTRO), broken()) == ([], [0, -40_000], [])


def test_a_line_that_gets_its_reference_later_is_matched_then() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.UNKNOWN)
    matched(shown(attempt, client_reference=""))
    assert open_cases() == ["missing_here"]
    matched(shown(attempt))
    assert (open_cases(), Payout.objects.get().state, broken()) == ([], "completed", [])


def test_a_booked_line_told_otherwise_is_one_question_and_moves_nothing() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt))
    before = entries()
    matched(shown(attempt, amount_paise=60_001))
    assert states() == [("L1", 60_000, "matched"), ("L1", 60_001, "questioned")]
    assert (entries(), open_cases()) == (before, ["amount_mismatch"])
    # The first file again: it was right after all.
    matched(shown(attempt))
    assert states()[1] == ("L1", 60_001, "superseded")
    assert (entries(), open_cases(), broken()) == (before, [], [])


def test_accepting_a_booked_line_told_otherwise_books_the_difference() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt))
    matched(shown(attempt, amount_paise=60_005))
    decided(Case.objects.get(), Decision.ACCEPT)
    assert (paise(NOSTRO, LOSSES), broken()) == ([-39_995, -5], [])


def test_a_booked_line_told_in_other_words_is_the_same_line() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt, narration="IMPS"))
    matched(shown(attempt, narration="IMPS/INV 7", utr=attempt.utr))
    assert states() == [("L1", 60_000, "matched"), ("L1", 60_000, "noted")]
    assert (open_cases(), broken()) == ([], [])


def test_a_booked_line_that_vanishes_is_asked_about_until_it_is_back() -> None:
    one, two = Told("L1", "charge", 100), Told("L2", "charge", 200)
    matched(one, two)
    assert taken(two).vanished_count == 1
    assert (open_cases(), paise(NOSTRO)) == (["missing_at_bank"], [300])
    taken(one, two, Told("L3", "charge", 300))
    assert open_cases() == []


def test_the_last_line_of_a_running_day_may_still_come() -> None:
    """A file from before a line was booked does not deny it; one from after the day does."""
    one, two = Told("L1", "charge", 100), Told("L2", "charge", 200)
    matched(one, two)
    assert taken(one).vanished_count == 0
    day = pass_midnight()
    assert taken(one, day=day).vanished_count == 1
    assert open_cases() == ["missing_at_bank"]


def test_a_line_taken_back_and_told_again_is_matched_again() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    wrong = shown(attempt, amount_paise=60_001)
    matched(wrong)
    matched(shown(attempt))
    matched(wrong, Told("L2", "charge", 5))
    assert sorted(states()) == [
        ("L1", 60_000, "matched"),
        ("L1", 60_001, "questioned"),
        ("L2", 5, "matched"),
    ]
    assert (open_cases(), broken()) == (["amount_mismatch"], [])
