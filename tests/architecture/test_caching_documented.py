"""docs/caching.md lists whatever is kept: each in a row, and no row for what is not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import REPOSITORY, Source, all_sources, dotted, imports, parse

_KEEPERS = {"cache", "lru_cache", "cached_property"}
_EMPTY = {"dict", "set", "list", "defaultdict", "OrderedDict", "WeakValueDictionary"}
# What collects figures for a while, by the name of its class.
_COLLECTORS = {"Installation"}
_ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
DOCS = (REPOSITORY / "docs" / "caching.md").read_text("utf-8")


def kept(source: Source) -> Iterator[str]:
    """Dotted names of what a module keeps from one request to the next."""
    module = ".".join(source.parts)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef):
            for each in node.decorator_list:
                called = each.func if isinstance(each, ast.Call) else each
                if dotted(called).rpartition(".")[2] in _KEEPERS:
                    yield f"{module}.{node.name}"
        elif isinstance(node, ast.Constant) and "max-age=" in str(node.value):
            yield module
    for node in source.tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and _keeps(node.value):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            yield f"{module}.{dotted(target)}"
    if any(each.name.startswith("django.core.cache") for each in imports(source)):
        yield f"{module} uses Django's cache"


def _keeps(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Dict):
        return not value.keys
    if isinstance(value, ast.List):
        return not value.elts
    if not isinstance(value, ast.Call):
        return False
    name = dotted(value.func).rpartition(".")[2]
    return name in _COLLECTORS or (name in _EMPTY and not value.args)


def test_the_table_is_what_is_kept() -> None:
    found = {
        name
        for source in all_sources()
        if source.program == "adulis" and source.path != "adulis/settings.py"
        for name in kept(source)
    }

    rows = {row for row in _ROW.findall(DOCS) if row.startswith("adulis.")}
    assert rows == found


def test_each_row_says_whether_it_may_be_stale_and_what_clears_it() -> None:
    rows = [line for line in DOCS.splitlines() if line.startswith("| `")]
    assert len(rows) == len(set(_ROW.findall(DOCS)))
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 4, row
        assert all(cells), row


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("@cache\ndef f(): ...", "adulis.x.f"),
        ("@functools.lru_cache(maxsize=8)\ndef f(): ...", "adulis.x.f"),
        ("class A:\n    @cached_property\n    def f(self): ...", "adulis.x.f"),
        ("_seen: dict[str, int] = {}", "adulis.x._seen"),
        ("_seen = set()", "adulis.x._seen"),
        ("SHOWN = Installation()", "adulis.x.SHOWN"),
        ("HEADERS = {'Cache-Control': 'max-age=60'}", "adulis.x"),
        ("from django.core.cache import cache", "adulis.x uses Django's cache"),
    ],
)
def test_what_is_kept_is_found(text: str, name: str) -> None:
    assert list(kept(parse("adulis/x.py", text))) == [name]
