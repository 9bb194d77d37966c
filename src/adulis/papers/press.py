"""Where a paper is set and printed."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import orjson
import typst
from django.conf import settings
from django.utils import timezone

from adulis.kernel import db
from adulis.papers.coverage import characters_of, showable
from adulis.papers.values import Letterhead, moment

PDF = "application/pdf"
TEMPLATES = Path(__file__).with_name("templates")
# Archives and readers aloud: PDF/A-2 with tags, and PDF/UA.
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
# The Noto fonts (SIL Open Font License 1.1), as they are packaged; first come, first used.
_FONT_PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_devanagari")
# One paper at a time in one process: a long one takes some 100 MB for each 1,000 lines.
_ONE_AT_A_TIME = threading.Lock()


@db.transaction_forbidden
def render(
    template: str,
    data: Mapping[str, Any],
    *,
    title: str,
    at: datetime,
    issuer: Letterhead | None = None,
) -> bytes:
    """``data`` set by ``templates/<template>.typ``, as a PDF/A-2a file on A4.

    The template reads ``data`` (JSON, no fractions of money) from ``paper.given``; texts in it are
    shown letter by letter, whatever they contain. ``title`` names the file to readers; ``at`` is
    when the paper was issued, and the only time in it: the same arguments give the same bytes.
    ``issuer`` is who issued it, where that was written down; otherwise who we are now.

    No transaction may be open: setting a long paper takes longer than a lock may be held. Raises
    ValueError for a template that is not here.
    """
    place = TEMPLATES / f"{template}.typ"
    if place.parent != TEMPLATES or not place.is_file():
        raise ValueError(f"there is no paper called {template!r}")
    zone = timezone.get_default_timezone()
    assert isinstance(zone, ZoneInfo)
    issued = at.astimezone(UTC)
    given = {
        **data,
        "title": title,
        "issuer": asdict(issuer or letterhead()),
        "issued": moment(at, zone),
        "date": [issued.year, issued.month, issued.day, issued.hour, issued.minute, issued.second],
    }
    told = orjson.dumps(_clean(given)).decode()
    with _ONE_AT_A_TIME:
        paper = _compiler().compile(
            str(place),
            format="pdf",
            sys_inputs={"given": told},
            pdf_standards=list(STANDARDS),
            timestamp=int(issued.timestamp()),
        )
    assert isinstance(paper, bytes)  # what a PDF comes as; pictures come by the page
    return paper


def letterhead() -> Letterhead:
    """Who we are, by the settings."""
    return Letterhead(
        name=settings.PLATFORM_NAME,
        legal_name=settings.PLATFORM_LEGAL_NAME,
        address=settings.PLATFORM_ADDRESS,
        gstin=settings.PLATFORM_GSTIN,
    )


def _compiler() -> typst.Compiler:
    """Sees the templates and our fonts and nothing else of this machine, nor any network.

    Packages, which typst would download, are looked for where there are none.
    """
    nowhere = str(TEMPLATES / "no-packages")
    return typst.Compiler(
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        package_path=nowhere,
        package_cache_path=nowhere,
    )


@cache
def _font_folders() -> tuple[Path, ...]:
    return tuple(Path(str(resources.files(each) / "files")) for each in _FONT_PACKAGES)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in _font_folders()],
    )


@cache
def _characters() -> frozenset[int]:
    return frozenset().union(
        *(characters_of(font) for folder in _font_folders() for font in folder.glob("*.ttf"))
    )


def _clean(value: Any) -> Any:
    """``value`` with every text in it made showable."""
    if isinstance(value, str):
        return showable(value, _characters())
    if isinstance(value, Mapping):
        return {name: _clean(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value
