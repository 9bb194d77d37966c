"""The live process from the inside: what flows, to whom, for how long, and who is let go."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import OperationalError, connections
from pytest_django import Settings

from adulis.api.live.application import Live
from adulis.api.live.hub import LONGEST_QUEUE, Hub
from adulis.events import queries
from adulis.events.tasks import watch_epoch
from adulis.events.values import Place, Slice, Streamed
from adulis.identity import actions as identity
from adulis.kernel import db
from tests.databases import TestDatabase
from tests.facts import happened, settle
from tests.streams import Message, messages
from tests.world import Shop, a_shop

PATIENCE_SECONDS = 30


class Line:
    """A connection to the application, with the client at its other end."""

    def __init__(self, live: Live, credential: str, **more: Any) -> None:
        headers = {"host": "localhost", **more.pop("headers", {})}
        if credential:
            headers["authorization"] = f"Bearer {credential}"
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/api/v1/stream/",
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("192.0.2.7", 1234),
            **more,
        }
        self.started: dict[str, Any] = {}
        self.text = ""
        self.has_ended = False
        self.takes = asyncio.Event()
        self.takes.set()
        self._new = asyncio.Condition()
        self._left = asyncio.Event()
        self.task = asyncio.create_task(live(scope, self._receive, self._send))

    def leave(self) -> None:
        self._left.set()

    @property
    def blocks(self) -> list[Message]:
        return list(messages(self.text.splitlines(keepends=True)))

    @property
    def whats(self) -> list[str]:
        """The facts it was told, which making keys and the like add to."""
        facts = [each.data for each in self.blocks if each.name == "thing.happened"]
        return [fact["payload"]["what"] for fact in facts]

    async def until(self, is_so: Callable[[], object]) -> None:
        """Wait until what was sent makes it so."""
        async with asyncio.timeout(PATIENCE_SECONDS), self._new:
            await self._new.wait_for(is_so)

    async def opens(self) -> None:
        """Wait for where it stands."""
        await self.until(lambda: self.blocks)

    async def hears(self, count: int) -> None:
        await self.until(lambda: len(self.whats) >= count)

    async def over(self) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.task

    async def _receive(self) -> dict[str, Any]:
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        await self.takes.wait()
        if message["type"] == "http.response.start":
            self.started = dict(message)
        else:
            self.text += message["body"].decode()
            self.has_ended = not message["more_body"]
        async with self._new:
            self._new.notify_all()


Story = Callable[[Live], Awaitable[None]]


def live_through(story: Story, **timings: float) -> None:
    """Run ``story`` with an application of its own."""
    live = Live(**timings)

    async def whole() -> None:
        async with asyncio.timeout(2 * PATIENCE_SECONDS):
            await story(live)

    try:
        asyncio.run(whole())
    finally:
        live._threads.shutdown()
        live._reader.shutdown()


async def elsewhere(deed: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Somebody else's doing, in a thread with connections of its own."""

    def alone() -> Any:
        try:
            return deed(*args, **kwargs)
        finally:
            connections.close_all()

    return await asyncio.to_thread(alone)


@pytest.fixture
def shop(fresh_database: TestDatabase) -> Shop:
    made = a_shop(accounts=0)
    settle()
    return made


def test_what_happens_flows_and_only_to_whom_it_concerns(shop: Shop) -> None:
    other = a_shop("Ravi Traders", accounts=0)
    keys = [shop.api_key(), shop.api_key(), other.api_key()]

    async def story(live: Live) -> None:
        lines = [Line(live, key) for key in keys]
        for line in lines:
            await line.opens()
            assert line.started["status"] == 200
        await elsewhere(happened, "1", "2", merchant_id=shop.id)
        await elsewhere(happened, "theirs", merchant_id=other.id)
        await elsewhere(happened, "nobody's")
        await elsewhere(happened, "3", merchant_id=shop.id)
        await asyncio.gather(lines[0].hears(3), lines[1].hears(3), lines[2].hears(1))
        assert [line.whats for line in lines] == [["1", "2", "3"], ["1", "2", "3"], ["theirs"]]
        for line in lines:
            line.leave()
            await line.over()
        assert not live.hub.is_reading
        assert not live._open

    live_through(story)


