"""What a gateway collected or gave back, and no settlement report of it names."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from adulis.cases import actions as cases
from adulis.cases.models import Case
from adulis.cases.values import CaseKind, Decision
from adulis.deposits import actions
from adulis.deposits.actions import unreported
from adulis.deposits.actions.moving import profile
from adulis.deposits.models import Payment, SettlementLine
from adulis.gateways.collected import RefundStatus
from adulis.kernel import db
from adulis.oversight.actions import ruling
from tests.deciding import decide, question_about
from tests.giving_back import (
    GATEWAY,
    a_deposit,
    broken_promises,
    pass_time,
    refund,
    say_of_refund,
)
from tests.reconciling import ONE, TWO
from tests.rooms.test_settlements import DAY, a_payment, compare, line, report, states, take
from tests.rows import changed_since, everything
from tests.world import BUILDER, a_shop

pytestmark = pytest.mark.django_db
# Longer than a report may be away.
LATE = timedelta(days=7, minutes=1)


def seek(limit: int = 200) -> int:
    with db.transaction():
        return actions.ask_about_unreported(
            gateway=GATEWAY, limit=limit, actor=BUILDER, at=db.clock()
        )


def waiting() -> list[str]:
    """What is in question."""
    rows = Case.objects.exclude(state="closed").order_by("opened_at", "id")
    return list(rows.values_list("subject", flat=True))


def entries() -> int:
    return int(db.fetch_value("SELECT count(*) FROM ledger_entry"))


def test_nothing_is_asked_before_its_time() -> None:
    _, payment = a_payment()
    pass_time(payment.captured_at + profile().reported_within - db.clock() - timedelta(minutes=5))
    before = everything()
    assert seek() == 0
    assert changed_since(before) == {}


def test_what_no_report_names_is_asked_about_once_and_nothing_is_posted() -> None:
    _, payment = a_payment()
    pass_time(LATE)
    booked = entries()
    assert [seek(), seek()] == [1, 0]
    [case] = Case.objects.all()
    assert (case.kind, case.subject) == ("settlement_mismatch", f"unreported-payment/{payment.id}")
    told = case.evidence[0]
    assert told["note"] == "it is in no settlement report of the gateway"
    assert (told["gateway"], told["object"]) == (GATEWAY, payment.payment_id)
    assert [told[f"{each}_minor"] for each in ("gross", "charge", "net")] == [
        100_000, 2_360, 97_640,
    ]  # fmt: skip
    pass_time(LATE)
    assert (seek(), Case.objects.count(), entries()) == (0, 1, booked)
    assert broken_promises() == []


def test_what_a_line_names_is_asked_about_never_and_looked_for_once() -> None:
    _, payment = a_payment()
    take(report(line(payment.payment_id, "payment", 100_000, 2_000, 360)))
    compare()
    pass_time(LATE)
    assert [seek(), seek()] == [1, 0]
    assert Case.objects.count() == 0
    assert Payment.objects.get().is_sought


def test_a_line_of_a_dispute_or_of_another_gateway_is_not_its_line() -> None:
    _, payment = a_payment()
    names = {"object_id": payment.payment_id}
    take(report(line("dp_1", "dispute", 100) | names))
    with db.transaction():
        actions.take_settlement(
            gateway="another", day=DAY,
            body=report(line(payment.payment_id, "payment", 100), utr="UTR2"),
            actor=BUILDER, at=db.clock(),
        )  # fmt: skip
    pass_time(LATE)
    assert seek() == 1
    assert waiting() == [f"unreported-payment/{payment.id}"]


def test_a_line_that_comes_late_answers_and_is_compared_like_any_other() -> None:
    _, payment = a_payment()
    pass_time(LATE)
    seek()
    booked = entries()
    take(report(line(payment.payment_id, "payment", 100_000, 2_000, 360)))
    assert len(waiting()) == 1
    assert (compare(), states(), waiting(), entries()) == ([], ["matched"], [], booked)
    assert (seek(), Case.objects.get().decision) == (0, "")


def test_a_late_line_that_differs_is_a_question_of_its_own() -> None:
    _, payment = a_payment()
    pass_time(LATE)
    seek()
    take(report(line(payment.payment_id, "payment", 99_000, 2_000, 360)))
    compare()
    assert waiting() == [f"settlement-line/{SettlementLine.objects.get().id}"]


def test_a_refund_that_no_report_names_is_asked_about() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 50_000, cleared=True)
    name = Payment.objects.get(deposit=deposit).payment_id
    take(report(line(name, "payment", 50_000)))
    compare()
    pending = refund(shop, deposit, 10_000)
    pass_time(LATE)
    assert (seek(), waiting()) == (1, [])  # under way: its payer has nothing yet
    row = say_of_refund(pending, RefundStatus.PROCESSED)
    assert seek() == 0
    pass_time(LATE)
    assert [seek(), seek()] == [1, 0]
    assert waiting() == [f"unreported-refund/{row.id}"]
    told = Case.objects.get().evidence[0]
    assert (told["object"], told["net_minor"]) == (row.refund_id, -10_000)
    other = line("pay_other", "payment", 20_000)
    take(report(line(row.refund_id, "refund", -10_000), other, payout="setl_2", utr="UTR2"))
    assert (compare(), waiting()) == (["pay_other"], [])
    assert broken_promises() == []


def decided(case_id: UUID, decision: Decision) -> None:
    """By two operators, and by whoever decides such cases."""
    subject = Case.objects.get(id=case_id).subject.partition("/")[0]
    assert ruling._DECIDERS[subject] == actions.decide_unreported
    with db.transaction():
        cases.propose_decision(
            case_id=case_id, decision=decision, details={}, actor=ONE, at=db.clock()
        )
        actions.decide_unreported(
            case_id=case_id, decision=decision, details={}, actor=TWO, at=db.clock()
        )


def test_accepted_it_is_not_asked_again_and_its_line_is_compared_all_the_same() -> None:
    _, payment = a_payment()
    pass_time(LATE)
    seek()
    decided(Case.objects.get().id, Decision.ACCEPT)
    pass_time(LATE)
    assert (seek(), waiting()) == (0, [])
    take(report(line(payment.payment_id, "payment", 100_000, 2_000, 360)))
    assert (compare(), states()) == ([], ["matched"])


def test_looked_for_again_the_gateway_has_as_long_as_before() -> None:
    _, payment = a_payment()
    pass_time(LATE)
    seek()
    decided(Case.objects.get().id, Decision.RETRY)
    assert (seek(), waiting()) == (0, [])
    pass_time(LATE)
    assert (seek(), waiting()) == (1, [f"unreported-payment/{payment.id}"])
    assert Case.objects.count() == 2


def test_what_waits_keeps_nothing_else_waiting() -> None:
    a_payment()
    pass_time(LATE)
    seek()
    decided(Case.objects.get().id, Decision.RETRY)
    _, other = a_payment()
    Payment.objects.filter(id=other.id).update(is_sought=False)
    pass_time(LATE - timedelta(minutes=2))
    pass_time(timedelta(minutes=2))
    assert seek(limit=1) == 1
    assert len(waiting()) == 1


def test_a_gateway_that_reports_nothing_is_not_as_many_questions_as_it_has_payments() -> None:
    for _ in range(2):
        a_payment()
    _, named = a_payment()
    cases_before = unreported.MOST_OPEN
    with db.transaction():
        for number in range(cases_before - 1):
            cases.open_case(
                kind=CaseKind.SETTLEMENT_MISMATCH, key=f"unreported-payment/{number}",
                subject=f"unreported-payment/{number}", merchant_id=None, evidence={},
                actor=BUILDER, at=db.clock(),
            )  # fmt: skip
    take(report(line(named.payment_id, "payment", 100_000, 2_000, 360)))
    pass_time(LATE)
    assert [seek(), seek()] == [2, 0]  # one that is asked about, and the one that is named
    assert len(waiting()) == cases_before
    with db.transaction():
        assert cases.settle_cases(
            subject="unreported-payment/0", kinds=frozenset({CaseKind.SETTLEMENT_MISMATCH}),
            actor=BUILDER, at=db.clock(),
        ) == 1  # fmt: skip
    assert [seek(), seek()] == [1, 0]


def test_payments_and_refunds_are_asked_about_in_the_same_places() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 50_000, cleared=True)
    say_of_refund(refund(shop, deposit, 10_000), RefundStatus.PROCESSED)
    with db.transaction():
        for number in range(unreported.MOST_OPEN - 1):
            cases.open_case(
                kind=CaseKind.SETTLEMENT_MISMATCH, key=f"unreported-refund/{number}",
                subject=f"unreported-refund/{number}", merchant_id=None, evidence={},
                actor=BUILDER, at=db.clock(),
            )  # fmt: skip
    pass_time(LATE)
    assert seek() == 1
    assert len(waiting()) == unreported.MOST_OPEN


def test_what_was_given_back_after_it_had_failed_has_its_time_from_then() -> None:
    shop = a_shop()
    deposit = a_deposit(shop, 50_000, cleared=True)
    take(report(line(Payment.objects.get(deposit=deposit).payment_id, "payment", 50_000)))
    compare()
    row = say_of_refund(refund(shop, deposit, 10_000), RefundStatus.FAILED)
    pass_time(LATE)
    say_of_refund(row, RefundStatus.PROCESSED)
    decide(question_about(f"refund/{row.id}"), Decision.RECOVER)
    seek()
    assert waiting() == []
    pass_time(LATE)
    seek()
    assert waiting() == [f"unreported-refund/{row.id}"]


def test_what_was_looked_for_is_not_read_and_a_batch_asks_as_much_as_one() -> None:
    asked: list[int] = []
    sent: list[dict[str, str]] = []
    for count in (8, 1):
        payments = [a_payment()[1] for _ in range(count)]
        lines = [line(each.payment_id, "payment", 100_000, 2_000, 360) for each in payments]
        take(report(*lines, payout=f"setl_{count}"))
        pass_time(LATE)
        with CaptureQueriesContext(connection) as queries:
            assert seek() == count
        sent = queries.captured_queries
        asked.append(len(sent))
    assert asked[0] == asked[1]
    many_more()
    # The test may not ANALYZE: of one name PostgreSQL knows without it which index is best.
    db.execute("SET LOCAL enable_seqscan = off")
    tables = {"deposits_payment", "deposits_refund", "deposits_settlement_line"}
    found: set[str] = set()
    for query in sent:
        if "SELECT" in query["sql"][:6] and any(each in query["sql"] for each in tables):
            [(plan,)] = db.fetch_all(f"EXPLAIN (FORMAT JSON) {query['sql']}".replace("%", "%%"))
            told = json.dumps(plan) if not isinstance(plan, str) else plan
            found |= {each for each in INDEXES if each in told}
    assert found == set(INDEXES)


def many_more() -> None:
    """Payments that were looked for before."""
    columns = ", ".join(
        str(each.column) for each in Payment._meta.concrete_fields
        if each.column not in {"id", "payment_id", "state", "is_sought", "deposit_id"}
    )  # fmt: skip
    db.execute(
        f"INSERT INTO deposits_payment (id, payment_id, state, is_sought, {columns})"
        f" SELECT gen_random_uuid(), 'old_' || number, 'received', true, {columns}"
        "  FROM (SELECT * FROM deposits_payment LIMIT 1) AS one, generate_series(1, 3000) AS number"
    )


INDEXES = (
    "deposits_payment_unsought_idx",
    "deposits_refund_unsought_idx",
    "deposits_settlement_object_idx",
)
