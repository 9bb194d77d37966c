"""``./adulis check``: everything about the source that can be known without running a server."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
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
    """One question about the source; ``command`` exits 0 for yes. ``long``: takes a while."""

    name: str
    command: Sequence[str]
    remedy: str = ""
    long: bool = False


STEPS = (
    Step("format", (str(BIN / "ruff"), "format", "--check", "."), "ruff format"),
    Step("lint", (str(BIN / "ruff"), "check", "."), "ruff check --fix"),
    Step("walls", (str(BIN / "lint-imports"), "--no-logo")),
    Step("types", (str(BIN / "mypy"),), long=True),
    Step("security", (str(BIN / "bandit"), "-q", "-c", "pyproject.toml", "-r", "src")),
    Step("patterns", (PYTHON, "-m", "adulis.ops.patterns"), long=True),
    Step("docs", (PYTHON, "manage.py", "write_docs", "--check"), "./adulis write_docs"),
    Step("shell", (str(BIN / "shellcheck"), "adulis", ".ci/run", "deploy/postgres/roles.sh")),
    Step("containers", (str(BIN / "hadolint"), "deploy/Dockerfile")),
    Step("web", (PYTHON, "-m", "adulis.ops.web", "check"), "npm run format in web", long=True),
    Step("house rules", (PYTHON, "-m", "pytest", "-q", "tests/architecture"), long=True),
)


def main(words: Sequence[str]) -> int:
    """Run the steps named, all of them, or all ``--without`` those named, to the end.

    As many at a time as there are processors. Returns 1 when any says no.
    """
    console = Console(highlight=False)
    leaves_out, named = words[:1] == ["--without"], [each for each in words if each != "--without"]
    names = [step.name for step in STEPS]
    if unknown := [name for name in named if name not in names]:
        console.print(f"[red]No step is called {unknown[0]}.[/] There are: {', '.join(names)}")
        return 2
    steps = [each for each in STEPS if not named or (each.name in named) is not leaves_out]
    failed = []
    with ThreadPoolExecutor(os.cpu_count()) as pool, console.status("checking"):
        # The long ones first, so that nobody waits for one of them alone at the end.
        asked = [pool.submit(_ask, each) for each in sorted(steps, key=lambda step: not step.long)]
        for answer in as_completed(asked):
            step, done, took_seconds = answer.result()
            seconds = f"[dim]{took_seconds:.1f} s[/]"
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


def _ask(step: Step) -> tuple[Step, subprocess.CompletedProcess[str], float]:
    begun = time.monotonic()
    done = subprocess.run(
        step.command, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    return step, done, time.monotonic() - begun


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
