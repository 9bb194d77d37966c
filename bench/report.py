"""Tables, printed and written down with the machine they were measured on."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Table:
    """One measurement: a heading, columns, rows of text, and what it should be compared with."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""

    def markdown(self, told_by: str = "") -> str:
        """Heading, table, note and, if given, by what and when it was measured."""
        lines = [f"### {self.title}", ""]
        lines.append("| " + " | ".join(self.columns) + " |")
        lines.append("|" + "---|" * len(self.columns))
        lines += ["| " + " | ".join(row) + " |" for row in self.rows]
        if self.note:
            lines += ["", self.note]
        if told_by:
            lines += ["", f"<sub>{told_by}</sub>"]
        return "\n".join(lines) + "\n"


def into_page(page: str, head: str, section: str) -> str:
    """The page with this section where one of its heading stood, or else behind all others."""
    kept = [f"### {each}" for each in f"\n{page}".split("\n### ")[1:]]
    heading = _heading(section)
    places = [number for number, each in enumerate(kept) if _heading(each) == heading]
    if places:
        kept[places[0]] = section
    else:
        kept.append(section)
    return "\n".join([head, *(f"{each.rstrip()}\n" for each in kept)])


def _heading(section: str) -> str:
    return section.partition("\n")[0]


def circumstances() -> str:
    """Day, machine, and how busy it was with other things before a measurement began."""
    day = datetime.now(UTC).strftime("%-d %B %Y")
    waiting = os.getloadavg()[0]
    return f"{day}: {machine()}; {waiting:.1f} programs running or waiting before it began"


def machine() -> str:
    """What this was measured on: processor, cores, memory, kernel."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    total_kb = int(Path("/proc/meminfo").read_text().split()[1])
    return (
        f"{model}, {os.cpu_count()} cores, {total_kb // 1024**2} GiB, "
        f"Linux {platform.release()}, Python {platform.python_version()}"
    )
