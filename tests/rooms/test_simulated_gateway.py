"""The simulated payment gateway over HTTP: what becomes of intents, payments, refunds, disputes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from simulators.gateway.behaviours import CATALOGUE
from tests.gateway import CARDS, KEY_ID, STARTS_AT, Gateway, running_gateway

AMOUNT = 500_000


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    with running_gateway(tmp_path) as running:
        yield running


def code_of(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def intent_of(gateway: Gateway, reference: str = "D1", **more: Any) -> str:
    return str(gateway.create(reference, **more).json()["id"])


# --- Intents -------------------------------------------------------------------------------------


def test_an_intent_is_made_and_looked_up(gateway: Gateway) -> None:
    answer = gateway.create("D1")
    made = answer.json()
    assert answer.status_code == 201
    assert made == {
        "id": made["id"],
        "client_reference": "D1",
        "amount_minor": AMOUNT,
        "currency": "INR",
        "status": "requires_payment",
        "description": "Invoice 7",
        "methods": ["card", "bank_transfer", "upi", "netbanking"],
        "checkout_url": f"{gateway.url}/checkout/{made['id']}",
        "return_url": "http://shop.example/return",
        "metadata": {"invoice": "7"},
        "expires_at": "2026-11-18T04:45:00.000Z",
        "created_at": "2026-11-18T04:30:00.000Z",
        "bank_transfer": {
            "account_number": made["bank_transfer"]["account_number"],
            "ifsc": "SIMG0000001",
        },
        "payments": [],
        "refunds": [],
        "disputes": [],
    }
    assert gateway.get(f"intents/{made['id']}") == made
    assert gateway.get("intents?client_reference=D1") == {"data": [made]}
    assert gateway.get("intents?client_reference=D2") == {"data": []}


def test_the_same_key_is_the_same_intent_and_another_body_is_a_conflict(gateway: Gateway) -> None:
    made = gateway.create("D1").json()
    again = gateway.create("D1")
    assert (again.status_code, again.json()) == (200, made)
    assert code_of(gateway.create("D1", 1)) == (409, "idempotency_mismatch")
    assert gateway.violations() == {"idempotency_mismatch": 1}
    counted = {name: gateway.truth("D1")[name] for name in ("submissions", "accepted", "repeated")}
    assert counted == {"submissions": 3, "accepted": 1, "repeated": 1}
    assert gateway.create("D1", key="another-key").status_code == 201


def test_without_a_key_or_a_future_nothing_is_made(gateway: Gateway) -> None:
    assert code_of(gateway.call("POST", "/v1/intents", {})) == (400, "malformed")
    late = gateway.create("D1", expires_at=STARTS_AT.isoformat())
    assert code_of(late) == (422, "expires_in_the_past")
    assert gateway.get("intents?client_reference=D1") == {"data": []}


@pytest.mark.parametrize("auth", [None, (KEY_ID, "wrong"), ("wrong", "wrong"), ("", "")])
def test_only_whom_it_knows(gateway: Gateway, auth: tuple[str, str] | None) -> None:
    answer = gateway.http.get("/v1/intents?client_reference=D1", auth=auth)
    assert code_of(answer) == (401, "unauthorized")
    assert gateway.violations() == {"unauthorized": 1}


def test_an_intent_expires_unless_it_was_paid(gateway: Gateway) -> None:
    waiting, paid = intent_of(gateway), intent_of(gateway, "D2")
    gateway.pay(paid)
    gateway.advance(15 * 60)
    assert gateway.get(f"intents/{waiting}")["status"] == "expired"
    assert gateway.get(f"intents/{paid}")["status"] == "succeeded"


def test_an_intent_is_cancelled_once_and_not_when_it_is_paid(gateway: Gateway) -> None:
    waiting, paid = intent_of(gateway), intent_of(gateway, "D2")
    gateway.pay(paid)
    for _ in range(2):
        answer = gateway.call("POST", f"/v1/intents/{waiting}/cancel")
        assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")
    assert code_of(gateway.call("POST", f"/v1/intents/{paid}/cancel")) == (409, "conflict")
    assert gateway.get(f"intents/{paid}")["status"] == "succeeded"


def test_what_does_not_exist_is_not_found(gateway: Gateway) -> None:
    paid = gateway.paid("D1")["id"]
    for target in ("intents/pi_x", "payments/pay_x", "refunds/rfnd_x", "disputes/dp_x"):
        assert code_of(gateway.call("GET", f"/v1/{target}")) == (404, "not_found")
    # Every thing at its own door only.
    assert code_of(gateway.call("GET", f"/v1/intents/{paid}")) == (404, "not_found")


# --- Payments ------------------------------------------------------------------------------------


def test_a_card_is_captured_and_charged_for(gateway: Gateway) -> None:
    payment = gateway.paid("D1")
    assert payment == {
        "id": payment["id"],
        "intent_id": payment["intent_id"],
        "client_reference": "D1",
        "amount_minor": AMOUNT,
        "currency": "INR",
        "fee_minor": 10_000,
        "tax_minor": 1_800,
        "method": "card",
        "status": "captured",
        "failure": None,
        "payer": {
            "name": "Asha Rao",
            "card_last4": "4242",
            "card_network": "Visa",
            "account_last4": None,
            "ifsc": None,
            "vpa": None,
        },
        "utr": None,
        "captured_at": "2026-11-18T04:30:00.000Z",
        "created_at": "2026-11-18T04:30:00.000Z",
    }
    intent = gateway.get(f"intents/{payment['intent_id']}")
    assert (intent["status"], intent["payments"]) == ("succeeded", [payment])
    assert gateway.get(f"payments/{payment['id']}") == payment
    truth = gateway.truth("D1")
    assert (truth["captures"], truth["money"]) == (
        1,
        {
            "INR": {
                "captured_minor": AMOUNT,
                "refunded_minor": 0,
                "charged_back_minor": 0,
                "won_back_minor": 0,
                "fee_minor": 10_000,
                "tax_minor": 1_800,
                "net_minor": 488_200,
                "settled_minor": 0,
            }
        },
    )


# behaviour: statuses of the intent at once and two days later, captures, and what was captured.
FATES: dict[str, tuple[str, str, int, dict[str, int]]] = {
    "ok": ("succeeded", "succeeded", 1, {"INR": AMOUNT}),
    "pending": ("processing", "succeeded", 1, {"INR": AMOUNT}),
    "authenticate": ("processing", "processing", 0, {}),
    "stuck": ("processing", "processing", 0, {}),
    "card_declined": ("failed", "expired", 0, {}),
    "unknown_code": ("failed", "expired", 0, {}),
    "late_failure": ("processing", "expired", 0, {}),
    "late_success": ("failed", "succeeded", 1, {"INR": AMOUNT}),
    "wrong_amount": ("succeeded", "succeeded", 1, {"INR": AMOUNT - 100}),
    "overpaid": ("succeeded", "succeeded", 1, {"INR": AMOUNT + 10_000}),
    "wrong_currency": ("succeeded", "succeeded", 1, {"USD": AMOUNT}),
    "paid_twice": ("succeeded", "succeeded", 2, {"INR": 2 * AMOUNT}),
}


@pytest.mark.parametrize("behaviour", FATES)
def test_a_card_lives_through_what_its_number_says(gateway: Gateway, behaviour: str) -> None:
    first, last, captures, captured = FATES[behaviour]
    intent_id = gateway.paid("D1", card=CARDS[behaviour])["intent_id"]
    assert gateway.get(f"intents/{intent_id}")["status"] == first
    gateway.advance(2 * 86_400)
    assert gateway.get(f"intents/{intent_id}")["status"] == last
    truth = gateway.truth("D1")
    money = {name: sums["captured_minor"] for name, sums in truth["money"].items()}
    assert (truth["captures"], money) == (captures, captured)


def test_after_a_decline_the_payer_may_try_again(gateway: Gateway) -> None:
    failed = gateway.paid("D1", card=CARDS["insufficient_funds"])
    assert (failed["status"], failed["failure"]["code"]) == ("failed", "insufficient_funds")
    told = gateway.pay(failed["intent_id"])
    assert told["intent"]["status"] == "succeeded"
    assert [each["status"] for each in told["intent"]["payments"]] == ["failed", "captured"]


def test_an_expired_or_cancelled_intent_that_is_paid_late_is_captured(gateway: Gateway) -> None:
    expired, cancelled = intent_of(gateway), intent_of(gateway, "D2")
    gateway.call("POST", f"/v1/intents/{cancelled}/cancel")
    gateway.advance(3_600)
    for intent_id in (expired, cancelled):
        assert gateway.pay(intent_id)["intent"]["status"] == "succeeded"


def test_the_payers_bank_asks_first(gateway: Gateway) -> None:
    for number, (passed, status) in enumerate([(True, "captured"), (False, "failed")]):
        payment = gateway.paid(f"D{number}", card=CARDS["authenticate"])
        assert payment["status"] == "processing"
        answered = gateway.sim("POST", f"payments/{payment['id']}/authenticate", {"passed": passed})
        assert answered["status"] == status


def test_upi_and_transfers_say_who_paid(gateway: Gateway) -> None:
    upi = gateway.paid("D1", method="upi", vpa="asha@bank")
    transfer = gateway.paid("D2", method="bank_transfer", account="50100099887766", name="Asha")
    gateway.advance(1)
    upi = gateway.get(f"payments/{upi['id']}")
    assert (upi["status"], upi["payer"]["vpa"], len(upi["utr"])) == ("captured", "asha@bank", 12)
    assert (transfer["status"], transfer["payer"]["account_last4"]) == ("captured", "7766")


def test_a_transfer_finds_its_intent_by_the_account_or_belongs_to_none(gateway: Gateway) -> None:
    account = gateway.create("D1").json()["bank_transfer"]["account_number"]
    said = {"amount_minor": 4_999, "name": "Asha", "utr": "UTR1"}
    known = gateway.sim("POST", "bank-transfer", {"account_number": account, **said})
    assert (known["client_reference"], known["amount_minor"]) == ("D1", 4_999)
    # The same UTR is the same payment.
    again = gateway.sim("POST", "bank-transfer", {"account_number": account, **said})
    assert again == known
    stray = gateway.sim("POST", "bank-transfer", said | {"account_number": "1", "utr": "UTR2"})
    assert (stray["intent_id"], stray["client_reference"]) == (None, None)
    listed = gateway.get("payments?from=2026-11-18T00:00:00Z&status=captured")["data"]
    assert [each["id"] for each in listed] == [known["id"], stray["id"]]
    everything = gateway.sim("GET", "truth")
    assert everything["without_intent"]["captures"] == 1
    assert everything["totals"]["INR"]["captured_minor"] == 9_998


def test_payments_are_listed_by_time(gateway: Gateway) -> None:
    gateway.paid("D1")
    gateway.advance(60)
    later = gateway.paid("D2")["id"]
    listed = gateway.get("payments?from=2026-11-18T04:30:30Z&to=2026-11-18T05:00:00Z")["data"]
    assert [each["id"] for each in listed] == [later]
    assert gateway.get("payments?to=2026-11-18T04:30:00Z") == {"data": []}


# --- Refunds -------------------------------------------------------------------------------------


def test_a_refund_is_pending_and_then_processed_once(gateway: Gateway) -> None:
    payment_id = gateway.paid("D1")["id"]
    answer = gateway.refund(payment_id, "R1", 1_000)
    made = answer.json()
    assert (answer.status_code, made["status"]) == (201, "pending")
    again = gateway.refund(payment_id, "R1", 1_000)
    assert (again.status_code, again.json()) == (200, made)
    assert code_of(gateway.refund(payment_id, "R1", 999)) == (409, "idempotency_mismatch")
    gateway.advance(60)
    done = gateway.get(f"refunds/{made['id']}")
    assert done == made | {"status": "processed", "processed_at": "2026-11-18T04:30:01.000Z"}
    assert gateway.get("refunds?client_reference=R1") == {"data": [done]}
    told = gateway.refund_truth("R1")
    assert (told["refunds"], told["refunded_minor"]) == (1, 1_000)


def test_no_more_is_given_back_than_was_captured(gateway: Gateway) -> None:
    payment_id = gateway.paid("D1")["id"]
    assert gateway.refund(payment_id, "R1", AMOUNT).status_code == 201
    assert code_of(gateway.refund(payment_id, "R2", 1)) == (422, "refund_too_large")
    declined = gateway.paid("D2", card=CARDS["card_declined"])["id"]
    assert code_of(gateway.refund(declined, "R3", 1)) == (409, "not_refundable")
    gateway.advance(60)
    assert gateway.totals()["INR"]["refunded_minor"] == AMOUNT
    assert gateway.refund_truth("R2")["refunded_minor"] == 0


@pytest.mark.parametrize(
    ("behaviour", "statuses"),
    [
        ("refund_fails", ("failed", "failed")),
        ("refund_pending", ("pending", "processed")),
        ("refund_stuck", ("pending", "pending")),
        ("refund_late_failure", ("pending", "failed")),
    ],
)
def test_refunds_live_through_what_the_card_says(
    gateway: Gateway, behaviour: str, statuses: tuple[str, str]
) -> None:
    payment_id = gateway.paid("D1", card=CARDS[behaviour])["id"]
    refund_id = gateway.refund(payment_id, "R1", AMOUNT).json()["id"]
    seen = []
    for seconds in (10, 60):
        gateway.advance(seconds)
        seen.append(gateway.get(f"refunds/{refund_id}")["status"])
    assert tuple(seen) == statuses
    # What failed may be asked for again.
    again = gateway.refund(payment_id, "R2", AMOUNT).status_code
    assert again == (201 if statuses[1] == "failed" else 422)


def test_a_refund_may_be_scripted_by_its_reference(gateway: Gateway) -> None:
    gateway.scenario("refund_fails", {"object": "refund", "client_reference": "R2"})
    payment_id = gateway.paid("D1")["id"]
    for reference in ("R1", "R2"):
        gateway.refund(payment_id, reference, 100)
    gateway.advance(60)
    statuses = [gateway.refund_truth(each)["statuses"] for each in ("R1", "R2")]
    assert statuses == [["processed"], ["failed"]]


# --- Chargebacks ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("behaviour", "status", "won_back"),
    [("chargeback", "open", 0), ("chargeback_won", "won", AMOUNT), ("chargeback_lost", "lost", 0)],
)
def test_a_payment_is_charged_back(
    gateway: Gateway, behaviour: str, status: str, won_back: int
) -> None:
    payment = gateway.paid("D1", card=CARDS[behaviour])
    gateway.advance(60)
    (dispute,) = gateway.get(f"intents/{payment['intent_id']}")["disputes"]
    assert gateway.get(f"disputes/{dispute['id']}") == dispute
    assert (dispute["status"], dispute["amount_minor"], dispute["fee_minor"]) == (
        status,
        AMOUNT,
        50_000,
    )
    money = gateway.truth("D1")["money"]["INR"]
    assert (money["charged_back_minor"], money["won_back_minor"]) == (AMOUNT, won_back)
    # What was charged back cannot be given back as well.
    refunded = gateway.refund(payment["id"], "R1", 1).status_code
    assert refunded == (201 if won_back else 422)


def test_a_chargeback_nobody_answers_is_lost_and_one_with_evidence_waits(gateway: Gateway) -> None:
    first, second = gateway.paid("D1")["id"], gateway.paid("D2")["id"]
    for payment_id in (first, second):
        gateway.act(payment_id, "dispute", reason_code="not_received", amount_minor=1_000)
    (one,) = gateway.get(f"disputes?payment_id={first}")["data"]
    (two,) = gateway.get(f"disputes?payment_id={second}")["data"]
    assert one["evidence_due_by"] == "2026-11-25T04:30:00.000Z"
    handed_in = gateway.call("POST", f"/v1/disputes/{two['id']}/evidence", {"text": "receipt"})
    assert handed_in.json()["evidence"] == [{"text": "receipt"}]
    gateway.advance(8 * 86_400)
    assert gateway.get(f"disputes/{one['id']}")["status"] == "lost"
    assert gateway.get(f"disputes/{two['id']}")["status"] == "open"
    too_late = gateway.call("POST", f"/v1/disputes/{two['id']}/evidence", {"text": "more"})
    assert code_of(too_late) == (409, "conflict")
    accepted = gateway.call("POST", f"/v1/disputes/{two['id']}/accept")
    assert (accepted.status_code, accepted.json()["status"]) == (200, "lost")
    assert code_of(gateway.call("POST", f"/v1/disputes/{two['id']}/accept")) == (409, "conflict")


# --- Rates ---------------------------------------------------------------------------------------


def test_rates_are_the_same_for_a_minute_and_can_be_fixed(gateway: Gateway) -> None:
    first = gateway.get("rates?base=USD&quote=INR")
    assert first == {
        "base": "USD",
        "quote": "INR",
        "rate": first["rate"],
        "at": "2026-11-18T04:30:00.000Z",
    }
    assert 83 < float(first["rate"]) < 84
    gateway.advance(30)
    assert gateway.get("rates?base=USD&quote=INR")["rate"] == first["rate"]
    gateway.advance(30)
    assert gateway.get("rates?base=USD&quote=INR")["rate"] != first["rate"]
    gateway.sim("POST", "rates", {"base": "USD", "rate": "90.5"})
    assert gateway.get("rates?base=USD&quote=INR")["rate"] == "90.5000"
    gateway.sim("POST", "rates", {"base": "USD", "rate": None})
    assert gateway.get("rates?base=USD&quote=INR")["rate"] != "90.5000"
    assert code_of(gateway.call("GET", "/v1/rates?base=JPY&quote=INR")) == (400, "malformed")


# --- Everything it was asked to do ---------------------------------------------------------------


def test_the_books_add_up_whatever_happened(gateway: Gateway) -> None:
    for name, card in CARDS.items():
        gateway.paid(f"X-{name}", card=card)
    gateway.advance(90 * 86_400)
    for currency, sums in gateway.totals().items():
        assert sums["net_minor"] == (
            sums["captured_minor"]
            - sums["refunded_minor"]
            - sums["charged_back_minor"]
            + sums["won_back_minor"]
            - sums["fee_minor"]
            - sums["tax_minor"]
        ), currency
        assert (sums["settled_minor"], sums["owed_minor"]) == (sums["net_minor"], 0)
    assert len(CARDS) == len(CATALOGUE.behaviours)
