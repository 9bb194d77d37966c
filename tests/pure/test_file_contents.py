"""What content is taken for, and what is taken for nothing: found out from the bytes alone."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as some

from adulis.files.errors import (
    FileEmpty,
    FileLocked,
    FileMalformed,
    FileTooLarge,
    FileTypeNotAllowed,
)
from adulis.files.sniffing import MOST_PIXELS, inspect
from adulis.files.values import POLICIES, FilePurpose, Inspected, MediaType, label
from adulis.kernel.errors import Refusal
from tests.files import a_jpeg, a_pdf, a_png, png_chunk, segment

P = FilePurpose.VERIFICATION
MOST = POLICIES[P].most_bytes


def looked_at(content: bytes, name: str = "scan") -> Inspected:
    return inspect(content, purpose=P, name=name)


def an_archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("evil.txt", "nothing else is wrong with it")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (a_pdf(), MediaType.PDF),
        (a_pdf() + b"\r\n\r\n", MediaType.PDF),
        (a_png(), MediaType.PNG),
        (a_png(behind=b"\0" * 9), MediaType.PNG),
        (a_jpeg(), MediaType.JPEG),
        (a_jpeg(scan=b"\x12\xff\x00\xff\xd0\x34"), MediaType.JPEG),
        # A progressive one has several scans; a telephone's has a smaller copy behind it.
        (
            a_jpeg()[:-2] + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x77\xff\xd9",
            "image/jpeg",
        ),
        (a_jpeg() + b"\0\0" + a_jpeg(4, 4), MediaType.JPEG),
    ],
)
def test_what_is_whole_is_taken(content: bytes, media_type: MediaType) -> None:
    found = looked_at(content)
    assert found == Inspected(
        P, MediaType(media_type), len(content), hashlib.sha256(content).digest(), "scan"
    )


HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(b"", FileEmpty, id="nothing"),
        pytest.param(HTML, FileTypeNotAllowed, id="HTML"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", FileTypeNotAllowed, id="SVG"),
        pytest.param(b"<?xml version='1.0'?><svg/>", FileTypeNotAllowed, id="XML"),
        pytest.param(an_archive(), FileTypeNotAllowed, id="ZIP"),
        pytest.param(b"MZ" + b"\0" * 200, FileTypeNotAllowed, id="program"),
        pytest.param(b"GIF89a" + b"\0" * 40, FileTypeNotAllowed, id="GIF"),
        pytest.param(b"just text, called passport.pdf", FileTypeNotAllowed, id="text"),
        pytest.param(b"\x89PNG\r\n\x1a\n", FileMalformed, id="the beginning of a PNG"),
        # One thing in front, another behind.
        pytest.param(a_pdf() + an_archive(), FileMalformed, id="PDF and ZIP"),
        pytest.param(a_png(behind=an_archive()), FileMalformed, id="PNG and ZIP"),
        pytest.param(a_jpeg() + an_archive(), FileMalformed, id="JPEG and ZIP"),
        pytest.param(a_pdf(extra=b"% " + an_archive()), FileMalformed, id="ZIP inside a PDF"),
        pytest.param(a_png(behind=HTML), FileMalformed, id="PNG and HTML"),
        pytest.param(a_jpeg() + HTML, FileMalformed, id="JPEG and HTML"),
        pytest.param(a_jpeg() + a_pdf(), FileMalformed, id="JPEG and PDF"),
        pytest.param(a_jpeg(comment=HTML), FileMalformed, id="HTML in a comment"),
        pytest.param(a_png(extra=png_chunk(b"tEXt", b"x\0" + HTML)), FileMalformed, id="in a text"),
        pytest.param(a_pdf(extra=b"% " + HTML), FileMalformed, id="HTML in a PDF"),
        pytest.param(HTML + a_pdf(), FileTypeNotAllowed, id="HTML before a PDF"),
        # What acts, and what nobody here can read.
        pytest.param(a_pdf(extra=b"<< /S /JavaScript >>"), FileMalformed, id="JavaScript"),
        pytest.param(a_pdf(extra=b"<< /S /Launch >>"), FileMalformed, id="Launch"),
        pytest.param(a_pdf(extra=b"<< /Type /EmbeddedFile >>"), FileMalformed, id="attachment"),
        pytest.param(a_pdf(extra=b"<< /Encrypt 9 0 R >>"), FileLocked, id="password"),
        # What is cut, or never was.
        pytest.param(a_pdf()[:-7], FileMalformed, id="half a PDF"),
        pytest.param(a_png()[:-5], FileMalformed, id="half a PNG"),
        pytest.param(a_png()[:60], FileMalformed, id="a third of a PNG"),
        pytest.param(a_jpeg()[:-2], FileMalformed, id="a JPEG without its end"),
        pytest.param(b"\xff\xd8\xff\xd9", FileMalformed, id="a JPEG of nothing"),
        pytest.param(b"\xff\xd8" + segment(0xE0, b"x"), FileMalformed, id="a JPEG header"),
        pytest.param(
            a_png().replace(b"IDAT", b"iDAT"), FileMalformed, id="a chunk with another's checksum"
        ),
        # A bomb is small, and says how large it would become.
        pytest.param(a_png(60_000, 60_000), FileTooLarge, id="PNG of 3600 megapixels"),
        pytest.param(a_jpeg(65_535, 65_535), FileTooLarge, id="JPEG of 4295 megapixels"),
        pytest.param(a_png(0, 4), FileMalformed, id="no width"),
        pytest.param(a_png(extra=b"\0" * 12) + b"\0" * MOST, FileTooLarge, id="more than 10 MB"),
    ],
)
def test_all_else_is_refused(content: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        looked_at(content)


def test_the_largest_is_taken_and_one_byte_more_is_not() -> None:
    padding = MOST - len(a_pdf(""))
    assert looked_at(a_pdf("x" * padding)).size_bytes == MOST
    with pytest.raises(FileTooLarge) as refused:
        looked_at(a_pdf("x" * (padding + 1)))
    assert refused.value.facts == {"maximum_bytes": MOST, "size_bytes": MOST + 1}


def test_as_many_pixels_as_may_be() -> None:
    assert looked_at(a_png(10_000, MOST_PIXELS // 10_000)).media_type is MediaType.PNG
    with pytest.raises(FileTooLarge):
        looked_at(a_png(10_000, MOST_PIXELS // 10_000 + 1))


@given(some.binary(max_size=300), some.sampled_from([a_pdf(), a_png(), a_jpeg()]), some.data())
def test_no_bytes_are_a_surprise(noise: bytes, whole: bytes, data: some.DataObject) -> None:
    """Whatever is sent is taken or refused, and never raises anything else."""
    cut = data.draw(some.integers(0, len(whole)))
    for content in (noise, whole[:cut] + noise, whole[:cut] + noise + whole[cut:]):
        try:
            looked_at(content)
        except (FileEmpty, FileLocked, FileMalformed, FileTooLarge, FileTypeNotAllowed):
            continue


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("passport.pdf", "passport.pdf"),
        ("पासपोर्ट.pdf", "पासपोर्ट.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Asha\\scan.pdf", "scan.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
        # U+202E shows the rest from right to left, so that exe looks like pdf.
        ("scan\u202efdp.exe", "scan fdp.exe"),
        (".hidden", "hidden"),
        ("", "file.pdf"),
        ("///", "file.pdf"),
        ("\u200b", "file.pdf"),
        ("x" * 300, "x" * 120),
    ],
)
def test_a_name_is_a_label(given_name: str, shown: str) -> None:
    assert label(given_name, MediaType.PDF) == shown
