"""The worker's doors: who is to be told, and the telling, which happens between transactions."""

from __future__ import annotations

import asyncio
import threading

import structlog

from adulis.kernel import db, failpoints, origins
from adulis.kernel.actors import system
from adulis.webhooks import actions
from adulis.webhooks.queries import may_be_local
from adulis.webhooks.sending import Carrier
from adulis.webhooks.values import Outcome, Parcel

log = structlog.get_logger(__name__)

WORKER = system("worker")
# On their way at once, from one thread: to endpoints that work, and to those that do not or have
# not yet, which must not take the places of the others.
SURE_PLACES, DOUBTFUL_PLACES = 128, 64
# How long a round waits for an outcome before it looks for what has become due.
ROUND_SECONDS = 0.1
# How long a polite end waits for outcomes: less than whoever asked for it waits before it kills.
STOP_SECONDS = 2.5


def fan_out() -> int:
    """Write down whom the next facts are sent to; returns how many were read."""
    try:
        with db.impatient_transaction():
            count = actions.fan_out(actor=WORKER, at=db.clock())
            failpoints.hit("fan.before_commit")
    except db.Busy:
        return 0
    failpoints.hit("fan.after_commit")
    return count


def deliver() -> int:
    """Send what is due, and note what has come back; 0 when nothing is due and nothing on its way.

    What is on its way when this process dies is sent again once its lease is over.
    """
    room: Postroom | None = _rooms.__dict__.get("room")
    if room is None:
        room = _rooms.room = Postroom(Carrier(may_be_local=may_be_local()))
    return room.work()


def leave_off() -> None:
    """Deliver no more from this thread; what is on its way has a moment to come back."""
    room: Postroom | None = _rooms.__dict__.pop("room", None)
    if room is not None:
        room.finish(STOP_SECONDS)


class Postroom:
    """Has many deliveries on their way at once, for one thread, on an event loop of its own.

    A place that becomes free is filled at once: nobody waits for the slowest receiver.
    """

    def __init__(
        self, carrier: Carrier, *, sure: int = SURE_PLACES, doubtful: int = DOUBTFUL_PLACES
    ) -> None:
        self._carrier = carrier
        self._places = {False: sure, True: doubtful}
        self._loop = asyncio.new_event_loop()
        self._on_their_way: dict[asyncio.Task[Outcome], Parcel] = {}

    def work(self) -> int:
        """One round; returns how many were on their way in it."""
        self._take_up()
        busy = len(self._on_their_way)
        if busy:
            self._note_what_came_back()
        return busy

    def rest(self) -> None:
        """Work until nothing is due and nothing on its way."""
        while self.work():
            pass

    def finish(self, seconds: float) -> None:
        """Take up no more, and note what comes back within ``seconds``. What is not begun by then
        is given back; the rest may have been told, and is sent again once its lease is over.
        """
        until = self._loop.time() + seconds
        try:
            while self._on_their_way and self._loop.time() < until:
                self._note_what_came_back()
        finally:
            left = [
                each for each in self._on_their_way.values() if not self._carrier.has_begun(each)
            ]
            self.close()
        if left:
            with db.transaction():
                actions.give_back_deliveries(parcels=left, actor=WORKER, at=db.clock())

    def close(self) -> None:
        """Leave off; what is on its way is sent again once its lease is over."""
        self._loop.run_until_complete(self._leave_off())
        self._loop.close()

    async def _leave_off(self) -> None:
        for task in self._on_their_way:
            task.cancel()
        await asyncio.gather(*self._on_their_way, return_exceptions=True)
        self._on_their_way.clear()
        await self._carrier.close()

    def _take_up(self) -> None:
        free = dict(self._places)
        for parcel in self._on_their_way.values():
            free[parcel.is_doubtful] -= 1
        if not any(places > 0 for places in free.values()):
            return
        with db.transaction():
            parcels = actions.take_up_deliveries(
                sure=free[False], doubtful=free[True], actor=WORKER, at=db.clock()
            )
        if parcels:
            failpoints.hit("deliver.after_lease")
            now = db.network_clock()
            for parcel in parcels:
                task = self._loop.create_task(self._carrier.bring(parcel, at=now))
                self._on_their_way[task] = parcel

    def _note_what_came_back(self) -> None:
        for task in self._come_back():
            _note(self._on_their_way.pop(task), task.result())

    def _come_back(self) -> set[asyncio.Task[Outcome]]:
        db.forbid_transaction()
        waited = asyncio.wait(
            self._on_their_way, timeout=ROUND_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        done, _ = self._loop.run_until_complete(waited)
        return done


def _note(parcel: Parcel, outcome: Outcome) -> None:
    with origins.bearing(parcel.origin):
        _write_down(parcel, outcome)
        log.info(
            "webhook.told" if outcome.failure is None else "webhook.not_told",
            delivery=str(parcel.id),
            event_id=parcel.message_id,
            status=outcome.status,
            failure=outcome.failure,
            milliseconds=outcome.duration_ms,
        )


def _write_down(parcel: Parcel, outcome: Outcome) -> None:
    with db.transaction():
        actions.note_outcome(
            delivery_id=parcel.id,
            fence=parcel.fence,
            outcome=outcome,
            actor=WORKER,
            at=db.clock(),
        )
        failpoints.hit("deliver.before_commit")
    failpoints.hit("deliver.after_commit")


_rooms = threading.local()
