"""The simulated bank's doors: who may speak, how often, and what is not understood."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import httpx2
import pytest

from tests.simulated_bank import STARTS_AT, Bank, Platform, running_bank, signed

BODY = b'{"client_reference":"P1"}'


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Bank]:
    with running_bank(tmp_path) as running:
        yield running


@pytest.mark.parametrize(
    "forged",
    [
        {"X-Bank-Signature": ""},
        {"X-Bank-Signature": "v1=00"},
        {"X-Bank-Key": "somebody"},
        {"X-Bank-Timestamp": "1"},
        {"X-Bank-Timestamp": ""},
        {"X-Bank-Timestamp": "²"},
        {"X-Bank-Timestamp": "now"},
        {"X-Bank-Signature": "v0=" + "0" * 64},
    ],
)
def test_a_request_that_is_not_rightly_signed_is_turned_away(
    bank: Bank, forged: dict[str, str]
) -> None:
    headers = signed("POST", "/v1/payments", BODY) | forged
    sent = {name.encode(): value.encode() for name, value in headers.items()}
    answer = bank.http.post("/v1/payments", content=BODY, headers=sent)
    assert (answer.status_code, answer.json()["code"]) == (401, "BAD_SIGNATURE")
    assert bank.violations()["bad_signature"] == 1


@pytest.mark.parametrize(
    ("method", "target", "body"),
    [
        ("GET", "/v1/payments", BODY),
        ("POST", "/v1/payments?x=1", BODY),
        ("POST", "/v1/payments", BODY + b" "),
    ],
)
def test_a_signature_covers_method_path_query_and_body(
    bank: Bank, method: str, target: str, body: bytes
) -> None:
    headers = signed("POST", "/v1/payments", BODY)
    assert bank.http.request(method, target, content=body, headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("late_seconds", "status"), [(290, 200), (-290, 200), (330, 401), (-330, 401)]
)
def test_a_right_signature_is_good_for_five_minutes(
    bank: Bank, late_seconds: int, status: int
) -> None:
    headers = signed("GET", "/v1/balance", b"", late_seconds=late_seconds)
    assert bank.http.get("/v1/balance", headers=headers).status_code == status


def test_a_signature_may_be_dated_by_the_banks_own_clock(bank: Bank) -> None:
    bank.advance(400 * 86_400)
    there = STARTS_AT + timedelta(days=400)
    headers = signed("GET", "/v1/balance", b"", at=there)
    assert bank.http.get("/v1/balance", headers=headers).status_code == 200
    headers = signed("GET", "/v1/balance", b"", at=there, late_seconds=330)
    assert bank.http.get("/v1/balance", headers=headers).status_code == 401


def test_a_secret_of_somebody_else_opens_nothing(bank: Bank) -> None:
    headers = signed("GET", "/v1/balance", b"", secret="guess")
    assert bank.http.get("/v1/balance", headers=headers).status_code == 401


def test_health_needs_no_signature(bank: Bank) -> None:
    assert bank.http.get("/v1/health").json() == {
        "status": "ok",
        "profile": "demo",
        "now": "2026-11-18T04:30:00.000Z",
    }


def test_an_address_that_is_not_registered_is_turned_away(tmp_path: Path) -> None:
    with running_bank(tmp_path, allowed_networks=(ip_network("10.0.0.0/8"),)) as bank:
        answer = bank.enquire("P1")
        assert (answer.status_code, answer.json()["code"]) == (403, "UNKNOWN_ADDRESS")


def test_the_sandbox_is_for_its_networks_and_not_for_browsers(tmp_path: Path) -> None:
    with running_bank(tmp_path / "open") as bank:
        page = {"Origin": "https://example.com"}
        assert bank.http.get("/_sim/state", headers=page).status_code == 403
        assert bank.http.get("/_sim/state").status_code == 200
    elsewhere = (ip_network("10.0.0.0/8"),)
    with running_bank(tmp_path / "closed", control_networks=elsewhere) as bank:
        assert bank.http.get("/_sim/state").status_code == 403


@pytest.mark.parametrize("body", ["[]", "{", '{"client_reference": "P1"}', ""])
def test_what_is_malformed_was_not_accepted(bank: Bank, body: str) -> None:
    content = body.encode()
    headers = signed("POST", "/v1/payments", content)
    answer = bank.http.post("/v1/payments", content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "MALFORMED")
    assert bank.truth("P1")["submissions"] == 0


def test_a_body_that_is_too_large_is_not_read(bank: Bank) -> None:
    content = b" " * (64 * 1024 + 1)
    headers = signed("POST", "/v1/payments", content)
    answer = bank.http.post("/v1/payments", content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "TOO_LARGE")


def test_only_so_many_a_second_are_taken_and_the_rest_were_not_accepted(bank: Bank) -> None:
    bank.switch(rate_limit_per_second=2)
    answers = [bank.pay(f"P{number}") for number in range(3)]
    assert [each.status_code for each in answers] == [202, 202, 429]
    assert (answers[2].json()["code"], answers[2].headers["retry-after"]) == ("RATE_LIMITED", "1")
    assert bank.truth("P2")["submissions"] == 0
    assert bank.violations()["rate_limit"] == 1
    bank.advance(1)
    assert bank.pay("P2").status_code == 202


def test_only_so_many_are_taken_at_once(bank: Bank) -> None:
    bank.switch(concurrency_limit=1)
    bank.scenario("timeout_after")
    # Its own client: the answer is held until that one hangs up.
    impatient = Platform(str(bank.http.base_url))
    taken = threading.Event()

    def wait_for_an_answer() -> None:
        with pytest.raises(httpx2.ReadTimeout):
            impatient.pay("P1", timeout=10)
        taken.set()

    thread = threading.Thread(target=wait_for_an_answer)
    thread.start()
    while bank.truth("P1")["accepted"] == 0:
        assert not taken.is_set(), "it was answered"
    assert bank.pay("P2").status_code == 429
    thread.join()
    impatient.http.close()


def test_in_maintenance_nothing_is_done(bank: Bank) -> None:
    bank.switch(maintenance=True)
    answer = bank.pay("P1")
    assert (answer.status_code, answer.json()["code"]) == (503, "MAINTENANCE")
    assert answer.headers["retry-after"] == "60"
    assert bank.http.get("/v1/health").json()["status"] == "maintenance"
    bank.switch(maintenance=False)
    assert bank.truth("P1")["submissions"] == 0
    assert bank.pay("P1").status_code == 202


def test_every_behaviour_is_listed_with_its_number(bank: Bank) -> None:
    listed = bank.sim("GET", "behaviours")["behaviours"]
    assert listed[0] == {
        "name": "ok",
        "account_number": "900000000000",
        "vpa": "ok@simbank",
        "does": "accepted, then completed",
        "parameters": {},
    }
    assert {each["name"]: each["parameters"] for each in listed}["returned"] == {"after_seconds": 5}


def test_the_same_instruction_from_everywhere_at_once_is_one_payment(bank: Bank) -> None:
    everybody = [Platform(str(bank.http.base_url)) for _ in range(12)]
    together = threading.Barrier(len(everybody))

    def send(platform: Platform) -> int:
        with platform.http:
            together.wait()
            return platform.pay("P1").status_code

    with ThreadPoolExecutor(len(everybody)) as pool:
        answers = sorted(pool.map(send, everybody))
    assert answers == [200] * 11 + [202]
    bank.advance(1)
    told = bank.truth("P1")
    assert (told["payments"], told["submissions"], told["repeated"]) == (1, 12, 11)
