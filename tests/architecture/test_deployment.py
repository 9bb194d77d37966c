"""What is deployed is linted like what is run: compose files and images.

The compose rules are the part of the specification we rely on, and what an operator would ask.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.architecture.source import REPOSITORY

HADOLINT = Path(sys.executable).with_name("hadolint")
COMPOSE_FILES = sorted(
    path for folder in (REPOSITORY, REPOSITORY / "deploy") for path in folder.glob("*compose*.yaml")
)
DOCKERFILES = sorted(
    path for folder in (REPOSITORY, REPOSITORY / "deploy") for path in folder.glob("*Dockerfile*")
)
_TOP = {"name", "services", "volumes", "networks", "secrets", "configs"}
_CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}
_RESTARTS = {"no", "always", "unless-stopped", "on-failure"}


def compose_complaints(text: str) -> list[str]:
    """What is wrong with a compose file, in the words of whoever would have to live with it."""
    try:
        file = yaml.safe_load(text)
    except yaml.YAMLError as error:
        return [f"not YAML: {error}"]
    if not isinstance(file, dict) or not isinstance(file.get("services"), dict):
        return ["a compose file has services"]
    strangers = {key for key in file if key not in _TOP and not str(key).startswith("x-")}
    found = [f"{key} is not part of a compose file" for key in sorted(strangers)]
    for name, service in file["services"].items():
        found += [f"{name}: {each}" for each in _of_service(service or {}, file)]
    return found


def _of_service(service: Mapping[str, Any], file: Mapping[str, Any]) -> Iterator[str]:
    yield from _of_image(service)
    restart = service.get("restart")
    if restart is None or str(restart).partition(":")[0] not in _RESTARTS:
        yield 'says nothing about restart; a job says restart: "no"'
    # An image we build brings its own (HEALTHCHECK in the Dockerfile).
    if restart != "no" and not _is_checked(service):
        yield "runs for ever and has no healthcheck"
    if service.get("privileged") or service.get("network_mode") == "host":
        yield "has more of the machine than it needs"
    for mount in service.get("volumes", []):
        source = mount.get("source", "") if isinstance(mount, dict) else str(mount).split(":")[0]
        if "docker.sock" in source:
            yield "holds the keys of the machine (docker.sock)"
        elif re.match(r"^\w[\w-]*$", source) and source not in (file.get("volumes") or {}):
            yield f"mounts {source}, which is not declared under volumes"
    yield from _of_dependencies(service.get("depends_on", {}), file)


def _is_checked(service: Mapping[str, Any]) -> bool:
    return "healthcheck" in service or "build" in service


def _of_image(service: Mapping[str, Any]) -> Iterator[str]:
    image = service.get("image", "")
    if not image and "build" not in service:
        yield "has neither image nor build"
    tag = image.partition("@")[0].rpartition("/")[2].partition(":")[2]
    pinned = "@sha256:" in image or (tag and tag != "latest") or "build" in service
    if image and not pinned:
        yield f"image {image} is not pinned to a version"


def _of_dependencies(needs: Any, file: Mapping[str, Any]) -> Iterator[str]:
    for name in needs:
        if name not in file["services"]:
            yield f"depends on {name}, which is not there"
        elif isinstance(needs, dict) and needs[name].get("condition") not in _CONDITIONS:
            yield f"waits for {name} on no known condition"
        elif isinstance(needs, dict):
            wants_health = needs[name]["condition"] == "service_healthy"
            if wants_health and not _is_checked(file["services"][name]):
                yield f"waits for {name} to be healthy, and nothing checks that"


@pytest.mark.parametrize("path", COMPOSE_FILES, ids=lambda path: path.name)
def test_the_compose_file_is_sound(path: Path) -> None:
    assert compose_complaints(path.read_text("utf-8")) == []


SOUND = """
services:
  database:
    image: postgres:18.6
    restart: unless-stopped
    healthcheck: {test: [CMD, pg_isready]}
    volumes: [data:/var/lib/postgresql]
  migrate:
    build: .
    restart: "no"
    depends_on: {database: {condition: service_healthy}}
