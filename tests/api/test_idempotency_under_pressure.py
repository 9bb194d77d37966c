"""The same intent sent at the same moment, into a lock, and into a crash: over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import psycopg
import pytest

from adulis.api.models import IdempotencyKey
from adulis.audit.models import AuditRecord
from adulis.events.models import Event
from adulis.ledger.models import Entry
from adulis.payouts.models import Payout
from tests.asking import REPLAYED, keyed, order
from tests.bank import door, together
from tests.databases import TestDatabase
from tests.waiting import until
from tests.world import Shop, a_shop

RACERS = 50


@pytest.fixture
def address(fresh_database: TestDatabase) -> Iterator[str]:
    """The platform behind an HTTP server."""
    with door() as url:
        yield url


@pytest.fixture
def shop(address: str) -> Shop:
    return a_shop(paise=100_000)


class Client:
    """A program of the shop's, which may be used by many threads."""

    def __init__(self, address: str, shop: Shop) -> None:
        self.address, self.shop = address, shop
        self.credential = {"Authorization": f"Bearer {shop.api_key()}"}

    def pay(self, key: dict[str, str], paise: int = 60_000) -> httpx2.Response:
        return httpx2.post(
            f"{self.address}/api/v1/payouts/",
            json=order(self.shop, paise),
            headers=self.credential | key,
            timeout=30,
            trust_env=False,
        )


@pytest.fixture
def client(address: str, shop: Shop) -> Client:
    return Client(address, shop)


def effects() -> dict[str, int]:
    """What a payout leaves behind, but for the credit that was there before."""
    return {
        "payouts": Payout.objects.count(),
        "holds": Entry.objects.filter(kind="payout_held").count(),
        "facts": Event.objects.filter(type="payout.created").count(),
        "records": AuditRecord.objects.filter(action="payout.create").count(),
        "keys": IdempotencyKey.objects.count(),
    }


ONE_OF_EACH = {"payouts": 1, "holds": 1, "facts": 1, "records": 1, "keys": 1}


def test_fifty_at_once_are_one(client: Client, shop: Shop) -> None:
    key = keyed()
    answers = together(*[lambda: client.pay(key)] * RACERS)
    made = [each for each in answers if each.status_code == 201]
    replays = [each for each in answers if each.status_code == 200]
    busy = [each for each in answers if each.status_code == 409]
    assert (len(made), len(replays) + len(busy)) == (1, RACERS - 1)
    assert {each.content for each in replays} == {made[0].content}
    assert {each.headers[REPLAYED] for each in replays} == {"true"}
    assert {each.json()["code"] for each in busy} <= {"request_in_progress"}
    assert effects() == ONE_OF_EACH
    assert (shop.available, shop.held) == (40_000, 60_000)


def test_fifty_at_once_of_what_is_refused_are_one_refusal(client: Client, shop: Shop) -> None:
    key = keyed()
    answers = together(*[lambda: client.pay(key, 150_000)] * RACERS)
    refused = [each for each in answers if each.json()["code"] == "insufficient_funds"]
    rest = {each.json()["code"] for each in answers if each not in refused}
    assert rest <= {"request_in_progress"}
    assert len({each.content for each in refused}) == 1
    assert sum(REPLAYED not in each.headers for each in refused) == 1
    assert effects() == {"payouts": 0, "holds": 0, "facts": 0, "records": 0, "keys": 1}
    assert (shop.available, shop.held) == (100_000, 0)


@contextmanager
def holding(database: TestDatabase, statement: str, parameters: Any) -> Iterator[None]:
    """Another session that has run ``statement`` and not yet committed."""
    with psycopg.connect(database.superuser_url) as session:
        session.execute(statement, parameters)
        yield
        session.rollback()


def test_waiting_too_long_for_the_key_is_told_and_changes_nothing(
    impatient: None, client: Client, shop: Shop, fresh_database: TestDatabase
) -> None:
    key = keyed()
    claim = (
        "INSERT INTO api_idempotency_key (id, merchant_id, key, fingerprint, media_type,"
        " body_sealed, subject, created_at)"
        " VALUES (gen_random_uuid(), %s, %s, '', '', '', '', now())"
    )
    with holding(fresh_database, claim, [shop.id, key["Idempotency-Key"]]):
        answer = client.pay(key)
    assert (answer.status_code, answer.json()["code"]) == (409, "request_in_progress")
    assert answer.json()["retryable"] is True
    assert int(answer.headers["Retry-After"]) >= 1
    assert REPLAYED not in answer.headers
    assert effects() == dict.fromkeys(ONE_OF_EACH, 0)
    # Whoever held the key has gone without doing anything, so the intent is still to be done.
    assert client.pay(key).status_code == 201
    assert effects() == ONE_OF_EACH


def test_waiting_too_long_for_the_money_is_told_and_not_kept(
    impatient: None, client: Client, shop: Shop, fresh_database: TestDatabase
) -> None:
    key = keyed()
    lock = "SELECT FROM ledger_account WHERE address = %s FOR NO KEY UPDATE"
    with holding(fresh_database, lock, [f"merchant/{shop.id}/available/INR"]):
        answer = client.pay(key)
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert int(answer.headers["Retry-After"]) >= 1
    assert effects() == dict.fromkeys(ONE_OF_EACH, 0)
    assert client.pay(key).status_code == 201
    assert effects() == ONE_OF_EACH


def test_a_session_that_dies_before_its_commit_has_done_nothing(
    client: Client, shop: Shop, fresh_database: TestDatabase
) -> None:
    """The server is told to end it while it waits for the money, its key already claimed."""
    key = keyed()
    lock = "SELECT FROM ledger_account WHERE address = %s FOR NO KEY UPDATE"
    waiting = (
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE datname = %s AND usename = 'adulis_app' AND wait_event_type = 'Lock'"
    )

    def end_it() -> bool:
        with psycopg.connect(fresh_database.superuser_url, autocommit=True) as superuser:
            return superuser.execute(waiting, [fresh_database.name]).fetchone() == (1,)

    with holding(fresh_database, lock, [f"merchant/{shop.id}/available/INR"]):
        answer, _ = together(
            lambda: client.pay(key), lambda: until(end_it, "somebody to wait for the lock")
        )
    assert (answer.status_code, answer.json()["code"]) == (503, "database_unavailable")
    assert effects() == dict.fromkeys(ONE_OF_EACH, 0)
    assert client.pay(key).status_code == 201
    assert effects() == ONE_OF_EACH


def test_a_bug_after_the_effect_undoes_the_effect_and_is_not_kept(
    client: Client, fresh_database: TestDatabase
) -> None:
    key = keyed()
    with psycopg.connect(fresh_database.superuser_url, autocommit=True) as superuser:
        superuser.execute(
            "CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'planted' USING ERRCODE = 'XX000'; END $$"
        )
        superuser.execute(
            "CREATE TRIGGER break_it BEFORE INSERT ON audit_record"
            " FOR EACH ROW EXECUTE FUNCTION break_it()"
        )
        answer = client.pay(key)
        superuser.execute("DROP FUNCTION break_it() CASCADE")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert effects() == dict.fromkeys(ONE_OF_EACH, 0)
    assert client.pay(key).status_code == 201
    assert effects() == ONE_OF_EACH
