"""Base backups: taken, listed, checked and let go. The WAL in between is ``archiving``'s.

In a place lie ``base/<name>.tar.gz.age`` (``pg_basebackup``'s tar with the WAL to be consistent by
itself), ``base/<name>.json`` (what it is; written last, so that a backup without one is none),
``instance/<name>.tar.gz.age`` (keys and secrets, where ``./adulis up`` made them), and ``wal/``.
"""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import orjson
import psycopg

from adulis.kernel import db
from adulis.ops import vault
from adulis.ops.reach import USUAL_SEGMENT_BYTES, Start, position, start_of
from adulis.ops.vault import SEALED, Area, BackupFailed, Place

BASE, INSTANCE, WAL = "base/", "instance/", "wal/"
# What an instance of ``./adulis up`` cannot be opened without.
OF_AN_INSTANCE = ("secrets.json", "encryption-keys")
# What a backup is called after: when it was begun, in UTC.
NAMED = "%Y%m%dT%H%M%SZ"

_STANDS = """
SELECT pg_walfile_name(pg_current_wal_lsn()), pg_current_wal_lsn()::text, system_identifier::text,
       (SELECT setting::bigint FROM pg_settings WHERE name = 'wal_segment_size')
  FROM pg_control_system()
"""


@dataclass(frozen=True, slots=True)
class Base:
    """A base backup: restorable to any moment from ``finished_at`` on that the WAL reaches.

    What of the log lies before ``ends_at`` is in the backup itself.
    """

    name: str
    started_at: datetime
    finished_at: datetime
    system_identifier: str
    first_wal: str
    size: int
    sha256: str
    has_instance: bool
    ends_at: str | None = None
    segment_bytes: int = USUAL_SEGMENT_BYTES

    @property
    def start(self) -> Start:
        """From where on the log beside it is needed."""
        start = start_of(self.first_wal, self.segment_bytes)
        return start if self.ends_at is None else Start(start.timeline, position(self.ends_at))

    @property
    def file(self) -> str:
        return f"{BASE}{self.name}.tar.gz{SEALED}"

    @property
    def instance_file(self) -> str:
        return f"{INSTANCE}{self.name}.tar.gz{SEALED}"


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a server is: its own time, for that is what a restore is told, and its log."""

    now: datetime
    wal: str
    lsn: str
    system_identifier: str
    segment_bytes: int

    @property
    def timeline(self) -> int:
        return int(self.wal[:8], 16)


@dataclass(frozen=True, slots=True)
class Source:
    """The server to back up: a superuser's or REPLICATION role's URL, and PostgreSQL's programs.

    ``instance`` is the folder of an instance of ``./adulis up``, whose keys go along.
    """

    url: str
    programs: Path
    instance: Path | None = None

    def command(self, program: str, *more: str) -> list[str]:
        """Without the password, which everybody on this machine could read."""
        return [str(self.programs / program), f"--dbname={without_password(self.url)}", *more]

    def environment(self) -> dict[str, str]:
        password = urlsplit(self.url).password or ""
        return {**os.environ, "PGPASSWORD": unquote(password)}


def take_base(
    source: Source,
    place: Place,
    recipients: Sequence[Any],
    *,
    began: Callable[[subprocess.Popen[bytes]], None] = lambda _taking: None,
) -> Base:
    """Back the whole server up. Raises BackupFailed; then nothing is in the place that counts.

    ``began`` is given the program that does it, for whoever may have to stop it.
    """
    begins = moment(source)
    place = area(place, begins.system_identifier)
    name = begins.now.strftime(NAMED)
    with tempfile.TemporaryDirectory(prefix="adulis-backup-") as room:
        sealed = Path(room) / "base"
        command = source.command("pg_basebackup", "--pgdata=-", "--format=tar", "--gzip")
        command += ["--wal-method=fetch", "--checkpoint=fast", f"--label=adulis {name}"]
        said = Path(room) / "said"
        with (
            said.open("wb") as errors,
            subprocess.Popen(
                command, env=source.environment(), stdout=subprocess.PIPE, stderr=errors
            ) as taking,
        ):
            assert taking.stdout is not None
            began(taking)
            size, digest = vault.seal(taking.stdout, sealed, recipients)
        if taking.returncode:
            raise BackupFailed(f"pg_basebackup failed: {said.read_text(errors='replace')[-2_000:]}")
        if source.instance is not None:
            keep_instance(files_of(source.instance), begins.now, place, recipients)
        ends = moment(source)
        if (ends.system_identifier, ends.timeline) != (begins.system_identifier, begins.timeline):
            raise BackupFailed("The server became another one while its base backup was taken.")
        made = Base(
            name, begins.now, ends.now, begins.system_identifier, begins.wal, size, digest,
            has_instance=source.instance is not None, ends_at=ends.lsn,
            segment_bytes=ends.segment_bytes,
        )  # fmt: skip
        place.put(made.file, sealed)
        told = Path(room) / "told"
        told.write_bytes(orjson.dumps(asdict(made), option=orjson.OPT_INDENT_2))
        place.put(f"{BASE}{name}.json", told)
    return made


def area(place: Place, system_identifier: str) -> Area:
    """Where the backups of a server lie, apart from others' in the same place.

    Before there were areas they lay in the place itself, and if any does there, it is read still.
    """
    servers = {each.system_identifier for each in bases(place)}
    older = place if system_identifier in servers else None
    return Area(place, system_identifier, older, older_is_shared=len(servers) > 1)


def bases(place: Place) -> list[Base]:
    """All that are whole in an area, the oldest first."""
    found = []
    with tempfile.TemporaryDirectory(prefix="adulis-backup-") as room:
        for name in place.names(BASE):
            if name.endswith(".json"):
                place.get(name, Path(room) / "told")
                told = orjson.loads((Path(room) / "told").read_bytes())
                for moment in ("started_at", "finished_at"):
                    told[moment] = datetime.fromisoformat(told[moment])
                found.append(Base(**told))
    if isinstance(place, Area):
        found = [each for each in found if each.system_identifier == place.name]
    return sorted(found, key=lambda each: each.finished_at)


def is_as_it_was(base: Base, place: Place) -> bool:
    """Whether what lies there is what was put there: that needs no identity."""
    with tempfile.TemporaryDirectory(prefix="adulis-backup-") as room:
        place.get(base.file, Path(room) / "base")
        with (Path(room) / "base").open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == base.sha256


def without_password(url: str) -> str:
    told = urlsplit(url)
    host = told.netloc.rpartition("@")[2]
    user = told.netloc.rpartition("@")[0].partition(":")[0]
    return urlunsplit(told._replace(netloc=f"{user}@{host}" if user else host))


def moment(source: Source) -> Stand:
    """Where the server is now. Raises BackupFailed when it does not answer."""
    try:
        with psycopg.connect(source.url, autocommit=True, connect_timeout=10) as connection:
            now = connection.execute(db.NETWORK_CLOCK).fetchone()
            stands = connection.execute(_STANDS).fetchone()
    except psycopg.Error as error:
        raise BackupFailed(f"The server to back up does not answer: {error}") from error
    assert now is not None
    assert stands is not None
    return Stand(now[0], *stands)


def files_of(instance: Path) -> dict[str, bytes]:
    """The keys and secrets of an instance, by file name."""
    there = (instance / each for each in OF_AN_INSTANCE)
    return {each.name: each.read_bytes() for each in there if each.is_file()}


def keep_instance(
    files: Mapping[str, bytes], at: datetime, area: Place, recipients: Sequence[Any]
) -> None:
    """Put keys and secrets of an instance there, as they are at ``at``. Raises BackupFailed."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name, content in files.items():
            told = tarfile.TarInfo(name)
            told.size, told.mode = len(content), 0o600
            tar.addfile(told, io.BytesIO(content))
    packed.seek(0)
    with tempfile.TemporaryDirectory(prefix="adulis-backup-") as room:
        vault.seal(packed, Path(room) / "instance", recipients)
        area.put(f"{INSTANCE}{at.strftime(NAMED)}.tar.gz{SEALED}", Path(room) / "instance")


def instance_at(area: Place, base: Base, to: datetime | None, timeline: int) -> str | None:
    """The newest keys and secrets that were kept by then, and not before ``base``; its name.

    In ``timeline``: what was kept since the next base of a later life may be that one's.
    """
    names = [name for name in area.names(INSTANCE) if name >= base.instance_file]
    later = [
        each.instance_file
        for each in bases(area)
        if each.start.timeline > timeline and each.instance_file > base.instance_file
    ]
    if later:
        names = [name for name in names if name < min(later)]
    if isinstance(area, Area) and area.older_is_shared:
        # Of what lies there beside the areas, only what bears the base's name is surely its own.
        own = {each.partition("/")[2] for each in area.place.names(f"{area.name}/{INSTANCE}")}
        names = [name for name in names if name in own or name == base.instance_file]
    if to is not None:
        last = f"{INSTANCE}{to.astimezone(UTC).strftime(NAMED)}.tar.gz{SEALED}"
        names = [name for name in names if name <= last]
    return names[-1] if names else None
