"""What a payment gateway pays us is told by the gateway and by the bank, in whatever order."""

from __future__ import annotations

import pytest

from adulis.cases.models import Case
from adulis.kernel import db
from adulis.kernel.actors import bank
from adulis.kernel.money import rupees
from adulis.ledger.models import Entry
from adulis.ops.invariants import examine
from adulis.wallets import actions as wallets
from adulis.wallets.models import ExpectedCredit
from adulis.wallets.values import Announced
from tests.reconciling import NOSTRO, SUSPENSE, open_cases, paise
from tests.reconciling import matched as match
from tests.rows import changed_since, everything
from tests.statements import Told
from tests.world import BANK, BUILDER, a_shop

pytestmark = pytest.mark.django_db
GATEWAY = "gateway/simgate/receivable/INR"
UTR = "GATEUTR1"
LINE = Told("L1", "inward", 95_000, utr=UTR, counterparty="SIMGATE PAYMENTS", narration="PAYOUT")


def announce(amount: int = 95_000, gateway: str = "simgate") -> Announced:
    with db.transaction():
        return wallets.expect_settlement(
            gateway=gateway, bank=BANK, utr=UTR, amount=rupees(amount), actor=BUILDER, at=db.clock()
        )


def called_back(amount: int = 95_000) -> None:
    with db.transaction():
        wallets.lock_transfers(bank=BANK, utrs=[UTR], actor=BUILDER, at=db.clock())
        wallets.suspend_credit(
            amount=rupees(amount), bank=BANK, utr=UTR, payer="Simgate", evidence={},
            actor=bank(BANK), at=db.clock(),
        )  # fmt: skip


ORDERS = [
    ("announce", "line"),
    ("line", "announce"),
    ("announce", "callback", "line"),
    ("callback", "announce", "line"),
    ("callback", "line", "announce"),
    ("announce", "line", "callback"),
    ("line", "announce", "callback"),
    ("line", "callback", "announce", "announce", "callback"),
]


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_it_leaves_what_the_gateway_owes_us_once_in_whatever_order_it_is_told(
    order: tuple[str, ...],
) -> None:
    answers = []
    for each in order:
        if each == "announce":
            answers.append(announce())
        elif each == "line":
            match(LINE)
        else:
            called_back()
    assert paise(NOSTRO, GATEWAY, SUSPENSE) == [-95_000, 95_000, 0]
    assert open_cases() == []
    first = order.index("announce") == 0
    assert answers[0] is (Announced.AWAITED if first else Announced.ARRIVED)
    assert announce() is Announced.ARRIVED
    assert [each for each in examine() if each.broken] == []


def test_told_before_it_is_announced_it_is_a_question_until_then() -> None:
    match(LINE)
    assert (paise(SUSPENSE), open_cases()) == ([95_000], ["unmatched_credit"])
    assert announce() is Announced.ARRIVED
    [case] = Case.objects.filter(kind="unmatched_credit")
    assert (case.state, case.decision) == ("closed", "")


@pytest.mark.parametrize("off", [1, -1])
def test_another_amount_than_was_announced_waits_in_suspense(off: int) -> None:
    announce(95_000 + off)
    match(LINE)
    assert paise(GATEWAY, SUSPENSE) == [0, 95_000]
    [case] = Case.objects.filter(kind="unmatched_credit")
    assert case.evidence[0]["announced_by"] == "simgate"
    assert case.evidence[0]["announced_paise"] == 95_000 + off
    assert announce(95_000 + off) is Announced.DIFFERS
    assert (paise(GATEWAY, SUSPENSE), open_cases()) == ([0, 95_000], ["unmatched_credit"])


def test_what_was_announced_is_not_announced_otherwise() -> None:
    announce()
    before = everything()
    assert announce(95_001) is Announced.DIFFERS
    assert announce(gateway="other") is Announced.DIFFERS
    assert changed_since(before) == {}
    assert ExpectedCredit.objects.get().amount_minor == 95_000


def test_a_merchants_transfer_is_not_a_settlement() -> None:
    shop = a_shop()
    shop.credit(95_000, utr=UTR)
    before = everything()
    assert announce() is Announced.DIFFERS
    assert changed_since(before, "wallets_expected_credit", "audit_record") == {}
    assert shop.available == 95_000


def test_a_settlement_without_a_utr_on_its_line_is_the_one_it_must_be() -> None:
    announce()
    called_back()
    match(LINE.but(utr=""))
    assert paise(NOSTRO, GATEWAY, SUSPENSE) == [-95_000, 95_000, 0]
    assert Entry.objects.filter(kind="settlement_credited").count() == 1
