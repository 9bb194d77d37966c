"""A proxy in front of a server that can be told to fail: cut connections, refuse, say nothing."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.processes import free_port


class Proxy:
    """Passes bytes on to ``port``, or ``fails``: with an answer, with silence, by cutting off.

    ``fails`` is ``""`` (it does not), ``cut``, ``silent``, or a status as ``403 Forbidden``.
    """

    def __init__(self, port: int) -> None:
        self.target = port
        self.port = free_port()
        self.fails = ""
        self.failed_count = 0
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self._ends = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self) -> None:
        self._ends.set()
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):  # closed: it is over
            while True:
                client, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            server = socket.create_connection(("127.0.0.1", self.target))
            with server:
                back = threading.Thread(target=self._pump, args=(server, client), daemon=True)
                back.start()
                while data := client.recv(65_536):
                    if self.fails:
                        self._fail(client)
                        break
                    server.sendall(data)
                server.shutdown(socket.SHUT_WR)
                back.join(5)

    def _fail(self, client: socket.socket) -> None:
        self.failed_count += 1
        if self.fails == "silent":
            self._ends.wait(30)
        elif self.fails != "cut":
            body = f"<Error><Code>{self.fails.replace(' ', '')}</Code></Error>".encode()
            head = (
                f"HTTP/1.1 {self.fails}\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            client.sendall(head.encode() + body)

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                target.sendall(data)


@contextmanager
def proxy(port: int) -> Iterator[Proxy]:
    made = Proxy(port)
    try:
        yield made
    finally:
        made.stop()
