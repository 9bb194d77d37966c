"""Somebody asks for a payout; whoever works on it later says by which request that was."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import httpx2
import pytest

from adulis.kernel import db
from adulis.payouts.models import Payout
from tests.databases import TestDatabase
from tests.hooking import an_endpoint
from tests.logbook import lines
from tests.processes import Program, a_bank, a_web, a_worker, free_port, wait_for
from tests.simulated_bank import Bank
from tests.waiting import until
from tests.webhook_receiver import Receiver, running_receiver
from tests.world import Shop, a_shop

# Whole programs are started, and waited for.
pytestmark = pytest.mark.timeout(600)

CLICK = "click-of-a-story-0001"
TASKS = (
    *("payouts.dispatch", "payouts.enquire", "payouts.callbacks", "payouts.batches"),
    *("webhooks.fan_out", "webhooks.deliver"),
)


@dataclass
class Installation:
    """Web, worker and bank, running; ``folder`` has their logs."""

    shop: Shop
    key: str
    port: int
    folder: Path
    bank: Bank
    receiver: Receiver

    def log(self, program: str) -> Path:
        return self.folder / f"{program}.log"

    def post(self, path: str, body: object, request_id: str) -> httpx2.Response:
        answer = httpx2.post(
            f"http://127.0.0.1:{self.port}/api/v1{path}",
            json=body,
            headers=self.headers(request_id),
            timeout=60,
        )
        assert answer.is_success, answer.text
        return answer

    def headers(self, request_id: str) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.key}",
            "X-Merchant-Id": str(self.shop.id),
            "Idempotency-Key": str(uuid4()),
            "X-Request-ID": request_id,
        }

    @property
    def order(self) -> dict[str, object]:
        account = str(self.shop.accounts[0].id)
        return {"amount_paise": 50_000, "bank_account_id": account, "mode": "IMPS"}


@pytest.fixture
def running(fresh_database: TestDatabase, tmp_path: Path) -> Iterator[Installation]:
    web_port, bank_port = free_port(), free_port()
    environment = {
        **fresh_database.environment,
        "BANK_BASE_URL": f"http://127.0.0.1:{bank_port}",
        "BANK_PROFILE": "demo",
        "WEBHOOKS_TO_LOOPBACK": "true",
        "LOG_LEVEL": "INFO",
        "LOG_JSON": "true",
    }
    bank = a_bank(environment, tmp_path, bank_port, callback_port=web_port)
    web = a_web(environment, tmp_path / "web.log", web_port, threads=2)
    worker = a_worker(environment, tmp_path / "worker.log", *TASKS)
    programs: list[Program] = [bank, web, worker]
    with running_receiver() as receiver:
        try:
            wait_for(bank.start(), bank_port, "/v1/health")
            wait_for(web.start(), web_port, "/healthz")
            shop = a_shop(paise=1_000_000)
            key = shop.api_key()
            an_endpoint(shop, receiver.url("/in"), "payout.completed")
            worker.start()
            # Nobody is told what was before the consumer came.
            until(lambda: db.fetch_value("SELECT count(*) FROM events_cursor") > 0, "the worker")
            bank_books = Bank(f"http://127.0.0.1:{bank_port}")
            yield Installation(shop, key, web_port, tmp_path, bank_books, receiver)
            bank_books.http.close()
        finally:
            for each in reversed(programs):
                each.stop()


def is_completed(payout_id: UUID) -> bool:
    return Payout.objects.get(id=payout_id).state == "completed"


def test_web_worker_bank_and_webhook_say_the_id_of_the_click(running: Installation) -> None:
    answer = running.post("/payouts/", running.order, CLICK)
    payout_id = answer.json()["id"]
    until(lambda: is_completed(payout_id), "the payout to complete")
    worker = running.log("worker")
    until(lambda: lines(worker, event="webhook.told"), "the webhook to be told")
    payout = Payout.objects.get(id=payout_id)

    assert answer.headers["X-Request-ID"] == CLICK
    [asked] = lines(running.log("web"), event="request", request_id=CLICK)
    assert (asked["path"], asked["subject"]) == ("/api/v1/payouts/", f"payout/{payout_id}")

    [sending] = lines(worker, event="payout.sending", request_id=CLICK)
    heard = lines(worker, event="payout.heard", request_id=CLICK)
    assert {each["payout"] for each in (sending, *heard)} == {payout_id}
    assert (heard[0]["source"], heard[0]["verdict"]) == ("submission", "accepted")
    assert (heard[-1]["state"], heard[-1]["utr"]) == ("completed", payout.utr)
    [told] = lines(worker, event="webhook.told", request_id=CLICK)
    assert told["event_id"].startswith(f"payout/{payout_id}/")

    calls = lines(running.log("bank"), event="call", request_id=CLICK)
    assert calls[0]["path"] == "/v1/payments"
    assert {each["reference"] for each in calls} == {sending["reference"]}
    assert running.bank.sim("GET", f"calls?request_id={CLICK}")["calls"] == calls

    # It is ours and its client's: a receiver of webhooks is told nothing of it.
    [delivery] = running.receiver.heard("/in")
    assert CLICK not in json.dumps(dict(delivery.headers)) + delivery.body.decode()


def test_every_payout_of_a_batch_says_the_id_of_the_file(running: Installation) -> None:
    rows = [{**running.order, "amount_paise": 50_000 + each} for each in range(3)]
    batch = running.post("/payout-batches/", {"rows": rows}, "file-of-a-story-0001").json()
    running.post(f"/payout-batches/{batch['id']}/approve/", {}, "yes-of-a-story-0001")
    until(lambda: Payout.objects.filter(state="completed").count() == 3, "all payouts to complete")

    worker, bank = running.log("worker"), running.log("bank")
    sendings = lines(worker, event="payout.sending", request_id="file-of-a-story-0001")
    calls = lines(bank, event="call", method="POST", request_id="file-of-a-story-0001")
    assert len(sendings) == 3
    assert {each["reference"] for each in calls} == {each["reference"] for each in sendings}


HOSTILE = (b"ten kilobytes" * 800, b"a\tb" * 5, b'"},{"event":"forged"', "é".encode() * 9, b"short")


def test_a_hostile_id_goes_no_further_than_the_door(running: Installation) -> None:
    answered = []
    for given in HOSTILE:
        connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=30)
        body = json.dumps(running.order).encode()
        connection.putrequest("POST", "/api/v1/payouts/")
        told = {**running.headers(""), "Content-Type": "application/json"}
        told["Content-Length"] = str(len(body))
        for name, value in told.items():
            connection.putheader(name, given if name == "X-Request-ID" else value)
        connection.endheaders(body)
        answer = connection.getresponse()
        assert answer.status == 201, answer.read()
        answered.append(answer.headers["X-Request-ID"])
        connection.close()

    assert all(str(UUID(each)) == each for each in answered)
    until(lambda: Payout.objects.filter(state="completed").count() == len(HOSTILE), "the payouts")
    said = b"".join(running.log(each).read_bytes() for each in ("web", "worker", "bank"))
    assert not any(given in said for given in HOSTILE if len(given) > 8)
    at_the_bank = {each["request_id"] for each in lines(running.log("bank"), method="POST")}
    assert at_the_bank == set(answered)
