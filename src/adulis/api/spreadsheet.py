"""Cells of files for spreadsheets. Pure."""

from __future__ import annotations

from adulis.kernel.cells import CSV, cell

__all__ = ["CSV", "cell", "decimal"]


def decimal(minor: int) -> str:
    """``1234.05``: never negative, no grouping, for a column of numbers."""
    whole, part = divmod(minor, 100)
    return f"{whole}.{part:02d}"
