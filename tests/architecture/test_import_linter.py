"""import-linter's contracts and our own plan are one plan, and the contracts can fail.

The contracts are run on a house made for the purpose: every room an empty package, and one wall
broken.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.architecture import plan
from tests.architecture.source import REPOSITORY

CONFIGURATION = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"][
    "importlinter"
]
CONTRACTS: list[dict[str, Any]] = CONFIGURATION["contracts"]

SIMULATORS = ("ground", "bank", "gateway", "receiver")


def test_the_floors_are_the_same_in_both_plans() -> None:
    layers = next(each["layers"] for each in CONTRACTS if each["type"] == "layers")
    floors = [{room.strip(" ()") for room in layer.split("|")} for layer in reversed(layers)]
    assert floors == [set(floor) for floor in plan.FLOORS]


def test_every_rooms_tables_are_protected() -> None:
    protected = {
        tuple(each["protected_modules"]): set(each["allowed_importers"])
        for each in CONTRACTS
        if each["type"] == "protected"
    }
    adulis = REPOSITORY / "src/adulis"
    rooms = [path.parent.name for path in adulis.glob("*/models*") if path.stem == "models"]
    assert protected == {
        (f"adulis.{room}.models",): {f"adulis.{room}", "adulis.backoffice", "adulis.ops"}
        for room in rooms
    }


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The floor plan as packages with nothing in them."""
    (tmp_path / "pyproject.toml").write_text((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    for room in plan.FLOOR_OF:
        package = tmp_path / "src" / "adulis" / room
        package.mkdir(parents=True)
        for module in ("__init__", "models", "actions", "queries"):
            (package / f"{module}.py").touch()
    (tmp_path / "src/adulis/__init__.py").touch()
    for path in ("simulators", *(f"simulators/{each}" for each in SIMULATORS)):
        (tmp_path / "src" / path).mkdir()
        (tmp_path / "src" / path / "__init__.py").touch()
    return tmp_path


def broken_contracts(house: Path) -> list[str]:
    told = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts:" in told.stdout, told.stdout + told.stderr
    lines = told.stdout.splitlines()
    return [line.removesuffix(" BROKEN") for line in lines if line.endswith(" BROKEN")]


def test_a_house_with_all_its_walls_passes(house: Path) -> None:
    assert broken_contracts(house) == []


@pytest.mark.parametrize(
    ("module", "code", "contract"),
    [
        ("adulis/ledger/actions.py", "from adulis.payouts import queries", "Rooms look down"),
        ("adulis/ledger/actions.py", "from adulis.identity import queries", "Rooms look down"),
        ("adulis/payouts/actions.py", "import adulis.ledger.models", "The tables of ledger"),
        ("adulis/payouts/models.py", "from adulis.payouts import actions", "No cycles"),
        ("adulis/gateways/actions.py", "import simulators", "The platform has never heard"),
        ("simulators/__init__.py", "from adulis.kernel import actions", "The simulators have"),
        ("simulators/__init__.py", "import django", "The simulators have"),
        ("simulators/bank/__init__.py", "import simulators.gateway", "The simulators stand"),
    ],
)
def test_a_broken_wall_is_found(house: Path, module: str, code: str, contract: str) -> None:
    # The way back that makes a circle of it, for the contract about circles.
    (house / "src/adulis/payouts/actions.py").write_text("from adulis.payouts import models\n")
    (house / "src" / module).write_text(f"{code}\n")
    assert [name for name in broken_contracts(house) if name.startswith(contract)] != []


def test_a_room_without_a_floor_is_found(house: Path) -> None:
    (house / "src/adulis/cellar").mkdir()
    (house / "src/adulis/cellar/__init__.py").touch()
    assert broken_contracts(house) == ["Rooms look down, never sideways"]
