"""Webhooks: each fact to each endpoint that asked for it, at least once, signed, and never lost."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from adulis.kernel import db
from adulis.webhooks import actions, tasks
from adulis.webhooks.models import Delivery
from adulis.webhooks.policies import PAUSES
from adulis.webhooks.sending import Carrier
from adulis.webhooks.values import Outcome, failure_of
from tests.facts import happened
from tests.hooking import (
    TESTS,
    a_postroom,
    a_quiet_shop,
    a_receiver,
    an_endpoint,
    attempts,
    deliver,
    deliveries,
    do,
    endpoint,
    fan_out,
    only,
    pass_time,
    tell,
    whats,
)
from tests.letters import letters_to
from tests.rows import changed_since, everything
from tests.webhook_receiver import Receiver
from tests.world import Shop

SECONDS = timedelta(seconds=1)


@pytest.fixture
def receiver(fresh_database: Any) -> Iterator[Receiver]:
    with a_receiver() as running:
        yield running


@pytest.fixture
def shop(receiver: Receiver) -> Shop:
    return a_quiet_shop()


def wait_of(delivery: Delivery) -> timedelta:
    assert delivery.due_at is not None
    return delivery.due_at - db.clock()


def on_their_way() -> list[Delivery]:
    return list(Delivery.objects.filter(state="pending", lease_until__gt=db.clock()))


class TestToldOnce:
    def test_signed_as_the_reference_library_wants_it(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url(), "webhook_endpoint.*")
        tell()
        [heard] = receiver.heard()
        told = heard.verified(made.secret)
        assert heard.id == f"webhook-endpoint/{made.id}/1" == told["data"]["id"]
        assert heard.headers["content-type"] == "application/json"
        assert told["type"] == told["data"]["type"] == "webhook_endpoint.created"
        assert told["timestamp"] == told["data"]["at"]
        assert told["data"]["merchant_id"] == str(shop.id)
        assert told["data"]["subject_sequence"] == 1
        assert told["data"]["payload"] == {"host": "127.0.0.1"}
        age = db.network_clock() - datetime.fromtimestamp(
            int(heard.headers["webhook-timestamp"]), UTC
        )
        assert age < timedelta(minutes=1)
        with pytest.raises(WebhookVerificationError):
            heard.verified("whsec_" + "QUJD" * 8)

    def test_and_noted(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        tell()
        delivery = only(made.id)
        assert (delivery.state, delivery.attempt_count, delivery.due_at) == ("delivered", 1, None)
        assert delivery.delivered_at is not None
        [attempt] = attempts(delivery)
        assert (attempt.number, attempt.failure, attempt.status) == (1, "", 200)
        assert orjson.loads(attempt.answer) == {"mood": "takes"}
        assert endpoint(made.id).last_delivered_at is not None
        tell()
        assert len(receiver.heard()) == 1

    def test_only_what_it_asked_for_and_only_its_own(self, receiver: Receiver, shop: Shop) -> None:
        other = a_quiet_shop("Binu")
        an_endpoint(shop, receiver.url("/all"))
        an_endpoint(shop, receiver.url("/payouts"), "payout.*", "deposit.cleared")
        an_endpoint(other, receiver.url("/other"))
        happened("ours", "ours too", merchant_id=shop.id)
        happened("theirs", merchant_id=other.id)
        happened("nobody's")
        tell()
        assert sorted(each for each in whats(receiver, "/all") if each) == ["ours", "ours too"]
        assert receiver.heard("/payouts") == []
        assert [each for each in whats(receiver, "/other") if each] == ["theirs"]

    def test_nothing_from_before_it_was_there(self, receiver: Receiver, shop: Shop) -> None:
        happened("before", merchant_id=shop.id)
        fan_out()
        an_endpoint(shop, receiver.url())
        tell()
        assert "before" not in whats(receiver)

    def test_by_two_workers(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        happened(*(str(number) for number in range(20)), merchant_id=shop.id)
        fan_out()
        with a_postroom() as one, a_postroom() as two:
            while one.work() + two.work():
                pass
        assert len(receiver.ids()) == len(set(receiver.ids())) == 21
        assert {each.state for each in deliveries(made.id)} == {"delivered"}

    def test_a_test_goes_to_the_one_that_is_tested(self, receiver: Receiver, shop: Shop) -> None:
        tested = an_endpoint(shop, receiver.url("/tested"), "payout.*")
        an_endpoint(shop, receiver.url("/all"), "webhook_endpoint.*")
        tell()
        do(actions.test_endpoint, shop, endpoint_id=tested.id)
        tell()
        [heard] = receiver.heard("/tested")
        assert heard.verified(tested.secret)["type"] == "webhook_endpoint.tested"
        types = [orjson.loads(each.body)["type"] for each in receiver.heard("/all")]
        assert types == ["webhook_endpoint.created"] * 2


class TestNotTaken:
    def test_is_tried_again_on_schedule_under_the_same_id(
        self, receiver: Receiver, shop: Shop
    ) -> None:
        made = an_endpoint(shop, receiver.url())
        receiver.moods["/in"] = "refuses"
        tell()
        for pause in PAUSES:
            delivery = only(made.id)
            wait = wait_of(delivery)
            assert pause - 5 * SECONDS < wait < 1.1 * pause + SECONDS
            deliver()
            assert only(made.id).attempt_count == delivery.attempt_count
            pass_time(wait + SECONDS)
            deliver()
        delivery = only(made.id)
        assert (delivery.state, delivery.given_up) == ("failed", "exhausted")
        assert delivery.attempt_count == len(PAUSES) + 1 == 10
        assert set(receiver.ids()) == {f"webhook-endpoint/{made.id}/1"}
        assert len({each.body for each in receiver.heard()}) == 1
        assert [each.number for each in attempts(delivery)] == list(range(1, 11))
        assert {each.failure for each in attempts(delivery)} == {"refused"}

    @pytest.mark.parametrize(
        ("mood", "failure", "status"),
        [
            ("refuses", "refused", 500),
            ("redirects", "redirected", 302),
            ("busy", "refused", 429),
            ("hangs", "timed_out", None),
            ("drips", "timed_out", None),
            ("breaks", "broken_off", None),
        ],
    )  # fmt: skip
    def test_says_what_was_wrong(
        self, mood: str, failure: str, status: int | None, receiver: Receiver, shop: Shop
    ) -> None:
        made = an_endpoint(shop, receiver.url())
        receiver.moods["/in"] = mood
        # Only who keeps it waiting is cut short.
        tell(seconds=0.3 if failure == "timed_out" else 20)
        delivery = only(made.id)
        [attempt] = attempts(delivery)
        assert (delivery.state, attempt.failure, attempt.status) == ("pending", failure, status)
        assert receiver.heard("/elsewhere") == []
        assert attempt.duration_ms < 3_000

    @pytest.mark.parametrize("mood", ["floods", "trickles"])
    def test_an_answer_without_end_is_cut(self, mood: str, receiver: Receiver, shop: Shop) -> None:
        """Its status has said it all."""
        made = an_endpoint(shop, receiver.url())
        receiver.moods["/in"] = mood
        tell(seconds=10)
        [attempt] = attempts(only(made.id))
        assert (only(made.id).state, attempt.status) == ("delivered", 200)
        assert set(attempt.answer) == {"x"}
        assert len(attempt.answer) <= 1_024
        assert attempt.duration_ms < 5_000

    def test_nobody_there(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, "http://127.0.0.1:9/")
        tell()
        assert [each.failure for each in attempts(only(made.id))] == ["unreachable"]

    def test_a_pause_that_was_asked_for_is_granted(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        receiver.moods["/in"] = "busy"
        tell()
        wait = wait_of(only(made.id))
        assert timedelta(hours=1, minutes=59) < wait <= timedelta(hours=2)

    def test_what_waits_is_sent_soon_once_it_is_back(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        receiver.moods["/in"] = "busy"
        tell()
        happened("one", merchant_id=shop.id)
        receiver.moods["/in"] = "takes"
        pass_time(10 * SECONDS)
        tell()
        assert whats(receiver) == ["", "one"]
        first, second = deliveries(made.id)
        assert (first.state, second.state) == ("pending", "delivered")
        assert wait_of(first) < 31 * SECONDS
        pass_time(31 * SECONDS)
        deliver()
        assert whats(receiver) == ["", "one", ""]
        assert endpoint(made.id).failing_since is None

    def test_an_endpoint_that_fails_is_not_hammered(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        happened(*(str(number) for number in range(20)), merchant_id=shop.id)
        receiver.moods["/in"] = "refuses"
        tell()
        # One at a time, and then a rest; the others lose none of their tries by it.
        assert len(receiver.heard()) == 1
        pass_time(2 * SECONDS)
        deliver()
        assert len(receiver.heard()) == 2
        assert sorted(each.tries for each in deliveries(made.id)) == [0] * 19 + [1, 1]
        assert endpoint(made.id).failure_count == 2


class TestSpared:
    def test_a_slow_endpoint_delays_nobody_else(self, receiver: Receiver, shop: Shop) -> None:
        other = a_quiet_shop("Binu")
        an_endpoint(shop, receiver.url("/slow"))
        quick = an_endpoint(other, receiver.url("/quick"))
        receiver.moods["/slow"] = "hangs"
        happened(*(str(number) for number in range(10)), merchant_id=shop.id)
        happened(*(str(number) for number in range(10)), merchant_id=other.id)
        fan_out()
        with a_postroom(seconds=20) as room:
            while {each.state for each in deliveries(quick.id)} != {"delivered"}:
                room.work()
            assert receiver.now["/slow"] == 1

    def test_those_that_fail_leave_places_for_those_that_work(
        self, receiver: Receiver, shop: Shop
    ) -> None:
        hanging = [a_quiet_shop(f"Shop {number}") for number in range(3)]
        for number, each in enumerate(hanging):
            receiver.moods[f"/{number}"] = "hangs"
            an_endpoint(each, receiver.url(f"/{number}"))
        works = an_endpoint(shop, receiver.url())
        tell(seconds=2)
        assert endpoint(works.id).last_delivered_at is not None
        happened("one", merchant_id=shop.id)
        for each in hanging:
            happened("x", merchant_id=each.id)
        pass_time(timedelta(minutes=10))
        fan_out()
        with a_postroom(seconds=20, sure=1, doubtful=2) as room:
            while whats(receiver)[-1] != "one":
                room.work()
            assert len(on_their_way()) == 2

    def test_a_few_at_a_time_for_each_endpoint_and_merchant(
        self, receiver: Receiver, shop: Shop
    ) -> None:
        made = [an_endpoint(shop, receiver.url(f"/{number}")) for number in range(4)]
        tell()
        happened(*(str(number) for number in range(20)), merchant_id=shop.id)
        for number in range(4):
            receiver.moods[f"/{number}"] = "hangs"
        fan_out()
        with a_postroom(seconds=20) as room:
            for _ in range(5):
                room.work()
            by_endpoint = Counter(each.endpoint_id for each in on_their_way())
        assert by_endpoint == {each.id: 2 for each in made}

    def test_four_to_one(self, receiver: Receiver, shop: Shop) -> None:
        an_endpoint(shop, receiver.url())
        tell()
        happened(*(str(number) for number in range(20)), merchant_id=shop.id)
        receiver.moods["/in"] = "hangs"
        fan_out()
        with a_postroom(seconds=20) as one, a_postroom(seconds=20) as two:
            for _ in range(3):
                one.work()
                two.work()
            assert len(on_their_way()) == 4


class TestAskedToStop:
    def test_what_is_on_its_way_comes_back_and_is_noted(
        self, receiver: Receiver, shop: Shop
    ) -> None:
        made = an_endpoint(shop, receiver.url())
        receiver.moods["/in"] = "trickles"
        fan_out()
        room = tasks.Postroom(Carrier(may_be_local=True))
        room.work()
        assert only(made.id).state == "pending"
        room.finish(5)
        assert (only(made.id).state, only(made.id).attempt_count) == ("delivered", 1)

    def test_what_was_not_begun_is_given_back_and_sent_at_once_by_another(
        self, receiver: Receiver, shop: Shop
    ) -> None:
        hangs = an_endpoint(shop, receiver.url("/hangs"))
        receiver.moods["/hangs"] = "hangs"
        waits = an_endpoint(shop, "https://hooks.example.com/")
        fan_out()

        async def silent(host: str, port: int, **_: object) -> list[str]:
            await asyncio.Event().wait()
            raise AssertionError

        room = tasks.Postroom(Carrier(may_be_local=True, resolve=silent))
        while not receiver.now.get("/hangs"):
            room.work()
        assert len(on_their_way()) == 2
        room.finish(0.2)
        # That one may have been told: it is sent again once its lease is over, and not before.
        [left] = on_their_way()
        assert left.endpoint_id == hangs.id
        given_back = deliveries(waits.id)[0]
        assert (given_back.state, given_back.lease_until) == ("pending", None)
        with db.transaction():
            [taken] = actions.take_up_deliveries(sure=9, doubtful=9, actor=TESTS, at=db.clock())
        assert taken.id == given_back.id

    def test_what_somebody_else_has_by_now_is_not_given_back(
        self, receiver: Receiver, shop: Shop
    ) -> None:
        made = an_endpoint(shop, receiver.url())
        fan_out()

        def take() -> Any:
            with db.transaction():
                return actions.take_up_deliveries(sure=9, doubtful=9, actor=TESTS, at=db.clock())

        late = take()
        pass_time(31 * SECONDS)
        take()
        before = everything()
        with db.transaction():
            actions.give_back_deliveries(parcels=late, actor=TESTS, at=db.clock())
        assert changed_since(before) == {}
        assert only(made.id).lease_until is not None


class TestGivenUp:
    def test_gone_is_gone(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        happened("one", "two", merchant_id=shop.id)
        receiver.moods["/in"] = "gone"
        tell()
        assert len(receiver.heard()) == 1
        row = endpoint(made.id)
        assert (row.state, row.disabled_reason, row.failing_since) == ("disabled", "gone", None)
        assert [each.given_up for each in deliveries(made.id)] == ["endpoint_disabled"] * 3
        [letter] = letters_to(shop.owner_email)
        assert letter.subject == "Webhooks to 127.0.0.1 are disabled"
        assert "it is gone (410)" in letter.text
        assert "3 deliveries" in letter.text
        assert letter.page == f"m/{shop.id}/webhooks"

    def test_failing_for_days_is_told_first_and_then_disabled(
        self, receiver: Receiver, shop: Shop
    ) -> None:
        made = an_endpoint(shop, receiver.url())
        watching = an_endpoint(shop, receiver.url("/watching"), "webhook_endpoint.disabled")
        receiver.moods["/in"] = "refuses"
        tell()
        subjects = []
        for day in range(1, 8):
            happened(str(day), merchant_id=shop.id)
            pass_time(timedelta(days=1, minutes=1))
            tell()
            subjects.append([each.subject for each in letters_to(shop.owner_email)])
        warned = "Webhooks to 127.0.0.1 do not arrive"
        disabled = "Webhooks to 127.0.0.1 are disabled"
        assert subjects == [[warned]] * 4 + [[warned, disabled]] * 3
        row = endpoint(made.id)
        assert (row.state, row.disabled_reason) == ("disabled", "failing")
        [heard] = receiver.heard("/watching")
        told = heard.verified(watching.secret)
        assert told["data"]["subject"] == f"webhook-endpoint/{made.id}"
        assert told["data"]["payload"]["reason"] == "failing"
        # What happened after it was disabled was not even written down.
        assert len(deliveries(made.id)) == 1 + 1 + 5
        assert {each.state for each in deliveries(made.id)} == {"failed"}

    def test_never_before_somebody_was_told(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        receiver.moods["/in"] = "refuses"
        tell()
        pass_time(timedelta(days=6))
        deliver()
        assert [each.subject for each in letters_to(shop.owner_email)] == [
            "Webhooks to 127.0.0.1 do not arrive"
        ]
        assert endpoint(made.id).state == "enabled"

    def test_a_success_in_between_begins_anew(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        receiver.moods["/in"] = "refuses"
        tell()
        pass_time(timedelta(days=1, minutes=1))
        deliver()
        assert endpoint(made.id).warned_at is not None
        receiver.moods["/in"] = "takes"
        pass_time(timedelta(days=1))
        deliver()
        row = endpoint(made.id)
        assert (row.failing_since, row.warned_at, row.failure_count) == (None, None, 0)

    def test_what_kills_its_worker_is_given_up(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        fan_out()
        for _ in range(11):
            with db.transaction():
                taken = actions.take_up_deliveries(sure=9, doubtful=9, actor=TESTS, at=db.clock())
            if taken:
                pass_time(31 * SECONDS)
        assert (only(made.id).state, only(made.id).given_up) == ("failed", "poisoned")
        assert receiver.heard() == []

    def test_whoever_comes_back_late_says_nothing(self, receiver: Receiver, shop: Shop) -> None:
        made = an_endpoint(shop, receiver.url())
        fan_out()

        def take() -> Any:
            with db.transaction():
                [parcel] = actions.take_up_deliveries(
                    sure=9, doubtful=9, actor=TESTS, at=db.clock()
                )
            return parcel

        def note(parcel: Any, status: int) -> bool:
            with db.transaction():
                return actions.note_outcome(
                    delivery_id=parcel.id, fence=parcel.fence,
                    outcome=Outcome(1, failure_of(status), status), actor=TESTS, at=db.clock(),
                )  # fmt: skip

        late = take()
        pass_time(31 * SECONDS)
        early = take()
        before = everything()
        assert not note(late, 500)
        assert changed_since(before) == {}
        assert note(early, 200)
        assert not note(early, 200)
        assert only(made.id).state == "delivered"


def test_the_feed_and_the_webhook_say_the_same(receiver: Receiver, shop: Shop) -> None:
    from tests.doors import Api

    an_endpoint(shop, receiver.url())
    tell()
    [heard] = receiver.heard()
    listed = Api(shop.api_key()).get("/events/").json()["results"]
    assert orjson.loads(heard.body)["data"] in listed


def test_the_worker_has_a_room_of_its_own(receiver: Receiver, shop: Shop) -> None:
    an_endpoint(shop, receiver.url())
    fan_out()
    # Somebody may have worked in this thread before, where nothing here could be called.
    tasks.leave_off()
    try:
        while tasks.deliver():
            pass
    finally:
        tasks.leave_off()
    assert len(receiver.heard()) == 1
