"""Two web and two live processes are one platform, with Redis and without.

Limits count together, promises hold across them, and what one was told is heard at the other.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from adulis.kernel.db import fetch_value
from adulis.payouts.models import Payout
from tests.databases import TestDatabase
from tests.facts import settle
from tests.processes import REPOSITORY, Program, Source, a_web, free_port, wait_for
from tests.redis_server import RedisServer, redis_server
from tests.streams import Follower, Message
from tests.waiting import until
from tests.world import Shop, a_shop

# Whole programs are started, and waited for.
pytestmark = pytest.mark.timeout(600)


class Platform:
    """Two of each, all of which know ``redis`` if there is one."""

    def __init__(self, database: TestDatabase, folder: Path, redis: RedisServer | None) -> None:
        self.redis = redis
        self.environment = {
            **database.environment,
            "REDIS_URL": redis.url if redis else "",
            "THROTTLE_BIDS_PER_SECOND": "0.001",
        }
        self.webs, self.lives = ([free_port(), free_port()] for _ in range(2))
        self.programs: dict[int, Program] = {}
        for port in self.webs:
            made = a_web(self.environment, folder / f"web-{port}.log", port, threads=2)
            self.programs[port] = made
        for port in self.lives:
            self.programs[port] = _a_live(self.environment, folder / f"live-{port}.log", port)

    def start(self) -> None:
        for program in self.programs.values():
            program.start()
        for port, program in self.programs.items():
            wait_for(program, port, "/healthz")

    def stop(self) -> None:
        for program in self.programs.values():
            program.stop()

    def ask(
        self, method: str, web: int, path: str, key: str, body: Any = None, **headers: str
    ) -> httpx2.Response:
        told = {"Authorization": f"Bearer {key}"}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        url = f"http://127.0.0.1:{self.webs[web]}/api/v1{path}"
        return httpx2.request(method, url, headers=told, json=body, trust_env=False, timeout=60)

    def bids(self, shop: Shop) -> list[int]:
        """What six bids are answered, made in turn at either; a merchant may make four."""
        key, path = shop.api_key(), f"/deals/{uuid4()}/auction/auto-bid/"
        return [self.ask("DELETE", each % 2, path, key).status_code for each in range(6)]

    def readiness(self) -> list[tuple[int, str]]:
        answers = [
            httpx2.get(f"http://127.0.0.1:{port}/readyz", trust_env=False, timeout=60)
            for port in self.programs
        ]
        return [(each.status_code, each.json()["checks"].get("redis", "")) for each in answers]


def _a_live(environment: dict[str, str], log: Path, port: int) -> Program:
    command = [sys.executable, "manage.py", "live", "--port", str(port)]
    return Program(command, Source().environment(environment), REPOSITORY, log)


@pytest.fixture(params=["database", "redis"])
def platform(
    request: pytest.FixtureRequest, fresh_database: TestDatabase, tmp_path: Path
) -> Iterator[Platform]:
    with ExitStack() as stack:
        redis = stack.enter_context(redis_server(tmp_path)) if request.param == "redis" else None
        made = Platform(fresh_database, tmp_path, redis)
        stack.callback(made.stop)
        made.start()
        yield made


FOUR = [404] * 4 + [429] * 2  # there is no such auction, which is found out only after the limit


def test_they_are_one_platform(platform: Platform) -> None:
    shop, other = a_shop(paise=1_000_000), a_shop("Ravi Traders", paise=100_000)
    key = shop.api_key()
    settle()
    followers = [Follower(port, key) for port in platform.lives]

    promises = [_paid(platform, shop, key, web, str(uuid4())) for web in (0, 1)]
    heard = [_payouts_created(follower, 2) for follower in followers]
    for follower in followers:
        follower.cut()

    # Each is told what happened at either, once, in the same order, with the same cursors.
    assert heard[0] == heard[1]
    subjects = [each.data["subject"] for each in heard[0]]
    assert subjects == [f"payout/{made['id']}" for made, _ in promises]
    # Four at both together, for each merchant by itself.
    assert platform.bids(shop) == FOUR
    assert platform.bids(other) == FOUR
    in_database = "SELECT count(*) FROM api_throttle WHERE subject LIKE 'bids_per_party:%%'"
    assert fetch_value(in_database) == (0 if platform.redis else 2)
    if platform.redis:
        _redis_dies_and_comes_back(platform, platform.redis, in_database)
    # What one promised, the other keeps.
    for web, (made, idempotency_key) in zip((1, 0), promises, strict=True):
        again, _ = _paid(platform, shop, key, web, idempotency_key)
        assert again == made
    assert Payout.objects.count() == 2


def _payouts_created(follower: Follower, count: int) -> list[Message]:
    """The next ``count`` of them; what else happens is passed over."""
    heard: list[Message] = []
    while len(heard) < count:
        heard += [each for each in follower.events(1) if each.name == "payout.created"]
    return heard


def _paid(
    platform: Platform, shop: Shop, key: str, web: int, idempotency_key: str
) -> tuple[dict[str, object], str]:
    answer = platform.ask(
        "POST",
        web,
        "/payouts/",
        key,
        {"amount_paise": 60_000, "bank_account_id": str(shop.accounts[0].id)},
        Idempotency_Key=idempotency_key,
    )
    assert answer.status_code in {200, 201}, answer.text
    return answer.json(), idempotency_key


def _redis_dies_and_comes_back(platform: Platform, redis: RedisServer, in_database: str) -> None:
    until(lambda: platform.readiness() == [(200, "ok")] * 4, "everybody to find Redis")

    redis.kill()
    assert platform.bids(a_shop("Dead", accounts=0)) == FOUR
    assert fetch_value(in_database) == 1
    until(lambda: platform.readiness() == [(200, "away")] * 4, "everybody to miss Redis")

    redis.start()
    until(lambda: platform.readiness() == [(200, "ok")] * 4, "everybody to find Redis again")
    assert platform.bids(a_shop("Back", accounts=0)) == FOUR
    assert fetch_value(in_database) == 1
