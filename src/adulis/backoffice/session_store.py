"""Sessions of the back office, kept so that the table of them opens no door.

Django keeps the very words that the cookie holds. Whoever reads a dump of the database, or a backup
that was opened, could come in with them as an operator for as long as the session lasts; so what
is kept is their hash. A key is 165 bits of chance: nobody finds it by hashing guesses.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

# What the table's column holds.
_LENGTH = 40


class SessionStore(DatabaseStore):
    """Django's own, but for what a session is called in the table."""

    def exists(self, session_key: str) -> bool:
        return bool(super().exists(kept_as(session_key)))

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row = super().create_model_instance(data)
        row.session_key = kept_as(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        gone = session_key or self.session_key
        if gone is not None:
            super().delete(kept_as(gone))

    def _get_session_from_db(self) -> Any:
        """The row of this session; None, and a key no more, where there is none."""
        told = self._session_key
        if told is None:
            return None
        self._session_key = kept_as(told)
        row = super()._get_session_from_db()  # type: ignore[misc]  # not in the stubs
        if row is not None:
            self._session_key = told
        return row


def kept_as(session_key: str) -> str:
    return hashlib.sha256(session_key.encode()).hexdigest()[:_LENGTH]
