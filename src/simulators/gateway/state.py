"""The gateway at a glance, for people."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from simulators.gateway import truth
from simulators.gateway.gateway import Gateway
from simulators.gateway.switches import defaults
from simulators.gateway.violations import Violation
from simulators.ground import scenarios, times
from simulators.ground.violations import counts


def summary(gateway: Gateway) -> dict[str, Any]:
    """Time, money, things by status, what comes next, and what was switched on."""
    db, settings = gateway.db, gateway.settings
    normal, switches = asdict(defaults(settings)), asdict(gateway.board.now)

    def by(column: str, table: str) -> dict[str, int]:
        rows = db.execute(f"SELECT {column}, COUNT(*) FROM {table} GROUP BY {column}")  # noqa: S608
        return dict(rows.fetchall())

    return {
        "gateway": f"seed {settings.seed}, profile {settings.profile.name}",
        "clock": {
            "now": times.iso(gateway.clock.now_ms()),
            "in_india": times.ist(gateway.clock.now_ms()).strftime("%A %d %B %Y, %H:%M:%S IST"),
            "offset_seconds": gateway.clock.offset_seconds,
            "virtual": gateway.clock.virtual,
        },
        "intents": by("status", "intents"),
        "payments": by("status", "payments"),
        "refunds": by("status", "refunds"),
        "disputes": by("status", "disputes"),
        "totals": truth.totals(db),
        "violations": counts(db, Violation),
        "webhooks": {"url": gateway.courier.url, **by("state", "callbacks")},
        "next": [
            {"at": times.iso(row["due_ms"]), "act": row["act"], "object_id": row["object_id"]}
            for row in db.execute("SELECT * FROM agenda ORDER BY due_ms, id LIMIT 10")
        ],
        "switched_on": {name: value for name, value in switches.items() if value != normal[name]},
        "scenarios": scenarios.waiting(db),
        "crash_points_armed": gateway.crash.armed,
    }
