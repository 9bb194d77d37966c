"""A simulated program, served on a loopback port: by a thread of this process, or by its own."""

from __future__ import annotations

import asyncio
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from simulators.ground.server import StoppingServer, listen

PATIENCE_SECONDS = 60


@contextmanager
def served(make: Callable[[str], StoppingServer], name: str) -> Iterator[str]:
    """What ``make(url)`` makes on the thread's event loop, until the block is left; its URL."""
    line = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{line.getsockname()[1]}"
    started: queue.Queue[StoppingServer | BaseException] = queue.Queue()

    async def serve() -> None:
        server = make(url)
        started.put(server)
        await server.serve(sockets=[line])

    def run() -> None:
        try:
            asyncio.run(serve())
        except BaseException as wrong:  # noqa: BLE001 – outermost loop: of a thread, told to the test
            started.put(wrong)

    thread = threading.Thread(target=run, name=name)
    thread.start()
    server = started.get(timeout=PATIENCE_SECONDS)
    if isinstance(server, BaseException):
        raise server
    try:
        yield url
    finally:
        server.should_exit = True
        thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive(), f"the {name} did not stop"


class Program:
    """A program in a process of its own, which may be killed and started again."""

    def __init__(self, module: str, options: list[str], environ: dict[str, str]) -> None:
        self.module, self.options, self.environ = module, options, environ
        self.process: subprocess.Popen[str] | None = None

    def launch(self) -> str:
        """Start, or start again, on any free port. Returns its URL once it listens."""
        source = Path(__file__).resolve().parents[1] / "src"
        self.process = subprocess.Popen(
            [sys.executable, "-m", self.module, "--port", "0", *self.options],
            env={
                "PATH": os.environ.get("PATH", ""),
                "PYTHONPATH": str(source),
                **self.environ,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        assert "listening on" in said, self.failure()
        return said.split()[3]

    def failure(self) -> str:
        """Wait for the end of a program that will not start; returns its complaint."""
        assert self.process is not None
        return self.process.communicate(timeout=PATIENCE_SECONDS)[1]

    def wait(self) -> int:
        """Wait for its end; returns the exit code."""
        assert self.process is not None
        return self.process.wait(PATIENCE_SECONDS)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdout, self.process.stderr) if self.process else ():
            if pipe is not None:
                pipe.close()
