"""Pages written by people that quote the source: the quotes are refreshed, the prose is theirs.

A quote is a marker, a fenced block, and an end marker. Only what stands between them is written::

    <!-- quote src/adulis/kernel/db.py transaction -->
    <!-- /quote -->

The second word names a function, a class, a method (``Class.method``) or a constant. A constant
that is text is quoted as the SQL it holds; in an ``.sql`` file it names what a statement creates.
``from "…"`` and ``to "…"`` cut the quote to the lines between the first two that contain them.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from textwrap import dedent

from django.conf import settings

_QUOTE = re.compile(
    r"(?P<start><!-- quote (?P<path>\S+) (?P<name>\S+)"
    r"(?: from \"(?P<from>[^\"]+)\")?(?: to \"(?P<to>[^\"]+)\")? -->\n)"
    r".*?(?P<end><!-- /quote -->)",
    re.DOTALL,
)


class QuoteLost(LookupError):
    """What a page quotes is no longer in the source: the page has to be rewritten by a person."""


def with_fresh_quotes(page: str) -> str:
    """``page`` with every quote as the source has it now. Raises QuoteLost."""
    if page.count("<!-- quote ") != len(_QUOTE.findall(page)):
        raise QuoteLost("a quote marker is malformed, or has no <!-- /quote -->")
    return _QUOTE.sub(_fresh, page)


def quote(path: str, name: str, *, start: str | None = None, end: str | None = None) -> str:
    """The fenced block for ``name`` in the file at ``path`` (relative to the repository)."""
    source = Path(settings.REPOSITORY, path)
    if not source.is_file():
        raise QuoteLost(f"{path} does not exist")
    language, text = _find(source.read_text("utf-8"), path, name)
    return f"```{language}\n{_between(text, start, end, where=f'{path} {name}')}\n```"


def _fresh(found: re.Match[str]) -> str:
    block = quote(found["path"], found["name"], start=found["from"], end=found["to"])
    return f"{found['start']}{block}\n{found['end']}"


def _find(text: str, path: str, name: str) -> tuple[str, str]:
    if path.endswith(".sql"):
        return "sql", _sql_statement(text, path, name)
    node = _python_node(ast.parse(text), name.split("."))
    if node is None:
        raise QuoteLost(f"{path} has no {name}")
    value = getattr(node, "value", None)
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return "sql", dedent(value.value).strip()
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    return "python", dedent("\n".join(text.splitlines()[first - 1 : node.end_lineno]))


def _python_node(tree: ast.AST, path: list[str]) -> ast.stmt | None:
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.stmt):
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [each.id for each in targets if isinstance(each, ast.Name)]
        else:
            continue
        if path[0] in names:
            return node if len(path) == 1 else _python_node(node, path[1:])
    return None


def _sql_statement(text: str, path: str, name: str) -> str:
    """From ``CREATE … name`` to the semicolon that ends it, past those of a dollar-quoted body."""
    found = re.search(
        rf"^CREATE (?:OR REPLACE )?[A-Z ]+ {re.escape(name)}\b.*?(?:\$\$.*?\$\$[^;]*;|;)",
        text,
        re.DOTALL | re.MULTILINE,
    )
    if found is None:
        raise QuoteLost(f"{path} creates no {name}")
    return found[0]


def _between(text: str, start: str | None, end: str | None, *, where: str) -> str:
    lines = text.splitlines()
    first = 0 if start is None else _line_with(lines, start, where)
    last = len(lines) - 1 if end is None else first + _line_with(lines[first:], end, where)
    return dedent("\n".join(lines[first : last + 1]))


def _line_with(lines: list[str], words: str, where: str) -> int:
    for number, line in enumerate(lines):
        if words in line:
            return number
    raise QuoteLost(f"{where} no longer says {words!r}")
