"""Take a head out of the house: to a file, or by way of ``ops.heads`` to a server that keeps it.

The point is a place that whoever may rewrite the database may not rewrite: a folder on another
machine that can only be appended to, a bucket with a lock on its objects, a second company.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from adulis.ledger.errors import HeadNotPublished


def is_server(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def named(place: str) -> str:
    """``place`` as it may be written down: without a password or a token it is opened with."""
    if not is_server(place):
        return place
    parts = urlsplit(place)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


def append(note: str, path: Path) -> None:
    """Whole or not at all, and on the disk: nobody else writes there meanwhile.

    Raises HeadNotPublished.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            left = note.encode()
            while left:
                left = left[os.write(descriptor, left) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise HeadNotPublished(f"{path}: {error.strerror}") from error