def test_nothing_is_read_while_nobody_listens(shop: Shop) -> None:
    key = shop.api_key()

    async def story(live: Live) -> None:
        reading = [live.hub.is_reading]
        line = Line(live, key)
        await line.opens()
        reading.append(live.hub.is_reading)
        line.leave()
        await line.over()
        assert [*reading, live.hub.is_reading] == [False, True, False]
        # What happened meanwhile was not read for nobody; whoever comes with a cursor is told.
        await elsewhere(happened, "meanwhile", merchant_id=shop.id)
        again = Line(live, key, headers={"last-event-id": line.blocks[0].id})
        await again.hears(1)
        assert again.whats == ["meanwhile"]
        again.leave()
        await again.over()

    live_through(story)


@pytest.fixture
def _generous(settings: Settings) -> None:
    settings.THROTTLES = {**settings.THROTTLES, "streams_per_caller": (1_000.0, 10_000)}


@pytest.mark.usefixtures("_generous")
def test_many_come_and_go_in_a_busy_stream_and_each_sees_everything_once(shop: Shop) -> None:
    keys = [shop.api_key() for _ in range(4)]
    count = 300

    async def story(live: Live) -> None:
        async def speak() -> None:
            for number in range(0, count, 3):
                await elsewhere(happened, *map(str, range(number, number + 3)), merchant_id=shop.id)

        async def hear(key: str, start: str) -> list[str]:
            """Leaves after every few events, and comes back with the last id."""
            heard: list[str] = []
            while len(heard) < count:
                line = Line(live, key, headers={"last-event-id": start})
                await line.hears(min(count - len(heard), 11))
                heard += line.whats
                start = line.blocks[-1].id
                line.leave()
                await line.over()
            return heard

        first = Line(live, keys[0])
        await first.opens()
        start = first.blocks[0].id
        speaking = asyncio.create_task(speak())
        heard = await asyncio.gather(*(hear(key, start) for key in keys))
        await speaking
        assert heard == [list(map(str, range(count)))] * len(keys)
        await first.hears(count)
        assert first.whats == heard[0]
        first.leave()
        await first.over()

    live_through(story)


def test_a_quiet_line_beats_and_the_beat_is_a_cursor(shop: Shop) -> None:
    key = shop.api_key()

    async def story(live: Live) -> None:
        line = Line(live, key)
        await line.opens()
        await elsewhere(happened, "theirs", merchant_id=uuid4())
        await line.until(lambda: line.blocks[-1].id != line.blocks[0].id)
        beats = line.blocks[1:]
        assert {(each.name, each.comment) for each in beats} == {("", "heartbeat")}
        line.leave()
        await line.over()
        await elsewhere(happened, "mine", merchant_id=shop.id)
        again = Line(live, key, headers={"last-event-id": beats[-1].id})
        await again.hears(1)
        assert again.whats == ["mine"]
        again.leave()
        await again.over()

    live_through(story, beat_seconds=0.3)


def test_who_may_no_longer_look_is_let_go(shop: Shop) -> None:
    with db.transaction():
        issued = identity.create_api_key(
            merchant_id=shop.id,
            made_by=shop.owner_id,
            name="tests",
            scopes=["read"],
            actor=shop.actor,
            at=db.clock(),
        )

    def revoke() -> None:
        with db.transaction():
            identity.revoke_api_key(
                key_id=issued.id, merchant_id=shop.id, actor=shop.actor, at=db.clock()
            )

    async def story(live: Live) -> None:
        line = Line(live, issued.raw)
        await line.until(lambda: len(line.blocks) >= 3)
        assert not line.has_ended
        await elsewhere(revoke)
        await line.over()
        assert line.has_ended

    live_through(story, beat_seconds=0.2)


def test_who_takes_nothing_is_let_go_and_comes_back_for_the_rest(shop: Shop) -> None:
    key = shop.api_key()
    count = LONGEST_QUEUE + 500

    async def story(live: Live) -> None:
        slow, quick = Line(live, key), Line(live, key)
        for line in (slow, quick):
            await line.opens()
        slow.takes.clear()
        for number in range(0, count, 100):
            await elsewhere(happened, *map(str, range(number, number + 100)), merchant_id=shop.id)
        await quick.hears(count)
        # It has been ended already; it will notice when it is done with what it is sending.
        slow.takes.set()
        await slow.over()
        heard = slow.whats
        last = slow.blocks[-1].id
        assert heard == list(map(str, range(len(heard))))
        assert len(heard) < count
        again = Line(live, key, headers={"last-event-id": last})
        await again.hears(count - len(heard))
        assert heard + again.whats == quick.whats == list(map(str, range(count)))
        for line in (quick, again):
            line.leave()
            await line.over()

    live_through(story)


