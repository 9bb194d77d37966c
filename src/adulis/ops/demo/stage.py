"""How the tour speaks: chapters, facts and promises, in colour where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.markup import escape
from rich.table import Table


@dataclass(slots=True)
class Stage:
    """Where the tour is told; remembers what was promised and what was not kept."""

    console: Console
    kept: int = 0
    broken: list[str] = field(default_factory=list)
    chapter_number: int = 0
    chapters: int = 0

    def chapter(self, title: str) -> None:
        self.chapter_number += 1
        place = f"[dim]{self.chapter_number}/{self.chapters}[/]"
        self.console.print(f"\n{place} [bold cyan]{escape(title)}[/]")

    def tell(self, text: str) -> None:
        self.console.print(f"    {text}")

    @contextmanager
    def waiting(self, what: str) -> Iterator[None]:
        with self.console.status(f"    {what} …"):
            yield

    def promise(self, what: str, *, kept: bool) -> None:
        """Say whether a promise was kept, and remember it."""
        if kept:
            self.kept += 1
            self.console.print(f"    [green]✓[/] {what}")
        else:
            self.broken.append(what)
            self.console.print(f"    [bold red]✗ {what}[/]")

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        table = Table(box=None, padding=(0, 2), header_style="dim")
        for place, heading in enumerate(headings):
            table.add_column(heading, justify="left" if place == 0 else "right")
        for row in rows:
            table.add_row(*row)
        self.console.print(table)
