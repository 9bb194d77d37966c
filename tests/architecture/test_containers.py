"""What is deployed names things that exist."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

WEED = Path(sys.executable).with_name("weed")
REPOSITORY = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((REPOSITORY / "deploy/compose.yaml").read_text())
DOCKERFILE = (REPOSITORY / "deploy/Dockerfile").read_text()
# What containers need beyond .env.example: the server makes its roles with these.
OF_COMPOSE = {"POSTGRES_PASSWORD", "DATABASE_OWNER_PASSWORD", "DATABASE_PASSWORD"}
# What of .env.example has a default, and none here.
ASKED_FOR = {"ALLOWED_HOSTS", "GATEWAY_KEY", "PUBLIC_URL"}
# What programs that are not ours call it.
OF_OTHERS = {
    "nginx": {"NGINX_ENVSUBST_FILTER"},
    # Where there is no BACKUP_PASSWORD there is no role that may stream everything away.
    "postgres": {"POSTGRES_INITDB_ARGS", "BACKUP_PASSWORD"},
    "storage": {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "S3_BUCKET"},
}
SETTINGS = set(
    re.findall(
        r"^(?:# )?([A-Z][A-Z0-9_]*)=", (REPOSITORY / ".env.example").read_text(), re.MULTILINE
    )
)


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_a_service_is_given_only_settings_that_exist(name: str) -> None:
    service = COMPOSE["services"][name]

    assert set(service.get("environment", {})) <= SETTINGS | OF_COMPOSE | OF_OTHERS.get(name, set())


def test_compose_asks_for_what_it_says_it_asks_for() -> None:
    text = (REPOSITORY / "deploy/compose.yaml").read_text()

    asked_for = set(re.findall(r"\$\{([A-Z_]+):\?\}", text))
    assert asked_for == OF_COMPOSE | ASKED_FOR
    assert asked_for <= set(re.findall(r"[A-Z_]+", text.partition("x-adulis")[0]))
    assert ASKED_FOR <= SETTINGS


def ours() -> list[str]:
    return [name for name, service in COMPOSE["services"].items() if "build" in service]


@pytest.mark.parametrize("name", [*ours(), "redis"])
def test_our_programs_may_do_no_more_than_they_need(name: str) -> None:
    service = COMPOSE["services"][name]

    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["pids_limit"] <= 1_024


def test_nothing_but_the_proxy_is_reached_from_outside() -> None:
    open_to_all = [name for name, service in COMPOSE["services"].items() if "ports" in service]

    assert open_to_all == ["nginx"]
    assert COMPOSE["services"]["postgres"]["networks"] == ["inside"]
    assert COMPOSE["services"]["redis"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"]


@pytest.mark.parametrize("name", ours())
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


def test_the_storage_is_told_what_it_knows() -> None:
    told = subprocess.run(
        [str(WEED), "mini", "-h"], capture_output=True, text=True, check=False, timeout=60
    )
    command, *options = COMPOSE["services"]["storage"]["command"]

    assert command == "mini"
    for option in options:
        assert f"  {option.partition('=')[0]} " in told.stdout + told.stderr


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
