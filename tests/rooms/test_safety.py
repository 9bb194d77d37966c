"""No server starts with keys that are missing or everybody's, or with DEBUG before strangers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from adulis.ops import safety
from adulis.ops.safety import UnsafeSettings, require_safe_settings
from tests.processes import free_port

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60
SECRETS = (
    "API_KEY_PEPPER",
    "BANK_SECRET",
    "BANK_CALLBACK_SECRETS",
    "BLIND_INDEX_KEY",
    "ENCRYPTION_KEYS",
    "PAYMENT_GATEWAY_SECRET",
    "PAYMENT_GATEWAY_WEBHOOK_SECRETS",
)


def about() -> list[str]:
    return [each.about for each in safety.dangers()]


def test_these_settings_are_safe() -> None:
    require_safe_settings()


@pytest.mark.parametrize(
    "secret",
    [
        "x" * 60,
        "abcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabc",
        "django-insecure-q$0&e3v9w!m2-8zt4kd7xo1(h5lp6)a^c+jr*yu",
        "ChangeMe-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG",
        "none-while-building-none-while-building-none-while-building",
        "no-secret-key-is-configured",
    ],
)
@pytest.mark.parametrize("name", ["SECRET_KEY", "SECRET_KEY_FALLBACKS"])
def test_a_secret_that_can_be_guessed_is_none(settings: Any, name: str, secret: str) -> None:
    setattr(settings, name, [secret] if name.endswith("S") else secret)

    assert about() == [name]


@pytest.mark.parametrize("name", SECRETS)
def test_without_a_key_nothing_starts(settings: Any, name: str) -> None:
    setattr(settings, name, [] if name.endswith("S") else "")

    with pytest.raises(UnsafeSettings, match=name):
        require_safe_settings()


def test_all_is_said_at_once(settings: Any) -> None:
    settings.SECRET_KEY, settings.BANK_SECRET, settings.DEBUG = "short", "", True

    with pytest.raises(UnsafeSettings) as refused:
        require_safe_settings()
    assert [line.partition(":")[0] for line in str(refused.value).splitlines()[1:]] == [
        "SECRET_KEY",
        "BANK_SECRET",
        "DEBUG",
    ]
    assert settings.SECRET_KEY not in str(refused.value).replace("it is short", "")


@pytest.mark.parametrize(
    ("hosts", "mode", "is_refused"),
    [
        (["localhost", "127.0.0.1", "[::1]"], "sandbox", False),
        (["localhost", "127.0.0.1", "[::1]"], "live", True),
        (["localhost", "adulis.example"], "sandbox", True),
        (["*"], "sandbox", True),
        (["0.0.0.0"], "sandbox", True),  # noqa: S104
        (["10.1.2.3"], "sandbox", True),
        ([".example"], "sandbox", True),
    ],
)
def test_debug_is_for_ones_own_machine(
    settings: Any, hosts: list[str], mode: str, *, is_refused: bool
) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS, settings.ADULIS_MODE = True, hosts, mode

    assert about() == ["DEBUG"] * is_refused


SERVERS = {
    "web": [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", "127.0.0.1", "--respawn-failed-workers", "adulis.wsgi:application"),
    ],
    "live": [sys.executable, str(REPOSITORY / "manage.py"), "live", "--host", "127.0.0.1"],
    "worker": [sys.executable, str(REPOSITORY / "manage.py"), "worker"],
}


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_with_a_secret_that_everybody_knows_ends_and_says_why(name: str) -> None:
    where = [] if name == "worker" else ["--port", str(free_port())]
    ended = subprocess.run(
        [*SERVERS[name], *where],
        env={
            **os.environ,
            "PYTHONPATH": str(REPOSITORY / "src"),
            "SECRET_KEY": "django-insecure-" + "0123456789" * 5,
        },
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )

    assert ended.returncode != 0
    assert "SECRET_KEY: everybody knows it" in ended.stdout + ended.stderr
