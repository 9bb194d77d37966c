"""What is deployed works: ``deploy/compose.yaml`` is started, and people trade through its nginx.

Two web processes, live, two workers, the simulated bank and gateway, and nginx with TLS in front of
them, from the very commands, settings and configuration that are deployed (``tests.containers``).
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import boto3
import httpx2
import pytest
from botocore.config import Config
from redis import Redis
from redis.exceptions import AuthenticationError

from adulis.deposits.models import Deposit
from adulis.kernel import db
from tests.bank import broken_promises
from tests.containers import GATEWAY_KEY, Deployment, deployed
from tests.gateway import CARDS, Gateway
from tests.letters import Written, letters_to
from tests.market import Market, Trader
from tests.paying import ConnectedGateway
from tests.redis_server import PATIENCE
from tests.simulated_bank import Bank
from tests.storm.collected import compare
from tests.storm.stage import Stage
from tests.story.test_a_deal_from_signing_up_to_the_reviews import eight_steps
from tests.waiting import until
from tests.world import a_shop

METRICS_TOKEN = "what prometheus says"
REDIS_PASSWORD = "for-tests-only"
pytestmark = pytest.mark.timeout(420)

# Everything that happened was read by whoever follows it, and no timer is late.
_UNREAD = """
SELECT (SELECT count(*) FROM events_cursor
         WHERE (xid, id) < (SELECT xid::text::bigint, id
                              FROM events_event ORDER BY xid DESC, id DESC LIMIT 1))
     + (SELECT count(*) FROM timers_timer WHERE state = 'running' AND due_at <= adulis_clock())
