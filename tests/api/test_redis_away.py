"""A Redis that dies, stands still, is emptied or refuses: nobody is refused, or paid, for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from structlog.testing import capture_logs

from adulis.api import throttles
from adulis.api.errors import TooManyRequests
from adulis.api.meters import COUNTED_WITHOUT_REDIS
from adulis.kernel.db import TransactionOpen, fetch_value, transaction
from adulis.kernel.redis import RedisAway, Shared, shared
from adulis.ops import diagnosis, metrics, safety
from adulis.ops.findings import Finding, Level
from adulis.payouts.models import Payout
from tests.doors import Api, problem_of
from tests.redis_server import RedisServer, redis_server
from tests.world import a_shop

_SECONDS = 1_000.0  # one turn of a limit so slow that a test never sees one come back


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    with redis_server(tmp_path) as running:
        yield running


@pytest.fixture(autouse=True)
def _limits(settings: Settings, server: RedisServer) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.REDIS_URL = server.url
    settings.THROTTLES = {**settings.THROTTLES, "money_per_key": (0.001, 5)}


@dataclass
class Clock:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


def passed(count: int, where: Shared | None = None) -> int:
    """How many of ``count`` requests of one subject pass a limit of five."""
    if where is None:
        return sum(_passes() for _ in range(count))
    waits = [throttles._wait_seconds(where, "k", _SECONDS, 5 * _SECONDS) for _ in range(count)]
    return waits.count(0)


def _passes() -> bool:
    try:
        throttles.take("money_per_key", "a")
    except TooManyRequests:
        return False
    return True


def counted_in_database() -> Any:
    return fetch_value("SELECT count(*) FROM api_throttle")


def without_redis() -> float:
    (metric,) = COUNTED_WITHOUT_REDIS.collect()
    return metric.samples[0].value


def readiness() -> tuple[int, str]:
    answer = Client().get("/readyz")
    return answer.status_code, answer.json()["checks"]["redis"]


def finding() -> Finding:
    (found,) = [each for each in diagnosis.examine() if each.about == "Redis"]
    return found


def answers_metric() -> float:
    (told,) = [
        each for each in metrics.Installation().collect() if each.name == "adulis_redis_answers"
    ]
    return float(told.samples[0].value)


@pytest.mark.django_db
class TestDead:
    def test_the_database_counts_on_with_full_buckets(self, server: RedisServer) -> None:
        assert passed(7) == 5
        assert counted_in_database() == 0
        before = without_redis()

        server.kill()
        with capture_logs() as logs:
            assert passed(7) == 5

        assert counted_in_database() == 1
        assert without_redis() - before == 7
        # Said once, and not seven times; and not what the password is.
        (said,) = logs
        assert said["event"] == "redis.away"
        assert "tests-only" not in str(said)

    def test_everybody_who_looks_is_told_the_truth(self, server: RedisServer) -> None:
        assert readiness() == (200, "ok")
        assert (finding().level, answers_metric()) == (Level.FINE, 1)
        assert finding().says.startswith("valkey 9.")

        server.kill()

        assert readiness() == (200, "away")
        assert (finding().level, answers_metric()) == (Level.WEAK, 0)

    def test_who_has_none_is_told_nothing_of_it(self, settings: Settings) -> None:
        settings.REDIS_URL = ""

        assert "redis" not in Client().get("/readyz").json()["checks"]
        assert [each for each in diagnosis.examine() if each.about == "Redis"] == []
        assert metrics._of_redis() == []
        assert (shared(), passed(7), counted_in_database()) == (None, 5, 1)


@pytest.mark.django_db
def test_one_that_stands_still_is_waited_for_once_a_pause(server: RedisServer) -> None:
    clock = Clock()
    where = Shared(server.brief_url, answer_seconds=0.5, pause_seconds=5, now=clock)
    assert passed(3, where) == 3

    server.stand_still()
    assert passed(2, where) == 2
    assert counted_in_database() == 1
    server.go_on()
    # It would answer now; but nobody asks before the pause is over, however many come by.
    clock.seconds = 4.9
    with pytest.raises(RedisAway):
        where.run("return 1", "k")
    assert not where.answers()
    clock.seconds = 5.1
    with capture_logs() as logs:
        assert where.answers()
    assert [each["event"] for each in logs] == ["redis.back"]
    # What it counted is still there: three of five, and one or none that it answered too late.
    assert passed(7, where) in {1, 2}


@pytest.mark.django_db
def test_one_that_was_started_again_is_used_at_once(server: RedisServer) -> None:
    where = Shared(server.url, now=Clock())
    assert passed(7, where) == 5

    server.kill()
    server.start()

    # The connection died, and the script is unknown to the new one: no request notices.
    assert passed(7, where) == 5
    assert counted_in_database() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [("CONFIG", "SET", "maxmemory", "1"), ("REPLICAOF", "127.0.0.1", "1")],
    ids=["full", "a replica"],
)
def test_one_that_takes_nothing_is_as_good_as_away(
    server: RedisServer, wrong: tuple[str, ...]
) -> None:
    server.ask(*wrong)

    assert (passed(7), counted_in_database()) == (5, 1)


@pytest.mark.django_db
def test_one_that_does_not_know_us_is_as_good_as_away(
    server: RedisServer, settings: Settings
) -> None:
    settings.REDIS_URL = server.url.replace("tests-only", "somebody-else")

    assert (passed(7), counted_in_database()) == (5, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("kept", [str(10**17), "nonsense"])
def test_nobody_waits_longer_than_one_turn_for_what_should_not_be_there(
    server: RedisServer, kept: str
) -> None:
    """A clock that was set back, a burst that was larger, a value that is nobody's."""
    passed(1)
    (key,) = server.ask("KEYS", "*")
    server.ask("SET", key, kept)

    wait = throttles._wait_seconds(shared(), key.partition("throttle:")[2], 1_000, 5_000)
    assert wait == (1_000 if kept.isdigit() else 0)
    # And it is put right, or the next is told the same for as long as it lies there.
    assert int(server.ask("GET", key)) < 10**17