volumes: {data: {}}
"""


def test_a_sound_compose_file_passes() -> None:
    assert compose_complaints(SOUND) == []


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("services:", "services: [", "not YAML"),
        ("services:", "servces:", "a compose file has services"),
        ("volumes: {data: {}}", "volume: {}", "volume is not part of a compose file"),
        ("image: postgres:18.6", "image: postgres", "database: image postgres is not pinned"),
        ("image: postgres:18.6", "image: postgres:latest", "is not pinned to a version"),
        ("    build: .\n", "", "migrate: has neither image nor build"),
        ("    restart: unless-stopped\n", "", "database: says nothing about restart"),
        ("    healthcheck: {test: [CMD, pg_isready]}\n", "", "database: runs for ever and has no"),
        ("    healthcheck: {test: [CMD, pg_isready]}\n", "", "migrate: waits for database to be"),
        ("restart: unless-stopped", "restart: always\n    privileged: true", "has more of the"),
        ("data:/var", "gone:/var", "mounts gone, which is not declared"),
        ("data:/var", "/var/run/docker.sock:/var", "holds the keys of the machine"),
        ("{database: {", "{databse: {", "depends on databse, which is not there"),
        ("service_healthy", "service_well", "waits for database on no known condition"),
    ],
)
def test_an_unsound_compose_file_is_found(before: str, after: str, complaint: str) -> None:
    assert before in SOUND
    assert complaint in " | ".join(compose_complaints(SOUND.replace(before, after)))


def dockerfile_complaints(text: str) -> list[str]:
    """What hadolint says, and what it does not ask: whether the process runs as root."""
    told = subprocess.run(
        [str(HADOLINT), "--no-color", "-"], input=text, capture_output=True, text=True, check=False
    )
    found = (told.stdout + told.stderr).strip().splitlines()
    last_stage = re.split(r"^FROM ", text, flags=re.MULTILINE)[-1]
    users = re.findall(r"^USER (\S+)", last_stage, re.MULTILINE)
    if not users or users[-1].partition(":")[0] in {"root", "0"}:
        found.append("the image runs as root: end with a USER")
    return found


@pytest.mark.parametrize("path", DOCKERFILES, ids=lambda path: path.name)
def test_the_image_is_sound(path: Path) -> None:
    assert dockerfile_complaints(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("FROM debian\nUSER app\n", "DL3006"),
        ("FROM debian:12.8\nRUN cd /tmp && ls\nUSER app\n", "DL3003"),
        ('FROM debian:12.8\nCMD ["true"]\n', "runs as root"),
        ("FROM debian:12.8\nUSER app\nUSER root\n", "runs as root"),
    ],
)
def test_an_unsound_image_is_found(text: str, complaint: str) -> None:
    assert complaint in " | ".join(dockerfile_complaints(text))


_TELLS_TOKENS = re.compile(r"\$(request|request_uri|args|query_string|http_referer|arg_\w+)\b")


def log_complaints(text: str) -> list[str]:
    """What of a request the proxy writes down that opens something: links carry tokens.

    Each server says what it logs; outside of one it would be logged besides what nginx logs anyway.
    """
    formats = dict(re.findall(r"log_format\s+(\w+)\s+([^;]+);", text))
    found = []
    for server in re.findall(r"^server \{.*?^\}", text, re.MULTILINE | re.DOTALL):
        logs = re.findall(r"^    access_log\s+\S+\s*(\w*);", server, re.MULTILINE)
        if not logs:
            found.append("a server logs whole addresses unless it is told what to log")
        for name in logs:
            told = formats.get(name, "$request")
            found += [
                f"{name or 'combined'} logs {each[0]}" for each in _TELLS_TOKENS.finditer(told)
            ]
    return found


def test_the_proxy_writes_down_no_tokens() -> None:
    conf = (REPOSITORY / "deploy/nginx/adulis.conf.template").read_text()
    assert conf.count("\nserver {") == 3
    assert log_complaints(conf) == []


@pytest.mark.parametrize(
    ("outside", "inside", "complaint"),
    [
        ("", "", "a server logs whole addresses unless it is told what to log"),
        (
            "log_format x '$uri';\naccess_log a x;",
            "",
            "a server logs whole addresses unless it is told what to log",
        ),
        ("", "    access_log /dev/stdout;", "combined logs $request"),
        ("log_format x '$uri $http_referer';", "    access_log a x;", "x logs $http_referer"),
        ("log_format x '$uri?$args';", "    access_log a x;", "x logs $args"),
    ],
)
def test_a_proxy_that_writes_down_tokens_is_found(
    outside: str, inside: str, complaint: str
) -> None:
    assert log_complaints(f"{outside}\nserver {{\n{inside}\n}}\n") == [complaint]
