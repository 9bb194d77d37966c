"""Where backups are kept, and how they are sealed: by age, for whoever holds the identity.

Who makes backups needs the recipients only (``age1…``), so that a machine that is broken into gives
away no older backup. Whatever lies in a place can be opened by the ``age`` program as well.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Protocol
from urllib.parse import urlsplit

import boto3
import pyrage
from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

SEALED = ".age"
# The log waits behind whatever hangs: it is asked again soon, by whoever wanted it.
_CONNECT_SECONDS, _ANSWER_SECONDS, _ATTEMPTS = 5, 15, 3
# A client may be used by several threads, and not be made by several.
_MAKING_A_CLIENT = threading.Lock()


class BackupFailed(RuntimeError):
    """A backup could not be made, kept, found or opened; the message says what to do."""


class Place(Protocol):
    """Files by name; a name that is there is whole."""

    def put(self, name: str, source: Path) -> None: ...
    def get(self, name: str, target: Path) -> None: ...
    def names(self, prefix: str) -> list[str]: ...
    def kept(self, prefix: str) -> dict[str, datetime]:
        """The same with when each was put there, by the clock of the place."""

    def folders(self) -> list[str]:
        """What names begin with, up to their first slash."""

    def delete(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder, of another disk or machine if it is to be of use."""

    root: Path

    def put(self, name: str, source: Path) -> None:
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.writing")
        shutil.copyfile(source, fresh)
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        fresh.replace(target)
        _sync(target.parent)

    def get(self, name: str, target: Path) -> None:
        try:
            shutil.copyfile(self.root / name, target)
        except FileNotFoundError as error:
            raise BackupFailed(f"{self.root / name} is not there.") from error

    def names(self, prefix: str) -> list[str]:
        return sorted(self.kept(prefix))

    def kept(self, prefix: str) -> dict[str, datetime]:
        found = (self.root / prefix).rglob("*") if (self.root / prefix).is_dir() else ()
        there = {}
        for each in found:
            with suppress(FileNotFoundError):  # it was let go meanwhile
                if each.is_file() and not each.name.startswith("."):
                    at = datetime.fromtimestamp(each.stat().st_mtime, UTC)
                    there[str(each.relative_to(self.root))] = at
        return there

    def folders(self) -> list[str]:
        found = self.root.iterdir() if self.root.is_dir() else ()
        return sorted(each.name for each in found if each.is_dir())

    def delete(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Bucket:
    """S3 or what speaks like it; ``options`` are those of ``boto3.client``."""

    bucket: str
    prefix: str
    options: Mapping[str, str | None] = field(default_factory=dict)
    _client: list[Any] = field(default_factory=list, compare=False)

    def put(self, name: str, source: Path) -> None:
        with self._asked(name) as s3:
            s3.upload_file(str(source), self.bucket, self.prefix + name)

    def get(self, name: str, target: Path) -> None:
        with self._asked(name) as s3:
            s3.download_file(self.bucket, self.prefix + name, str(target))

    def names(self, prefix: str) -> list[str]:
        return sorted(self.kept(prefix))

    def kept(self, prefix: str) -> dict[str, datetime]:
        with self._asked(prefix) as s3:
            pages = s3.get_paginator("list_objects_v2")
            found = pages.paginate(Bucket=self.bucket, Prefix=self.prefix + prefix)
            listed = [each for page in found for each in page.get("Contents", ())]
        return {each["Key"].removeprefix(self.prefix): each["LastModified"] for each in listed}

    def folders(self) -> list[str]:
        with self._asked("") as s3:
            pages = s3.get_paginator("list_objects_v2")
            found = pages.paginate(Bucket=self.bucket, Prefix=self.prefix, Delimiter="/")
            listed = [each["Prefix"] for page in found for each in page.get("CommonPrefixes", ())]
        return sorted(each.removeprefix(self.prefix).rstrip("/") for each in listed)

    def delete(self, name: str) -> None:
        with self._asked(name) as s3:
            s3.delete_object(Bucket=self.bucket, Key=self.prefix + name)

    @contextmanager
    def _asked(self, name: str) -> Iterator[Any]:
        try:
            yield self._s3()
        except (BotoCoreError, ClientError, Boto3Error) as error:
            raise BackupFailed(f"s3://{self.bucket}/{self.prefix}{name}: {error}") from error

    def _s3(self) -> Any:
        with _MAKING_A_CLIENT:
            if not self._client:
                patience = Config(
                    connect_timeout=_CONNECT_SECONDS, read_timeout=_ANSWER_SECONDS,
                    retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
                )  # fmt: skip
                self._client.append(boto3.client("s3", config=patience, **self.options))
        return self._client[0]


@dataclass(frozen=True, slots=True)
class Area:
    """What of a place is one server's; ``older`` is where its files lay before there were areas."""

    place: Place
    name: str
    older: Place | None = None
    # Then nobody can say whose log lies there, and none of it is deleted.
    older_is_shared: bool = False

    def put(self, name: str, source: Path) -> None:
        self.place.put(f"{self.name}/{name}", source)

    def get(self, name: str, target: Path) -> None:
        try:
            self.place.get(f"{self.name}/{name}", target)
        except BackupFailed:
            if self.older is None:
                raise
            self.older.get(name, target)

    def names(self, prefix: str) -> list[str]:
        return sorted(self.kept(prefix))

    def kept(self, prefix: str) -> dict[str, datetime]:
        mine = f"{self.name}/"
        found = self.place.kept(mine + prefix)
        older = self.older.kept(prefix) if self.older is not None else {}
        return {**older, **{name.removeprefix(mine): at for name, at in found.items()}}

    def folders(self) -> list[str]:
        return sorted({name.partition("/")[0] for name in self.kept("")})

    def delete(self, name: str) -> None:
        self.place.delete(f"{self.name}/{name}")
        if self.older is not None and not self.older_is_shared:
            self.older.delete(name)


def place_at(where: str, s3: Mapping[str, str | None] | None = None) -> Place:
    """The place called ``where``: a folder, or ``s3://bucket/prefix``. Raises BackupFailed."""
    if not where:
        raise BackupFailed("Say where backups are kept: set BACKUP_TO.")
    told = urlsplit(where)
    if told.scheme == "s3":
        prefix = told.path.strip("/")
        return Bucket(told.netloc, f"{prefix}/" if prefix else "", s3 or {})
    if told.scheme not in {"", "file"}:
        raise BackupFailed(f"BACKUP_TO is a folder or s3://bucket/prefix, not {told.scheme}://.")
    return Folder(Path(told.path).absolute())


def recipients_of(texts: Iterable[str]) -> list[Any]:
    """For whom to seal. Raises BackupFailed for what is no recipient, and for none at all."""
    made = []
    for text in texts:
        try:
            kind = pyrage.ssh if text.startswith("ssh-") else pyrage.x25519
            made.append(kind.Recipient.from_str(text.strip()))
        except pyrage.RecipientError as error:
            raise BackupFailed("BACKUP_RECIPIENTS has something that is no recipient.") from error
    if not made:
        raise BackupFailed("Say for whom backups are sealed: set BACKUP_RECIPIENTS.")
    return made


def identities_in(file: Path) -> list[Any]:
    """Who can open backups: a file as ``age-keygen`` or ``./adulis backup key`` writes it."""
    try:
        lines = [line.strip() for line in file.read_text().splitlines()]
        told = [each for each in lines if each and not each.startswith("#")]
        made = [pyrage.x25519.Identity.from_str(each) for each in told]
    except (OSError, pyrage.IdentityError) as error:
        raise BackupFailed(f"{file} has no identity that opens backups.") from error
    if not made:
        raise BackupFailed(f"{file} has no identity that opens backups.")
    return made


class _Counting:
    """Writes on, and knows how much it was and its SHA-256."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.size += len(data)
        return self._target.write(data)

    def flush(self) -> None:
        self._target.flush()


def seal(source: IO[bytes], target: Path, recipients: Sequence[Any]) -> tuple[int, str]:
    """Seal all of ``source`` into a file; its size in bytes and SHA-256 as hex."""
    with target.open("wb") as file:
        counting = _Counting(file)
        pyrage.encrypt_io(source, counting, recipients)
    return counting.size, counting.digest.hexdigest()


def unseal(source: Path, target: Path, identities: Sequence[Any]) -> None:
    """Open a sealed file into another. Raises BackupFailed when it is not for us, or not whole."""
    try:
        with source.open("rb") as sealed, target.open("wb") as file:
            pyrage.decrypt_io(sealed, file, identities)
    except (pyrage.DecryptError, OSError) as error:
        raise BackupFailed(f"{source.name} does not open: {error}") from error


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
