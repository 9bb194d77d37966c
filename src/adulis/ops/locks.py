"""Locks between processes: an flock on a file, which the kernel drops when its holder dies."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Held(RuntimeError):
    """Somebody else holds the lock; ``holder`` is what they wrote into the file, often a pid."""

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(f"{path} is held by {holder or 'another program'}")
        self.holder = holder


class FileLock:
    """A lock on ``path``. The file stays: deleting it would let two holders lock two files."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = -1

    def take(self, *, shared: bool = False, wait: bool = True) -> None:
        """Take the lock, or turn one lock into another. Raises Held instead of waiting."""
        if self._descriptor < 0:
            self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(self._descriptor, kind if wait else kind | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EAGAIN):
                raise
            holder = self.path.read_text().strip()
            self.release()
            raise Held(self.path, holder) from None

    def sign(self, text: str) -> None:
        """Write who holds the lock, for the message others will read."""
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, text.encode(), 0)

    def release(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


@contextmanager
def locked(path: Path, *, shared: bool = False, wait: bool = True) -> Iterator[FileLock]:
    """Hold the lock on ``path`` inside the block. Raises Held when ``wait`` is false and it is."""
    lock = FileLock(path)
    lock.take(shared=shared, wait=wait)
    try:
        yield lock
    finally:
        lock.release()
