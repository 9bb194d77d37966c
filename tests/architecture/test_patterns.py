"""Semgrep's rules find what is planted for them, and leave the innocent alone.

``./adulis check patterns`` asks the source itself.
"""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from adulis.ops import bootstrap, patterns
from tests.architecture.pattern_plants import PLANTS, Plant
from tests.architecture.source import REPOSITORY

_RULES = [
    rule
    for path in sorted(patterns.RULES.glob("*.yaml"))
    for rule in yaml.safe_load(path.read_text())["rules"]
]


def _files(plant: Plant, codes: tuple[str, ...], kind: str) -> dict[str, str]:
    """Each snippet in a file of its own, beside the plant's path."""
    path = Path(plant.path)
    return {
        str(path.with_name(f"{plant.rule}_{kind}_{number}{path.suffix}")): code + "\n"
        for number, code in enumerate(codes)
    }


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """(rule, file) of everything Semgrep finds among all plants, in one run."""
    assert bootstrap.main(REPOSITORY, "semgrep") == 0
    folder = tmp_path_factory.mktemp("planted")
    for plant in PLANTS:
        files = _files(plant, plant.broken, "broken") | _files(plant, plant.fine, "fine")
        for name, code in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(code)
    command = patterns.command("--json", "--no-git-ignore", "--project-root=.", ".")
    done = subprocess.run(
        command, cwd=folder, env=patterns.environment(), capture_output=True, text=True, check=False
    )
    told = json.loads(done.stdout)
    assert (done.returncode, told["errors"]) == (1, []), done.stderr
    return {(each["check_id"].rpartition(".")[2], each["path"]) for each in told["results"]}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("plant", PLANTS, ids=lambda each: each.rule)
def test_a_planted_pattern_is_found_and_a_good_one_is_not(
    plant: Plant, found: set[tuple[str, str]]
) -> None:
    broken, fine = _files(plant, plant.broken, "broken"), _files(plant, plant.fine, "fine")
    missed = [code for name, code in broken.items() if (plant.rule, name) not in found]
    accused = [code for name, code in fine.items() if (plant.rule, name) in found]
    assert (missed, accused) == ([], [])


def test_every_rule_has_a_plant() -> None:
    assert sorted(each["id"] for each in _RULES) == sorted(each.rule for each in PLANTS)


def test_every_place_excused_is_still_there() -> None:
    excused = {
        each
        for rule in _RULES
        for each in rule.get("paths", {}).get("exclude", [])
        if not each.startswith("*")
    }
    assert excused
    assert [each for each in excused if not (REPOSITORY / each.lstrip("/")).exists()] == []


def test_nothing_is_fetched_or_told() -> None:
    command = patterns.command()
    assert {"--metrics=off", "--disable-version-check"} <= set(command)
    assert [each for each in command if each.startswith("--config")] == [
        f"--config={patterns.RULES}"
    ]
    assert not re.search(r"https?://", "".join(p.read_text() for p in patterns.RULES.iterdir()))


def test_it_has_certificates_where_the_system_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "lib/python3.11/site-packages/certifi/cacert.pem"
    there.parent.mkdir(parents=True)
    there.touch()
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    assert patterns.environment(tmp_path)["SSL_CERT_FILE"] == str(there)
    monkeypatch.setenv("SSL_CERT_FILE", "/given/by/somebody.pem")
    assert patterns.environment(tmp_path)["SSL_CERT_FILE"] == "/given/by/somebody.pem"


def test_its_environment_is_no_source_of_ours() -> None:
    told = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["tool"]["ruff"]
    assert set(bootstrap.APART.values()) <= set(told["extend-exclude"])
