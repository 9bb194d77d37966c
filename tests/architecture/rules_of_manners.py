"""How we write: sizes, names, errors, numbers, tables; and how tests behave."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture import plan
from tests.architecture.source import Finding, Source, dotted, functions, imports, rule, uses

_EMPTY_WORDS = {"util", "utils", "helper", "helpers", "common", "manager", "handle", "process"}
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")

MONEY_ROOMS = {
    "ledger", "wallets", "payouts", "escrow", "fees", "deals", "bidding", "disputes",
    "reconciliation",
}  # fmt: skip


@rule(
    "small enough to read aloud",
    because="a function that does not fit on a screen is two functions",
    programs="adulis simulators bench",
)
def small_enough(source: Source) -> Iterator[Finding]:
    if source.is_migration:
        return
    length = len(source.text.splitlines())
    if length > plan.MODULE_LINES:
        yield plan.MODULE_LINES, f"{length} lines; {plan.MODULE_LINES} are allowed: split it"
    for node in functions(source.tree):
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > plan.FUNCTION_LINES:
            yield node.lineno, f"{node.name}: {lines} lines; {plan.FUNCTION_LINES} are allowed"


@rule(
    "names say something",
    because="utils is where code goes that nobody thought about",
    programs="adulis simulators tests bench",
)
def names_say_something(source: Source) -> Iterator[Finding]:
    for part in source.parts:
        if _EMPTY_WORDS & set(part.split("_")):
            yield 1, f"module {part} says nothing; name what it is about"
    for node in ast.walk(source.tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if _is_empty_talk(node.name) and not _djangos(source, node.name):
                yield node.lineno, f"{node.name}: say what is done"
        elif isinstance(node, ast.ClassDef):
            # Those that the operating system runs may be called what they are: BankProcess.
            words = {each.lower() for each in _WORD.findall(node.name.removesuffix("Process"))}
            bases = " ".join(dotted(each) for each in node.bases)
            if words & _EMPTY_WORDS and "Manager" not in bases:
                yield node.lineno, f"{node.name}: say what it is"


def _is_empty_talk(name: str) -> bool:
    """``process_payout`` and ``handle``, but not ``process`` for one that the system runs."""
    first, _, rest = name.strip("_").partition("_")
    return first in _EMPTY_WORDS and (bool(rest) or first != "process")


def _djangos(source: Source, name: str) -> bool:
    """BaseCommand and middleware have methods of these names, and nobody asked us."""
    if source.parts[-1] == "middleware":
        return name in {"process_view", "process_exception", "process_template_response"}
    return name == "handle" and "management" in source.parts


_NAME_IT = (
    "name the exception; only a process's outermost loop may catch them all, "
    "marked `# noqa: BLE001 – outermost loop: <why>`"
)


@rule(
    "every exception has a name",
    because="whoever catches everything catches the bug as well, and nobody hears of it",
    programs="adulis simulators tests bench",
)
def exceptions_have_names(source: Source) -> Iterator[Finding]:
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        names = {dotted(each) if each else "everything" for each in caught}
        marked = re.search(r"# .*outermost loop\b.*\w", source.line(node.lineno))
        # Whoever raises it again has caught nothing, only cleaned up.
        raises_again = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
        everything = names & {"everything", "Exception", "BaseException"}
        if everything and not marked and not raises_again:
            yield node.lineno, _NAME_IT


@rule(
    "money is never a float",
    because="0.1 + 0.2 is not 0.3",
)
def money_is_never_a_float(source: Source) -> Iterator[Finding]:
    counts_money = source.room in MONEY_ROOMS or source.path == "adulis/kernel/money.py"
    if source.is_migration or not counts_money:
        return
    for said, node in uses(source):
        if said in {"float", "decimal.Decimal", "decimal"}:
            yield node.lineno, f"{said}: whole minor units, or whole seconds, or basis points"
        elif said.endswith((".FloatField", ".DecimalField")):
            yield node.lineno, f"{said}: BigIntegerField of minor units"
    for each in ast.walk(source.tree):
        if isinstance(each, ast.Constant) and isinstance(each.value, float):
            yield each.lineno, f"{each.value}: whole numbers only"
        elif isinstance(each, ast.BinOp) and isinstance(each.op, ast.Div):
            yield (
                each.lineno,
                "`/` makes a float; split, fraction and // say where the rest goes",
            )


@rule(
    "constraints have names",
    because="a named constraint becomes a named refusal, and a migration can drop it",
)
def constraints_have_names(source: Source) -> Iterator[Finding]:
    if source.part != "models":
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            kind = dotted(node.func).rpartition(".")[2]
            given = {each.arg: each.value for each in node.keywords}
            if (kind.endswith(("Constraint", "Index"))) and "name" not in given:
                yield node.lineno, f"{kind} wants a name"
            for flag in ("unique", "db_index"):
                value = given.get(flag)
                if isinstance(value, ast.Constant) and value.value is True:
                    yield (
                        node.lineno,
                        f"{flag}=True names it at random; say it in Meta, named",
                    )
        elif isinstance(node, ast.Assign) and [dotted(each) for each in node.targets] == [
            "unique_together"
        ]:
            yield node.lineno, "unique_together has no name; UniqueConstraint has"


@rule(
    "ids are ordered",
    because="UUIDv7 lands at the right edge of the index; a random id dirties a page per row",
)
def ids_are_ordered(source: Source) -> Iterator[Finding]:
    # A door may draw a random number for somebody else, as any client does for its key.
    if source.room in plan.DOORS:
        return
    for said, node in uses(source):
        if said in {"uuid.uuid4", "uuid.uuid1", "django.db.models.functions.UUID4"}:
            yield node.lineno, f"{said}: kernel.ids.new_id()"


# --- Tests ---------------------------------------------------------------------------------------


@rule(
    "fakes are ours",
    because="a mock agrees with whatever the code does; a fake has an opinion",
    programs="tests",
)
def fakes_are_ours(source: Source) -> Iterator[Finding]:
    for found in imports(source):
        if found.name.startswith(("unittest.mock", "mock.", "pytest_mock")):
            yield found.line, f"{found.name}: write a fake, or use the simulated world"
    for node in functions(source.tree):
        if "mocker" in {each.arg for each in node.args.args}:
            yield node.lineno, "mocker: write a fake, or use the simulated world"
    for call, spelled in _patches(source):
        target = call.args[0] if call.args else None
        named = isinstance(target, ast.Constant) and str(target.value).startswith("adulis.")
        if named or (target is not None and spelled.startswith("adulis")):
            yield call.lineno, "do not patch our own code; pass it what it should see"


def _patches(source: Source) -> Iterator[tuple[ast.Call, str]]:
    spelling = {id(node): said for said, node in uses(source)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and dotted(node.func).endswith("monkeypatch.setattr"):
            yield node, spelling.get(id(node.args[0]), "") if node.args else ""


@rule(
    "tests do not sleep",
    because="a sleep is either too short on a slow day or too long on every other",
    programs="tests",
)
def tests_do_not_sleep(source: Source) -> Iterator[Finding]:
    # The one place that polls, with a deadline and a message that says what it waited for.
    if source.path == "tests/waiting.py":
        return
    for said, node in uses(source):
        if said in {"time.sleep", "asyncio.sleep"}:
            yield node.lineno, "wait for the thing itself: tests/waiting.py"


@rule(
    "time is given",
    because="a test that reads today's date is another test tomorrow",
    programs="tests",
)
def time_is_given(source: Source) -> Iterator[Finding]:
    # Storms and stories live in real time; the pure world and the rooms do not.
    if source.parts[:2] not in {("tests", "pure"), ("tests", "rooms"), ("tests", "api")}:
        return
    for said, node in uses(source):
        if said in {
            "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.date.today",
            "django.utils.timezone.now", "time.time", "freezegun.freeze_time",
        }:  # fmt: skip
            yield node.lineno, f"{said}: give the time, or ask kernel.db.clock()"
