"""What content is, found out from the content: whole, of one kind, and nothing besides.

Nothing is decoded or decompressed, so nothing can swell; sizes that an image declares are read from
its header only. Content that two readers could take for two things (a PDF that is an archive as
well, an image with something behind its end, markup in an image) is refused.

PNG: W3C Portable Network Graphics (3rd ed.) §5. JPEG: ITU-T T.81 annex B. PDF: ISO 32000-2 §7.5.
ZIP: APPNOTE 6.3 §4.3.
"""

from __future__ import annotations

import hashlib
import re
import zlib

import filetype

from adulis.files.errors import (
    FileEmpty,
    FileLocked,
    FileMalformed,
    FileTooLarge,
    FileTypeNotAllowed,
)
from adulis.files.values import POLICIES, FilePolicy, FilePurpose, Inspected, MediaType, label

# More than any scanner or telephone makes: what would be decoded is four bytes for each.
MOST_PIXELS = 100_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_MARKUP = re.compile(rb"<(?:!doctype|html|script|svg[\s>]|iframe|body[\s>]|\?php)", re.IGNORECASE)
_PDF_BEGINS = re.compile(rb"%PDF-[12]\.\d")
_PDF_ENDS = re.compile(rb"%%EOF\s*\Z")
# Things a document does, rather than says. Those hidden in compressed streams are not found here:
# a file is never opened by us, and never shown inside one of our pages.
_PDF_ACTS = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia)\b")
_ZIP_ENTRY, _ZIP_END = b"PK\x01\x02", b"PK\x05\x06"
_ZIP_TAIL = 65_557  # the end record and its longest comment
_SEGMENTS_WITHOUT_LENGTH = frozenset((0x01, *range(0xD0, 0xD8)))
_FRAMES = frozenset((*range(0xC0, 0xD0),)) - {0xC4, 0xC8, 0xCC}
_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA


def inspect(content: bytes, *, purpose: FilePurpose, name: str) -> Inspected:
    """What ``content`` is, where it may be stored for ``purpose``.

    Raises FileEmpty, FileTooLarge, FileTypeNotAllowed, FileMalformed, FileLocked.
    """
    policy = POLICIES[purpose]
    if not content:
        raise FileEmpty
    if len(content) > policy.most_bytes:
        raise FileTooLarge(maximum_bytes=policy.most_bytes, size_bytes=len(content))
    media_type = _type_of(content, policy)
    _check_archive(content)
    match media_type:
        case MediaType.PDF:
            _check_pdf(content)
        case MediaType.PNG:
            _check_png(content)
        case MediaType.JPEG:
            _check_jpeg(content)
    return Inspected(
        purpose=purpose,
        media_type=media_type,
        size_bytes=len(content),
        digest=hashlib.sha256(content).digest(),
        name=label(name, media_type),
    )


def _type_of(content: bytes, policy: FilePolicy) -> MediaType:
    found = filetype.guess_mime(content[:8_192])
    for each in policy.types:
        if found == each:
            return each
    raise FileTypeNotAllowed(
        f"This is not one of: {', '.join(sorted(each.extension for each in policy.types))}.",
        found_type=found,
        allowed_types=sorted(policy.types),
    )


def _check_archive(content: bytes) -> None:
    """An archive is read from its end, so it can be the end of anything."""
    if _ZIP_END in content[-_ZIP_TAIL:] and _ZIP_ENTRY in content:
        raise FileMalformed("The file is an archive as well.")


def _check_pdf(content: bytes) -> None:
    if _PDF_BEGINS.match(content) is None:
        raise FileMalformed("The file does not begin as a PDF does.")
    if _PDF_ENDS.search(content[-1_024:]) is None:
        raise FileMalformed("The PDF ends before its end, or goes on after it.")
    if _MARKUP.search(content[:2_048]):
        raise FileMalformed("The PDF begins with markup.")
    if b"/Encrypt" in content:
        raise FileLocked
    if _PDF_ACTS.search(content):
        raise FileMalformed("The PDF carries a program or another file.")


def _check_png(content: bytes) -> None:
    at, kinds = len(_PNG), []
    while at < len(content):
        length, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(content) or zlib.crc32(content[at + 4 : end - 4]) != int.from_bytes(
            content[end - 4 : end], "big"
        ):
            raise FileMalformed("The image is damaged.")
        kinds.append(kind)
        if len(kinds) == 1:
            if kind != b"IHDR" or length != 13:
                raise FileMalformed("The image does not begin as a PNG does.")
            _check_pixels(
                int.from_bytes(content[at + 8 : at + 12], "big"),
                int.from_bytes(content[at + 12 : at + 16], "big"),
            )
        at = end
        if kind == b"IEND":
            break
    if kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        raise FileMalformed("The image ends before its end.")
    _check_nothing_besides(content, at)


def _check_jpeg(content: bytes) -> None:
    end = _end_of_jpeg(content, 0)
    # Telephones put smaller copies behind the picture (CIPA DC-007), and fill up with zeros.
    while content[end:].strip(b"\0").startswith(b"\xff\xd8\xff"):
        end = _end_of_jpeg(content, content.index(b"\xff\xd8\xff", end))
    _check_nothing_besides(content, end)


def _end_of_jpeg(content: bytes, start: int) -> int:
    """Where the image that begins at ``start`` ends. Raises FileMalformed."""
    at, has_frame, has_scan = start + 2, False, False
    while at + 2 <= len(content):
        if content[at] != 0xFF:
            raise FileMalformed("The image is damaged.")
        marker = content[at + 1]
        if marker == 0xFF:  # fill bytes
            at += 1
        elif marker == _EOI:
            if not (has_frame and has_scan):
                break
            return at + 2
        elif marker in _SEGMENTS_WITHOUT_LENGTH:
            at += 2
        else:
            length = int.from_bytes(content[at + 2 : at + 4], "big")
            if marker in {0x00, _SOI} or length < 2 or at + 2 + length > len(content):
                raise FileMalformed("The image is damaged.")
            if marker in _FRAMES:
                has_frame = True
                height, width = content[at + 5 : at + 7], content[at + 7 : at + 9]
                _check_pixels(int.from_bytes(width, "big"), int.from_bytes(height, "big"))
            at += 2 + length
            if marker == _SOS:
                has_scan = True
                at = _end_of_scan(content, at)
    raise FileMalformed("The image ends before its end.")


_SCAN_ENDS = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)


def _end_of_scan(content: bytes, start: int) -> int:
    """Where the next marker begins: in a scan 0xFF is followed by 0, or by a restart marker."""
    found = _SCAN_ENDS.search(content, start)
    return len(content) if found is None else found.start()


def _check_pixels(width: int, height: int) -> None:
    if width == 0 or height == 0:
        raise FileMalformed("The image has no size.")
    if width * height > MOST_PIXELS:
        raise FileTooLarge(f"The image is {width} by {height} pixels.", maximum_pixels=MOST_PIXELS)


def _check_nothing_besides(content: bytes, end: int) -> None:
    if content[end:].strip(b"\0"):
        raise FileMalformed("Something follows after the end of the image.")
    if _MARKUP.search(content):
        raise FileMalformed("The image carries markup.")
