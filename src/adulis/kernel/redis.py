"""Redis where ``REDIS_URL`` names one: asked briefly, missed gladly, and never told a truth.

Nothing lies there that anybody would miss: what is counted there is counted in PostgreSQL while
Redis is away, and no balance, key or promise is ever written to it. So an answer is waited for as
long as PostgreSQL would take on a bad day, and after one that did not come nobody waits again for
``PAUSE_SECONDS``: then one request asks, and the others go on without.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

import structlog
from django.conf import settings
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from adulis.kernel.db import transaction_forbidden

log = structlog.get_logger(__name__)
T = TypeVar("T")

ANSWER_SECONDS = 0.25
PAUSE_SECONDS = 5.0


class RedisAway(Exception):
    """It did not answer, or not in time, or not long ago, or it refused."""


class Shared:
    """One Redis server, asked by all threads of this process."""

    def __init__(
        self,
        url: str,
        *,
        answer_seconds: float = ANSWER_SECONDS,
        pause_seconds: float = PAUSE_SECONDS,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Raises ValueError where ``url`` is none; connects when it is asked something."""
        self._client = Redis.from_url(
            url,
            socket_timeout=answer_seconds,
            socket_connect_timeout=answer_seconds,
            # Asked once: whoever is asked twice may have counted twice. (A connection that died
            # while it lay idle is made anew before anything is asked.)
            retry=Retry(NoBackoff(), 0),
            protocol=2,
        )
        self._pause_seconds = pause_seconds
        self._now = now
        self._lock = threading.Lock()
        self._ask_again_at: float | None = None  # None: it answered the last time

    @transaction_forbidden
    def run(self, script: str, key: str, *told: float) -> Any:
        """What ``script`` (Lua) answers about ``key``. Raises RedisAway."""
        return self._ask(lambda: self._client.register_script(script)([key], told))

    @transaction_forbidden
    def answers(self) -> bool:
        """Whether it is there. While it is not, this asks as seldom as everybody else."""
        try:
            return bool(self._ask(self._client.ping))
        except RedisAway:
            return False

    @transaction_forbidden
    def version(self) -> str:
        """What it says it is. Raises RedisAway."""
        told: dict[str, Any] = self._ask(lambda: self._client.info("server"))
        version = told.get("valkey_version") or told["redis_version"]
        return f"{told.get('server_name', 'redis')} {version}"

    def _ask(self, question: Callable[[], T]) -> T:
        self._take_turn()
        try:
            answer = question()
        except (RedisError, OSError) as error:
            self._went_away(error)
            raise RedisAway from error
        self._came_back()
        return answer

    def _take_turn(self) -> None:
        """While it is away, one asks for all, and the next not before the pause is over."""
        if self._ask_again_at is None:
            return
        with self._lock:
            if self._ask_again_at is not None:
                if self._now() < self._ask_again_at:
                    raise RedisAway
                self._ask_again_at = self._now() + self._pause_seconds

    def _went_away(self, error: Exception) -> None:
        with self._lock:
            is_new = self._ask_again_at is None
            self._ask_again_at = self._now() + self._pause_seconds
        if is_new:
            log.warning("redis.away", error=str(error), error_type=type(error).__name__)

    def _came_back(self) -> None:
        if self._ask_again_at is not None:
            with self._lock:
                self._ask_again_at = None
            log.info("redis.back")


def shared() -> Shared | None:
    """The server of ``REDIS_URL``; None where there is none, and all works without."""
    return _connected(settings.REDIS_URL) if settings.REDIS_URL else None


@lru_cache(maxsize=8)
def _connected(url: str) -> Shared:
    return Shared(url)
