"""Three words for transactions, and the only clock.

Doors *open* a transaction, actions *require* one, the outside world *forbids* one. Django's
``atomic`` means each of these depending on the caller; here they have different names and check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db import transaction as django_transaction

from adulis.kernel import tracing

P = ParamSpec("P")
R = TypeVar("R")
# lock_not_available, deadlock_detected
_LOCK_TROUBLE = frozenset(("55P03", "40P01"))


class TransactionMissing(RuntimeError):
    """An action was called outside a transaction: a door forgot to open one."""


class TransactionOpen(RuntimeError):
    """A transaction is open where none may be: the outside world would be called under a lock."""


class Busy(RuntimeError):
    """Somebody else held a lock for longer than this transaction wanted to wait."""


@contextmanager
def transaction() -> Iterator[None]:
    """Open the one transaction of this unit of work; refuses to nest.

    Raises TransactionOpen when one is already open: who commits must never be in doubt.
    """
    if in_transaction():
        raise TransactionOpen("a transaction is already open; call the action directly")
    with tracing.part("transaction"), django_transaction.atomic():
        yield


@contextmanager
def impatient_transaction() -> Iterator[None]:
    """The same for whoever has other things to do: it waits for a lock for a moment only.

    A moment is long enough for a wallet that is merely being used. Raises Busy when it was not.
    """
    try:
        with transaction():
            execute("SET LOCAL lock_timeout = '250ms'")
            yield
    except OperationalError as error:
        if is_lock_trouble(error):
            raise Busy from error
        raise


def is_lock_trouble(error: OperationalError) -> bool:
    """Whether a lock of somebody else's was in the way, for too long or in a circle."""
    return getattr(error.__cause__, "sqlstate", None) in _LOCK_TROUBLE


@contextmanager
def savepoint() -> Iterator[None]:
    """Undo only what happens inside when it raises. Keep it beside its ``except``."""
    require_transaction()
    with django_transaction.atomic():
        yield


def transaction_required(function: Callable[P, R]) -> Callable[P, R]:
    """For actions: the caller must hold a transaction open."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        require_transaction()
        return function(*args, **kwargs)

    return wrapper


def transaction_forbidden(function: Callable[P, R]) -> Callable[P, R]:
    """For calls that leave the machine: no lock may wait for the network."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        forbid_transaction()
        return function(*args, **kwargs)

    return wrapper


def require_transaction() -> None:
    if not in_transaction():
        raise TransactionMissing("this must run inside kernel.db.transaction()")


def forbid_transaction() -> None:
    if in_transaction():
        raise TransactionOpen("no transaction may be open here")


def in_transaction() -> bool:
    """Whether a door opened a transaction. The block a TestCase wraps around a test is not one."""
    blocks = connections[DEFAULT_DB_ALIAS].atomic_blocks
    return any(not getattr(block, "_from_testcase", False) for block in blocks)


def after_commit(act: Callable[[], object]) -> None:
    """Do ``act`` once this transaction is committed, and never if it is not; outside one, now.

    For what the database does not know of: lines of a log. What fails there undoes nothing.
    """
    django_transaction.on_commit(act, robust=True)


def clock() -> datetime:
    """Database time now, plus the sandbox offset (see ``timers``). The only clock of the house.

    Call it *after* the lock that the answer depends on is held: ``now()`` is the start of the
    transaction and would tell a time from before the wait.
    """
    return cast("datetime", fetch_value("SELECT adulis_clock()"))


NETWORK_CLOCK = "SELECT clock_timestamp()"


def network_clock() -> datetime:
    """Real database time, which the sandbox does not move: signatures on the network bear it."""
    return cast("datetime", fetch_value(NETWORK_CLOCK))


def fetch_value(sql: str, params: Any = None) -> Any:
    """The first column of the first row, or None when there is no row."""
    row = fetch_row(sql, params)
    return None if row is None else row[0]


def fetch_row(sql: str, params: Any = None) -> tuple[Any, ...] | None:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql, params)
        return cast("tuple[Any, ...] | None", cursor.fetchone())


def fetch_all(sql: str, params: Any = None) -> list[tuple[Any, ...]]:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql, params)
        return cast("list[tuple[Any, ...]]", cursor.fetchall())


def execute(sql: str, params: Any = None) -> int:
    """Run one statement; returns how many rows it touched."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql, params)
        return cast("int", cursor.rowcount)


def insert_rows(table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> int:
    """Insert many rows into ``table`` in one statement; returns how many there were.

    ``columns`` maps each column to its SQL type; ``rows`` hold values in that order. Names and
    types are constants of the calling module, never input.
    """
    if not rows:
        return 0
    if len(rows) == 1:
        # One row needs no arrays, which cost more to write than all its values.
        values = ", ".join(f"%s::{kind}" for kind in columns.values())
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values})"  # noqa: S608
        return execute(sql, list(rows[0]))
    # An array of jsonb would be read as one JSON document; its texts are cast one by one.
    arrays = ", ".join(f"%s::{'text' if kind == 'jsonb' else kind}[]" for kind in columns.values())
    picked = ", ".join(f"given.{name}::{kind}" for name, kind in columns.items())
    names = ", ".join(columns)
    return execute(
        f"INSERT INTO {table} ({names})"  # noqa: S608 - constants, see above
        f" SELECT {picked} FROM unnest({arrays}) AS given({names})",
        [list(values) for values in zip(*rows, strict=True)],
    )


def update_rows(table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> int:
    """Update many rows of ``table`` by ``id`` in one statement; returns how many there were.

    ``columns`` maps each column, ``id`` first, to its SQL type; ``rows`` hold values in that order.
    Names and types are constants of the calling module, never input.
    """
    if not rows:
        return 0
    arrays = ", ".join(f"%s::{kind}[]" for kind in columns.values())
    names = ", ".join(columns)
    changes = ", ".join(f"{name} = given.{name}" for name in list(columns)[1:])
    return execute(
        f"UPDATE {table} AS row SET {changes}"  # noqa: S608 - constants, see above
        f" FROM unnest({arrays}) AS given({names}) WHERE row.id = given.id",
        [list(values) for values in zip(*rows, strict=True)],
    )


@transaction_required
def give_up_after(*, seconds: int) -> None:
    """Statements of this transaction are cancelled (SQLSTATE 57014) when they take longer."""
    execute(f"SET LOCAL statement_timeout = '{int(seconds)}s'")


@contextmanager
def snapshot(*, statement_seconds: int) -> Iterator[Callable[[str, Any], list[tuple[Any, ...]]]]:
    """A session of its own, in which nothing changes and which can change nothing.

    All that is asked in it is answered as of one moment, while the caller's own transactions come
    and go. A statement that takes longer is cancelled. No transaction may be open: the two would
    wait for each other's connection.
    """
    forbid_transaction()
    session = connections[DEFAULT_DB_ALIAS].copy()

    def read(sql: str, params: Any = None) -> list[tuple[Any, ...]]:
        with session.cursor() as cursor:
            cursor.execute(sql, params)
            return cast("list[tuple[Any, ...]]", cursor.fetchall())

    try:
        session.set_autocommit(False)
        with session.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute(f"SET LOCAL statement_timeout = '{statement_seconds}s'")
        yield read
    finally:
        try:
            session.rollback()
        finally:
            # Also where the server has ended it: or the pool counts it as in use for ever.
            session.close()
