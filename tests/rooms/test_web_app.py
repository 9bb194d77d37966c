"""The web app is made once for each state of its sources, and its absence stops nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from adulis.ops.web import NotBuilt, WebApp

# Stands in for npm: notes how it was called, and does what the environment tells it to.
_NPM = """#!/bin/sh
echo "$@" >> calls
[ "$1" = ci ] && mkdir -p node_modules
[ -e fails ] && exit 1
[ "$1" = run ] && mkdir -p dist && echo built > dist/index.html
exit 0
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "web"
    (folder / "src").mkdir(parents=True)
    for name in ("package.json", "package-lock.json", "src/main.tsx", "src/main.test.tsx"):
        (folder / name).write_text(name)
    return folder


@pytest.fixture(autouse=True)
def _npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found before the one of the environment, whose folder would otherwise come first."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("npm", "node", "python"):
        (tools / name).write_text(_NPM)
        (tools / name).chmod(stat.S_IRWXU)
    monkeypatch.setattr("sys.executable", str(tools / "python"))


def built(folder: Path) -> list[str]:
    """Build it; returns every call of npm since the beginning."""
    WebApp(folder).build(folder.parent / "log", lambda _: None)
    calls = folder / "calls"
    return calls.read_text().splitlines() if calls.is_file() else []


INSTALLS = "ci --ignore-scripts --no-audit --no-fund --omit=dev"


def test_it_is_built_once(sources: Path) -> None:
    assert not WebApp(sources).is_there
    assert built(sources) == [INSTALLS, "run build"]
    assert WebApp(sources).is_fresh
    assert built(sources) == [INSTALLS, "run build"]


def test_changed_sources_are_built_again_with_the_same_packages(sources: Path) -> None:
    built(sources)
    (sources / "src/main.tsx").write_text("something else")
    assert not WebApp(sources).is_fresh
    assert built(sources) == [INSTALLS, "run build", "run build"]


def test_a_new_lock_file_brings_new_packages(sources: Path) -> None:
    built(sources)
    (sources / "package-lock.json").write_text("another")
    assert built(sources) == [INSTALLS, "run build"] * 2


def test_tests_are_no_part_of_it(sources: Path) -> None:
    built(sources)
    (sources / "src/main.test.tsx").write_text("something else")
    assert WebApp(sources).is_fresh


def test_a_developers_tools_are_not_taken_away(sources: Path) -> None:
    (sources / "node_modules/vitest").mkdir(parents=True)
    assert built(sources) == ["ci --ignore-scripts --no-audit --no-fund", "run build"]


def test_without_packages_it_says_why_and_where_to_look(sources: Path) -> None:
    (sources / "fails").touch()
    with pytest.raises(NotBuilt, match=r"npm ci --ignore-scripts failed; see .*log"):
        built(sources)
    assert not WebApp(sources).is_there


def test_an_older_one_survives_a_failure(sources: Path) -> None:
    built(sources)
    (sources / "src/main.tsx").write_text("does not compile")
    (sources / "fails").touch()
    with pytest.raises(NotBuilt):
        built(sources)
    assert WebApp(sources).is_there
    assert not WebApp(sources).is_fresh


def test_without_node_it_says_so(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(NotBuilt, match="Node is not there"):
        built(sources)


def test_where_there_are_no_sources_what_is_built_is_fresh(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    assert not WebApp(tmp_path).is_fresh
    (tmp_path / "dist/index.html").touch()
    assert WebApp(tmp_path).is_fresh
