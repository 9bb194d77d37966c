"""Statement lines on a real database: what each one books, asks, or leaves alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from adulis.cases import actions as cases
from adulis.cases.errors import CaseAlreadyClosed, DecisionNotOffered, SecondOperatorRequired
from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.events.models import Event
from adulis.gateways.errors import StatementMalformed
from adulis.gateways.models import StatementFile, StatementLine
from adulis.gateways.statements import bank_day, end_of, start_of
from adulis.gateways.values import Source, Verdict, Word
from adulis.kernel import db, due
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.ids import new_id
from adulis.ledger import queries as book
from adulis.ledger.models import Entry
from adulis.ops.invariants import examine
from adulis.payouts import actions as payouts
from adulis.payouts.models import Attempt, Payout
from adulis.reconciliation import actions, tasks
from adulis.reconciliation.errors import AssignmentNeeded, AssignmentNotPossible
from adulis.reconciliation.models import Day, Finding
from adulis.timers import actions as timers
from adulis.wallets import actions as wallets
from adulis.wallets import queries as accounts
from adulis.wallets.errors import CreditContradicts, CreditNotSuspended, NobodyToAssignTo
from tests.statements import OPENING, Sheet, Told
from tests.world import BANK, BUILDER, Shop, a_shop

pytestmark = pytest.mark.django_db
CLEARING, NOSTRO = f"bank/{BANK}/clearing/INR", f"bank/{BANK}/nostro/INR"
SUSPENSE, LOSSES = "platform/suspense/INR", "platform/losses/INR"
ONE, TWO = (Actor(ActorKind.OPERATOR, name, name) for name in ("one", "two"))


def paise(*addresses: str) -> list[int]:
    found = book.balances(addresses)
    return [found[address].minor for address in addresses]


def today() -> date:
    return bank_day(db.clock())


def a_payment(shop: Shop, amount: int, *words: Verdict, code: str = "") -> Attempt:
    """A payment that was sent, and what the bank has said about it so far."""
    payout = shop.pay_out(amount)
    claims = [
        claim
        for claim in due.claim("payouts_payout", limit=99, lease_seconds=60)
        if claim.id == payout.id
    ]
    with db.transaction():
        [sent] = payouts.start_payouts(claims=claims, actor=BUILDER, at=db.clock())
    reference = Attempt.objects.get(payout_id=payout.id).reference
    assert sent.instruction.reference == reference
    for verdict in words:
        say(reference, verdict, amount, code)
    return Attempt.objects.get(payout_id=payout.id)


def say(reference: str, verdict: Verdict, amount: int, code: str = "") -> None:
    word = Word(
        reference=reference, verdict=verdict, source=Source.CALLBACK, code=code,
        utr=f"U{reference[-8:]}", amount_minor=amount,
    )  # fmt: skip
    with db.transaction():
        payouts.weigh_words(words=[word], actor=BUILDER, at=db.clock())


def shown(attempt: Attempt, line_id: str = "L1", **changes: Any) -> Told:
    """The line that shows a payment."""
    told = Told(line_id, "payment", attempt.amount_minor, client_reference=attempt.reference)
    return told.but(**changes)


def taken(*lines: Told, day: date | None = None, **sheet: Any) -> Any:
    """Import a statement of today with these lines."""
    body = Sheet(day or today(), lines, **sheet).csv()
    with db.transaction():
        return actions.take_statement(
            bank=BANK, body=body, day=None, actor=tasks.WORKER, at=db.clock()
        )


def matched(*lines: Told, **sheet: Any) -> None:
    taken(*lines, **sheet)
    match()


def match() -> None:
    while tasks.match_statements():
        pass


def states() -> list[tuple[str, int, str]]:
    rows = StatementLine.objects.order_by("id")
    return [(row.line_id, row.amount_minor, row.state) for row in rows]


def open_cases() -> list[str]:
    return list(Case.objects.exclude(state="closed").order_by("id").values_list("kind", flat=True))


def entries(*kinds: str) -> int:
    rows = Entry.objects.filter(kind__in=kinds) if kinds else Entry.objects
    return rows.count()


def broken() -> list[str]:
    return [finding.check.name for finding in examine() if finding.broken]


def pass_midnight(*, more: timedelta = timedelta(hours=1)) -> date:
    """Let today end; returns the day that did."""
    day, now = today(), db.clock()
    seconds = round((end_of(day) + more - now).total_seconds())
    with db.transaction():
        timers.advance_clock(seconds=seconds, actor=BUILDER, at=now)
    return day


def decided(case: Case, decision: Decision, **details: Any) -> None:
    """Two operators agree."""
    given = {name: str(value) for name, value in details.items()}
    with db.transaction():
        cases.propose_decision(
            case_id=case.id, decision=decision, details=given, actor=ONE, at=db.clock()
        )
    with db.transaction():
        actions.decide_case(
            case_id=case.id, decision=decision, details={}, actor=TWO, at=db.clock()
        )


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


def decided_again(case: Case, **details: Any) -> None:
    with db.transaction():
        cases.withdraw_proposal(case_id=case.id, actor=ONE, at=db.clock())
    decided(case, Decision.ASSIGN, **details)


# --- Returns --------------------------------------------------------------------------------------


def back(attempt: Attempt, line_id: str = "L2", **changes: Any) -> Told:
    told = Told(line_id, "return", attempt.amount_minor, client_reference=attempt.reference)
    return told.but(**changes)


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


# --- Transfers from outside -----------------------------------------------------------------------


def came(shop: Shop | None, amount: int, line_id: str = "L1", utr: str = "SIMBN1") -> Told:
    number = accounts.virtual_account_of(shop.id) if shop else "ADUL0000"
    return Told(
        line_id, "inward", amount, utr=utr, counterparty="Nordic", narration=f"{number}/Nordic"
    )


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


# --- Charges --------------------------------------------------------------------------------------


def test_what_the_bank_charges_is_our_cost() -> None:
    matched(Told("L1", "charge", 590))
    assert (paise(LOSSES, NOSTRO), open_cases(), broken()) == ([-590, 590], [], [])


def test_a_charge_that_is_none_is_asked_about() -> None:
    matched(Told("L1", "charge", 100_001))
    assert (entries(), open_cases()) == (0, ["missing_here"])


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


# --- The end of a day -----------------------------------------------------------------------------


def closed(*lines: Told, day: date, **sheet: Any) -> None:
    matched(*lines, day=day, **sheet)
    tasks.close_days()
    assert Day.objects.get(day=day).state == "closed"


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


# --- Who may decide -------------------------------------------------------------------------------


def test_a_decision_takes_two_operators_who_say_the_same() -> None:
    shop, other = a_shop(), a_shop()
    matched(came(None, 70_000))
    case = Case.objects.get()
    given = {"merchant_id": str(shop.id)}
    with db.transaction():
        cases.propose_decision(
            case_id=case.id, decision=Decision.ASSIGN, details=given, actor=ONE, at=db.clock()
        )

    def close(actor: Actor, decision: Decision, **details: str) -> None:
        with db.transaction():
            actions.decide_case(
                case_id=case.id, decision=decision, details=details, actor=actor, at=db.clock()
            )

    with pytest.raises(SecondOperatorRequired):
        close(ONE, Decision.ASSIGN)
    with pytest.raises(DecisionNotOffered):
        close(TWO, Decision.RETURN)
    with pytest.raises(DecisionNotOffered):
        close(TWO, Decision.ASSIGN, merchant_id=str(other.id))
    assert (paise(SUSPENSE), shop.available, other.available) == ([70_000], 0, 0)
    close(TWO, Decision.ASSIGN, merchant_id=str(shop.id))
    with pytest.raises(CaseAlreadyClosed):
        close(TWO, Decision.ASSIGN)
    assert shop.available == 70_000


def test_an_assignment_says_to_whom() -> None:
    matched(Told("L1", "payment", 700))
    with pytest.raises(AssignmentNeeded):
        decided(Case.objects.get(), Decision.ASSIGN)
    assert states()[0][2] == "questioned"


# --- Under pressure -------------------------------------------------------------------------------


def test_a_line_that_kills_workers_is_put_to_a_human() -> None:
    taken(Told("L1", "charge", 5), Told("L2", "charge", 6))
    for _ in range(due.POISON_AFTER_CLAIMS):
        due.claim("gateways_statement_line", limit=1, lease_seconds=0)
    match()
    assert sorted(states()) == [("L1", 5, "questioned"), ("L2", 6, "matched")]
    assert (open_cases(), broken()) == (["missing_here"], [])


def test_a_claim_that_has_passed_on_matches_nothing() -> None:
    taken(Told("L1", "charge", 5))
    stale = due.claim("gateways_statement_line", limit=1, lease_seconds=0)
    due.claim("gateways_statement_line", limit=1, lease_seconds=60)
    with db.transaction():
        actions.match_lines(claims=stale, actor=tasks.WORKER, at=db.clock())
    assert (states()[0][2], entries()) == ("imported", 0)


def test_days_are_opened_from_the_first_movement_to_today() -> None:
    shop = a_shop()
    begin = today() - timedelta(days=40)
    shop.credit(500, at=start_of(begin) + timedelta(hours=9))
    for _ in range(3):
        with db.transaction():
            actions.open_days(bank=BANK, actor=tasks.WORKER, at=db.clock())
    days = list(Day.objects.order_by("day").values_list("day", flat=True))
    assert days == [begin + timedelta(days=step) for step in range(41)]


def test_a_statement_that_does_not_come_is_asked_about_when_it_is_late() -> None:
    day = today()

    def note(*, is_faulty: bool) -> None:
        with db.transaction():
            actions.note_unusable(
                bank=BANK, day=day, why="404", is_faulty=is_faulty, actor=tasks.WORKER,
                at=db.clock(),
            )  # fmt: skip

    pass_midnight()
    note(is_faulty=False)
    assert open_cases() == []
    pass_midnight(more=timedelta(0))
    note(is_faulty=False)
    note(is_faulty=True)
    assert open_cases() == ["statement_faulty"]
    assert len(Case.objects.get().evidence) == 1
    taken(day=day)
    assert open_cases() == []


# --- What would be found --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plant", "finds"),
    [
        (
            "UPDATE reconciliation_finding SET entry_ids = '{}' WHERE what LIKE 'payment/%%'",
            ["matched_lines_are_booked", "nostro_is_the_statement"],
        ),
        (
            """UPDATE reconciliation_finding SET entry_ids = entry_ids || (
                   SELECT entry_ids FROM reconciliation_finding WHERE what LIKE 'payment/%%')
                WHERE what LIKE 'charge/%%'""",
            ["matched_lines_are_booked", "nostro_entries_found_once"],
        ),
        (
            "UPDATE cases_case SET state = 'closed', closed_at = opened_at",
            ["questioned_lines_are_asked_about"],
        ),
        (
            "UPDATE reconciliation_day SET state = 'closed', is_whole = true, closed_at = due_at",
            ["closed_days_are_whole"],
        ),
        (
            "UPDATE payouts_attempt SET settled_at = sent_at",
            ["settled_attempts_have_their_line"],
        ),
    ],
)
def test_a_statement_that_does_not_fit_the_book_is_found(plant: str, finds: list[str]) -> None:
    shop = a_shop(paise=200_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt), Told("L2", "charge", 5), Told("L3", "payment", 700))
    day = pass_midnight(more=timedelta(hours=3))
    taken(shown(attempt), Told("L2", "charge", 5), Told("L3", "payment", 700), LATE, day=day)
    with db.transaction():
        db.execute("UPDATE gateways_statement_line SET due_at = booked_at WHERE line_id = 'L4'")
    assert broken() == []
    with db.transaction():
        db.execute("UPDATE reconciliation_day SET due_at = adulis_clock()")
        db.execute(plant)
    assert broken() == finds


LATE = Told("L4", "charge", 5)
