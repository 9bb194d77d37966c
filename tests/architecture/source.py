"""Reading our own source: one parsed module at a time, and the shelf the rules stand on."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Imported:
    """``name`` as one dotted path: ``from a.ledger import actions`` is ``a.ledger.actions``."""

    name: str
    line: int


@dataclass(frozen=True)
class Source:
    """One module. ``path`` is relative to ``src`` for code and to the repository for tests."""

    path: str
    text: str
    tree: ast.Module

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.path.removesuffix(".py").removesuffix("/__init__").split("/"))

    @property
    def program(self) -> str:
        """``adulis``, ``simulators``, ``tests`` or ``bench``."""
        return self.parts[0]

    @property
    def room(self) -> str:
        """``payouts`` for adulis/payouts/…; empty for modules that are in no room."""
        inside = self.program == "adulis" and (len(self.parts) > 2 or self.is_package)
        return self.parts[1] if inside and len(self.parts) > 1 else ""

    @property
    def part(self) -> str:
        """What the module is to its room: ``actions`` for payouts/actions/cancel.py as well."""
        return self.parts[2] if self.room and len(self.parts) > 2 else ""

    @property
    def is_package(self) -> bool:
        return self.path.endswith("__init__.py")

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.parts

    def line(self, number: int) -> str:
        return self.text.splitlines()[number - 1]


@dataclass(frozen=True, slots=True)
class Violation:
    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


Finding = tuple[int, str]
Checker = Callable[[Source], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """``name`` is how people quote it, ``because`` is the reason printed when it is broken."""

    name: str
    because: str
    programs: frozenset[str]
    checker: Checker

    def violations(self, source: Source) -> list[Violation]:
        if source.program not in self.programs:
            return []
        return [Violation(source.path, line, text) for line, text in self.checker(source)]


RULES: dict[str, Rule] = {}


def rule(name: str, *, because: str, programs: str = "adulis") -> Callable[[Checker], Checker]:
    """Put a checker on the shelf. It yields ``(line, what is wrong and what to do)``."""

    def shelve(checker: Checker) -> Checker:
        RULES[name] = Rule(name, because, frozenset(programs.split()), checker)
        return checker

    return shelve


def parse(path: str, text: str) -> Source:
    return Source(path, text, ast.parse(text))


@cache
def all_sources() -> tuple[Source, ...]:
    """Every Python module of ours: the platform, the simulators, the tests, the benches."""
    found: list[Source] = []
    for folder, base in (
        (REPOSITORY / "src", REPOSITORY / "src"),
        (REPOSITORY / "tests", REPOSITORY),
        (REPOSITORY / "bench", REPOSITORY),
    ):
        found += [
            parse(path.relative_to(base).as_posix(), path.read_text("utf-8"))
            for path in sorted(folder.rglob("*.py"))
        ]
    return tuple(found)


# --- What several rules ask of a tree ------------------------------------------------------------


def imports(source: Source) -> Iterator[Imported]:
    """Every import that happens when the program runs; ``if TYPE_CHECKING`` has no effect on it."""
    for node in _running(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Imported(alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield Imported(f"{node.module}.{alias.name}", node.lineno)


def dotted(node: ast.expr) -> str:
    """``db.transaction`` for the expression that says so; empty for anything more complicated."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


@cache
def meaning(source: Source) -> Mapping[str, str]:
    """What each imported name stands for: ``{"tz": "django.utils.timezone"}``."""
    names: dict[str, str] = {}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.partition(".")[0]
                names[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return MappingProxyType(names)


def uses(source: Source) -> Iterator[tuple[str, ast.expr]]:
    """Every name or attribute chain in the module, spelled out by its imports."""
    names = meaning(source)
    for node in ast.walk(source.tree):
        if isinstance(node, (ast.Name, ast.Attribute)) and (said := dotted(node)):
            first, _, rest = said.partition(".")
            full = names.get(first, first)
            yield (f"{full}.{rest}" if rest else full), node


def strings(source: Source) -> Iterator[tuple[str, int]]:
    """String literals that are not docstrings; the holes of an f-string read ``x``."""
    silent = {id(node) for node in _docstrings(source.tree)}
    in_fstring: set[int] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.JoinedStr):
            pieces = [
                str(each.value) if isinstance(each, ast.Constant) else "x" for each in node.values
            ]
            in_fstring |= {id(each) for each in node.values}
            yield "".join(pieces), node.lineno
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in silent
            and id(node) not in in_fstring
        ):
            yield node.value, node.lineno


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def public_functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions of the module itself that others may call."""
    for node in source.tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name[0] != "_":
            yield node


def verbs(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The actions a module offers. In a package ``actions/``, those its ``__init__`` hands out."""
    handed_out = _handed_out(source.room) if len(source.parts) > 3 else None
    if source.part == "actions":
        for node in public_functions(source):
            if handed_out is None or node.name in handed_out:
                yield node


@cache
def _handed_out(room: str) -> frozenset[str] | None:
    for source in all_sources():
        if source.path == f"adulis/{room}/actions/__init__.py":
            return frozenset(each.name.rpartition(".")[2] for each in imports(source))
    return None


def _running(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and dotted(node.test).endswith("TYPE_CHECKING"):
            for other in node.orelse:
                yield other
                yield from _running(other)
            continue
        yield node
        yield from _running(node)


def _docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            yield body[0].value
