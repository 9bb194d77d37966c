"""One payout in traces: the request, the worker's rounds that link to it, the bank that is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest

from adulis.payouts.models import Payout
from tests.canaries import spellings
from tests.collector import Collector, Span, running_collector
from tests.databases import TestDatabase
from tests.hooking import an_endpoint
from tests.logbook import lines
from tests.processes import a_bank, a_web, a_worker, free_port, wait_for
from tests.waiting import until
from tests.webhook_receiver import Receiver, running_receiver
from tests.world import Shop, a_shop

CLICK = "click-of-a-trace-0001"
TASKS = ("payouts.dispatch", "payouts.callbacks", "webhooks.fan_out", "webhooks.deliver")
AMOUNT, NUMBER, NAME, NOTE = 7_391_377, "50987600012345", "Canary Rao", "CANARY NOTE"


@pytest.fixture
def collector() -> Iterator[Collector]:
    with running_collector() as running:
        yield running


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running_receiver() as running:
        yield running


@pytest.mark.timeout(300)
def test_a_payout_is_one_request_and_what_links_to_it(
    fresh_database: TestDatabase, tmp_path: Path, collector: Collector, receiver: Receiver
) -> None:
    web_port, bank_port = free_port(), free_port()
    environment = {
        **fresh_database.environment,
        "BANK_BASE_URL": f"http://127.0.0.1:{bank_port}",
        "WEBHOOKS_TO_LOOPBACK": "true",
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector.endpoint,
        "OTEL_BSP_SCHEDULE_DELAY": "100",
    }
    bank = a_bank(environment, tmp_path, bank_port, callback_port=web_port)
    web = a_web(environment, tmp_path / "web.log", web_port, threads=2)
    worker = a_worker(environment, tmp_path / "worker.log", *TASKS)
    shop = a_shop(paise=10_000_000)
    account = shop.add_account(NUMBER, holder_name=NAME)
    try:
        wait_for(bank.start(), bank_port, "/v1/health")
        wait_for(web.start(), web_port, "/healthz")
        an_endpoint(shop, receiver.url("/in"), "payout.completed")
        worker.start()
        key = shop.api_key()
        payout_id = _ask(web_port, key, shop, str(account.id))
        until(lambda: collector.named("webhook.tell"), "the webhook's trace")
    finally:
        for each in (worker, web, bank):
            each.stop()

    assert Payout.objects.get(id=payout_id).state == "completed"
    send = _whole(collector)
    [call] = lines(tmp_path / "bank.log", event="call", method="POST")
    assert call["traceparent"].startswith(f"00-{send.trace}-{send.id}-")
    # Merchants' servers are told nothing of our traces.
    assert all("traceparent" not in each.headers for each in receiver.requests)
    _tells_nothing(collector, key, shop)


def _ask(port: int, key: str, shop: Shop, account_id: str) -> str:
    answer = httpx2.post(
        f"http://127.0.0.1:{port}/api/v1/payouts/",
        timeout=60,
        json={
            "amount_paise": AMOUNT,
            "bank_account_id": account_id,
            "mode": "IMPS",
            "narration": NOTE,
            "reference": "canary-reference",
        },
        headers={
            "Authorization": f"Bearer {key}",
            "X-Merchant-Id": str(shop.id),
            "Idempotency-Key": str(uuid4()),
            "X-Request-ID": CLICK,
            # Of a trace of the client's own, which is none of ours.
            "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        },
    )
    assert answer.is_success, answer.text
    return str(answer.json()["id"])


def _whole(collector: Collector) -> Span:
    """Look at every part of it; returns the call to the bank."""
    [request] = collector.named("POST api/v1/payouts/")
    asked = [(request.trace, request.id)]
    assert (request.service, request.parent) == ("adulis-web", "")
    assert request.trace != "0af7651916cd43dd8448eb211c80319c"
    assert request.said == {
        "adulis.request_id": CLICK,
        "http.request.method": "POST",
        "http.route": "api/v1/payouts/",
        "http.response.status_code": 201,
    }
    [create] = collector.named("payout.create")
    assert (create.trace, collector.parents(create)) == (
        request.trace,
        ["transaction", request.name],
    )
    posts = [each for each in collector.named("ledger.post") if each.trace == request.trace]
    assert [collector.parents(each) for each in posts] == [
        ["payout.create", "transaction", request.name]
    ]

    [send] = collector.named("payout.send")
    assert (send.service, collector.parents(send)) == ("adulis-worker", ["payouts.dispatch"])
    assert (send.links, send.said["adulis.request_id"]) == (asked, CLICK)
    assert {each.name for each in collector.spans if each.trace == send.trace} == {
        "payouts.dispatch", "claim", "transaction", "payout.send", "payout.weigh",
    }  # fmt: skip

    settling = collector.named("payout.weigh")
    assert [each.links for each in settling] == [asked] * len(settling)
    last = settling[-1]
    assert collector.parents(last) == ["transaction", "payouts.callbacks"]
    assert [
        collector.parents(each)
        for each in collector.named("ledger.post")
        if each.trace == last.trace
    ] == [["payout.weigh", "transaction", "payouts.callbacks"]]
    [told] = collector.named("webhook.tell")
    assert (told.links, told.said["http.response.status_code"]) == (asked, 200)
    return send


def _tells_nothing(collector: Collector, key: str, shop: Shop) -> None:
    """What the collector was told, byte by byte: no name, no account, no amount, no words."""
    secrets = [str(AMOUNT), "73913.77", "73,913.77", NUMBER, NAME, NOTE, key, shop.name]
    secrets += ["canary-reference", shop.owner_email]
    told = b"".join(collector.bodies)
    assert CLICK.encode() in told
    found = [each for each in secrets if any(way in told for way in spellings(each))]
    assert found == []
