"""What is deployed names things that exist."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

REPOSITORY = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((REPOSITORY / "deploy/compose.yaml").read_text())
DOCKERFILE = (REPOSITORY / "deploy/Dockerfile").read_text()
# What containers need beyond .env.example: the server makes its roles with these.
OF_COMPOSE = {"POSTGRES_PASSWORD", "DATABASE_OWNER_PASSWORD", "DATABASE_PASSWORD"}
SETTINGS = set(
    re.findall(
        r"^(?:# )?([A-Z][A-Z0-9_]*)=", (REPOSITORY / ".env.example").read_text(), re.MULTILINE
    )
)


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_a_service_is_given_only_settings_that_exist(name: str) -> None:
    service = COMPOSE["services"][name]

    assert set(service.get("environment", {})) <= SETTINGS | OF_COMPOSE


def test_compose_asks_for_what_it_says_it_asks_for() -> None:
    text = (REPOSITORY / "deploy/compose.yaml").read_text()

    assert set(re.findall(r"\$\{([A-Z_]+):\?\}", text)) == OF_COMPOSE


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_a_service_runs_a_command_that_exists(name: str) -> None:
    match COMPOSE["services"][name].get("command"):
        case ["python", "manage.py", command, *_]:
            assert command in get_commands()
        case ["python", "-m", module, *_]:
            assert find_spec(f"{module}.__main__")
        case None:
            pass
        case other:
            pytest.fail(f"{other} is neither a command nor a module")


def test_only_migrate_learns_the_owners_password() -> None:
    knows = [
        name
        for name, service in COMPOSE["services"].items()
        if "DATABASE_OWNER_PASSWORD"
        in str(service.get("environment", {}).get("DATABASE_OWNER_URL"))
    ]

    assert knows == ["migrate"]


def test_the_image_does_not_run_as_root_and_copies_what_is_there() -> None:
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["10001:10001"]
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE):
        for source in sources.split():
            assert (REPOSITORY / source).exists(), source


def test_the_procfile_starts_what_exists() -> None:
    for line in (REPOSITORY / "Procfile").read_text().splitlines():
        name, _, command = line.partition(": ")
        assert name in {"release", "web", "live", "worker"}
        if command.startswith("python manage.py "):
            assert command.split()[2] in get_commands()
