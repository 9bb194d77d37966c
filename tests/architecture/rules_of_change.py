"""How things change: who writes, opens a transaction, reads a clock; how a verb is called."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture import plan
from tests.architecture.source import (
    Finding,
    Source,
    dotted,
    imports,
    public_functions,
    rule,
    strings,
    uses,
    verbs,
)

_SQL_WRITE = re.compile(
    r"\b(INSERT\s+INTO|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE\s+(TABLE\s+)?\w"
    r"|UPDATE\s+(ONLY\s+)?[\w\".]+(\s+(AS\s+)?\w+)?\s+SET)\b"
)
_SQL_COPY = re.compile(r"\bCOPY\s+\w+[^;]*\bFROM\s+STDIN\b")
_SQL_CLOCK = re.compile(
    r"\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)"
    r"|\b(CURRENT_TIMESTAMP|CURRENT_DATE|CURRENT_TIME|LOCALTIMESTAMP)\b"
)
_ALWAYS_WRITES = {
    "bulk_create", "bulk_update", "get_or_create", "update_or_create", "save", "asave",
}  # fmt: skip
_WRITES_ON_A_MANAGER = {"create", "update", "delete", "acreate", "aupdate", "adelete"}


def _may_write(source: Source) -> bool:
    module = ".".join(source.parts)
    return source.is_migration or source.part in plan.WRITERS or module in plan.WRITING_MODULES


def _says_objects(node: ast.expr) -> bool:
    return any(
        isinstance(each, ast.Attribute) and each.attr == "objects" for each in ast.walk(node)
    )


@rule(
    "only actions write tables",
    because="every change is a verb with an actor, a time, refusals and a test",
)
def only_actions_write(source: Source) -> Iterator[Finding]:
    if _may_write(source):
        return
    for node in ast.walk(source.tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name, receiver = node.func.attr, node.func.value
        # `row.delete()` takes nothing; `cache.delete(key)` does.
        bare_delete = name == "delete" and not node.args and not node.keywords
        if (
            name in _ALWAYS_WRITES
            or (name in _WRITES_ON_A_MANAGER and _says_objects(receiver))
            or bare_delete
        ):
            yield node.lineno, f".{name}() writes a row; call an action"
    for said, node in uses(source):
        if said == "adulis.kernel.db.update_rows":
            yield node.lineno, "update_rows writes; call an action"
    for text, line in strings(source):
        if _SQL_WRITE.search(text) or _SQL_COPY.search(text):
            yield line, "this SQL writes; call an action"


@rule(
    "one module says atomic",
    because="atomic means three things; kernel.db gives each its name and checks it",
    programs="adulis tests",
)
def one_module_says_atomic(source: Source) -> Iterator[Finding]:
    if source.path == "adulis/kernel/db.py" or source.is_migration:
        return
    for found in imports(source):
        if found.name.startswith("django.db.transaction"):
            yield found.line, "say transaction(), savepoint() or transaction_required of kernel.db"
    for said, node in uses(source):
        last = said.rpartition(".")[2]
        if last == "on_commit":
            yield (
                node.lineno,
                "a crash forgets on_commit; write an event in the same commit",
            )
        elif last in {"set_autocommit", "ATOMIC_REQUESTS"} and source.program == "adulis":
            yield node.lineno, f"{last}: doors open transactions, by kernel.db.transaction()"


@rule(
    "doors open transactions",
    because="who commits must never be in doubt: the door does, once, around one call",
)
def doors_open_transactions(source: Source) -> Iterator[Finding]:
    if source.room in plan.DOORS | {"kernel"} or source.part in plan.OPENING_PARTS:
        return
    for said, node in uses(source):
        if said == "adulis.kernel.db.transaction":
            yield node.lineno, "require a transaction here; the door opens it"


@rule(
    "one clock",
    because="machines disagree about the time, the database does not, and the sandbox moves it",
)
def one_clock(source: Source) -> Iterator[Finding]:
    if source.is_migration:
        return
    has_no_database = ".".join(source.parts) in plan.WITHOUT_A_DATABASE
    for said, node in uses(source):
        if said in _FORBIDDEN_CLOCKS and not has_no_database:
            yield node.lineno, f"{said} reads a clock; take `at` as an argument"
        elif said == "adulis.kernel.db.clock" and not _may_read_clock(source):
            yield node.lineno, "the clock is read by doors, and by actions after the lock"
    for each in ast.walk(source.tree):
        if isinstance(each, ast.keyword) and each.arg in {"auto_now", "auto_now_add"}:
            yield each.value.lineno, f"{each.arg} reads a clock behind everybody's back"
    for text, line in strings(source):
        if source.path != "adulis/kernel/db.py" and _SQL_CLOCK.search(text):
            yield line, "this SQL reads a clock; say adulis_clock() after the lock, or pass `at`"


_FORBIDDEN_CLOCKS = {
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today",
    "datetime.date.today", "django.utils.timezone.now", "django.utils.timezone.localdate",
    "django.utils.timezone.localtime", "time.time", "time.time_ns", "time.gmtime",
    "time.localtime", "django.db.models.functions.Now",
}  # fmt: skip


def _may_read_clock(source: Source) -> bool:
    return source.room in plan.DOORS | {"kernel"} or source.part in plan.CLOCK_PARTS


@rule(
    "verbs are called by keyword",
    because="source and target, actor and approver are too alike to be told apart by position",
)
def verbs_by_keyword(source: Source) -> Iterator[Finding]:
    for node in verbs(source):
        if node.args.args or node.args.posonlyargs or node.args.vararg or node.args.kwarg:
            yield node.lineno, f"{node.name}: every argument is keyword-only and named"


@rule(
    "verbs say whether they need a transaction",
    because="an action outside a transaction loses half of itself in a crash",
)
def verbs_need_a_transaction(source: Source) -> Iterator[Finding]:
    for node in verbs(source):
        said = {dotted(each).rpartition(".")[2] for each in node.decorator_list}
        if not said & {"transaction_required", "transaction_forbidden"}:
            yield node.lineno, f"{node.name} wants @transaction_required or @transaction_forbidden"


@rule(
    "who and when are arguments",
    because="a verb that finds out by itself who acts or what time it is cannot be told otherwise",
)
def who_and_when(source: Source) -> Iterator[Finding]:
    for node in verbs(source):
        given = {
            each.arg: default
            for each, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        }
        excused = plan.UNSIGNED_ACTIONS.get(f"adulis.{source.room}.actions.{node.name}", {})
        for wanted in ("actor", "at"):
            if wanted not in given and wanted not in excused:
                yield node.lineno, f"{node.name} wants `{wanted}`"
            elif given.get(wanted) is not None:
                yield node.lineno, f"{node.name}: `{wanted}` has no default"


@rule(
    "questions are asked as someone",
    because="a row fetched by a caller's id alone is another tenant's row, one day",
)
def asked_as_someone(source: Source) -> Iterator[Finding]:
    # The outbox has no tenants: its readers are rooms, and its ids are places in a stream.
    if source.part != "queries" or source.room == "events":
        return
    for node in public_functions(source):
        given = {each.arg for each in (*node.args.args, *node.args.kwonlyargs)}
        ids = {name for name in given if name.endswith("_id")} - {"merchant_id", "request_id"}
        asked = given & {"viewer", "caller", "merchant_id"} or "operator" in node.name
        if ids and not asked:
            told = f"{node.name} fetches by {min(ids)} alone; take the viewer or the merchant first"
            yield node.lineno, f"{told}, or say …_for_operator"


@rule(
    "the environment is read once",
    because="a setting nobody finds in settings.py is a setting nobody knows",
)
def environment_read_once(source: Source) -> Iterator[Finding]:
    if source.path == "adulis/settings.py" or source.room == "ops" or not source.room:
        return
    for said, node in uses(source):
        if said in {"os.environ", "os.getenv", "environ.Env"}:
            yield node.lineno, "read it in settings.py, with a name in .env.example"


@rule(
    "no signals",
    because="a receiver is a call nobody can see at the place it is made",
)
def no_signals(source: Source) -> Iterator[Finding]:
    for found in imports(source):
        if found.name.startswith(("django.dispatch", "django.db.models.signals")):
            yield found.line, "say the call, or record a fact"


@rule(
    "saving only saves",
    because="a save() that thinks is a verb without a name",
)
def saving_only_saves(source: Source) -> Iterator[Finding]:
    if source.part != "models":
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            for each in node.body:
                if isinstance(each, ast.FunctionDef) and each.name in {"save", "delete", "clean"}:
                    yield each.lineno, f"{node.name}.{each.name}: write an action"


@rule(
    "no news inside a transaction",
    because="NOTIFY takes one lock for the whole server at commit and halves what it can do",
)
def no_notify(source: Source) -> Iterator[Finding]:
    for text, line in strings(source):
        if re.search(r"\bpg_notify\s*\(|^\s*NOTIFY\s+\w", text):
            yield line, "write an event; its readers ask"
