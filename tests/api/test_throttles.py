"""Rate limits: exactly as many as may, however many knock at once.

What they decide is told twice: with the database, and with a real server that speaks Redis.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from adulis.api import throttles
from adulis.api.errors import TooManyRequests
from adulis.api.visits import Visit
from adulis.kernel.db import (
    TransactionOpen,
    execute,
    fetch_all,
    fetch_value,
    transaction,
)
from tests.doors import Api, problem_of
from tests.people import PASSWORD, a_person, signed_in
from tests.redis_server import RedisServer, redis_server
from tests.world import a_shop


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with redis_server(tmp_path_factory.mktemp("redis")) as running:
        yield running


@pytest.fixture(params=["database", "redis"])
def redis(request: pytest.FixtureRequest, settings: Settings) -> RedisServer | None:
    """The server that counts; None where the database does. Its buckets are full."""
    if request.param == "database":
        return None
    server: RedisServer = request.getfixturevalue("server")
    server.ask("FLUSHALL")
    settings.REDIS_URL = server.url
    settings.BUSY_THROTTLES = ["five", "login_per_account", "login_per_address"]
    return server


@pytest.fixture(autouse=True)
def _limits(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.THROTTLES = {
        # So slow that a test never sees one come back.
        "five": (0.001, 5),
        "login_per_account": (0.001, 2),
        "login_per_address": (0.001, 4),
        "wrong_keys_per_address": (0.001, 3),
    }


def passes(subject: str, cost: int = 1) -> bool:
    try:
        throttles.take("five", subject, cost)
    except TooManyRequests:
        return False
    return True


def age(subject: str, seconds: int, redis: RedisServer | None = None) -> None:
    """As if ``seconds`` had gone by: the clock cannot be moved, the instant can."""
    if redis is not None:
        name = f"adulis:throttle:{throttles._key('five', subject)}"
        redis.ask("SET", name, int(redis.ask("GET", name)) - seconds * 1_000_000)
        return
    execute(
        "UPDATE api_throttle SET full_at = full_at - %s * interval '1 second' WHERE subject = %s",
        [seconds, throttles._key("five", subject)],
    )


@pytest.mark.django_db
class TestTake:
    def test_lets_the_burst_pass_and_no_more(self, redis: RedisServer | None) -> None:
        assert [passes("a") for _ in range(7)] == [True] * 5 + [False] * 2

    def test_counts_each_subject_by_itself(self, redis: RedisServer | None) -> None:
        assert [passes("a") for _ in range(5)] == [True] * 5
        assert passes("b")
        assert not passes("a")

    def test_gives_back_one_an_interval(self, redis: RedisServer | None) -> None:
        for _ in range(5):
            passes("a")
        age("a", 900, redis)
        assert not passes("a")
        age("a", 100, redis)
        assert [passes("a"), passes("a")] == [True, False]

    def test_gives_back_no_more_than_the_burst(self, redis: RedisServer | None) -> None:
        passes("a")
        age("a", 1_000_000, redis)
        assert [passes("a") for _ in range(6)] == [True] * 5 + [False]

    def test_a_refusal_costs_nothing(self, redis: RedisServer | None) -> None:
        for _ in range(20):
            passes("a")
        age("a", 1_000, redis)
        assert passes("a")

    def test_a_dear_request_costs_more(self, redis: RedisServer | None) -> None:
        assert passes("a", 3)
        assert not passes("a", 3)
        assert passes("a", 2)

    def test_says_when_to_come_back(self, redis: RedisServer | None) -> None:
        for _ in range(5):
            passes("a")
        with pytest.raises(TooManyRequests) as refused:
            throttles.take("five", "a")
        facts = refused.value.facts
        assert facts["limit"] == "five"
        assert 940 < facts["retry_after_seconds"] <= 1000

    def test_keeps_no_name(self, redis: RedisServer | None) -> None:
        passes("asha@example.com")
        kept = redis.ask("KEYS", "*") if redis else fetch_all("SELECT subject FROM api_throttle")
        assert len(kept) == 1
        assert "asha" not in str(kept)

    def test_forgets_who_is_as_good_as_new(self) -> None:
        passes("a")
        passes("b")
        age("a", 1_001)
        assert throttles.forget_full() == 1
        assert fetch_value("SELECT count(*) FROM api_throttle") == 1


@pytest.mark.django_db
def test_is_never_part_of_another_transaction() -> None:
    with pytest.raises(TransactionOpen), transaction():
        throttles.take("five", "a")


@pytest.mark.django_db
def test_survives_no_crash_and_needs_no_disk() -> None:
    assert fetch_value("SELECT relpersistence FROM pg_class WHERE relname = 'api_throttle'") == "u"


@pytest.mark.usefixtures("redis")
def test_of_forty_racers_five_pass(fresh_database: Any) -> None:
    start = Barrier(8)

    def race(_: int) -> list[bool]:
        start.wait()
        try:
            return [passes("a") for _ in range(5)]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        outcomes = [each for batch in threads.map(race, range(8)) for each in batch]
    assert Counter(outcomes) == {True: 5, False: 35}


@pytest.mark.django_db
@pytest.mark.usefixtures("redis")
class TestSignIn:
    def attempt(self, email: str, address: str = "192.0.2.7", password: str = "wrong") -> Any:
        api = Api()
        api.client.defaults["REMOTE_ADDR"] = address
        return api.post("/auth/token/", {"email": email, "password": password})

    def test_is_limited_per_account_whatever_the_address(self) -> None:
        a_person()
        statuses = [
            self.attempt("asha@example.com", f"192.0.2.{number}").status_code for number in range(3)
        ]
        assert statuses == [401, 401, 429]
        # The right password does not help either: that is the point.
        answer = self.attempt("ASHA@example.com", "198.51.100.9", PASSWORD)
        assert problem_of(answer) == (429, "too_many_requests")
        assert 940 < int(answer.headers["Retry-After"]) <= 1000

    def test_is_limited_per_address_whatever_the_account(self) -> None:
        statuses = [self.attempt(f"user{n}@example.com").status_code for n in range(5)]
        assert statuses == [401] * 4 + [429]
        assert self.attempt("user9@example.com", "192.0.2.8").status_code == 401

    def test_a_forged_forwarding_header_changes_nothing(self) -> None:
        statuses = []
        for number in range(5):
            api = Api()
            answer = api.post(
                "/auth/token/",
                {"email": f"user{number}@example.com", "password": "wrong"},
                headers={"X-Forwarded-For": f"203.0.113.{number}"},
            )
            statuses.append(answer.status_code)
        assert statuses == [401] * 4 + [429]

    def test_limits_refreshing_and_changing_the_password_too(self) -> None:
        asha = a_person()
        access = signed_in(asha).access
        statuses = [
            Api().post("/auth/token/refresh/", {"refresh": "x"}).status_code for _ in range(5)
        ]
        assert statuses == [401] * 4 + [429]
        body = {"current_password": "wrong", "new_password": "wrong"}
        statuses = [Api(access).post("/auth/password/change/", body).status_code for _ in range(3)]
        assert statuses == [422, 422, 429]


@pytest.mark.django_db
class TestApiKeys:
    def ask(self, key: str, address: str = "192.0.2.7", header: str = "Authorization") -> Any:
        value = f"Bearer {key}" if header == "Authorization" else key
        api = Api()
        api.client.defaults["REMOTE_ADDR"] = address
        return api.get("/merchants/", headers={header: value})

    def test_wrong_ones_are_limited_per_address(self) -> None:
        key = a_shop().api_key("read")
        beginning = key.rpartition("_")[0]
        guesses = [
            f"{beginning}_{'x' * 43}",
            f"{key[:-1]}{'ab'[key[-1] == 'a']}",
            f"{beginning}_{'y' * 43}",
        ]
        assert [self.ask(each).status_code for each in guesses] == [401] * 3
        for header in ("Authorization", "X-Api-Key"):
            answer = self.ask(guesses[0], header=header)
            assert problem_of(answer) == (429, "too_many_requests")
            assert 940 < int(answer.headers["Retry-After"]) <= 1000
        # Other addresses have their own turns; a household has one.
        assert self.ask(guesses[0], "192.0.2.8").status_code == 401
        there = [self.ask(guesses[0], f"2001:db8::{number}").status_code for number in range(1, 5)]
        assert there == [401] * 3 + [429]

    def test_a_right_one_passes_whoever_guesses_beside_it(self) -> None:
        key = a_shop().api_key("read")
        beginning = key.rpartition("_")[0]
        statuses = [self.ask(f"{beginning}_{n:043d}").status_code for n in range(4)]
        assert statuses == [401] * 3 + [429]
        for header in ("Authorization", "X-Api-Key"):
            assert self.ask(key, header=header).status_code == 200

    def test_what_no_key_looks_like_is_refused_and_not_counted(self) -> None:
        """It is no guess; and whoever sends it a thousand times writes nothing here."""
        for wrong in ("sk_", "sk_test_x", f"sk_live_{'a' * 12}_{'x' * 43}", f"sk_test_{'x' * 500}"):
            assert [self.ask(wrong).status_code for _ in range(5)] == [401] * 5, wrong

    def test_right_ones_and_tokens_that_are_over_take_no_turns(self) -> None:
        key = a_shop().api_key("read")
        for _ in range(5):
            assert self.ask(key).status_code == 200
            # Whoever asks with a token that is over must learn so, and get a new one.
            assert self.ask("not.a.token").status_code == 401
        assert self.ask("sk_test_x").status_code == 401


class TestAddress:
    """Whose address counts behind ``NUM_PROXIES`` proxies of ours."""

    @pytest.mark.parametrize(
        ("proxies", "forwarded", "address"),
        [
            (0, None, "10.0.0.1"),
            (0, "203.0.113.9", "10.0.0.1"),
            (1, None, "10.0.0.1"),
            (1, "203.0.113.9", "203.0.113.9"),
            (1, "1.2.3.4, 203.0.113.9", "203.0.113.9"),
            (2, "1.2.3.4, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
            (2, "203.0.113.9", "203.0.113.9"),
            (1, "::ffff:203.0.113.9", "203.0.113.9"),
            (1, "2001:DB8::1", "2001:db8::1"),
            (1, "not an address", ""),
            (1, " , ", "10.0.0.1"),
        ],
    )
    def test_is(
        self, settings: Settings, proxies: int, forwarded: str | None, address: str
    ) -> None:
        from django.test import RequestFactory

        from adulis.api.visits import visit_of

        settings.NUM_PROXIES = proxies
        headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
        request = RequestFactory(REMOTE_ADDR="10.0.0.1").get("/", headers=headers)
        assert visit_of(request).address == address

    def test_of_a_household_is_its_prefix(self) -> None:
        first, second = Visit("r", "2001:db8:1:2:3::4"), Visit("r", "2001:db8:1:2:ffff::1")
        assert first.throttle_subject == second.throttle_subject == "2001:db8:1:2::/64"
        assert Visit("r", "192.0.2.7").throttle_subject == "192.0.2.7"
