"""Reading papers: what a PDF of ours says, line by line."""

from __future__ import annotations

import io

from pypdf import PdfReader


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """All that the paper says, page after page."""
    return "\n".join(page.extract_text() for page in read(pdf).pages)


def lines_of(pdf: bytes) -> list[str]:
    return [line.strip() for line in text_of(pdf).splitlines() if line.strip()]
