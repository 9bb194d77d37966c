"""The web app's own tests, which are written beside its sources and run by Vitest."""

from __future__ import annotations

import pytest

from adulis.ops.web import WebApp


@pytest.mark.timeout(600)
def test_the_web_app_passes_its_own_tests(capfd: pytest.CaptureFixture[str]) -> None:
    app = WebApp()
    app.install()
    status = app.run("test", NO_COLOR="1")
    said = capfd.readouterr()
    assert status == 0, said.out + said.err
