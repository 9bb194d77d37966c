"""The place where sealed content lies: a folder of this machine, or S3-compatible storage.

Which of the two is said by ``STORAGES["private"]`` in settings. Names are made of ids, and what is
put under a name replaces what was there, whole: nobody ever reads half of a file.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages

from adulis.files.errors import StorageUnavailable
from adulis.kernel.db import transaction_forbidden

log = structlog.get_logger(__name__)

RETRY_AFTER_SECONDS = 2


class ContentMissing(RuntimeError):
    """A row says there is content, and storage has none. Somebody emptied it behind our back."""


class PrivateFolder(FileSystemStorage):
    """A folder nobody else may look into, where a file appears at once or not at all."""

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        number, beside = tempfile.mkstemp(dir=target.parent, prefix=".arriving-")
        try:
            with os.fdopen(number, "wb") as file:
                file.write(content.read())
                file.flush()
                os.fsync(file.fileno())
            Path(beside).replace(target)
        except OSError:
            Path(beside).unlink(missing_ok=True)
            raise
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name


def name_of(file_id: UUID) -> str:
    """Spread over 256 folders by the random end of the id."""
    return f"{file_id.hex[-2:]}/{file_id}"


@transaction_forbidden
def put(file_id: UUID, sealed: bytes) -> None:
    """Raises StorageUnavailable: then it may be there or not."""
    with _answering():
        storages["private"].save(name_of(file_id), ContentFile(sealed))


@transaction_forbidden
def get(file_id: UUID) -> bytes:
    """Raises StorageUnavailable, ContentMissing."""
    with _answering():
        try:
            with storages["private"].open(name_of(file_id), "rb") as file:
                content: bytes = file.read()
        except FileNotFoundError as error:
            raise ContentMissing(str(file_id)) from error
    return content


@transaction_forbidden
def delete(file_id: UUID) -> None:
    """Deleting what is not there is fine. Raises StorageUnavailable."""
    with _answering():
        storages["private"].delete(name_of(file_id))


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError, OSError) as error:
        # The first line says what happened; the rest may name the request, credentials included.
        log.warning("files.storage_away", error=type(error).__name__)
        raise StorageUnavailable(retry_after_seconds=RETRY_AFTER_SECONDS) from error
