"""The simulated payment gateway at its worst: answers, webhooks, crashes; and its page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from simulators.gateway.crash import POINTS
from tests.gateway import (
    CARDS,
    RETURN_URL,
    WEBHOOK_SECRET,
    Gateway,
    GatewayProcess,
    gateway_process,
    running_gateway,
)
from tests.simulated_bank import Callback, Receiver, running_bank

AMOUNT = 500_000
CUT_OFF = (httpx2.RemoteProtocolError, httpx2.ReadError, httpx2.ConnectError)
SHORT = 0.3


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as listening:
        yield listening


@pytest.fixture
def gateway(tmp_path: Path, receiver: Receiver) -> Iterator[Gateway]:
    with running_gateway(tmp_path, webhook_url=receiver.url) as running:
        yield running


def is_genuine(callback: Callback) -> bool:
    """What a receiver that follows Standard Webhooks would say."""
    try:
        Webhook(WEBHOOK_SECRET).verify(callback.body, callback.headers, json_parse=False)
    except WebhookVerificationError:
        return False
    return True


# --- Answers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "accepted"),
    [
        ("timeout_before", 0),
        ("reset_before", 0),
        ("err500_before", 0),
        ("cut_before", 0),
        ("timeout_after", 1),
        ("reset_after", 1),
        ("err500_after", 1),
        ("cut_after", 1),
        ("html_after", 1),
        ("truncated_after", 1),
        ("error_body_after", 1),
    ],
)
def test_an_answer_is_lost_before_or_after_acceptance(
    gateway: Gateway, fault: str, accepted: int
) -> None:
    gateway.scenario(fault, {"client_reference": "D1"})
    try:
        answer = gateway.create("D1", timeout=SHORT)
    except httpx2.HTTPError:
        answer = None
    assert (
        answer is None
        or "pi_" not in answer.text
        or answer.status_code >= 500
        or (_is_no_intent(answer))
    )
    assert len(gateway.get("intents?client_reference=D1")["data"]) == accepted
    again = gateway.create("D1")
    assert again.status_code == (200 if accepted else 201)
    assert gateway.truth("D1")["accepted"] == 1


def _is_no_intent(answer: httpx2.Response) -> bool:
    """Torn in the middle."""
    try:
        answer.json()
    except ValueError:
        return True
    return False


def test_a_magic_address_loses_the_first_answer_only(gateway: Gateway) -> None:
    customer = {"name": "Asha", "email": "err500-after@simgate.example"}
    assert gateway.create("D1", customer=customer).status_code == 500
    assert gateway.create("D1", customer=customer).status_code == 200


def test_the_answer_to_a_refund_is_lost_when_the_card_says_so(gateway: Gateway) -> None:
    payment_id = gateway.paid("D1", card=CARDS["err500_after"])["id"]
    assert gateway.refund(payment_id, "R1", 100).status_code == 500
    assert gateway.refund(payment_id, "R1", 100).status_code == 200
    gateway.advance(60)
    assert gateway.refund_truth("R1")["refunded_minor"] == 100


def test_without_dedupe_the_same_key_makes_another(gateway: Gateway) -> None:
    gateway.scenario("nodedup")
    ids = {gateway.create("D1").json()["id"] for _ in range(2)}
    assert len(ids) == len(gateway.get("intents?client_reference=D1")["data"]) == 2


def test_what_was_accepted_is_not_seen_for_a_while(gateway: Gateway) -> None:
    gateway.scenario("invisible", visible_after_seconds=10)
    intent_id = gateway.create("D1").json()["id"]
    assert gateway.call("GET", f"/v1/intents/{intent_id}").status_code == 404
    assert gateway.get("intents?client_reference=D1") == {"data": []}
    gateway.advance(10)
    assert gateway.get(f"intents/{intent_id}")["status"] == "requires_payment"


def test_look_ups_lag_behind_a_payment(gateway: Gateway) -> None:
    intent_id = gateway.create("D1").json()["id"]
    gateway.advance(60)
    gateway.switch(enquiry_lag_seconds=5)
    payment_id = gateway.pay(intent_id)["payments"][0]["id"]
    seen = gateway.get(f"intents/{intent_id}")
    assert (seen["status"], seen["payments"]) == ("processing", [])
    assert gateway.call("GET", f"/v1/payments/{payment_id}").status_code == 404
    gateway.advance(5)
    assert gateway.get(f"intents/{intent_id}")["status"] == "succeeded"


@pytest.mark.parametrize(
    ("behaviour", "seen"),
    [
        ("status_goes_back", ["succeeded", "processing", "processing", "succeeded"]),
        ("contradicting_enquiry", ["failed"] * 4),
        ("enquiry_err500", [500, 500, "succeeded", "succeeded"]),
        ("enquiry_429", [429, 429, "succeeded", "succeeded"]),
    ],
)
def test_look_ups_lie_or_fail_as_the_card_says(
    gateway: Gateway, behaviour: str, seen: list[Any]
) -> None:
    intent_id = gateway.paid("D1", card=CARDS[behaviour])["intent_id"]
    told = []
    for _ in seen:
        answer = gateway.call("GET", f"/v1/intents/{intent_id}")
        told.append(answer.json().get("status") or answer.status_code)
    assert told == seen
    assert gateway.truth("D1")["captures"] == 1


def test_too_many_and_too_busy_accept_nothing(gateway: Gateway) -> None:
    gateway.switch(rate_limit_per_second=1)
    assert gateway.create("D1").status_code == 201
    refused = gateway.create("D2")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
    assert gateway.truth("D2")["submissions"] == 0
    gateway.switch(rate_limit_per_second=None, maintenance=True)
    assert gateway.create("D3").status_code == 503
    gateway.switch(maintenance=False, enquiries_down=True)
    assert gateway.call("GET", "/v1/intents?client_reference=D1").status_code == 503


# --- Webhooks ------------------------------------------------------------------------------------


def test_a_capture_is_told_under_two_ids(gateway: Gateway, receiver: Receiver) -> None:
    payment = gateway.paid("D1")
    gateway.advance(1)
    captured, succeeded = receiver.got
    assert (captured.type, succeeded.type) == ("payment.captured", "intent.succeeded")
    assert captured.said == {
        "type": "payment.captured",
        "timestamp": "2026-11-18T04:30:00.000Z",
        "data": payment,
    }
    assert succeeded.said["data"] == gateway.get(f"intents/{payment['intent_id']}")
    assert captured.headers["webhook-id"] != succeeded.headers["webhook-id"]
    assert is_genuine(captured)
    assert is_genuine(succeeded)


@pytest.mark.parametrize(
    ("behaviour", "types"),
    [
        ("ok", ["payment.captured", "intent.succeeded"]),
        ("pending", ["intent.processing", "payment.captured", "intent.succeeded"]),
        ("card_declined", ["payment.failed", "intent.failed"]),
        (
            "late_success",
            ["payment.failed", "intent.failed", "payment.captured", "intent.succeeded"],
        ),
        ("lost_hooks", []),
        ("unknown_type_hooks", ["payment.teleported"] * 2),
        ("contradicting_hooks", ["payment.failed"] * 2),
        ("changed_hooks", ["payment.captured"] * 2 + ["intent.succeeded"] * 2),
        ("dup_hooks", ["payment.captured"] * 3 + ["intent.succeeded"] * 3),
        ("swapped_hooks", ["intent.succeeded", "payment.captured"]),
        ("replayed_hooks", ["payment.captured", "intent.succeeded"] * 2),
        (
            "forged_hooks",
            ["payment.failed", "payment.captured", "intent.failed", "intent.succeeded"],
        ),
    ],
)
def test_webhooks_tell_it_as_the_card_says(
    gateway: Gateway, receiver: Receiver, behaviour: str, types: list[str]
) -> None:
    gateway.paid("D1", card=CARDS[behaviour])
    gateway.advance(60)
    assert [each for each in receiver.types if each != "settlement.paid"] == types


def test_the_forged_the_stale_and_the_badly_signed_are_not_genuine(
    gateway: Gateway, receiver: Receiver
) -> None:
    genuine = {}
    for behaviour in ("forged_hooks", "stale_hooks", "bad_signature_hooks", "ok"):
        before = len(receiver.got)
        gateway.paid(behaviour, card=CARDS[behaviour])
        gateway.advance(1)
        genuine[behaviour] = [is_genuine(each) for each in receiver.got[before:]]
    assert genuine == {
        "forged_hooks": [False, True, False, True],
        "stale_hooks": [False, False],
        "bad_signature_hooks": [False, False],
        "ok": [True, True],
    }


def test_a_webhook_nobody_takes_comes_again(gateway: Gateway, receiver: Receiver) -> None:
    receiver.status = 500
    gateway.paid("D1")
    gateway.advance(1)
    receiver.status = 200
    gateway.advance(2)
    assert len(receiver.got) == 4
    assert len({each.headers["webhook-id"] for each in receiver.got}) == 2


# --- Payouts -------------------------------------------------------------------------------------


def test_what_was_collected_is_paid_out_net_and_reported(
    gateway: Gateway, receiver: Receiver
) -> None:
    payment = gateway.paid("D1")
    gateway.refund(payment["id"], "R1", 1_000)
    gateway.advance(60)
    (payout,) = gateway.sim("GET", "payouts")["payouts"]
    assert (payout["amount_minor"], payout["day"]) == (487_200, "2026-11-18")
    paid, given_back, total = gateway.report("2026-11-18")
    assert (paid["kind"], paid["gross_minor"], paid["fee_minor"], paid["net_minor"]) == (
        ("payment", "500000", "10000", "488200")
    )
    assert (given_back["kind"], given_back["net_minor"]) == ("refund", "-1000")
    assert (total["kind"], total["net_minor"], total["utr"]) == ("total", "487200", payout["utr"])
    (told,) = [each for each in receiver.got if each.type == "settlement.paid"]
    assert told.said["data"] == payout
    assert gateway.report("2026-11-17") == []
    assert gateway.call("GET", "/v1/settlements/2026-11-19.csv").status_code == 404


def test_a_payout_arrives_at_the_bank_once(tmp_path: Path) -> None:
    with (
        running_bank(tmp_path) as bank,
        running_gateway(tmp_path, bank_url=bank.http.base_url) as gateway,
    ):
        gateway.sim("POST", "callbacks", {"url": f"{bank.http.base_url}/_sim/nobody"})
        bank.advance(3_600)
        gateway.paid("D1")
        gateway.advance(60)
        (payout,) = gateway.sim("GET", "payouts")["payouts"]
        (line,) = [each for each in bank.statement("2026-11-18") if each["kind"] == "inward"]
        assert (line["utr"], line["amount_paise"]) == (payout["utr"], "488200")


def test_while_payouts_are_held_up_nothing_is_lost(gateway: Gateway) -> None:
    gateway.switch(settlements_down=True)
    gateway.paid("D1")
    gateway.advance(60)
    assert gateway.sim("GET", "payouts") == {"payouts": []}
    gateway.switch(settlements_down=False)
    gateway.advance(3_600)
    assert [each["amount_minor"] for each in gateway.sim("GET", "payouts")["payouts"]] == [488_200]


def test_a_payment_that_is_left_out_is_in_no_payout_until_it_is_not(gateway: Gateway) -> None:
    payment = gateway.paid("D1")
    gateway.switch(settlements_omit=[payment["id"]])
    gateway.paid("D2")
    gateway.advance(3_600)
    paid = [each["amount_minor"] for each in gateway.sim("GET", "payouts")["payouts"]]
    assert paid == [488_200]
    report = gateway.call("GET", "/v1/settlements/2026-11-18.csv").text
    assert payment["id"] not in report
    gateway.switch(settlements_omit=[])
    gateway.sim("POST", "settle", {"currency": "INR"})
    assert payment["id"] in gateway.call("GET", "/v1/settlements/2026-11-18.csv").text


def test_what_shall_be_paid_out_sooner_takes_along_what_waited_for_tomorrow(
    gateway: Gateway,
) -> None:
    gateway.switch(settlement_seconds=None)
    gateway.paid("D1")
    gateway.advance(60)
    assert gateway.sim("GET", "payouts") == {"payouts": []}
    gateway.switch(settlement_seconds=20)
    gateway.paid("D2")
    gateway.advance(60)
    assert [each["amount_minor"] for each in gateway.sim("GET", "payouts")["payouts"]] == [976_400]


# --- Crashes -------------------------------------------------------------------------------------


@pytest.fixture
def process(tmp_path: Path, receiver: Receiver) -> Iterator[GatewayProcess]:
    with gateway_process(tmp_path, "--virtual-clock", "--webhook-url", receiver.url) as made:
        yield made


@pytest.mark.parametrize("point", POINTS)
def test_after_a_crash_at_any_point_it_is_captured_once_and_told(
    process: GatewayProcess, receiver: Receiver, point: str
) -> None:
    gateway = process.start()
    gateway.sim("POST", "crash", {"point": point})
    try:
        gateway.paid("D1", behaviour="pending", after_seconds=5)
        gateway.advance(60)
    except CUT_OFF:
        pass
    assert process.wait() == 137
    gateway.http.close()
    process.stop()

    gateway = process.start()
    intent = gateway.create("D1", expires_at="2036-01-01T00:00:00Z")
    if intent.status_code == 409:
        intent_id = gateway.get("intents?client_reference=D1")["data"][0]["id"]
    else:
        intent_id = intent.json()["id"]
    if not gateway.get(f"intents/{intent_id}")["payments"]:
        gateway.pay(intent_id, behaviour="pending", after_seconds=5)
    gateway.advance(60)
    gateway.advance(60)
    truth = gateway.truth("D1")
    assert (truth["captures"], truth["money"]["INR"]["captured_minor"]) == (1, AMOUNT)
    assert {"payment.captured", "intent.succeeded"} <= set(receiver.types)
    gateway.http.close()


# --- The checkout page ---------------------------------------------------------------------------


def press(gateway: Gateway, intent_id: str, how: str = "pay", **typed: str) -> httpx2.Response:
    """A payer presses a button of the page."""
    said = {"method": "card", "card": "4242 4242 4242 4242", "name": "Asha", "how": how} | typed
    return gateway.http.post(f"/checkout/{intent_id}/pay", data=said)


def came_back(answer: httpx2.Response) -> tuple[str, str]:
    """Where the browser is sent, and with which status."""
    parts = urlsplit(answer.headers["location"])
    status = parse_qs(parts.query)["status"][0]
    return f"{parts.scheme}://{parts.netloc}{parts.path}", status


def test_the_page_has_no_script_and_nothing_from_elsewhere(gateway: Gateway) -> None:
    intent_id = gateway.create("D1", description="<script>alert(1)</script>").json()["id"]
    answer = gateway.http.get(f"/checkout/{intent_id}")
    assert answer.status_code == 200
    assert "₹5,000.00" in answer.text
    assert "<script" not in answer.text
    assert set(re.findall(r'(?:src|href|action)="(\w+:[^"]*)"', answer.text)) == {
        f"{RETURN_URL}?intent_id={intent_id}&amp;client_reference=D1&amp;status=requires_payment"
    }
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none';"
        " form-action 'self' http://shop.example"
    )
    assert gateway.http.get("/checkout/style.css").headers["content-type"].startswith("text/css")
    assert gateway.http.get("/checkout/pi_nobody").status_code == 404


@pytest.mark.parametrize(
    ("how", "status", "captured", "later"),
    [
        ("pay", "succeeded", AMOUNT, AMOUNT),
        ("wrong", "succeeded", 499_950, 499_950),
        ("twice", "succeeded", 2 * AMOUNT, 2 * AMOUNT),
        ("late", "requires_payment", 0, AMOUNT),
    ],
)
def test_a_button_of_the_page_pays_and_leads_back(
    gateway: Gateway, how: str, status: str, captured: int, later: int
) -> None:
    intent_id = gateway.create("D1").json()["id"]
    answer = press(gateway, intent_id, how, amount="4,999.50")
    assert (answer.status_code, came_back(answer)) == (303, (RETURN_URL, status))

    def so_far() -> int:
        money = gateway.truth("D1")["money"]
        return int(money["INR"]["captured_minor"]) if money else 0

    assert so_far() == captured
    gateway.advance(3_600)
    assert so_far() == later


def test_who_is_declined_stays_and_may_try_again(gateway: Gateway) -> None:
    intent_id = gateway.create("D1").json()["id"]
    answer = press(gateway, intent_id, "decline")
    assert answer.headers["location"] == f"../{intent_id}?method=card"
    assert "You can try again." in gateway.http.get(f"/checkout/{intent_id}").text
    assert came_back(press(gateway, intent_id))[1] == "succeeded"
    # And not once more, unless somebody insists.
    assert "error=" in press(gateway, intent_id).headers["location"]
    assert gateway.truth("D1")["captures"] == 1
    press(gateway, intent_id, "anyway")
    assert gateway.truth("D1")["captures"] == 2


def test_a_mistyped_card_is_said_on_the_page(gateway: Gateway) -> None:
    intent_id = gateway.create("D1").json()["id"]
    answer = press(gateway, intent_id, card="4242424242424241")
    page = gateway.http.get(f"/checkout/{answer.headers['location'].removeprefix('../')}")
    assert 'role="alert"' in page.text
    assert gateway.truth("D1")["payments"] == []


@pytest.mark.parametrize(("passed", "status"), [("yes", "captured"), ("no", "failed")])
def test_the_page_asks_for_the_payers_bank(gateway: Gateway, passed: str, status: str) -> None:
    intent_id = gateway.create("D1").json()["id"]
    press(gateway, intent_id, card=CARDS["authenticate"])
    page = gateway.http.get(f"/checkout/{intent_id}").text
    assert "3-D Secure" in page
    (payment_id,) = re.findall(r'name="payment" value="(pay_\w+)"', page)
    said = {"payment": payment_id, "passed": passed}
    gateway.http.post(f"/checkout/{intent_id}/authenticate", data=said)
    assert gateway.get(f"payments/{payment_id}")["status"] == status
