"""The OpenAPI document, and the explorer that reads it. Both work without a network."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from drf_spectacular.generators import SchemaGenerator

from adulis.api.renderers import dump, raw_answer

_MAKING = Lock()
# The explorer is dressed by files of ours and by its script, element by element, which no policy
# forbids; its pictures are written into its style sheet.
_EXPLORER_POLICY = (
    "default-src 'self'; img-src 'self' data:;"
    " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


def document() -> dict[str, Any]:
    """The description of the whole API, as OpenAPI 3.1."""
    generator: Any = SchemaGenerator()  # type: ignore[no-untyped-call]
    found: dict[str, Any] = generator.get_schema(request=None, public=True)
    return found


def schema(_request: HttpRequest) -> HttpResponse:
    """The document as JSON, which is YAML too."""
    answer = raw_answer(_document_bytes(), status=200)
    answer["Cache-Control"] = "public, max-age=300"
    return answer


def explorer(request: HttpRequest) -> HttpResponse:
    """Every operation, to be read and tried."""
    page = render(request, "api/explorer.html")
    page["Content-Security-Policy"] = _EXPLORER_POLICY
    return page


def _document_bytes() -> bytes:
    """Made once per process: it changes only with the code, and making it takes a while.

    By one thread, while others wait: its generator is not made for two, and a stranger who asks
    many times at once gets no more work out of us than one.
    """
    with _MAKING:
        return _made()


@lru_cache(maxsize=1)
def _made() -> bytes:
    return dump(document())


urlpatterns = [
    path("schema/", schema, name="schema"),
    path("docs/", explorer, name="docs"),
]
