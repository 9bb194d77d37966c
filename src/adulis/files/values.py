"""What a file is, and what may be one. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

MEGABYTE = 1_048_576
NAME_LENGTH = 120


class FilePurpose(StrEnum):
    """What a file was asked for, which decides what it may be."""

    VERIFICATION = "verification"
    DELIVERY = "delivery"
    DEAL = "deal"
    DISPUTE = "dispute"


class MediaType(StrEnum):
    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"

    @property
    def extension(self) -> str:
        return {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}[self]


@dataclass(frozen=True, slots=True)
class FilePolicy:
    """What may be stored for a purpose."""

    types: frozenset[MediaType]
    most_bytes: int


_PAPERS = frozenset((MediaType.PDF, MediaType.JPEG, MediaType.PNG))
POLICIES = {
    FilePurpose.VERIFICATION: FilePolicy(_PAPERS, 10 * MEGABYTE),
    FilePurpose.DELIVERY: FilePolicy(_PAPERS, 10 * MEGABYTE),
    FilePurpose.DEAL: FilePolicy(_PAPERS, 10 * MEGABYTE),
    FilePurpose.DISPUTE: FilePolicy(_PAPERS, 10 * MEGABYTE),
}


@dataclass(frozen=True, slots=True)
class Inspected:
    """Content that may be stored, and what it turned out to be; ``digest`` is its SHA-256."""

    purpose: FilePurpose
    media_type: MediaType
    size_bytes: int
    digest: bytes
    name: str


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A kept file, as rooms above see it. ``name`` is what it was called by whoever brought it.

    ``sha256`` is of its content, in hexadecimal.
    """

    id: UUID
    merchant_id: UUID
    purpose: FilePurpose
    media_type: MediaType
    size_bytes: int
    name: str
    created_at: datetime
    sha256: str

    @property
    def attachment_name(self) -> str:
        """What it is called where it is saved: nothing anybody typed."""
        return f"{self.purpose}-{str(self.id)[-12:]}.{self.media_type.extension}"


@dataclass(frozen=True, slots=True)
class Link:
    """``token`` opens one file to one person until ``expires_at``."""

    file_id: UUID
    token: str
    expires_at: datetime


def label(name: str, media_type: MediaType) -> str:
    """A name as it may be shown: no path, nothing invisible, nothing that reorders text.

    What is left of nothing is called after its type.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(each if each.isprintable() else " " for each in last)
    tidy = " ".join(shown.split()).lstrip(".")[:NAME_LENGTH].strip()
    return tidy or f"file.{media_type.extension}"
