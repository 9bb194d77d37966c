"""What programs wrote into their logs: one JSON object a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Line = dict[str, Any]


def lines(log: Path, **wanted: Any) -> list[Line]:
    """Lines that are JSON objects and say ``wanted``, in order."""
    found = []
    for text in log.read_text(errors="replace").splitlines():
        try:
            line = json.loads(text)
        except ValueError:
            continue  # what a program says before it has a log, or a line that is being written
        if isinstance(line, dict) and wanted.items() <= line.items():
            found.append(line)
    return found
