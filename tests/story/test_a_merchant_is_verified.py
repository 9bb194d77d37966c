"""A merchant shows who it is, is believed and paid; what it waits for when it is not any more."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from adulis.identity.values import Verification
from adulis.kernel import db
from adulis.mail.models import Letter
from adulis.payouts import queries
from adulis.payouts.errors import MerchantNotVerified
from adulis.payouts.models import Payout
from tests.bank import SimulatedBank
from tests.files import folder
from tests.letters import letters_to
from tests.verifying import (
    BUSINESS,
    STALE,
    an_operator,
    downgrade,
    refuse,
    submit,
    submitted,
    verify,
)
from tests.world import a_shop

MINUTES, PAISE = 600, 60_000


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGES = folder(tmp_path)


def fresh(payout: Payout) -> Payout:
    payout.refresh_from_db()
    return payout


def test_money_leaves_only_while_it_is_known_whose(simulated_bank: SimulatedBank) -> None:
    simulated_bank.live_until_morning()
    shop = a_shop(paise=10 * PAISE, verification=Verification.UNVERIFIED)
    operator = an_operator()
    with pytest.raises(MerchantNotVerified):
        shop.pay_out(PAISE)

    refuse(shop, submitted(shop, BUSINESS), operator, STALE)
    (letter,) = letters_to(shop.owner_email)
    assert letter.subject == "Asha Exports could not be verified yet"
    assert "Identity proof: The document has expired" in letter.text
    assert "It ended in May." in letter.text
    assert letter.page == f"m/{shop.id}/verification"
    with pytest.raises(MerchantNotVerified):
        shop.pay_out(PAISE)
    verify(shop, submit(shop), operator)
    paid = shop.pay_out(PAISE)
    simulated_bank.live(MINUTES)
    assert fresh(paid).state == "completed"

    # One is with the bank when the merchant is downgraded, and one is not.
    gone = shop.pay_out(PAISE)
    simulated_bank.work()
    assert fresh(gone).state == "processing"
    waits = shop.pay_out(PAISE)
    downgrade(shop, operator)
    simulated_bank.live(MINUTES)
    assert (fresh(gone).state, fresh(waits).state) == ("completed", "pending")
    assert waits.waiting_for == "freeze"
    told = queries.waiting_of(waits, None)
    assert told is not None
    assert "verified again" in told.on
    with pytest.raises(MerchantNotVerified):
        shop.pay_out(PAISE)

    verify(shop, submit(shop), operator)
    simulated_bank.live(MINUTES)
    assert fresh(waits).state == "completed"
    assert simulated_bank.disagreements(shop) == []
    assert db.fetch_all("SELECT FROM files_file WHERE state <> 'kept'") == []

    letters = Letter.objects.filter(merchant_id=shop.id, template__startswith="verification/")
    assert [each.template.removeprefix("verification/") for each in letters.order_by("id")] == [
        "refused", "verified", "downgraded", "verified",
    ]  # fmt: skip
