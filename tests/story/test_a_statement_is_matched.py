"""A day's statement is imported, and everything on it is matched; or exactly one thing is asked."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import override_settings

from adulis.cases.models import Case
from adulis.gateways import queries as gateways
from adulis.gateways.models import StatementFile, StatementLine
from adulis.gateways.statements import bank_day, end_of
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.ledger import queries as book
from adulis.ledger.models import Entry
from adulis.payouts.models import Attempt, Payout
from adulis.reconciliation import actions, tasks
from adulis.reconciliation.models import Day, Finding
from adulis.wallets import queries as wallets
from tests.bank import SimulatedBank, broken_promises
from tests.world import BANK, Shop, a_shop

LAKH = 100_000 * 100
NOSTRO, CLEARING = f"bank/{BANK}/nostro/INR", f"bank/{BANK}/clearing/INR"


def fund(bank: SimulatedBank, shop: Shop | None, paise: int, **more: Any) -> str:
    """Money arrives at the bank for the shop; returns its UTR."""
    utr = f"SIM{uuid4().hex[:12].upper()}"
    number = wallets.virtual_account_of(shop.id) if shop else "NOBODYS"
    told = {"virtual_account": number, "amount_paise": paise, "payer_name": "Nordic Foods"}
    bank.sim("POST", "credits", {**told, "utr": utr, "notify": True, **more})
    bank.live(2)
    return utr


def a_funded_shop(bank: SimulatedBank, paise: int = 10 * LAKH) -> Shop:
    shop = a_shop()
    fund(bank, shop, paise)
    assert shop.available == paise
    return shop


def end_the_day(bank: SimulatedBank) -> date:
    """Go on until the statement of today has come and was compared; returns that day."""
    day = bank_day(db.clock())
    bank.live_until(end_of(day) + timedelta(minutes=31))
    return day


def spoil(bank: SimulatedBank, fault: str, **said: Any) -> None:
    """Today's statement will be wrong."""
    day = bank_day(db.clock()).isoformat()
    bank.sim("POST", "statement-faults", {"date": day, "fault": fault, **said})


def states(day: date) -> Counter[str]:
    return Counter(StatementLine.objects.filter(day=day).values_list("state", flat=True))


def asked() -> list[str]:
    return list(Case.objects.exclude(state="closed").order_by("id").values_list("kind", flat=True))


def agrees_with_the_bank(bank: SimulatedBank) -> bool:
    """Our account at the bank holds, by our book, what the bank's own books say it does."""
    totals = bank.bank.totals()
    moved: int = totals["nostro_paise"] - totals["opening_paise"]
    return book.balances([NOSTRO, CLEARING]) == {NOSTRO: rupees(-moved), CLEARING: rupees(0)}


# --- Everything fits ------------------------------------------------------------------------------


@override_settings(BANK_PROFILE="npci-camt053")
def test_a_days_statement_is_imported_and_everything_is_matched(
    simulated_bank: SimulatedBank,
) -> None:
    """As camt.053; the other stories here read CSV."""
    bank = simulated_bank
    bank.live_until_morning()
    bank.switch(charge_paise=590)
    shop, other = a_funded_shop(bank), a_funded_shop(bank)
    for behaviour in (
        "ok", "instant", "timeout_after", "lost_hooks", "accepted_then_fails", "account_closed",
        "late_success", "deemed_success", "returned", "pending", "dup_hooks",
    ):  # fmt: skip
        bank.will(behaviour, shop)
    bank.will("ok", other, 3 * LAKH, mode="RTGS")
    bank.will("ok", other, 2 * LAKH, mode="NEFT")
    first = end_the_day(bank)
    for _ in range(4):
        end_the_day(bank)
    days = Day.objects.filter(day__gte=first, day__lt=bank_day(db.clock())).order_by("day")
    assert {(row.state, row.explained_minor) for row in days} == {("closed", 0)}
    assert set(StatementLine.objects.values_list("state", flat=True)) == {"matched"}
    assert StatementLine.objects.count() == Finding.objects.count()
    kinds = Counter(StatementLine.objects.values_list("kind", flat=True))
    assert kinds == {"inward": 2, "payment": 11, "charge": 11, "return": 1}
    # The one payment that was refused first is a question of its own, and was before.
    assert asked() == ["late_success"]
    assert bank.disagreements() == []
    assert agrees_with_the_bank(bank)
    assert not Attempt.objects.filter(state="confirmed_success", settled_at=None).exists()


