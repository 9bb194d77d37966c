"""Which characters a font can show, read from its ``cmap`` table (OpenType 1.9, formats 4 and 12).

PDF/A forbids a character without a glyph, and rightly: it would be an empty box where a name was.
So what no font of ours can show is replaced by a sign that says "something stands here", and a
name in a script we do not ship cannot keep somebody from their statement.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

# Unicode's own "this cannot be shown".
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# What changes the direction of the text around it: a name that reads differently than it is.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Without a glyph and without need of one.
_SILENT = frozenset("\n\u200b\u200c\u200d\ufeff")


def showable(text: str, characters: frozenset[int]) -> str:
    """``text`` with every character outside ``characters`` replaced, and none that turns it."""
    return "".join(
        each if each in _SILENT or ord(each) in characters else REPLACEMENT
        for each in text
        if each not in _TURNING
    )


def characters_of(font: Path) -> frozenset[int]:
    """The code points the font file has a glyph for."""
    data = font.read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {
        data[12 + 16 * each : 16 + 16 * each]: struct.unpack_from(">II", data, 20 + 16 * each)
        for each in range(count)
    }
    start, _ = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", data, start + 2)
    found: set[int] = set()
    for each in range(count):
        (offset,) = struct.unpack_from(">I", data, start + 8 + 8 * each)
        found.update(_subtable(data, start + offset))
    return frozenset(found)


def _subtable(data: bytes, at: int) -> Iterator[int]:
    (kind,) = struct.unpack_from(">H", data, at)
    if kind == 4:
        yield from _segments(data, at)
    elif kind == 12:
        (groups,) = struct.unpack_from(">I", data, at + 12)
        for each in range(groups):
            first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * each)
            yield from range(first, last + 1)


def _segments(data: bytes, at: int) -> Iterator[int]:
    (doubled,) = struct.unpack_from(">H", data, at + 6)
    ends, starts = at + 14, at + 16 + doubled
    deltas, offsets = starts + doubled, starts + 2 * doubled
    for each in range(0, doubled, 2):
        (last,) = struct.unpack_from(">H", data, ends + each)
        (first,) = struct.unpack_from(">H", data, starts + each)
        (delta,) = struct.unpack_from(">H", data, deltas + each)
        (offset,) = struct.unpack_from(">H", data, offsets + each)
        for character in range(first, min(last, 0xFFFE) + 1):
            glyph = character
            if offset:
                place = offsets + each + offset + 2 * (character - first)
                (glyph,) = struct.unpack_from(">H", data, place)
            if not offset or glyph:
                glyph = (glyph + delta) & 0xFFFF
            if glyph:
                yield character
