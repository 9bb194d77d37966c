"""Every form of the back office that is sent by POST brings its token, or a click is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.source import REPOSITORY

TEMPLATES = REPOSITORY / "src/adulis/backoffice/templates"
_FORM = re.compile(
    r'<form\b[^>]*?\bmethod="post"(?:\{%.*?%\}|\{\{.*?\}\}|[^>])*>.*?</form>', re.DOTALL
)


def without_token(text: str) -> list[str]:
    return [each for each in _FORM.findall(text) if "{% csrf_token %}" not in each]


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda each: each.stem)
def test_what_is_posted_brings_its_token(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(_FORM.findall(text)) == len(re.findall('method="post"', text))
    assert without_token(text) == []


@pytest.mark.parametrize(
    "form", ['<form method="post">', '<form action="{{ a.b }}" method="post">']
)
def test_one_that_brings_none_is_found(form: str) -> None:
    assert without_token(f"{form}{{% csrf_token %}}</form>{form}</form>") == [f"{form}</form>"]