def test_with_callbacks_and_enquiries_down_the_statement_alone_tells_everything(
    simulated_bank: SimulatedBank,
) -> None:
    bank = simulated_bank
    bank.live_until_morning()
    shop = a_funded_shop(bank)
    bank.switch(callbacks_down=True, enquiries_down=True)
    payouts = [bank.will(each, shop) for each in ("ok", "timeout_after", "returned")]
    fund(bank, shop, 7_000)
    end_the_day(bank)
    rows = [Payout.objects.get(id=each.id) for each in payouts]
    assert [(each.state, each.is_returned) for each in rows] == [
        ("completed", False),
        ("completed", False),
        ("completed", True),
    ]
    assert shop.available == 10 * LAKH - 2 * 60_000 + 7_000
    assert bank.disagreements() == []
    assert agrees_with_the_bank(bank)


def test_a_callback_and_a_statement_credit_a_transfer_once(simulated_bank: SimulatedBank) -> None:
    """Told twice, under two event ids, late, and by the statement in between."""
    bank = simulated_bank
    shop = a_shop()
    fund(bank, shop, 500_00, behaviour="dup_hooks+swapped_hooks")
    end_the_day(bank)
    assert (shop.available, asked(), broken_promises()) == (500_00, [], [])
    assert Entry.objects.filter(kind="bank_transfer_credited").count() == 1


def test_a_transfer_to_nobody_is_one_question_however_it_is_told(
    simulated_bank: SimulatedBank,
) -> None:
    bank = simulated_bank
    utr = fund(bank, None, 70_000)
    assert (asked(), book.balance("platform/suspense/INR").minor) == (["unmatched_credit"], 70_000)
    day = end_the_day(bank)
    assert asked() == ["unmatched_credit"]
    assert Case.objects.get().subject == f"credit/{BANK}/{utr}"
    assert (states(day), broken_promises()) == (Counter(matched=1), [])
    assert agrees_with_the_bank(bank)


# --- One thing is wrong ---------------------------------------------------------------------------

# What is done to one line, and the one question that follows. A line under another id is a
# duplicate as well as one under the same; what is missing is missed when the day is over.
TAMPERING: dict[str, tuple[dict[str, Any], str]] = {
    "remove": ({"fault": "remove"}, "missing_at_bank"),
    "double": ({"fault": "double"}, "duplicate_line"),
    "double, another id": ({"fault": "double", "new_id": True}, "duplicate_line"),
    "a paisa more": ({"fault": "change_amount", "by_paise": 1}, "amount_mismatch"),
    "a paisa less": ({"fault": "change_amount", "by_paise": -1}, "amount_mismatch"),
}


@pytest.fixture(scope="module")
def long_lived(shared_bank: SimulatedBank) -> SimulatedBank:
    shared_bank.live_until_morning()
    return shared_bank


def line_of(bank: SimulatedBank, kind: str) -> str:
    """The id of today's newest line of a kind."""
    rows = bank.bank.statement(bank_day(db.clock()).isoformat())
    return [row["line_id"] for row in rows if row["kind"] == kind][-1]


@pytest.mark.parametrize("kind", ["payment", "return", "inward"])
@pytest.mark.parametrize("tampering", TAMPERING)
def test_one_line_tampered_with_is_one_question_and_no_posting(
    long_lived: SimulatedBank, kind: str, tampering: str
) -> None:
    bank, (said, question) = long_lived, TAMPERING[tampering]
    bank.live_until_morning()
    before = set(Case.objects.values_list("id", flat=True))
    shop = a_funded_shop(bank)
    bank.will("returned", shop)
    bank.will("ok", shop, 40_000)
    bank.live(9_000)
    bank.sim("DELETE", "statement-faults")
    spoil(bank, line_id=line_of(bank, kind), **said)
    booked = Entry.objects.count()
    day = end_the_day(bank)
    bank.sim("DELETE", "statement-faults")
    # Two payments, a return and a transfer: each line that is right settles one of the first three.
    right = 3 if kind == "inward" or tampering.startswith("double") else 2
    assert Entry.objects.count() == booked + right
    new = Case.objects.exclude(id__in=before)
    assert [case.kind for case in new] == [question]
    assert Day.objects.get(day=day).state == "closed"
    expected = Counter(matched=4 if tampering.startswith("double") else 3)
    if tampering != "remove":
        expected["questioned"] = 1
    assert states(day) == expected
    # The next day opens as the bank's books have it, and what was asked explains the difference.
    end_the_day(bank)
    assert Case.objects.exclude(id__in=before).count() == 1
    assert broken_promises() == []


