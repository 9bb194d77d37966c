"""Strangers at the door of a deployment: each from an address, with half sentences and lies."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import httpx2

from tests.containers import Deployment

# Whoever has not answered by then never will; nothing is asserted about how long it took.
PATIENCE_SECONDS = 90
_MOST = 1 << 20


def trust(deployment: Deployment) -> ssl.SSLContext:
    """Of this deployment's certificate, and no other: quickly made, since hundreds are."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    deployment.authority.configure_trust(context)
    return context


def from_address(deployment: Deployment, address: str, **how: Any) -> httpx2.Client:
    """A client that nginx sees come from ``address``, which is one of 127.0.0.0/8."""
    transport = httpx2.HTTPTransport(
        verify=trust(deployment), trust_env=False, local_address=address
    )
    return httpx2.Client(
        base_url=deployment.url, transport=transport, trust_env=False, timeout=90, **how
    )


def a_line(deployment: Deployment, address: str, *, takes_bytes: int = 0) -> ssl.SSLSocket:
    """An open line to nginx; ``takes_bytes``: no more than about so many before it is read."""
    parts = urlsplit(deployment.url)
    plain = socket.socket()
    if takes_bytes:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, takes_bytes)
    plain.settimeout(PATIENCE_SECONDS)
    plain.bind((address, 0))
    plain.connect((str(parts.hostname), int(parts.port or 443)))
    context = trust(deployment)
    return context.wrap_socket(plain, server_hostname=parts.hostname)


def last_words(line: socket.socket) -> bytes:
    """What is said until the other side hangs up; TimeoutError where it does not."""
    said = b""
    try:
        while len(said) < _MOST and (more := line.recv(65_536)):
            said += more
    except (ConnectionError, ssl.SSLError):
        pass  # hung up without a word
    return said


def answered(lines: Sequence[ssl.SSLSocket]) -> tuple[ssl.SSLSocket, bytes]:
    """The line that is told something while the others are not, and all of it.

    Processes of nginx share the lines, so that the one too many need not be the last.
    """
    for line in reversed(lines):
        line.settimeout(1 if line is lines[-1] else 0.05)
        try:
            said = line.recv(65_536)
        except (TimeoutError, ConnectionError):
            said = b""
        line.settimeout(PATIENCE_SECONDS)
        if said:
            return line, said + last_words(line)
    raise AssertionError(f"none of {len(lines)} lines is told anything")


def hears(deployment: Deployment, words: bytes, *, address: str = "127.77.0.9") -> bytes:
    """All that is answered on a new line to these very bytes, until nginx hangs up."""
    with a_line(deployment, address) as line:
        with suppress(OSError):  # it may hang up before it has heard everything
            line.sendall(words)
        return last_words(line)


def says(deployment: Deployment, words: bytes, *, address: str = "127.77.0.9") -> list[int]:
    """The status of every answer on a new line to these very bytes, until nginx hangs up."""
    return statuses(hears(deployment, words, address=address))


def statuses(told: bytes) -> list[int]:
    return [int(each[9:12]) for each in told.split(b"\r\n") if each.startswith(b"HTTP/1.1 ")]


@contextmanager
def slow_lines(
    deployment: Deployment,
    beginning: bytes,
    *,
    address: str,
    count: int,
    takes_bytes: int = 0,
    drip: bytes = b"",
) -> Iterator[list[ssl.SSLSocket]]:
    """So many lines on which ``beginning`` was said, and ``drip`` while others are opened."""
    lines: list[ssl.SSLSocket] = []
    try:
        for _ in range(count):
            for each in lines if drip else ():
                each.sendall(drip)
            line = a_line(deployment, address, takes_bytes=takes_bytes)
            lines.append(line)
            line.sendall(beginning)
        yield lines
    finally:
        for line in lines:
            line.close()
