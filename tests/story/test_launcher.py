"""``./adulis`` on machines that lack something, in folders it was not written in, twice at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock")
CANNOT = 69


class Checkout:
    """A copy of the launcher whose lock files ask for nothing, so that no network is needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self) -> None:
        folder = self.folder
        (folder / "src/adulis/ops").mkdir(parents=True)
        shutil.copy(REPOSITORY / "adulis", folder)
        shutil.copy(REPOSITORY / "src/adulis/ops/bootstrap.py", folder / "src/adulis/ops")
        for module in ("__init__.py", "ops/__init__.py"):
            (folder / "src/adulis" / module).touch()
        (folder / "src/adulis/ops/manage.py").write_text("import sys; print('ran', *sys.argv[1:])")
        for lock in LOCKS:
            (folder / lock).write_text("# nothing\n")

    def run(self, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ["HOME"],
            "ADULIS_PYTHON": sys.executable,
        }
        return subprocess.run(
            [str(self.folder / "adulis"), *arguments],
            cwd="/",
            env=environment | given,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def checkout() -> Iterator[Checkout]:
    """As it was cloned: nothing is installed."""
    folder = Path(tempfile.mkdtemp(prefix="adulis with spaces "))
    checkout = Checkout(folder)
    checkout.write()
    yield checkout
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def used_once() -> Iterator[Checkout]:
    folder = Path(tempfile.mkdtemp(prefix="adulis used "))
    checkout = Checkout(folder)
    checkout.write()
    assert checkout.run("greet").returncode == 0
    yield checkout
    shutil.rmtree(folder)


@pytest.fixture
def used(used_once: Checkout) -> Iterator[Checkout]:
    """With an environment in it. (Moved from where it was made, as people do.)"""
    folder = Path(tempfile.mkdtemp(prefix="adulis moved "))
    shutil.copytree(used_once.folder, folder, symlinks=True, dirs_exist_ok=True)
    yield Checkout(folder)
    shutil.rmtree(folder)


def test_the_environment_is_made_once_and_then_not_looked_at(checkout: Checkout) -> None:
    first = checkout.run("greet", "--name", "a b")
    second = checkout.run("greet")

    assert (first.returncode, first.stdout) == (0, "ran greet --name a b\n")
    assert "Making the environment" in first.stderr
    assert (second.returncode, second.stdout, second.stderr) == (0, "ran greet\n", "")


def test_a_changed_lock_file_is_installed(used: Checkout) -> None:
    (used.folder / "requirements.lock").write_text("# nothing, said otherwise\n")

    assert "Making the environment" in used.run("greet").stderr
    assert used.run("greet").stderr == ""


def test_a_developers_environment_is_not_taken_apart_by_up(used: Checkout) -> None:
    (used.folder / "requirements-dev.lock").write_text("# developers' things\n")
    used.run("test", "--version")  # there is no pytest in it, but it is made
    environment = used.folder / ".venv"
    assert (environment / "installed-dev.lock").read_text() == "# developers' things\n"
    (used.folder / "requirements.lock").write_text("# something newer\n")

    assert used.run("greet").stderr == ""
    (used.folder / "requirements-dev.lock").write_text("# more of them\n")
    assert "Making the environment" in used.run("greet").stderr
    assert (environment / "installed-dev.lock").read_text() == "# more of them\n"


def test_tools_installed_by_hand_count_as_a_developers_environment(used: Checkout) -> None:
    environment = used.folder / ".venv"
    (environment / "bin/pytest").touch()
    (environment / "installed-run.lock").unlink()

    used.run("greet")

    assert (environment / "installed-dev.lock").is_file()


def test_launchers_at_the_same_moment_make_one_environment(checkout: Checkout) -> None:
    with ThreadPoolExecutor(3) as pool:
        runs = list(pool.map(lambda _: checkout.run("greet"), range(3)))

    assert [run.returncode for run in runs] == [0, 0, 0], [run.stderr for run in runs]
    assert [run.stdout for run in runs] == ["ran greet\n"] * 3
    assert sum("Making the environment" in run.stderr for run in runs) == 1


def test_an_environment_cut_short_is_made_again(used: Checkout) -> None:
    environment = used.folder / ".venv"
    (environment / "installed-run.lock").unlink()
    shutil.rmtree(environment / "lib")

    again = used.run("greet")

    assert (again.returncode, again.stdout) == (0, "ran greet\n")


def test_an_environment_whose_python_is_gone_is_made_again(used: Checkout) -> None:
    python = used.folder / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nonexistent/python")

    again = used.run("greet")

    assert (again.returncode, again.stdout) == (0, "ran greet\n")


def test_without_ensurepip_it_names_the_one_package_to_install(checkout: Checkout) -> None:
    python = checkout.folder / "python-without-ensurepip"
    python.write_text(
        f'#!/bin/sh\ncase "$*" in *ensurepip*) exit 1 ;; *) exec "{sys.executable}" "$@" ;; esac\n'
    )
    python.chmod(0o755)

    run = checkout.run("up", ADULIS_PYTHON=str(python))

    assert run.returncode == CANNOT
    assert run.stderr.splitlines() == [
        "This Python cannot make environments: ensurepip is missing. Install it with",
        "    apt-get install -y python3-venv",
    ]


def test_without_a_new_enough_python_it_says_so(checkout: Checkout) -> None:
    tools = checkout.folder / "tools"
    tools.mkdir()
    for tool in ("dirname", "readlink", "cmp", "sh"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tools / "python3").chmod(0o755)

    run = checkout.run("up", PATH=str(tools), ADULIS_PYTHON="")

    assert run.returncode == CANNOT
    assert run.stderr == (
        "Adulis needs Python 3.11 or newer, and found none. "
        "Set ADULIS_PYTHON to one, or install it.\n"
    )


def test_it_works_through_a_link_from_anywhere(used: Checkout) -> None:
    link = used.folder / "elsewhere"
    link.mkdir()
    (link / "adulis").symlink_to("../adulis")

    run = subprocess.run(
        [str(link / "adulis"), "greet"],
        cwd="/",
        env={"PATH": os.environ["PATH"], "ADULIS_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (run.returncode, run.stdout) == (0, "ran greet\n")


def test_without_a_command_it_says_what_there_is(checkout: Checkout) -> None:
    run = checkout.run()

    assert run.returncode == 0
    assert run.stdout.startswith("./adulis up [--port 8000] [--data-dir var]")
    assert not (checkout.folder / ".venv").exists()
