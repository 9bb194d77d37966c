"""The stories of the web console, told in Chromium against a real instance (see web/e2e)."""

from __future__ import annotations

import os
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from adulis.ops.postgres import Cluster
from adulis.ops.web import NoBrowser, WebApp, browser
from tests.launcher import Launcher, three_free_ports


@pytest.fixture
def chromium() -> str:
    """Where it is. Nobody has to have one, except who decides what is released."""
    try:
        return browser()
    except NoBrowser as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(error))


@pytest.fixture
def instance(chromium: str) -> Iterator[Launcher]:
    """One for all stories, with the web app as its sources are now."""
    # Every account may pass through: the database runs as another one.
    place = Path(tempfile.mkdtemp(prefix="adulis web "))
    place.chmod(0o755)
    up = Launcher(place / "data", three_free_ports(), {}, with_web_app=True)
    try:
        up.until_it_says("Adulis is ready", seconds=240)
        assert WebApp().is_fresh, up.said
        yield up
    finally:
        if up.process.poll() is None:
            up.stop(signal.SIGTERM)
        Cluster(up.folder / "postgres").stop()
        up.output.unlink()
        shutil.rmtree(place)


@pytest.mark.timeout(3_600)
def test_the_console_lives_up_to_its_stories(
    instance: Launcher, chromium: str, capfd: pytest.CaptureFixture[str]
) -> None:
    app = WebApp()
    app.install()
    status = app.run("e2e", ADULIS_DATA_DIR=str(instance.folder), CHROMIUM=chromium, NO_COLOR="1")
    said = capfd.readouterr()
    assert status == 0, (what_failed(said.out) or said.out) + said.err


def what_failed(said: str) -> str:
    """From the first failure on: an hour of stories that went well would bury it."""
    begins = re.search(r"^\s*1\) \[", said, re.MULTILINE)
    return said[begins.start() :] if begins else ""
