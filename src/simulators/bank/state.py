"""The bank at a glance, for people."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from simulators.bank import books, statements, truth
from simulators.bank.bank import Bank
from simulators.bank.switches import defaults
from simulators.bank.violations import Violation
from simulators.ground import scenarios, times
from simulators.ground.money import shown
from simulators.ground.violations import counts


def summary(bank: Bank) -> dict[str, Any]:
    """Time, money, payments by status, what comes next, and what was switched on."""
    db, settings = bank.db, bank.settings
    balance, reserved = books.nostro(db)
    normal, switches = asdict(defaults(settings)), asdict(bank.board.now)
    return {
        "bank": f"seed {settings.seed}, profile {settings.profile.name}",
        "clock": {
            "now": times.iso(bank.clock.now_ms()),
            "in_india": times.ist(bank.clock.now_ms()).strftime("%A %d %B %Y, %H:%M:%S IST"),
            "offset_seconds": bank.clock.offset_seconds,
            "virtual": bank.clock.virtual,
        },
        "nostro": {"balance": shown(balance), "reserved": shown(reserved)},
        "payments": dict(
            db.execute("SELECT status, COUNT(*) FROM payments GROUP BY status").fetchall()
        ),
        "totals": truth.totals(db),
        "violations": counts(db, Violation),
        "callbacks": {
            "url": bank.courier.url,
            **dict(db.execute("SELECT state, COUNT(*) FROM callbacks GROUP BY state").fetchall()),
        },
        "next": [
            {
                "at": times.iso(row["due_ms"]),
                "act": row["act"],
                "client_reference": row["client_reference"],
            }
            for row in db.execute(
                "SELECT a.due_ms, a.act, p.client_reference FROM agenda a"
                " JOIN payments p ON p.id = a.payment_id ORDER BY a.due_ms, a.id LIMIT 10"
            )
        ],
        "switched_on": {name: value for name, value in switches.items() if value != normal[name]},
        "scenarios": scenarios.waiting(db),
        "statement_faults": statements.spoiled(db),
        "crash_points_armed": bank.crash.armed,
    }
