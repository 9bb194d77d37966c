"""Lines that show payments of ours, and what the bank takes for itself."""

from __future__ import annotations

import pytest

from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.gateways.models import StatementLine
from adulis.gateways.values import Verdict
from adulis.kernel.ids import new_id
from adulis.ledger.models import Entry
from adulis.payouts.models import Payout
from adulis.reconciliation.errors import AssignmentNotPossible
from adulis.reconciliation.models import Finding
from tests.reconciling import (
    CLEARING,
    LOSSES,
    NOSTRO,
    SUSPENSE,
    a_payment,
    broken,
    decided,
    decided_again,
    entries,
    matched,
    open_cases,
    paise,
    shown,
    states,
)
from tests.statements import Told
from tests.world import BANK, a_shop

pytestmark = pytest.mark.django_db


# --- Payments -------------------------------------------------------------------------------------


def test_a_payment_we_know_of_leaves_clearing_for_our_account() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    assert paise(CLEARING, NOSTRO) == [60_000, -100_000]
    matched(shown(attempt))
    assert paise(CLEARING, NOSTRO) == [0, -40_000]
    entry = Entry.objects.get(kind="payout_settled")
    line = StatementLine.objects.get()
    assert (entry.key, entry.at) == (f"statement/{BANK}/{line.id.hex}", line.booked_at)
    finding = Finding.objects.get()
    assert (finding.what, finding.subject, finding.entry_ids) == (
        f"payment/{attempt.reference}", f"payout/{attempt.payout_id}", [entry.id],
    )  # fmt: skip
    attempt.refresh_from_db()
    assert attempt.settled_at == line.booked_at
    assert (open_cases(), broken()) == ([], [])


@pytest.mark.parametrize("words", [(), (Verdict.ACCEPTED,), (Verdict.UNKNOWN,)])
def test_a_payment_we_doubted_is_paid_because_the_statement_shows_it(
    words: tuple[Verdict, ...],
) -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, *words)
    matched(shown(attempt, utr="632610000001"))
    payout = Payout.objects.get(id=attempt.payout_id)
    assert (payout.state, payout.utr) == ("completed", "632610000001")
    assert (shop.held, *paise(CLEARING, NOSTRO)) == (0, 0, -40_000)
    assert (open_cases(), broken()) == ([], [])


def test_a_payment_we_held_for_refused_is_late_and_its_money_is_taken_again() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.REFUSED, code="ACCOUNT_CLOSED")
    assert (shop.available, shop.held) == (100_000, 0)
    matched(shown(attempt))
    payout = Payout.objects.get(id=attempt.payout_id)
    assert (payout.state, payout.is_paid_late) == ("failed", True)
    assert (shop.available, *paise(CLEARING, NOSTRO)) == (40_000, 0, -40_000)
    assert (open_cases(), broken()) == (["late_success"], [])


def test_a_line_without_our_reference_is_found_by_its_utr() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt, client_reference="", narration=f"IMPS/{attempt.utr}/INV"))
    assert (states(), open_cases()) == ([("L1", 60_000, "matched")], [])


def test_the_same_payment_on_a_second_line_is_a_duplicate_and_moves_nothing() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt), shown(attempt, "L1D"))
    assert states() == [("L1", 60_000, "matched"), ("L1D", 60_000, "questioned")]
    assert (entries("payout_settled"), open_cases()) == (1, ["duplicate_line"])
    case = Case.objects.get()
    assert (case.merchant_id, case.evidence[0]["payout_id"]) == (shop.id, str(attempt.payout_id))
    decided(case, Decision.ACCEPT)
    assert states()[1] == ("L1D", 60_000, "noted")
    assert (paise(CLEARING, NOSTRO), broken()) == ([0, -40_000], [])


def test_the_same_line_twice_in_one_file_is_a_duplicate_and_moves_nothing() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt), shown(attempt))
    assert states() == [("L1", 60_000, "matched"), ("L1", 60_000, "questioned")]
    assert (entries("payout_settled"), open_cases(), broken()) == (1, ["duplicate_line"], [])


@pytest.mark.parametrize(
    ("off", "after"),
    [(1, [0, -39_999, -1, 0]), (-1, [0, -40_001, 0, 1])],
)
def test_another_amount_is_one_question_and_no_posting(off: int, after: list[int]) -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    before = entries()
    matched(shown(attempt, amount_paise=60_000 + off))
    assert (entries(), open_cases()) == (before, ["amount_mismatch"])
    assert paise(CLEARING, NOSTRO) == [60_000, -100_000]
    case = Case.objects.get()
    assert (case.evidence[0]["bank_says_paise"], case.evidence[0]["booked_paise"]) == (
        60_000 + off, -60_000,
    )  # fmt: skip
    assert Finding.objects.get().difference_minor == off
    # Accepted: what was ordered is settled, and the paisa is our loss, or waits in suspense.
    decided(case, Decision.ACCEPT)
    assert paise(CLEARING, NOSTRO, LOSSES, SUSPENSE) == after
    assert (states()[0][2], open_cases(), broken()) == ("matched", [], [])


def test_accepting_another_amount_believes_a_payment_that_was_in_doubt() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.UNKNOWN)
    matched(shown(attempt, amount_paise=60_001))
    assert Payout.objects.get().state == "processing"
    decided(Case.objects.get(kind="amount_mismatch"), Decision.ACCEPT)
    assert Payout.objects.get().state == "completed"
    assert (paise(CLEARING, NOSTRO, LOSSES), broken()) == ([0, -39_999, -1], [])


def test_a_debit_that_nothing_explains_is_asked_about_and_may_be_accepted_as_a_loss() -> None:
    matched(Told("L1", "payment", 700, client_reference="SOMEBODY-ELSES"))
    assert (entries(), open_cases(), states()[0][2]) == (0, ["missing_here"], "questioned")
    decided(Case.objects.get(), Decision.ACCEPT)
    assert (paise(NOSTRO, LOSSES), states()[0][2], broken()) == ([700, -700], "matched", [])


def test_a_debit_that_lost_its_names_can_be_assigned_to_its_payout() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.UNKNOWN)
    matched(shown(attempt, client_reference="", utr="", narration="IMPS"))
    case = Case.objects.get(kind="missing_here")
    decided(case, Decision.ASSIGN, payout_id=attempt.payout_id)
    assert Payout.objects.get().state == "completed"
    assert (paise(CLEARING, NOSTRO), open_cases(), broken()) == ([0, -40_000], [], [])


def test_a_line_is_not_assigned_to_a_payout_that_has_one() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt), Told("L2", "payment", 60_000))
    case = Case.objects.get(kind="missing_here")
    before = entries()
    with pytest.raises(AssignmentNotPossible):
        decided(case, Decision.ASSIGN, payout_id=attempt.payout_id)
    with pytest.raises(AssignmentNotPossible):
        decided_again(case, payout_id=new_id())
    assert (entries(), states()[1][2]) == (before, "questioned")


# --- Charges --------------------------------------------------------------------------------------


def test_what_the_bank_charges_is_our_cost() -> None:
    matched(Told("L1", "charge", 590))
    assert (paise(LOSSES, NOSTRO), open_cases(), broken()) == ([-590, 590], [], [])


def test_a_charge_that_is_none_is_asked_about() -> None:
    matched(Told("L1", "charge", 100_001))
    assert (entries(), open_cases()) == (0, ["missing_here"])
