"""Django's own checks of a deployment find nothing in settings where money is real."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

from tests.architecture.source import REPOSITORY

_SOURCE = (REPOSITORY / "src" / "adulis" / "settings.py").read_text()
_SILENCED = re.search(r"^SILENCED_SYSTEM_CHECKS = \[\n(.*?)^\]", _SOURCE, re.MULTILINE | re.DOTALL)


def checked(**more: str) -> subprocess.CompletedProcess[str]:
    """``check --deploy`` in a process of its own, with the settings that nobody has changed."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": "src",
        "ADULIS_MODE": "live",
        # Said, since the .env of a developer's checkout may say otherwise.
        "DEBUG": "false",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
    }
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=REPOSITORY, env=environment | more, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_finds_nothing_and_nothing_is_silenced_in_vain() -> None:
    done = checked()
    assert done.returncode == 0, done.stderr
    count = len(settings.SILENCED_SYSTEM_CHECKS)
    assert done.stdout == f"System check identified no issues ({count} silenced).\n"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [("COOKIES_SECURE", "false", "security.W010"), ("HSTS_SECONDS", "0", "security.W004")],
)
def test_is_one_that_finds_something(name: str, value: str, code: str) -> None:
    done = checked(**{name: value})
    assert done.returncode == 1
    assert code in done.stderr


def test_what_is_silenced_has_a_reason() -> None:
    assert _SILENCED is not None
    lines = _SILENCED[1].splitlines()
    assert len(lines) == len(settings.SILENCED_SYSTEM_CHECKS)
    for line in lines:
        assert re.fullmatch(r'    "\w+\.[A-Z]\d{3}",  # .{20,}', line), line
