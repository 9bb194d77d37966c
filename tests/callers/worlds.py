"""Where a world is lived in: the settings of an installation whose bank nobody answers for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.test import override_settings

from tests.bank import hang_up
from tests.callers.cast import World, a_world
from tests.files import folder

NOBODY = "http://127.0.0.1:9"


@contextmanager
def lived_in(files: Path) -> Iterator[World]:
    """Two merchants with one of everything. What a bank would have to answer is answered 503."""
    plenty = dict.fromkeys(settings.THROTTLES, (1_000.0, 100_000))
    with override_settings(
        ALLOWED_HOSTS=["testserver"],
        BANK_BASE_URL=NOBODY,
        PAYMENT_GATEWAY_URL=NOBODY,
        STORAGES=folder(files),
        THROTTLES=plenty,
    ):
        yield a_world()
    hang_up()
