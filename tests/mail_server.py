"""A mail server on a loopback port, which takes letters, refuses them or says nothing.

    with running_mail_server() as server:
        server.mood = "refuses_for_now"
        …
        [letter] = server.letters

``connected(server)`` points Django at it. Letters that wait are sent by ``post()``.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from django.test import override_settings

from adulis.mail.tasks import send_letters

_LINK = re.compile(r"https?://\S+\?token=([\w.-]+)")


class Letter:
    """A letter that arrived."""

    def __init__(self, recipients: list[str], raw: bytes) -> None:
        self.recipients = recipients
        self.message: EmailMessage = message_from_bytes(raw, policy=policy.default)

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def id(self) -> str:
        return str(self.message["Message-ID"])

    def part(self, kind: str) -> str:
        """The body as ``plain`` or ``html``."""
        body = self.message.get_body((kind,))
        assert body is not None, f"no {kind} part"
        return str(body.get_content())

    @property
    def text(self) -> str:
        return self.part("plain")

    @property
    def token(self) -> str:
        """The token of the link that the letter asks to follow."""
        found = _LINK.search(self.text)
        assert found, self.text
        return found[1]


class MailServer:
    """``mood``: takes · refuses (this mailbox, for good) · refuses_for_now · refuses_us · hangs
    (after the letter, without a word) · drips (one byte of an answer now and then).
    """

    def __init__(self) -> None:
        self.mood = "takes"
        self.letters: list[Letter] = []
        self.calls = 0
        self.port = 0
        self.let_go = asyncio.Event()

    async def take_recipient(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        self.calls += 1
        if self.mood == "refuses":
            return f"550 5.1.1 <{address}> no such mailbox"
        if self.mood == "refuses_for_now":
            return "451 4.7.1 come back later"
        if self.mood == "refuses_us":
            return "530 5.7.0 Authentication required"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def take_letter(self, server: Any, session: Any, envelope: Any) -> str:
        if self.mood == "drips":
            while not self.let_go.is_set():
                server.transport.write(b"2")
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.let_go.wait(), 0.05)
        if self.mood == "hangs":
            self.letters.append(Letter(list(envelope.rcpt_tos), envelope.content))
            await self.let_go.wait()
        else:
            self.letters.append(Letter(list(envelope.rcpt_tos), envelope.content))
        return "250 OK"

    # What aiosmtpd looks for.
    handle_RCPT, handle_DATA = take_recipient, take_letter  # noqa: N815

    def to(self, address: str) -> list[Letter]:
        """The letters to one person, oldest first."""
        return [each for each in self.letters if each.recipients == [address]]

    def newest(self, address: str) -> Letter:
        return self.to(address)[-1]


class _Listening(Controller):
    """On a port that is ours already, so that nobody else takes it meanwhile."""

    def __init__(self, server: MailServer, listening: socket.socket) -> None:
        super().__init__(server, hostname="127.0.0.1", port=listening.getsockname()[1])
        self.listening = listening.dup()

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self.listening)


@contextmanager
def running_mail_server() -> Iterator[MailServer]:
    """A server, and Django pointed at it. Its clients wait for a second, and for two in all."""
    server = MailServer()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server.port = listening.getsockname()[1]
        controller = _Listening(server, listening)
        controller.start()
    try:
        with override_settings(
            EMAIL_BACKEND="adulis.mail.backends.SmtpBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=server.port,
            EMAIL_HOST_USER="",
            EMAIL_HOST_PASSWORD="",
            EMAIL_TIMEOUT=1,
            EMAIL_TOTAL_SECONDS=2,
        ):
            yield server
    finally:
        controller.loop.call_soon_threadsafe(server.let_go.set)
        controller.stop()


def post() -> int:
    """Send every letter that is due; returns how many were looked at."""
    sent = 0
    while found := send_letters():
        sent += found
    return sent
