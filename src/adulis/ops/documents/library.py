"""Which page is made of what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from django.conf import settings
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer

from adulis.ops.documents.facts import event_types, events_page
from adulis.ops.documents.ledger import ledger_page
from adulis.ops.documents.lifecycles import lifecycles_page
from adulis.ops.documents.problems import problems_page
from adulis.ops.documents.quotes import with_fresh_quotes


def openapi() -> str:
    """The OpenAPI description of the API as it is."""
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return OpenApiYamlRenderer().render(schema, renderer_context={}).decode()  # type: ignore[no-untyped-call, no-any-return]


GENERATED: Mapping[str, Callable[[], str]] = {
    "docs/ledger.md": ledger_page,
    "docs/lifecycles.md": lifecycles_page,
    "docs/problems.md": problems_page,
    "docs/events.md": events_page,
    "web/src/features/webhooks/event-types.json": event_types,
    "openapi.yaml": openapi,
}
# Prose of ours with quotes from the source in it.
QUOTING = ("docs/explainer.md", "docs/tour.md")


def shelf() -> list[str]:
    """Every page that can go stale, relative to the repository."""
    return [*GENERATED, *QUOTING]


def fresh(page: str) -> str:
    """What ``page`` should say now."""
    if page in GENERATED:
        return GENERATED[page]()
    return with_fresh_quotes(place(page).read_text("utf-8"))


def place(page: str) -> Path:
    return Path(settings.REPOSITORY, page)


def is_stale(page: str) -> bool:
    return not place(page).is_file() or place(page).read_text("utf-8") != fresh(page)
