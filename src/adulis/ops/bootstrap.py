"""Makes ``.venv`` from the lock files. Standard library only: it runs before anything is installed.

``python bootstrap.py <checkout> run|dev``. Every package is installed by its hash, first uv itself
with pip, then the rest with uv, or with pip where there is no uv for this machine. ``semgrep``
makes an environment of its own beside it, for a tool that pins what the platform uses as well.
"""

from __future__ import annotations

import fcntl
import filecmp
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

LOCKS = {
    "run": "requirements.lock",
    "dev": "requirements-dev.lock",
    "semgrep": "requirements-semgrep.lock",
}
APART = {"semgrep": ".venv.semgrep"}
UV_LOCK = "requirements-uv.lock"
EXIT_CANNOT = 69  # EX_UNAVAILABLE in sysexits.h


def main(home: Path, kind: str) -> int:
    """Bring the environment up to date; one process at a time, the others wait and find it done."""
    environment = home / APART.get(kind, ".venv")
    with (home / f"{environment.name}.lock").open("w") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Another ./adulis is making the environment; waiting for it.")
            fcntl.flock(turn, fcntl.LOCK_EX)
        # A developer's environment stays one: `up` in between must not take its tools away.
        has_tools = (environment / "bin" / "pytest").exists()
        has_them = has_tools or (environment / "installed-dev.lock").exists()
        wanted = "dev" if kind == "run" and has_them else kind
        if _is_fresh(home, environment, wanted):
            return 0
        begun = time.monotonic()
        _say(f"Making the environment in {environment} (once for each new lock file) ...")
        try:
            _install(home, environment, wanted)
        except subprocess.CalledProcessError as error:
            _say(f"This failed: {' '.join(map(str, error.cmd))}")
            return EXIT_CANNOT
        shutil.copyfile(home / LOCKS[wanted], environment / f"installed-{wanted}.lock")
        _say(f"The environment is ready ({time.monotonic() - begun:.0f} s).")
    return 0


def _install(home: Path, environment: Path, kind: str) -> None:
    python = environment / "bin" / "python"
    for stale in environment.glob("installed-*.lock"):  # true again only when all is done
        stale.unlink()
    if not _works(python):
        subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=True)
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    pip = [str(python), "-m", "pip", "install", *quiet, "--require-hashes", "--requirement"]
    lock = str(home / LOCKS[kind])
    if subprocess.run([*pip, str(home / UV_LOCK)], check=False).returncode == 0:
        sync = ("pip", "sync", "--require-hashes", "--python", str(python), lock)
        quietly = () if sys.stderr.isatty() else ("--quiet",)  # to people, it shows progress
        uv = [str(python), "-m", "uv", *quietly, *sync]
        if subprocess.run(uv, check=False, cwd=home).returncode == 0:
            return
    _say("uv cannot be used here; installing with pip, which takes longer.")
    subprocess.run([*pip, lock], check=True)


def _works(python: Path) -> bool:
    """Whether the environment is whole: cut short it has no pip, moved its Python is gone."""
    if not os.access(python, os.X_OK):
        return False
    probe = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([python, "-c", probe], check=False, capture_output=True).returncode == 0


def _is_fresh(home: Path, environment: Path, kind: str) -> bool:
    installed = environment / f"installed-{kind}.lock"
    return (
        installed.is_file()
        and os.access(environment / "bin" / "python", os.X_OK)
        and filecmp.cmp(installed, home / LOCKS[kind], shallow=False)
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
    except KeyboardInterrupt:
        sys.exit(130)  # what was begun is begun again next time
