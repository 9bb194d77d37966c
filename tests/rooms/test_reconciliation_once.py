"""Money that came in is booked once: a callback and a line, in either order, whatever it was."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.gateways import actions as gateways
from adulis.gateways.models import Callback
from adulis.gateways.values import Verdict
from adulis.kernel import db
from adulis.payouts.models import Attempt, Payout
from adulis.wallets import queries as accounts
from adulis.wallets import tasks as wallets
from tests.reconciling import (
    CLEARING,
    LOSSES,
    NOSTRO,
    SUSPENSE,
    a_payment,
    back,
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
    today,
)
from tests.statements import OPENING, Told
from tests.world import BANK, Shop, a_shop

pytestmark = pytest.mark.django_db


def called_back(shop: Shop | None, amount: int, *, utr: str, event_id: str = "e1") -> None:
    """The bank tells by a callback that money came in."""
    number = accounts.virtual_account_of(shop.id) if shop else "NOBODYS"
    data = {
        "credit_reference": f"CR-{event_id}", "virtual_account": number, "amount_paise": amount,
        "payer_name": "Nordic", "utr": utr, "value_at": db.clock().isoformat(),
    }  # fmt: skip
    body = orjson.dumps({"id": event_id, "type": "credit.received", "data": data})
    with db.transaction():
        gateways.store_callback(bank=BANK, event_id=event_id, body=body, at=db.clock())
    while wallets.apply_credits():
        pass


def notes() -> list[tuple[str, str]]:
    return list(Callback.objects.order_by("received_at").values_list("state", "note"))


def naming(attempt: Attempt, line_id: str = "L2", utr: str = "SIMBN9", **changes: Any) -> Told:
    """An unlinked return: its words name the payment that came back."""
    told = Told(
        line_id, "inward", attempt.amount_minor, utr=utr, narration=f"NEFT CR/{attempt.utr}/RTN"
    )
    return told.but(**changes)


# --- A virtual account and the name of a payment in one line --------------------------------------


@pytest.mark.parametrize("order", ["callback first", "line first", "no callback"])
@pytest.mark.parametrize("where", ["counterparty", "narration"])
def test_a_transfer_to_a_virtual_account_is_no_return_whatever_its_words(
    order: str, where: str
) -> None:
    shop, other = a_shop(paise=100_000), a_shop()
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    line = came(other, 60_000, "L2", utr="SIMBN9")
    line = (
        line.but(counterparty=attempt.reference)
        if where == "counterparty"
        else line.but(narration=f"{line.narration}/refund {attempt.utr}")
    )
    if order == "callback first":
        called_back(other, 60_000, utr="SIMBN9")
    matched(shown(attempt), line)
    if order == "line first":
        called_back(other, 60_000, utr="SIMBN9")
    assert (other.available, shop.available) == (60_000, 40_000)
    assert (Payout.objects.get().is_returned, entries("return_settled")) == (False, 0)
    assert [state for _, _, state in states()] == ["matched", "matched"]
    assert (open_cases(), broken()) == ([], [])


# --- A return that a callback tells as a transfer from outside ------------------------------------


@pytest.mark.parametrize("is_linked", [True, False])
def test_a_return_told_before_as_money_for_nobody_leaves_suspense(is_linked: bool) -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    called_back(None, 60_000, utr="SIMBN9")
    assert (open_cases(), paise(SUSPENSE)) == (["unmatched_credit"], [60_000])
    line = back(attempt, utr="SIMBN9") if is_linked else naming(attempt)
    matched(shown(attempt), line)
    assert (Payout.objects.get().is_returned, shop.available) == (True, 100_000)
    assert paise(SUSPENSE, CLEARING, NOSTRO) == [0, 0, -100_000]
    assert (open_cases(), broken()) == ([], [])
    assert [state for _, _, state in states()] == ["matched", "matched"]


def test_a_return_told_afterwards_as_money_for_nobody_is_booked_already() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt), naming(attempt))
    called_back(None, 60_000, utr="SIMBN9")
    assert (shop.available, paise(SUSPENSE, NOSTRO)) == (100_000, [0, -100_000])
    assert notes() == [("applied", "its statement line came first and is not a credit")]
    assert (open_cases(), broken()) == ([], [])


def test_a_return_told_afterwards_as_somebodys_money_is_asked_about_and_not_credited() -> None:
    shop, other = a_shop(paise=100_000), a_shop()
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt), naming(attempt))
    called_back(other, 60_000, utr="SIMBN9")
    assert (shop.available, other.available) == (100_000, 0)
    assert notes() == [("parked", "the statement tells of this transfer differently")]
    assert (open_cases(), broken()) == (["amount_mismatch"], [])


def test_a_return_whose_money_a_callback_gave_to_somebody_is_not_paid_again() -> None:
    shop, other = a_shop(paise=100_000), a_shop()
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    called_back(other, 60_000, utr="SIMBN9")
    matched(shown(attempt), naming(attempt))
    assert (shop.available, other.available, paise(NOSTRO)) == (40_000, 60_000, [-100_000])
    assert (Payout.objects.get().is_returned, broken()) == (False, [])


@pytest.mark.parametrize("off", [-100, 100])
def test_another_amount_than_was_paid_stays_in_suspense_once(off: int) -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    called_back(None, 60_000 + off, utr="SIMBN9")
    matched(shown(attempt), naming(attempt, amount_paise=60_000 + off))
    assert (Payout.objects.get().is_returned, paise(SUSPENSE)) == (False, [60_000 + off])
    assert paise(NOSTRO) == [-100_000 - off]
    assert (open_cases(), broken()) == (["unmatched_credit"], [])


def test_a_callback_leaves_to_people_what_they_are_looking_at() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt), naming(attempt, amount_paise=59_900))
    called_back(None, 59_900, utr="SIMBN9")
    assert (open_cases(), paise(SUSPENSE)) == (["partial_return"], [0])
    decided(Case.objects.get(), Decision.ACCEPT)
    assert (shop.available, paise(NOSTRO), broken()) == (99_900, [-99_900], [])


def test_a_return_on_a_second_line_under_the_same_utr_is_a_duplicate() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(
        shown(attempt),
        naming(attempt),
        naming(attempt, "L2D"),
        Told("L2E", "inward", 60_000, utr="SIMBN9"),
    )
    assert [state for _, _, state in states()] == [
        "matched", "matched", "questioned", "questioned",
    ]  # fmt: skip
    assert (shop.available, paise(NOSTRO, SUSPENSE)) == (100_000, [-100_000, 0])
    assert (open_cases(), broken()) == (["duplicate_line", "duplicate_line"], [])


def test_a_return_told_as_a_transfer_and_doubled_on_the_statement_is_a_duplicate() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    called_back(None, 60_000, utr="SIMBN9")
    matched(shown(attempt), naming(attempt), naming(attempt, "L2D"))
    assert [state for _, _, state in states()] == ["matched", "matched", "questioned"]
    assert (shop.available, open_cases(), broken()) == (100_000, ["duplicate_line"], [])


# --- Transfers without a UTR ----------------------------------------------------------------------


def test_a_nameless_transfer_to_nobody_is_the_one_that_a_callback_told() -> None:
    called_back(None, 70_000, utr="SIMBN1")
    matched(came(None, 70_000, utr=""))
    assert (paise(SUSPENSE, NOSTRO), open_cases()) == ([70_000, -70_000], ["unmatched_credit"])
    assert (states()[0][2], broken()) == ("matched", [])


def test_two_alike_are_not_booked_a_third_time() -> None:
    shop = a_shop()
    for utr in ("SIMBN1", "SIMBN2"):
        shop.credit(70_000, utr=utr)
    called_back(None, 70_000, utr="SIMBN3", event_id="e3")
    called_back(None, 70_000, utr="SIMBN4", event_id="e4")
    matched(
        came(shop, 70_000, "L1", utr=""),
        came(shop, 70_000, "L2", utr=""),
        came(None, 70_000, "L3", utr=""),
        came(None, 70_000, "L4", utr=""),
    )
    assert (shop.available, paise(SUSPENSE, NOSTRO)) == (140_000, [140_000, -280_000])
    assert ([state for _, _, state in states()], broken()) == (["matched"] * 4, [])


def test_the_name_of_one_that_a_nameless_line_was_taken_for_is_asked_about() -> None:
    shop = a_shop()
    shop.credit(70_000, utr="SIMBN1")
    matched(came(shop, 70_000, utr=""), came(shop, 70_000, "L2"))
    assert (shop.available, open_cases()) == (70_000, ["duplicate_line"])
    # Two came, and of one the bank had told us nothing.
    decided(Case.objects.get(), Decision.WRITE_OFF)
    assert (paise(NOSTRO, SUSPENSE), broken()) == ([-140_000, 70_000], [])


# --- Two merchants in two words about one transfer ------------------------------------------------


def test_a_line_that_names_another_merchant_than_was_credited_is_asked_about() -> None:
    shop, other = a_shop(), a_shop()
    called_back(shop, 70_000, utr="SIMBN1")
    matched(came(other, 70_000))
    assert (shop.available, other.available, open_cases()) == (70_000, 0, ["amount_mismatch"])
    case = Case.objects.get()
    assert (case.evidence[0]["credited_to"], case.evidence[0]["names"]) == (
        str(shop.id), str(other.id),
    )  # fmt: skip
    # Accepted: it stays where it is, and its line is this one.
    decided(case, Decision.ACCEPT)
    assert (shop.available, states()[0][2], broken()) == (70_000, "matched", [])


# --- A return before its payment ------------------------------------------------------------------


def test_the_statements_of_two_days_in_the_wrong_order_come_to_the_same() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.REFUSED, code="ACCOUNT_CLOSED")
    first = pass_midnight()
    pass_midnight()
    second = today()
    matched(back(attempt, utr="SIMBN9"), day=second, opening=OPENING - 60_000)
    assert (open_cases(), paise(SUSPENSE)) == (["unmatched_credit"], [60_000])
    matched(shown(attempt), day=first)
    payout = Payout.objects.get()
    assert (payout.state, payout.is_paid_late) == ("failed", True)
    assert (shop.available, shop.owed) == (100_000, 0)
    assert paise(SUSPENSE, CLEARING, NOSTRO, LOSSES) == [0, 0, -100_000, 0]
    assert (open_cases(), broken()) == ([], [])


def test_a_return_told_by_a_callback_before_its_payment_is_recognised_with_it() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.REFUSED, code="ACCOUNT_CLOSED")
    called_back(None, 60_000, utr="SIMBN9")
    matched(back(attempt, utr="SIMBN9"))
    assert (open_cases(), paise(SUSPENSE)) == (["unmatched_credit"], [60_000])
    matched(back(attempt, utr="SIMBN9"), shown(attempt))
    assert (shop.available, paise(SUSPENSE, CLEARING, NOSTRO)) == (100_000, [0, 0, -100_000])
    assert (open_cases(), broken()) == ([], [])