def test_who_takes_nothing_for_too_long_is_cut_off(shop: Shop) -> None:
    key = shop.api_key()

    class Transport:
        was_aborted = False

        def abort(self) -> None:
            self.was_aborted = True
            line.leave()

    transport = Transport()
    line: Line

    async def story(live: Live) -> None:
        nonlocal line
        line = Line(live, key, state={"transport": transport})
        await line.opens()
        line.takes.clear()
        await elsewhere(happened, "1", merchant_id=shop.id)
        await line.over()
        assert transport.was_aborted
        assert line.whats == []
        assert not live.hub.is_reading

    live_through(story, send_seconds=0.2)


def test_only_so_many_streams_for_one_and_for_all(shop: Shop, settings: Settings) -> None:
    settings.STREAMS_PER_CALLER, settings.STREAMS_PER_PROCESS = 2, 3
    key, *others = (shop.api_key() for _ in range(3))

    async def story(live: Live) -> None:
        lines = [Line(live, key) for _ in range(2)]
        for line in lines:
            await line.opens()
        refused = Line(live, key)
        await refused.over()
        assert refused.started["status"] == 429
        assert '"code":"too_many_streams"' in refused.text
        lines.append(Line(live, others[0]))
        await lines[2].opens()
        full = Line(live, others[1])
        await full.over()
        assert full.started["status"] == 503
        assert '"code":"no_stream_left"' in full.text
        assert (b"retry-after", b"15") in full.started["headers"]
        # A place that is given back is there for the next one.
        lines[0].leave()
        await lines[0].over()
        lines.append(Line(live, others[1]))
        await lines[3].opens()
        for line in lines[1:]:
            line.leave()
            await line.over()

    live_through(story)


def test_a_server_that_stops_lets_everybody_end(shop: Shop) -> None:
    key = shop.api_key()

    async def story(live: Live) -> None:
        line = Line(live, key)
        await line.opens()
        live.stop()
        await line.over()
        assert line.has_ended
        late = Line(live, key)
        await late.over()
        assert late.started["status"] == 503

    live_through(story)


def test_a_restored_database_ends_the_streams(shop: Shop, fresh_database: TestDatabase) -> None:
    key = shop.api_key()

    def restore() -> None:
        with psycopg.connect(fresh_database.superuser_url) as superuser:
            superuser.execute("SET session_replication_role = 'replica'")
            superuser.execute("UPDATE events_epoch SET lineage = 'somewhere else'")
        watch_epoch()

    async def story(live: Live) -> None:
        line = Line(live, key)
        await line.opens()
        await elsewhere(restore)
        await line.over()
        again = Line(live, key, headers={"last-event-id": line.blocks[0].id})
        await again.until(lambda: len(again.blocks) == 2)
        assert (again.blocks[1].name, again.blocks[1].data) == (
            "reset",
            {"reason": "database_restored"},
        )
        again.leave()
        await again.over()

    live_through(story)


@pytest.mark.usefixtures("fresh_database")
@pytest.mark.parametrize(
    ("more", "status", "said"),
    [
        ({}, 401, "unauthenticated"),
        ({"path": "/api/v1/payouts/"}, 404, "no_such_address"),
        ({"path": "/healthz"}, 200, "ok"),
        ({"method": "POST"}, 401, "unauthenticated"),
        ({"query_string": b"after=\xff"}, 400, "malformed"),
        ({"headers": {"host": "elsewhere.example"}}, 400, "malformed"),
    ],
)
def test_whatever_else_is_asked_is_answered_as_anywhere(
    more: dict[str, Any], status: int, said: str
) -> None:
    async def story(live: Live) -> None:
        line = Line(live, "", **more)
        await line.over()
        assert line.started["status"] == status
        assert said in line.text
        assert line.has_ended

    live_through(story)


