"""A word that does not fit moves no money: another amount, another payment, no bank of ours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adulis.cases import queries as cases
from adulis.cases.models import Case
from adulis.cases.values import CaseKind
from adulis.gateways.models import Callback
from adulis.gateways.values import NPCI, PROFILES
from adulis.payouts.models import Attempt, Payout
from tests.bank import SimulatedBank, references_of
from tests.world import Shop, a_shop

PAISE = 60_000
DAY = 86_400


@pytest.fixture
def shop(shared_bank: SimulatedBank) -> Shop:
    shared_bank.live_until_morning()
    return a_shop(paise=100_000)


def after_the_callbacks(bank: SimulatedBank, payout: Payout) -> Attempt:
    """A minute later: called back, and too early to enquire."""
    bank.live(60)
    payout.refresh_from_db()
    return Attempt.objects.get(payout=payout)


def test_another_amount(shared_bank: SimulatedBank, shop: Shop) -> None:
    payout = shared_bank.will("wrong_amount_hooks", shop, PAISE)
    attempt = after_the_callbacks(shared_bank, payout)
    assert (payout.state, attempt.state, shop.held) == ("processing", "accepted", PAISE)
    [case] = cases.open_about(f"payout/{payout.id}")
    assert (case.kind, case.evidence[0]["bank_says_paise"]) == (
        CaseKind.EVIDENCE_MISMATCH, PAISE + 1,
    )  # fmt: skip
    # Asked, the bank tells the right amount.
    shared_bank.live(DAY)
    payout.refresh_from_db()
    assert (payout.state, shared_bank.paid(payout)) == ("completed", [(1, PAISE)])
    assert shared_bank.disagreements() == []


def test_another_payment(shared_bank: SimulatedBank, shop: Shop) -> None:
    payout = shared_bank.will("unknown_reference_hooks", shop, PAISE)
    attempt = after_the_callbacks(shared_bank, payout)
    assert (payout.state, attempt.state) == ("processing", "accepted")
    [case] = Case.objects.filter(kind=CaseKind.UNKNOWN_REFERENCE)
    assert case.subject == "bank-reference/UNKNOWN-REFERENCE"
    [parked] = Callback.objects.filter(reference="UNKNOWN-REFERENCE")
    assert (parked.state, parked.due_at) == ("parked", None)
    shared_bank.live(DAY)
    payout.refresh_from_db()
    assert payout.state == "completed"
    assert shared_bank.disagreements() == []


@pytest.mark.parametrize(
    "behaviour", ["forged_hooks", "bad_signature_hooks", "stale_hooks", "malformed_hooks"]
)
def test_a_word_that_is_not_the_banks_is_not_even_kept(
    shared_bank: SimulatedBank, shop: Shop, behaviour: str
) -> None:
    payout = shared_bank.will(behaviour, shop, PAISE)
    attempt = after_the_callbacks(shared_bank, payout)
    [reference] = references_of(payout)
    kept = Callback.objects.filter(reference=reference).values_list("type", flat=True)
    # Behind each forgery comes the true word, signed; of the others nothing is believed.
    if behaviour == "forged_hooks":
        assert (list(kept), payout.state) == (["payment.completed"], "completed")
    else:
        assert (list(kept), attempt.state) == ([], "accepted")
    shared_bank.live(DAY)
    payout.refresh_from_db()
    assert (payout.state, shared_bank.paid(payout)) == ("completed", [(1, PAISE)])


class TestABankThatMayPayTwice:
    """It does not recognise a reference it has seen: what it denies is never simply sent again."""

    @pytest.fixture(autouse=True)
    def _careful(self, monkeypatch: pytest.MonkeyPatch, shared_bank: SimulatedBank) -> None:
        monkeypatch.setitem(PROFILES, "npci", replace(NPCI, dedupes=False))

    def test_an_order_it_denies_is_for_people(self, shared_bank: SimulatedBank, shop: Shop) -> None:
        payout = shared_bank.will("nodedup+timeout_before", shop, PAISE)
        shared_bank.live(DAY)
        payout.refresh_from_db()
        [reference] = references_of(payout)
        assert (payout.state, shop.held) == ("processing", PAISE)
        assert shared_bank.truth(reference)["submissions"] == 1
        assert [each.kind for each in cases.open_about(f"payout/{payout.id}")] == [
            CaseKind.IN_DOUBT
        ]

    @pytest.mark.parametrize("behaviour", ["nodedup_timeout_after", "nodedup_slow_visible"])
    def test_an_order_it_has_is_found_by_asking(
        self, shared_bank: SimulatedBank, shop: Shop, behaviour: str
    ) -> None:
        payout = shared_bank.will(behaviour, shop, PAISE)
        shared_bank.live(DAY)
        payout.refresh_from_db()
        assert (payout.state, shared_bank.paid(payout)) == ("completed", [(1, PAISE)])
