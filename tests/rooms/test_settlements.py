"""Settlement reports: each line compared with what we booked, each payout met by the bank."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from adulis.cases import actions as cases
from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.deposits import actions
from adulis.deposits.errors import SettlementMalformed
from adulis.deposits.models import Chargeback, Deposit, Payment, Refund, SettlementLine
from adulis.deposits.models import SettlementPayout as Payout
from adulis.deposits.report import COLUMNS
from adulis.gateways.collected import DisputeStatus, RefundStatus
from adulis.kernel import db, due
from adulis.kernel.money import rupees
from tests.giving_back import (
    COLLECTED,
    COSTS,
    GATEWAY,
    SIMGATE,
    a_deposit,
    broken_promises,
    dispute_of,
    hear,
    paise,
    pass_time,
    refund,
    say_of_refund,
)
from tests.reconciling import ONE, TWO
from tests.reconciling import matched as bank_shows
from tests.rows import changed_since, everything
from tests.statements import Told
from tests.world import BUILDER, a_shop

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
UTR = "SIMGN26324000001"


def line(object_id: str, kind: str, gross: int, *charge: int, name: str = "", **more: Any) -> Any:
    fee, tax = (*charge, 0, 0)[:2]
    return {
        "line_id": f"{object_id}/{name or kind}",
        "kind": kind,
        "booked_at": "2026-11-20T10:00:00Z",
        "payment_id": "",
        "object_id": object_id,
        "client_reference": "",
        "currency": "INR",
        "gross_minor": gross,
        "fee_minor": fee,
        "tax_minor": tax,
        "net_minor": gross - fee - tax,
    } | more


def report(*lines: dict[str, Any], payout: str = "setl_1", utr: str = UTR) -> bytes:
    names = ("gross_minor", "fee_minor", "tax_minor", "net_minor")
    total = {name: sum(each[name] for each in lines) for name in names}
    rows = [*lines, line(payout, "total", 0) | total | {"line_id": f"{payout}/total"}]
    told = [
        ",".join(str((row | {"payout_id": payout, "utr": utr})[name]) for name in COLUMNS)
        for row in rows
    ]
    return "\n".join([",".join(COLUMNS), *told, ""]).encode()


def take(body: bytes) -> int:
    with db.transaction():
        return actions.take_settlement(
            gateway=GATEWAY, day=DAY, body=body, actor=SIMGATE, at=db.clock()
        )


def compare() -> list[str]:
    """The names of what is not here yet."""
    claims = due.claim("deposits_settlement_line", limit=99, lease_seconds=60)
    with db.transaction():
        absent = actions.match_settlement(claims=claims, actor=BUILDER, at=db.clock())
    return [each.object_id for each in absent]


def states() -> list[str]:
    return list(SettlementLine.objects.order_by("id").values_list("state", flat=True))


def a_payment(minor: int = 100_000, fee: int = 2_000, tax: int = 360) -> tuple[Deposit, Payment]:
    deposit = a_deposit(a_shop(), minor, cleared=True, fee=rupees(fee), tax=rupees(tax))
    return deposit, Payment.objects.get(deposit=deposit)


def test_every_line_is_what_we_booked_and_the_payout_is_what_the_bank_shows() -> None:
    deposit, payment = a_payment()
    shop = a_shop(paise=0)
    other = a_deposit(shop, 50_000, cleared=True)
    row = say_of_refund(refund(shop, other, 10_000), RefundStatus.PROCESSED)
    disputed = hear(dispute_of(deposit, 30_000, fee=rupees(500)))
    assert disputed is not None
    second = Payment.objects.get(deposit=other)
    fresh = take(
        report(
            line(payment.payment_id, "payment", 100_000, 2_000, 360),
            line(second.payment_id, "payment", 50_000),
            line(row.refund_id, "refund", -10_000),
            line(disputed.dispute_id, "dispute", -30_000, name="chargeback"),
            line(disputed.dispute_id, "fee", 0, 500, name="chargeback_fee"),
            line("misc_1", "fee", 0, 1_000, 180),
        )
    )
    assert (fresh, compare(), states()) == (6, [], ["matched"] * 6)
    assert paise(COSTS) == [-(2_360 + 500 + 1_180)]
    # What the gateway owes us is exactly what it says it pays.
    assert (paise(COLLECTED), Payout.objects.get().net) == ([-105_960], rupees(105_960))
    shown = Told("L1", "inward", 105_960, utr=UTR, counterparty="SIMGATE", narration="SIMGATE/PAY")
    bank_shows(shown)
    with db.transaction():
        actions.meet_payouts(actor=BUILDER, at=db.clock())
    assert (paise(COLLECTED), Payout.objects.get().standing) == ([0], "arrived")
    assert Case.objects.exclude(kind="chargeback_shortfall").count() == 0
    assert broken_promises() == []


def test_the_bank_may_show_it_before_the_report_comes() -> None:
    _, payment = a_payment()
    bank_shows(Told("L1", "inward", 97_640, utr=UTR, counterparty="SIMGATE", narration="SIMGATE"))
    assert [case.kind for case in Case.objects.exclude(state="closed")] == ["unmatched_credit"]
    take(report(line(payment.payment_id, "payment", 100_000, 2_000, 360)))
    assert (paise(COLLECTED), Payout.objects.get().standing) == ([0], "arrived")
    assert Case.objects.exclude(state="closed").count() == 0
    assert broken_promises() == []


def test_the_same_report_is_taken_once_and_a_longer_one_adds_its_lines() -> None:
    _, one = a_payment()
    _, two = a_payment()
    first = line(one.payment_id, "payment", 100_000, 2_000, 360)
    body = report(first)
    assert take(body) == 1
    before = everything()
    assert take(body) == 0
    assert changed_since(before) == {}
    second = report(
        line(two.payment_id, "payment", 100_000, 2_000, 360), payout="setl_2", utr="UTR2"
    )
    longer = body + second.split(b"\n", 1)[1]
    assert take(longer) == 1
    assert compare() == []
    assert states() == ["matched", "matched"]
    assert Case.objects.count() == 0


def test_a_report_that_does_not_add_up_leaves_nothing() -> None:
    _, payment = a_payment()
    body = report(line(payment.payment_id, "payment", 100_000, 2_000, 360))
    before = everything()
    with pytest.raises(SettlementMalformed):
        take(body.replace(b"97640", b"97641", 1))
    assert changed_since(before) == {}


@pytest.mark.parametrize(
    ("gross", "fee", "tax"), [(100_001, 2_000, 360), (100_000, 2_001, 360), (100_000, 2_000, 0)]
)
def test_another_amount_or_charge_than_we_booked_is_asked_about(
    gross: int, fee: int, tax: int
) -> None:
    _, payment = a_payment()
    had = paise(COLLECTED, COSTS)
    take(report(line(payment.payment_id, "payment", gross, fee, tax)))
    assert (compare(), states(), paise(COLLECTED, COSTS)) == ([], ["questioned"], had)
    [case] = Case.objects.all()
    assert case.kind == "settlement_mismatch"
    decided(case, Decision.ACCEPT)
    assert states() == ["noted"]


def test_what_is_not_here_yet_is_looked_for_and_then_asked_about() -> None:
    take(report(line("pay_unheard_of", "payment", 100_000)))
    assert (compare(), states()) == (["pay_unheard_of"], ["imported"])
    pass_time(timedelta(minutes=5))
    assert (compare(), states()) == ([], ["questioned"])
    [case] = Case.objects.all()
    decided(case, Decision.RETRY)
    assert states() == ["imported"]


def test_a_later_report_that_tells_a_line_otherwise_is_asked_about() -> None:
    _, payment = a_payment()
    first = line(payment.payment_id, "payment", 100_000, 2_000, 360)
    take(report(first))
    compare()
    take(report(line(payment.payment_id, "payment", 100_000, 2_000, 361)))
    assert states() == ["matched"]
    kinds = [case.kind for case in Case.objects.all()]
    assert kinds == ["settlement_mismatch"] * 2  # the payout's total, and the line
    assert Payout.objects.get().net == rupees(97_640)


def test_a_payout_that_never_arrives_is_asked_about_once() -> None:
    _, payment = a_payment()
    take(report(line(payment.payment_id, "payment", 100_000, 2_000, 360)))
    for _ in range(2):
        pass_time(timedelta(days=3, minutes=1))
        with db.transaction():
            actions.meet_payouts(actor=BUILDER, at=db.clock())
    [case] = Case.objects.all()
    assert (case.kind, case.evidence[0]["utr"]) == ("settlement_mismatch", UTR)


def test_a_won_chargeback_is_a_line_of_its_own() -> None:
    deposit, _ = a_payment()
    hear(dispute_of(deposit, 30_000))
    name = Chargeback.objects.get().dispute_id
    lines = (
        line(name, "dispute", -30_000, name="chargeback"),
        line(name, "dispute", 30_000, name="chargeback_won"),
        line("misc", "payment", 1),
    )
    take(report(*lines))
    assert compare() == [name, "misc"]
    hear(dispute_of(deposit, 30_000, status=DisputeStatus.WON))
    pass_time(timedelta(seconds=31))
    assert compare() == ["misc"]
    assert states() == ["matched", "matched", "imported"]


def test_a_refund_under_way_is_waited_for() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 50_000, cleared=True)
    row = say_of_refund(refund(shop, deposit, 10_000), RefundStatus.PENDING)
    payment = Payment.objects.get(deposit=deposit)
    take(
        report(line(row.refund_id, "refund", -10_000), line(payment.payment_id, "payment", 50_000))
    )
    assert compare() == [row.refund_id]
    say_of_refund(row, RefundStatus.PROCESSED)
    pass_time(timedelta(seconds=31))
    assert (compare(), states()) == ([], ["matched", "matched"])
    assert Refund.objects.get().state == "processed"


def decided(case: Case, decision: Decision) -> None:
    with db.transaction():
        cases.propose_decision(
            case_id=case.id, decision=decision, details={}, actor=ONE, at=db.clock()
        )
        actions.decide_settlement(
            case_id=case.id, decision=decision, details={}, actor=TWO, at=db.clock()
        )


def test_transfers_are_locked_in_the_order_everybody_takes_them_in() -> None:
    """Otherwise whoever books a statement with the same ones waits crosswise with us."""
    for number, utr in enumerate(("SETL9", "SETL5", "SETL7")):
        payment = a_payment()[1]
        take(report(line(payment.payment_id, "payment", 100_000, 2_000, 360, name=f"L{number}"),
                    payout=f"setl_{number}", utr=utr))  # fmt: skip
    with CaptureQueriesContext(connection) as queries, db.transaction():
        assert actions.meet_payouts(actor=BUILDER, at=db.clock()) == 3
    locks = [each["sql"] for each in queries if "advisory" in each["sql"]]
    first = [utr for sql in locks[:3] for utr in ("SETL5", "SETL7", "SETL9") if utr in sql]
    assert first == ["SETL5", "SETL7", "SETL9"]
