"""``./adulis bench [name …]``: measure and print; everything also into docs/performance.md.

``--write`` puts what was named there as well, in place of what stood under the same headings.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from rich.console import Console

from bench.report import Table, circumstances, into_page

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
# Each module has measure(), which returns one Table or a list of them.
PARTS = {
    "backoffice": "bench.backoffice",
    "bids": "bench.bids",
    "creation": "bench.creation",
    "deliveries": "bench.deliveries",
    "indexes": "bench.indexes",
    "posting": "bench.ledger",
    "reading": "bench.reading",
    "seals": "bench.seals",
    "settlement": "bench.settlement",
    "spectators": "bench.spectators",
    "streams": "bench.streams",
    "tracing": "bench.tracing",
    "transfers": "bench.transfers",
    "webhooks": "bench.webhooks",
}

_HEAD = """# Performance

Measured with `./adulis bench`. Everything ran on one machine, load generator included, with durable
commits (fsync on) and every guard of the database in place. Each table says by which command, when,
and on what machine.

Read ratios before figures: both sides of a ratio ran in the same minute on the same server, while
absolute figures follow the machine. Nothing here is asserted by a test; run it on yours.
"""


def main() -> int:
    """Measure what was named, or everything; returns the exit status."""
    parser = argparse.ArgumentParser(prog="./adulis bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="name", help=", ".join(PARTS))
    parser.add_argument("--write", action="store_true", help="into docs/performance.md")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no measurement called {', '.join(sorted(unknown))}")
    console = Console(highlight=False)
    for name in options.parts or PARTS:
        console.print(f"[bold]{name}[/] …")
        told_by = f"`./adulis bench {name}`, {circumstances()}"
        for table in _measured(PARTS[name]):
            section = table.markdown(told_by)
            console.print(section, markup=False, soft_wrap=True)
            if options.write or not options.parts:
                PAGE.write_text(into_page(PAGE.read_text(), _HEAD, section))
                console.print(f"Written to {PAGE}")
    return 0


def _measured(module: str) -> list[Table]:
    measure: Callable[[], Table | list[Table]] = import_module(module).measure
    told = measure()
    return told if isinstance(told, list) else [told]


if __name__ == "__main__":
    sys.exit(main())
