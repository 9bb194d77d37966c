"""``./adulis check``: everything about the source that can be known without running a server."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape

BIN = Path(sys.executable).parent
PYTHON = sys.executable
# Reading code needs settings, and settings need a secret; this one guards nothing.
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": "src",
    "SECRET_KEY": "for-reading-code-only",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One question about the source; ``command`` exits 0 for yes."""

    name: str
    command: Sequence[str]
    remedy: str = ""


STEPS = (
    Step("format", (str(BIN / "ruff"), "format", "--check", "."), "ruff format"),
    Step("lint", (str(BIN / "ruff"), "check", "."), "ruff check --fix"),
    Step("walls", (str(BIN / "lint-imports"), "--no-logo")),
    Step("types", (str(BIN / "mypy"),)),
    Step("security", (str(BIN / "bandit"), "-q", "-c", "pyproject.toml", "-r", "src")),
    Step("docs", (PYTHON, "manage.py", "write_docs", "--check"), "./adulis write_docs"),
    Step("shell", (str(BIN / "shellcheck"), "adulis", ".ci/run", "deploy/postgres/roles.sh")),
    Step("containers", (str(BIN / "hadolint"), "deploy/Dockerfile")),
    Step("web", (PYTHON, "-m", "adulis.ops.web", "check"), "npm run format in web"),
    Step("house rules", (PYTHON, "-m", "pytest", "-q", "tests/architecture")),
)


def main(chosen: Sequence[str]) -> int:
    """Run the steps named, or all of them, to the end; returns 1 when any says no."""
    console = Console(highlight=False)
    names = [step.name for step in STEPS]
    if unknown := [name for name in chosen if name not in names]:
        console.print(f"[red]No step is called {unknown[0]}.[/] There are: {', '.join(names)}")
        return 2
    failed = []
    for step in STEPS:
        if chosen and step.name not in chosen:
            continue
        begun = time.monotonic()
        with console.status(step.name):
            done = subprocess.run(
                step.command, env=ENVIRONMENT, capture_output=True, text=True, check=False
            )
        seconds = f"[dim]{time.monotonic() - begun:.1f} s[/]"
        if done.returncode == 0:
            console.print(f"[green]✓[/] {step.name} {seconds}")
            continue
        failed.append(step)
        console.print(f"[red]✗ {step.name}[/] {seconds}")
        console.print(escape((done.stdout + done.stderr).rstrip()), soft_wrap=True)
    for step in failed:
        remedy = f": try {step.remedy}" if step.remedy else ""
        console.print(f"[red]{step.name} says no{remedy}[/]")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