@pytest.mark.parametrize(
    "said",
    [
        {"fault": "remove", "keep_totals": True},
        {"fault": "double", "keep_totals": True},
        {"fault": "change_amount", "by_paise": 1, "keep_totals": True},
        {"fault": "change_amount", "by_paise": -1, "keep_totals": True},
        {"fault": "late"},
        {"fault": "duplicate_file"},
    ],
    ids=lambda said: " ".join(f"{name}={value}" for name, value in said.items()),
)
def test_a_file_that_cannot_be_right_is_not_imported_and_asked_about_until_it_is(
    long_lived: SimulatedBank, said: dict[str, Any]
) -> None:
    bank = long_lived
    bank.live_until_morning()
    shop = a_funded_shop(bank)
    bank.will("ok", shop)
    bank.live(60)
    spoil(bank, **said)
    before, booked = set(Case.objects.values_list("id", flat=True)), Entry.objects.count()
    day = bank_day(db.clock())
    bank.live_until(end_of(day) + timedelta(hours=13))
    new = Case.objects.exclude(id__in=before)
    assert [(case.kind, case.state) for case in new] == [("statement_faulty", "open")]
    assert not StatementFile.objects.filter(day=day).exists()
    assert (states(day), Entry.objects.count()) == (Counter(), booked)
    # The corrected file answers it.
    bank.sim("DELETE", "statement-faults")
    end_the_day(bank)
    assert [case.state for case in Case.objects.exclude(id__in=before)] == ["closed"]
    assert (states(day), broken_promises()) == (Counter(matched=2), [])
    assert Day.objects.get(day=day).state == "closed"


def test_a_line_that_lost_its_reference_is_found_by_its_utr(long_lived: SimulatedBank) -> None:
    bank = long_lived
    bank.live_until_morning()
    before = Case.objects.count()
    shop = a_funded_shop(bank)
    bank.will("ok", shop)
    bank.live(60)
    spoil(bank, "missing_reference")
    day = end_the_day(bank)
    bank.sim("DELETE", "statement-faults")
    assert (states(day), Case.objects.count()) == (Counter(matched=2), before)


def test_a_return_that_names_nothing_waits_in_suspense(long_lived: SimulatedBank) -> None:
    """The bank connects it with nothing, so nobody may guess; two operators say what it is."""
    bank = long_lived
    bank.live_until_morning()
    shop = a_funded_shop(bank)
    payout = bank.will("returned_unlinked", shop)
    before = set(Case.objects.values_list("id", flat=True))
    end_the_day(bank)
    end_the_day(bank)
    [case] = Case.objects.exclude(id__in=before)
    assert (case.kind, case.evidence[-1]["bank_says_paise"]) == ("unmatched_credit", 60_000)
    payout.refresh_from_db()
    assert (payout.state, payout.is_returned) == ("completed", False)
    assert broken_promises() == []


def test_todays_statement_may_be_looked_at_while_it_grows(
    long_lived: SimulatedBank,
) -> None:
    """Fetched again and again: each line is matched once, whenever it first appears."""
    bank = long_lived
    bank.live_until_morning()
    shop = a_funded_shop(bank)
    day = bank_day(db.clock())

    def fetch() -> int:
        bank.keep_up()
        body = gateways.connected_bank().statement(day.isoformat(), at=db.clock())
        with db.transaction():
            taken = actions.take_statement(
                bank=BANK, body=body, day=day, actor=tasks.WORKER, at=db.clock()
            )
        while tasks.match_statements():
            pass
        return taken.fresh_count

    assert fetch() == 1
    bank.will("ok", shop)
    bank.live(60)
    assert (fetch(), fetch()) == (1, 0)
    assert states(day) == Counter(matched=2)
    end_the_day(bank)
    assert (states(day), broken_promises()) == (Counter(matched=2), [])
