"""``docs/problems.md``: every refusal, its status, what it carries and what to do."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any, cast

from rest_framework.settings import api_settings

from adulis.kernel.errors import KINDS, Refusal, all_refusals
from adulis.ops.documents.rooms import first_paragraph, modules, page, table

_SOURCE = Path(__file__).resolve().parents[2]

_INTRODUCTION = """
Every refusal is an [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) problem,
`application/problem+json`, with `type`, `title`, `status`, `detail`, `code`, `retryable`,
`instance`, `request_id`, the facts named below and, where an input is to blame, `errors` (each with
a JSON `pointer`, a `parameter` or a `header`). Programs switch on `code`, people read `detail`.

**Retryable** means: the same request, with the same `Idempotency-Key`, may succeed later, and
`Retry-After` says when. Anything else stays refused until something changes. A 500 is a bug of
ours: `code` is `internal_error`, and whether anything happened is found out by repeating the
request with the same key.
"""


def problems_page() -> str:
    for _ in modules("errors"):
        pass  # importing a room's refusals is what makes them known
    sections = []
    for status in sorted({status_of(each) for each in all_refusals()}):
        refusals = [each for each in all_refusals() if status_of(each) == status]
        sections.append("\n\n".join([f"## {status}", *(_section(each) for each in refusals)]))
    return page("Problems", _INTRODUCTION, *sections)


def status_of(refusal: type[Refusal]) -> int:
    """The HTTP status ``refusal`` gets.

    Asked of the door that maps it, which settings name: doors do not import each other.
    """
    door = cast("Any", sys.modules[api_settings.EXCEPTION_HANDLER.__module__])
    return int(door.status_of(refusal))


def _section(refusal: type[Refusal]) -> str:
    facts = sorted(_facts_by_class()[refusal.__name__])
    rows = [
        ["title", refusal.title],
        ["retryable", "yes" if refusal.retryable else "no"],
    ]
    if refusal.what_to_do:
        rows.append(["what to do", refusal.what_to_do])
    if facts:
        rows.append(["carries", ", ".join(f"`{each}`" for each in facts)])
    said = "" if refusal in KINDS else first_paragraph(refusal)
    parts = [f"### `{refusal.code}`", said, table(["", ""], rows)]
    return "\n\n".join(part for part in parts if part)


@cache
def _facts_by_class() -> dict[str, set[str]]:
    """Which facts each refusal is raised with, read from the places that raise it."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(_SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                found[name] |= {each.arg for each in node.keywords if each.arg} - {"pointer"}
    return found