def test_a_head_request_is_told_what_a_stream_would_be_and_opens_none(shop: Shop) -> None:
    key = shop.api_key()

    async def story(live: Live) -> None:
        line = Line(live, key, method="HEAD")
        await line.over()
        assert (line.started["status"], line.has_ended) == (200, True)
        assert not live.hub.is_reading

    live_through(story)


# --- The reader ---------------------------------------------------------------------------------


class Book:
    """An outbox in memory, and what goes wrong with reading it."""

    def __init__(self) -> None:
        self.facts: list[Streamed] = []
        self.troubles: list[Exception] = []
        self.reads = 0

    def add(self, merchant_id: UUID) -> None:
        number = len(self.facts) + 1
        self.facts.append(
            Streamed(
                place=Place(1, number, number),
                type="thing.happened",
                subject=f"thing/{number}",
                subject_sequence=1,
                merchant_id=merchant_id,
                payload={},
                at=None,  # type: ignore[arg-type]
            )
        )

    def read(self, place: Place) -> Slice:
        self.reads += 1
        if self.troubles:
            raise self.troubles.pop(0)
        found = tuple(fact for fact in self.facts if fact.place > place)
        return Slice(found, max(place, Place(1, len(self.facts) + 1, 0)), is_last=True)


def test_trouble_is_waited_out_and_nothing_is_lost() -> None:
    book, merchant_id = Book(), uuid4()
    book.troubles = [OperationalError("away"), RuntimeError("a bug"), OperationalError("away")]

    async def story() -> None:
        with ThreadPoolExecutor(1) as thread:
            hub = Hub(book.read, lambda fact, _: fact.subject.encode(), thread, away_seconds=0.01)
            with hub.listening(merchant_id, Place(1, 0, 0)) as listener:
                book.add(merchant_id)
                book.add(uuid4())
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await listener.wake.wait()
                assert [told for _, told in listener.take()] == [b"thing/1"]
                assert book.reads == 4

    asyncio.run(story())


def test_a_queue_has_an_end() -> None:
    book, merchant_id = Book(), uuid4()
    for _ in range(LONGEST_QUEUE + 1):
        book.add(merchant_id)

    async def story() -> None:
        with ThreadPoolExecutor(1) as thread:
            hub = Hub(book.read, lambda fact, _: fact.subject.encode(), thread)
            with (
                hub.listening(merchant_id, Place(1, 0, 0)) as whole,
                hub.listening(uuid4(), Place(1, 0, 0)) as other,
            ):
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await whole.wake.wait()
                assert (whole.why_ended, list(whole.waiting)) == ("too slow", [])
                assert (other.why_ended, other.take()) == ("", [])

    asyncio.run(story())


def test_who_follows_a_topic_hears_of_it_in_other_words_than_its_merchant() -> None:
    book, merchant_id, topic = Book(), uuid4(), ("thing/1", True)
    written: list[object] = []

    def write(fact: Streamed, told: object) -> bytes:
        written.append(told)
        return b"in public" if told else fact.subject.encode()

    async def story() -> None:
        with ThreadPoolExecutor(1) as thread:
            hub = Hub(book.read, write, thread)
            start = Place(1, 0, 0)
            with (
                hub.listening(merchant_id, start) as own,
                hub.listening(uuid4(), start, topic) as one,
                hub.listening(uuid4(), start, topic) as two,
                hub.listening(uuid4(), start, ("thing/1", False)) as other,
                hub.listening(uuid4(), start, ("thing/3", True)) as stranger,
            ):
                book.add(merchant_id)
                book.add(merchant_id)
                async with asyncio.timeout(PATIENCE_SECONDS):
                    for each in (own, one, two, other):
                        await each.wake.wait()
                heard = [[told for _, told in each.take()] for each in (own, one, two, other)]
                assert heard == [[b"thing/1", b"thing/2"], *[[b"in public"]] * 3]
                assert stranger.take() == []
            assert not hub.is_reading
        # Once for its merchant, and once for each way to be told.
        assert written == [None, ("thing/1", False), topic, None]

    asyncio.run(story())


@pytest.mark.usefixtures("fresh_database")
def test_the_place_of_now_is_read_to() -> None:
    assert queries.after(queries.horizon(), limit=1).facts == ()
