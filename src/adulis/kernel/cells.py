"""Cells of files for spreadsheets. Pure."""

from __future__ import annotations

from typing import Any

CSV = "text/csv; charset=utf-8"
# What a spreadsheet takes for a formula when a cell begins with it (OWASP, CSV injection);
# full-width signs, which some of them read as the plain ones, included.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", *"\uff1d\uff0b\uff0d\uff20")


def cell(value: Any) -> Any:
    """``value``; a text that would be run as a formula begins with an apostrophe."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