"""


@dataclass(slots=True, kw_only=True)
class DeployedMarket(Market):
    """A market whose workers are processes of their own: what is due is waited for."""

    gateway: Any
    deployment: Deployment
    stage: Stage

    def pay(self, deposit_id: str, **how: Any) -> None:
        def page() -> str:
            return Deposit.objects.get(id=UUID(deposit_id)).intent_id

        until(page, lambda: f"a page to pay on:\n{self.deployment.said()}")
        self.gateway.pay(page(), **(how or {"card": CARDS["ok"]}))
        self.work()

    def letter_to(self, email: str) -> Written:
        until(lambda: letters_to(email), lambda: f"a letter to {email}:\n{self.deployment.said()}")
        return letters_to(email)[-1]

    def disagreements(self) -> list[str]:
        # What the gateway paid out meanwhile is on tomorrow's statement of the bank.
        books = ConnectedGateway(self.gateway, self.deployment.url, self.deployment.folder)
        return broken_promises() + compare(books.books_without_a_bank)

    def live(self, seconds: float) -> None:
        self.work()
        self.stage.advance(round(seconds) + 1)
        self.work()

    def until(self, moment: str) -> None:
        left = db.fetch_value("SELECT %s::timestamptz - adulis_clock()", [moment])
        self.live(max(1, left.total_seconds()))

    def work(self) -> None:
        until(
            lambda: self.stage.until_calm() and not db.fetch_value(_UNREAD),
            lambda: f"rest; {db.fetch_value(_UNREAD)} unread:\n{self.deployment.said()}",
        )

    def _came(self, headers: dict[str, str]) -> Trader:
        made = Trader(self.deployment.client(headers=headers))
        self.traders.append(made)
        return made


@pytest.fixture
def deployment(fresh_database: Any, tmp_path: Path) -> Iterator[Deployment]:
    with deployed(
        tmp_path,
        fresh_database,
        {"sandbox", "redis", "storage"},
        FILES_S3_ENDPOINT="http://storage:8333",
        FILES_S3_BUCKET="files",
        FILES_S3_REGION="us-east-1",
        FILES_S3_ACCESS_KEY="for-tests",
        FILES_S3_SECRET_KEY="for-tests-only",
        REDIS_PASSWORD=REDIS_PASSWORD,
        REDIS_URL=f"redis://:{REDIS_PASSWORD}@redis:6379/0?{PATIENCE}",
        PUBLIC_URL="https://adulis.example",
        BANK_CALLBACK_SECRET="whsec_dGVzdHMgb25seTogdGhlIGNhbGxiYWNrIHNlY3JldC4=",
        SIMGATE_WEBHOOK_SECRET="whsec_dGVzdHMgb25seTogdGhlIHdlYmhvb2sgc2VjcmV0Li4=",
        PAYMENT_GATEWAY_PROFILE="demo",
        PAYOUT_BANK_FAILURE_RATE="0",
        LOG_LEVEL="INFO",
        METRICS_TOKEN=METRICS_TOKEN,
    ) as running:
        yield running


@pytest.fixture
def market(deployment: Deployment) -> Iterator[DeployedMarket]:
    gateway = Gateway(f"http://{deployment.addresses['gateway'][0]}:8002")
    bank = Bank(f"http://{deployment.addresses['bank'][0]}:8001")
    stage = Stage(deployment.folder, {}, "", bank, 0, gateway=gateway)
    made = DeployedMarket(gateway=gateway, deployment=deployment, stage=stage)
    try:
        yield made
    finally:
        for client in (bank.http, gateway.http, *(each.http for each in made.traders)):
            client.close()


def test_people_trade_through_the_proxy_and_nobody_goes_around_it(market: DeployedMarket) -> None:
    deployment = market.deployment
    # Whoever says half a sentence and no more is hung up on, while others trade.
    with _half_a_request(deployment) as slow:
        eight_steps(market)

        assert _last_words(slow).partition(b"\r\n")[0] in {b"", b"HTTP/1.1 408 Request Time-out"}
    _both_web_processes_were_asked(deployment)
    _nobody_goes_around(deployment)
    _what_the_proxy_says_itself(deployment)
    _metrics_are_read_from_inside(deployment)
    _redis_counts(deployment)
    _files_are_in_the_storage(deployment)
    _events_arrive_at_once(market)
    _one_web_process_dies(deployment)


def _half_a_request(deployment: Deployment) -> socket.socket:
    address, _, port = deployment.plain_url.removeprefix("http://").partition(":")
    line = socket.create_connection((address, int(port)))
    line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    return line


def _last_words(line: socket.socket) -> bytes:
    """What was said before the other side hung up, which may be without goodbye; TimeoutError
    where it does not.
    """
    line.settimeout(60)
    with line.makefile("rb") as said, suppress(ConnectionResetError):
        return said.read()
    return b""


def _both_web_processes_were_asked(deployment: Deployment) -> None:
    for program in deployment.programs["web"]:
        assert '"path":"/api/v1/deals/"' in program.said


def _nobody_goes_around(deployment: Deployment) -> None:
    around = f"http://{deployment.addresses['web'][0]}:8000"
    for path in ("/api/v1/deals/", "/admin/login/"):
        answer = httpx2.get(
            f"{around}{path}", trust_env=False, timeout=60, headers={"Host": "nginx"}
        )
        assert answer.status_code == 403
    assert httpx2.get(f"{around}/healthz", trust_env=False, timeout=60).status_code == 200
    with deployment.client() as client:
        # What a client claims about itself is replaced on the way.
        forged = {
            "X-Gateway-Key": "mine",
            "X-Forwarded-For": "6.6.6.6",
            "X-Request-Id": "the-test-1",
        }
        answer = client.get("/api/v1/deals/", headers=forged)
    assert (answer.status_code, answer.headers["x-request-id"]) == (401, "the-test-1")
    said = "".join(program.said for program in deployment.programs["web"])
    (line,) = [each for each in said.splitlines() if '"request_id":"the-test-1"' in each]
    assert '"address":"127.0.0.1"' in line
    assert "6.6.6.6" not in said
    assert GATEWAY_KEY not in said + deployment.programs["nginx"][0].said


def _what_the_proxy_says_itself(deployment: Deployment) -> None:
    moved = httpx2.get(f"{deployment.plain_url}/deals/x?y=1", trust_env=False, timeout=60)
    at_home = f"{deployment.given['PUBLIC_URL']}/deals/x?y=1"
    assert (moved.status_code, moved.headers["location"]) == (301, at_home)
    with pytest.raises(httpx2.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx2.get(deployment.url, trust_env=False, timeout=60)
    with deployment.client() as client:
        refused = client.post("/api/v1/deals/", content=b" " * 13 * 1_048_576)
        page = client.get("/admin/login/")
        styles = client.get("/static/admin/css/base.css")
    assert refused.status_code == 413
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == "body_too_large"
    assert (page.status_code, styles.status_code) == (200, 200)
    for answer in (refused, page, styles):
        assert answer.headers.get_list("strict-transport-security") == [
            "max-age=31536000; includeSubDomains"
        ]
    # The simulators' door is theirs: it leads to callbacks and to nothing else.
    inside = f"http://{deployment.addresses['nginx'][0]}:8080"
    assert httpx2.get(f"{inside}/api/v1/deals/", trust_env=False, timeout=60).status_code == 404
    answer = httpx2.post(
        f"{inside}/api/v1/bank/callbacks/simbank/", content=b"{}", trust_env=False, timeout=60
    )
    assert answer.json()["code"] != "gateway_key_required"


def _metrics_are_read_from_inside(deployment: Deployment) -> None:
    token = {"Authorization": f"Bearer {METRICS_TOKEN}"}
    with deployment.client(headers=token) as client:
        assert client.get("/metrics").status_code == 404
    for name, port in (("web", 8000), ("live", 8002)):
        url = f"http://{deployment.addresses[name][0]}:{port}/metrics"
        told = httpx2.get(url, headers=token, trust_env=False, timeout=60).text
        assert "adulis_workers_alive 2.0" in told
    told = httpx2.get(
        f"http://{deployment.addresses['web'][0]}:8000/metrics",
        headers=token,
        trust_env=False,
        timeout=60,
    ).text
    # What all processes of a container answered, whichever of them is asked.
    assert 'route="api/v1/deals/' in told


def _redis_counts(deployment: Deployment) -> None:
    """Who has asked, and nothing else; and not for whoever has no password."""
    for name, port in (("web", 8000), ("live", 8002)):
        url = f"http://{deployment.addresses[name][0]}:{port}/readyz"
        assert httpx2.get(url, trust_env=False, timeout=60).json()["checks"]["redis"] == "ok"
    host = deployment.addresses["redis"][0]
    with Redis(host=host, password=REDIS_PASSWORD, protocol=2, decode_responses=True) as ours:
        # What it keeps is soon forgotten; that it was asked is not.
        assert ours.info("commandstats")["cmdstat_evalsha"]["calls"] > 0
        assert [each for each in ours.keys("*") if not each.startswith("adulis:throttle:")] == []
    with Redis(host=host, protocol=2) as theirs, pytest.raises(AuthenticationError):
        theirs.ping()


def _files_are_in_the_storage(deployment: Deployment) -> None:
    """What people uploaded, sealed; and not on the volume, which only one machine would have."""
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{deployment.addresses['storage'][0]}:8333",
        region_name="us-east-1",
        aws_access_key_id="for-tests",
        aws_secret_access_key="for-tests-only",
        config=Config(s3={"addressing_style": "path"}),
    )
    (first, *_) = client.list_objects_v2(Bucket="files")["Contents"]
    content = client.get_object(Bucket="files", Key=first["Key"])["Body"].read()
    assert b"%PDF" not in content
    assert not [each for each in (deployment.folder / "files").rglob("*") if each.is_file()]


def _events_arrive_at_once(market: DeployedMarket) -> None:
    """Through a proxy that keeps answers back, a stream would say nothing until it ends."""
    shop = a_shop("Dipti", paise=100_000)
    program = market.program(shop)
    path, seen = "/api/v1/stream/?after=now", ""
    with program.http.stream("GET", path) as stream:
        assert stream.status_code == 200
        told = stream.iter_text()
        seen += next(told)
        program.post(
            "/payouts/", {"amount_paise": 10_000, "bank_account_id": str(shop.accounts[0].id)}
        )
        while "payout.created" not in seen:
            seen += next(told)
    market.work()


def _one_web_process_dies(deployment: Deployment) -> None:
    deployment.programs["web"][0].kill()
    with deployment.client() as client:
        codes = [client.get("/api/v1/deals/").json()["code"] for _ in range(12)]
    # Every ten seconds it is asked whether it is back, and until then the other answers everything.
    # Whoever meets it is told so as the API would, and nothing is sent a second time.
    assert set(codes) <= {"unauthenticated", "unavailable"}
    assert codes.count("unauthenticated") >= 8
