"""What tests of several doors have in common."""

from __future__ import annotations

import pytest
from pytest_django import Settings


@pytest.fixture
def at_the_desk(settings: Settings) -> None:
    """The back office as a test's client reaches it: under its name, and without TLS."""
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