def test_full_buckets_are_forgotten_by_themselves(server: RedisServer) -> None:
    where = Shared(server.url)
    assert throttles._wait_seconds(where, "k", _SECONDS, 5 * _SECONDS) == 0

    (key,) = server.ask("KEYS", "*")
    assert 0 < server.ask("PTTL", key) <= _SECONDS * 1_000


@pytest.mark.django_db
def test_it_is_never_asked_while_a_transaction_is_open(server: RedisServer) -> None:
    where = Shared(server.url)
    for question in (where.answers, where.version, lambda: where.run("return 1", "k")):
        with transaction(), pytest.raises(TransactionOpen):
            question()


def test_only_what_protects_the_machine_may_be_forgotten(settings: Settings) -> None:
    kept = set(settings.THROTTLES) - set(settings.BUSY_THROTTLES)

    assert kept >= {
        "login_per_account", "second_factor_per_account", "confirmations_per_link",
        "letters_per_recipient", "links_per_address", "penny_drops_per_merchant",
        "register_per_address",
    }  # fmt: skip
    assert set(settings.BUSY_THROTTLES) <= set(settings.THROTTLES)


@pytest.mark.parametrize("url", ["localhost:6379", "http://localhost", "redis://localhost:port"])
def test_no_server_starts_with_an_address_that_is_none(settings: Settings, url: str) -> None:
    settings.REDIS_URL = url

    assert [each.about for each in safety.dangers()] == ["REDIS_URL"]


def test_money_does_not_notice(server: RedisServer, fresh_database: Any) -> None:
    """Emptied, then killed, between a payout and its repetitions: one payout, the same answer."""
    shop = a_shop(paise=1_000_000)
    api = Api(shop.api_key())
    key = "0192f3a4-5b6c-7d8e-9f01-23456789abcd"
    body = {"amount_paise": 60_000, "bank_account_id": str(shop.accounts[0].id)}

    def pay() -> Any:
        return api.post("/payouts/", body, headers={"Idempotency-Key": key})

    first = pay()
    assert first.status_code == 201
    balance = api.get("/balance/").json()
    # All that lies there, after money moved: whose bucket is full again, and when.
    (kept,) = server.ask("KEYS", "*")
    assert kept.startswith("adulis:throttle:money_per_key:")

    server.ask("FLUSHALL")
    assert pay().content == first.content
    server.kill()
    again = [pay() for _ in range(6)]

    assert [each.status_code for each in again] == [200] * 5 + [429]
    assert {each.content for each in again[:5]} == {first.content}
    assert problem_of(again[5]) == (429, "too_many_requests")
    assert Payout.objects.count() == 1
    # Read where it stands, and not from anywhere it was put aside.
    assert api.get("/balance/").json() == balance
    assert balance["held_paise"] >= 60_000
