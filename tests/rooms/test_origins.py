"""What a request asked for is worked on later, and is still said to be of that request."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import structlog
from pytest_django import Settings

from adulis.deposits import tasks_back
from adulis.events import actions as events
from adulis.events.models import Event
from adulis.events.values import Consumer, Streamed
from adulis.kernel import db, origins
from adulis.mail import actions as mail
from adulis.mail.models import Letter
from tests.databases import TestDatabase
from tests.facts import ThingHappened, happened, record, settle
from tests.gateway import running_gateway
from tests.giving_back import a_deposit, refund
from tests.world import BUILDER, a_shop

ASKED, OTHER = "asked-by-somebody-1", "asked-by-somebody-2"
PLACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def origins_of_facts() -> list[str]:
    return list(Event.objects.order_by("id").values_list("origin", flat=True))


@pytest.mark.django_db
def test_a_fact_is_of_the_request_that_is_under_way() -> None:
    with origins.bearing(ASKED):
        happened("in a request")
        happened("in a request", "and more of it")
    happened("by the platform itself")

    assert origins_of_facts()[-4:] == [ASKED, ASKED, ASKED, ""]


@pytest.mark.django_db
def test_without_one_a_fact_is_of_the_request_that_asked_for_its_subject() -> None:
    mine, yours = (
        ThingHappened(subject_id=uuid4(), merchant_id=None, what=each) for each in ("a", "b")
    )
    of = {mine.subject_id: ASKED}
    with db.transaction():
        events.record_all(facts=[mine, yours], at=db.clock(), origin_of=of)
        events.record_all(facts=[mine], at=db.clock(), origin_of=of)
        with origins.bearing(OTHER):
            events.record_all(facts=[mine, yours], at=db.clock(), origin_of=of)

    assert origins_of_facts()[-5:] == [ASKED, "", ASKED, OTHER, OTHER]


@pytest.mark.django_db
def test_of_one_fact_as_of_many_the_request_under_way_comes_first() -> None:
    fact = ThingHappened(subject_id=uuid4(), merchant_id=None, what="a")
    with db.transaction():
        events.record(fact=fact, at=db.clock(), origin=ASKED)
        with origins.bearing(OTHER):
            events.record(fact=fact, at=db.clock(), origin=ASKED)

    assert origins_of_facts()[-2:] == [ASKED, OTHER]


def test_a_request_begins_with_nothing_of_the_one_before() -> None:
    structlog.contextvars.bind_contextvars(subject="payout/1")
    origins.begin(ASKED, place=PLACE)
    assert origins.current() == f"{ASKED} {PLACE}"
    assert structlog.contextvars.get_contextvars() == {"request_id": ASKED}
    origins.begin(OTHER)
    assert origins.current() == OTHER


def test_whoever_hears_of_a_fact_works_for_its_request(fresh_database: TestDatabase) -> None:
    consumer = Consumer("tests.origins", from_beginning=True)
    with origins.bearing(ASKED):
        happened("this")
    happened("that")
    settle()
    heard: list[tuple[str, Any]] = []

    def hear(_: Streamed) -> None:
        heard.append((origins.current(), structlog.contextvars.get_contextvars()))
        record("what follows of it")

    _consume(consumer, hear)

    assert heard == [(ASKED, {"request_id": ASKED}), ("", {})]
    assert origins_of_facts()[-2:] == [ASKED, ""]


def _consume(consumer: Consumer, handle: Any) -> int:
    with db.transaction():
        return events.consume(
            consumer=consumer, types={"thing.happened"}, limit=50, handle=handle, at=db.clock()
        )


@pytest.mark.django_db
def test_its_place_in_a_trace_is_kept_and_never_said() -> None:
    with origins.bearing(f"{ASKED} {PLACE}"):
        assert structlog.contextvars.get_contextvars() == {"request_id": ASKED}
        assert origins.headers()["X-Request-ID"] == ASKED
        happened("in a request")

    assert origins_of_facts()[-1] == f"{ASKED} {PLACE}"
    assert (origins.current(), origins.headers()) == ("", {})


@pytest.mark.django_db
def test_a_letter_is_of_the_request_that_wrote_it() -> None:
    with origins.bearing(ASKED), db.transaction():
        letter_id = mail.queue_letter(
            to="asha@example.com",
            template="identity/confirm_email",
            context={"name": "Asha", "link": "https://adulis.example/l"},
            about="user/1",
            merchant_id=None,
            actor=BUILDER,
            at=db.clock(),
        )

    assert Letter.objects.get(id=letter_id).origin == ASKED


@pytest.mark.django_db
def test_the_worker_asks_a_gateway_for_a_refund_in_the_name_of_its_request(
    tmp_path: Path, settings: Settings
) -> None:
    shop = a_shop(paise=500)
    with origins.bearing(ASKED):
        row = refund(shop, a_deposit(shop, 1_000), 400)
    with running_gateway(tmp_path) as gateway:
        settings.PAYMENT_GATEWAY_URL = str(gateway.http.base_url).rstrip("/")
        tasks_back.follow_refunds()
        [call] = gateway.sim("GET", "calls")["calls"]

    assert (row.origin, call["request_id"], call["method"]) == (ASKED, ASKED, "POST")
