"""The web app, built once for each state of its sources; and ``./adulis web`` for who works on it.

Node comes with the environment. Where it does not, or nothing can be downloaded, whoever starts the
platform is told so and gets everything else: the API needs no page.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from adulis.ops.instance import DEFAULT_DATA_DIRECTORY, REPOSITORY, Instance, Unusable
from adulis.ops.locks import locked

FOLDER = REPOSITORY / "web"
# What the build reads; tests are not among it.
_SOURCES = ("package-lock.json", "package.json", "index.html", "vite.config.ts", "tsconfig.json")
_SOURCE_FOLDERS = ("src", "tools", "public")
_NOT_BUILT = (".test.ts", ".test.tsx")
# Exactly what the lock file says, without the scripts that packages would like to run.
_INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")
_TO_BUILD = (*_INSTALL, "--omit=dev")
# What ``./adulis web`` can be asked for beside hot reload: scripts of package.json.
_PLAIN = ("build", "check", "test")
_IN_A_BROWSER = ("e2e", "budgets")

Say = Callable[[str], None]


class NotBuilt(RuntimeError):
    """There is no web app, and why, in a line."""


class NoBrowser(RuntimeError):
    """Stories cannot be told, and what to install, in a line."""


@dataclass(frozen=True, slots=True)
class WebApp:
    """The sources in ``folder`` and what is built of them in ``folder/dist``."""

    folder: Path = FOLDER

    @property
    def dist(self) -> Path:
        return self.folder / "dist"

    @property
    def is_there(self) -> bool:
        """Whether something is built, of whatever state of the sources."""
        return (self.dist / "index.html").is_file()

    @property
    def is_fresh(self) -> bool:
        """Whether it is built of the sources as they are; without sources, whether it is built."""
        if not (self.folder / "package.json").is_file():
            return self.is_there
        return self.is_there and _read(self.dist / ".built") == self.fingerprint()

    def fingerprint(self) -> str:
        """A digest of everything the build reads."""
        told = hashlib.sha256()
        for path in self._sources():
            told.update(f"{path.relative_to(self.folder)}\n{path.stat().st_size}\n".encode())
            told.update(path.read_bytes())
        return told.hexdigest()

    def build(self, log: Path, say: Say) -> None:
        """Build it unless it is fresh; one process at a time. Raises NotBuilt, with what to do."""
        with locked(self.folder / ".build.lock"):
            if self.is_fresh:
                return
            fingerprint = self.fingerprint()
            with log.open("w") as output:
                if not self._has_packages(_TO_BUILD):
                    say("Fetching what the web app is built with (once for each lock file)")
                    # A developer's packages stay a developer's: nobody's tools are taken away.
                    has_tools = (self.folder / "node_modules" / "vitest").exists()
                    how = _INSTALL if has_tools else _TO_BUILD
                    self._npm(how, output.fileno(), log)
                    self._note_packages(how)
                say("Building the web app")
                self._npm(("run", "build"), output.fileno(), log)
            (self.dist / ".built").write_text(fingerprint)

    def install(self) -> None:
        """Everything to work on it: the tools of tests and checks as well. Raises NotBuilt."""
        with locked(self.folder / ".build.lock"):
            if not self._has_packages(_INSTALL):
                self._npm(_INSTALL)
                self._note_packages(_INSTALL)

    def run(self, *arguments: str, **environment: str) -> int:
        """``npm run`` in the foreground; returns its exit status. Raises NotBuilt."""
        command = [_npm(), "run", *arguments]
        given = _environment() | environment
        return subprocess.run(command, cwd=self.folder, env=given, check=False).returncode

    # --- what is installed ------------------------------------------------------------------------

    def _has_packages(self, how: Sequence[str]) -> bool:
        """Whether the packages of this lock file are there; with the tools, without is enough."""
        installed = _read(self.folder / "node_modules" / ".installed").partition("\n")
        kinds = {" ".join(how), " ".join(_INSTALL)}
        return installed[0] == self._lock_digest() and installed[2] in kinds

    def _note_packages(self, how: Sequence[str]) -> None:
        note = f"{self._lock_digest()}\n{' '.join(how)}"
        (self.folder / "node_modules" / ".installed").write_text(note)

    def _lock_digest(self) -> str:
        return hashlib.sha256((self.folder / "package-lock.json").read_bytes()).hexdigest()

    def _npm(
        self, arguments: Sequence[str], output: int | None = None, log: Path | None = None
    ) -> None:
        command = [_npm(), *arguments]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
        )
        if done.returncode != 0:
            where = f"; see {log}" if log else ""
            raise NotBuilt(f"npm {' '.join(arguments[:2])} failed{where}.")

    def _sources(self) -> Iterator[Path]:
        for name in _SOURCES:
            if (self.folder / name).is_file():
                yield self.folder / name
        for name in _SOURCE_FOLDERS:
            for path in sorted((self.folder / name).rglob("*")):
                if path.is_file() and not path.name.endswith(_NOT_BUILT):
                    yield path


def browser() -> str:
    """The Chromium that stories are told in: ``CHROMIUM``, else the machine's. Raises NoBrowser."""
    given = os.environ.get("CHROMIUM")
    found = shutil.which(given) if given else shutil.which("chromium")
    if found is None:
        raise NoBrowser(
            f"There is no {given or 'Chromium'}: apt-get install -y --no-install-recommends "
            "chromium fonts-dejavu-core, or set CHROMIUM to one."
        )
    return found


def _npm() -> str:
    """The npm of our environment, else the machine's. Raises NotBuilt."""
    path = _environment()["PATH"]
    found = shutil.which("npm", path=path)
    if found is None or shutil.which("node", path=path) is None:
        raise NotBuilt("Node is not there: install the environment again, or Node 22 or newer.")
    return found


def _environment() -> dict[str, str]:
    ours = str(Path(sys.executable).parent)
    path = f"{ours}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**os.environ, "PATH": path, "NO_UPDATE_NOTIFIER": "1"}


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Hot reload in front of a running instance; or build, check, test; or e2e (the stories) and
    budgets, in Chromium against a running instance.
    """
    parser = argparse.ArgumentParser(prog="./adulis web", description=main.__doc__)
    parser.add_argument("what", nargs="?", default="dev", choices=("dev", *_PLAIN, *_IN_A_BROWSER))
    parser.add_argument("--data-dir", type=Path, default=DEFAULT_DATA_DIRECTORY)
    parser.add_argument(
        "--screenshots", type=Path, metavar="FOLDER", help="of e2e: every page, to be looked at"
    )
    parser.epilog = "What follows after -- is passed on: ./adulis web e2e -- -g 'double click'"
    given = list(sys.argv[1:] if arguments is None else arguments)
    end = given.index("--") if "--" in given else len(given)
    options, passed_on = parser.parse_args(given[:end]), given[end + 1 :]
    app = WebApp()
    try:
        app.install()
        if options.what in _PLAIN:
            return app.run(options.what, "--", *passed_on)
        instance = Instance(options.data_dir)
        platform = instance.find().base_url
        if options.what == "dev":
            return app.run("dev", VITE_API_BASE_URL=platform)
        environment = {"ADULIS_DATA_DIR": str(instance.folder), "CHROMIUM": browser()}
        if options.screenshots:
            environment["ADULIS_SCREENSHOTS"] = str(options.screenshots.absolute())
        return app.run(options.what, "--", *passed_on, **environment)
    except (NotBuilt, NoBrowser, Unusable) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
