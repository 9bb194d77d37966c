"""From two templates to a letter: ``.txt``, whose first line is the subject, and ``.html``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template import Context, loader

_SUBJECT = "Subject: "


class TemplateFaulty(ValueError):
    """A template of ours does not begin with its subject."""


def rendered(template: str, context: Mapping[str, Any]) -> tuple[str, str, str]:
    """Subject, text and HTML. Only the HTML is escaped; the subject is one line whatever is in it.

    Raises TemplateFaulty.
    """
    told = {name: _on_one_line(value) for name, value in context.items()}
    told["public_url"] = settings.PUBLIC_URL
    plain: Any = loader.get_template(f"{template}.txt")
    whole = plain.template.render(Context(told, autoescape=False))
    first, _, text = whole.partition("\n")
    if not first.startswith(_SUBJECT):
        raise TemplateFaulty(f"{template}.txt must begin with {_SUBJECT!r}")
    subject = first.removeprefix(_SUBJECT).strip()
    html = loader.render_to_string(f"{template}.html", {**told, "subject": subject})
    return subject, text.strip() + "\n", html


def _on_one_line(value: Any) -> Any:
    """A name somebody chose must not begin a line of its own, least of all among the headers."""
    return " ".join(value.split()) if isinstance(value, str) else value
