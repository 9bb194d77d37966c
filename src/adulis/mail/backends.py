"""Where letters go: a mail server with a deadline, or a folder to look into."""

from __future__ import annotations

import os
import smtplib
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from email.utils import make_msgid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend


class SmtpBackend(EmailBackend):
    """Django's, but for a deadline over everything: EMAIL_TOTAL_SECONDS.

    A timeout is for one read, and a server that says a byte now and then never exceeds it. When
    the time is over the socket is shut down from another thread, and whoever reads finds the end.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self._sockets: list[socket.socket] = []
        watch = threading.Timer(settings.EMAIL_TOTAL_SECONDS, self._hang_up)
        watch.daemon = True
        watch.start()
        try:
            return super().send_messages(email_messages)
        finally:
            watch.cancel()

    @property
    def connection_class(self) -> Any:
        """smtplib's class, which tells us its socket before it waits for a greeting."""
        kept = self._sockets
        plain: Any = smtplib.SMTP_SSL if self.use_ssl else smtplib.SMTP

        class Watched(plain):  # type: ignore[misc]
            def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
                made: socket.socket = super()._get_socket(host, port, timeout)
                kept.append(made)
                return made

        return Watched

    def _hang_up(self) -> None:
        # The one in use may be another than was opened: STARTTLS wraps it.
        in_use = getattr(self.connection, "sock", None)
        for each in (*self._sockets, *([in_use] if in_use else [])):
            with suppress(OSError):  # closed already
                # Past what TLS makes of it: whoever reads shall find the end, not a goodbye.
                socket.socket.shutdown(each, socket.SHUT_RDWR)


class FolderBackend(BaseEmailBackend):
    """Each letter a file that a mail program opens: ``<letter id>.eml`` in EMAIL_FOLDER.

    A mailbox is full as long as ``<address>.full`` lies there, so that anybody can see what becomes
    of a letter that nobody takes.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for each in email_messages:
            _require_room(folder, each.recipients())
            said = each.extra_headers.get("Message-ID") or make_msgid()
            name = said.strip("<>").partition("@")[0].replace(os.sep, "_")
            fresh = folder / f".{name}.writing"
            fresh.write_bytes(each.message().as_bytes())
            fresh.replace(folder / f"{name}.eml")
        return len(email_messages)


def _require_room(folder: Path, addresses: Sequence[str]) -> None:
    """Raises SMTPRecipientsRefused, as a mail server does (RFC 5321 §4.2.2)."""
    full = [each for each in addresses if (folder / f"{each.replace(os.sep, '_')}.full").exists()]
    if full:
        raise smtplib.SMTPRecipientsRefused(dict.fromkeys(full, (552, b"mailbox full")))
