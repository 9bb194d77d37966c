"""The lifecycle in machine.py and the lifecycle in the database are one.

The guard that protects a table is put on a copy of it without any other rule, every step from every
state to every state is tried there, and what got through must be what the machine allows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import pytest
from django.db import IntegrityError

from adulis.kernel import db
from adulis.kernel.machines import Machine, Role, move
from adulis.ops.documents.rooms import machines

MACHINES = [(f"{room}_{machine.name}", machine) for room, _, machine in machines()]
by_table = pytest.mark.parametrize(
    ("table", "machine"), MACHINES, ids=[table for table, _ in MACHINES]
)


@dataclass(frozen=True)
class Steps:
    missing: set[tuple[str, str]]
    surplus: set[tuple[str, str]]


def compare(table: str, machine: Machine[StrEnum]) -> Steps:
    """What the guard of ``table`` refuses though the machine allows it, and the other way round."""
    allowed = {(str(source), str(target)) for source, target in machine.steps}
    found = steps_let_through(table, [str(state) for state in machine.states])
    return Steps(missing=allowed - found, surplus=found - allowed)


def steps_let_through(table: str, states: list[str]) -> set[tuple[str, str]]:
    # CREATE TABLE AS takes the columns and leaves every constraint behind.
    db.execute(f"CREATE TEMPORARY TABLE copied AS SELECT * FROM {table} LIMIT 0")
    db.execute(
        "CREATE TRIGGER copied_guard BEFORE UPDATE ON copied"
        f" FOR EACH ROW EXECUTE FUNCTION {table}_guard_moves()"
    )
    found = set()
    for source, target in product(states, states):
        db.execute("DELETE FROM copied")
        db.execute("INSERT INTO copied (state) VALUES (%s)", [source])
        try:
            with db.savepoint():
                db.execute("UPDATE copied SET state = %s", [target])
        except IntegrityError:
            continue
        if source != target:
            found.add((source, target))
    db.execute("DROP TABLE copied")
    return found


@pytest.mark.django_db
@by_table
def test_the_guard_allows_what_the_machine_allows(table: str, machine: Machine[StrEnum]) -> None:
    with db.transaction():
        assert compare(table, machine) == Steps(missing=set(), surplus=set())


@pytest.mark.django_db
@by_table
def test_the_guard_is_on_the_table(table: str, machine: Machine[StrEnum]) -> None:
    row = db.fetch_row(
        """SELECT t.tgenabled, t.tgtype::int & 27
             FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE t.tgrelid = %s::regclass AND p.proname = %s""",
        [table, f"{table}_guard_moves"],
    )
    assert row is not None, f"nothing guards the moves of a {machine.name}"
    # 1 row, 2 before, 8 delete, 16 update.
    assert row == ("O", 27), f"the guard of {table} is not BEFORE UPDATE OR DELETE, for each row"


@pytest.mark.django_db
@by_table
def test_the_table_knows_the_states_of_the_machine(table: str, machine: Machine[StrEnum]) -> None:
    definition = db.fetch_value(
        """SELECT string_agg(pg_get_constraintdef(oid), ' ') FROM pg_constraint
            WHERE conrelid = %s::regclass AND contype = 'c' AND conname ~ 'state_known$'""",
        [table],
    )
    assert definition is not None, f"{table} has no CHECK named …_state_known"
    assert set(re.findall(r"'(\w+)'", definition)) == {str(state) for state in machine.states}


class Broken(StrEnum):
    PENDING = "pending"
    PROCESSING = "processing"
    CANCELLED = "cancelled"
    COMPLETED = "completed"


@pytest.mark.django_db
def test_a_guard_that_disagrees_is_found() -> None:
    planted = Machine(
        "payout",
        Broken,
        initial=Broken.PENDING,
        moves=(
            move("start", Broken.PENDING, Broken.PROCESSING, Role.SYSTEM),
            move("cancel", Broken.PROCESSING, Broken.CANCELLED, Role.SYSTEM),
            move("complete", Broken.PROCESSING, Broken.COMPLETED, Role.SYSTEM),
        ),
    )
    with db.transaction():
        assert compare("payouts_payout", planted) == Steps(  # type: ignore[arg-type]
            missing={("processing", "cancelled")}, surplus={("pending", "cancelled")}
        )
