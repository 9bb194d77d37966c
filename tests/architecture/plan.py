"""The floor plan, and every exception to it that somebody has argued for.

An exception without a reason does not belong here; one that nothing needs any more fails a test.
"""

from __future__ import annotations

# From the ground up. A room sees the floors below its own, never its neighbours.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("kernel",),
    # Every small service leaves an audit record, so audit lies below them, beside the outbox.
    ("events", "audit"),
    ("timers", "cases", "approvals", "fees", "files", "mail", "limits", "papers"),
    ("ledger", "gateways", "identity"),
    ("wallets",),
    ("deposits", "billing", "verification", "transfers"),
    ("escrow", "payouts"),
    ("deals",),
    ("bidding", "disputes"),
    ("notifications", "webhooks", "reports", "reconciliation"),
    # Carries out what two people decided, in whichever room asked.
    ("oversight",),
    ("api", "backoffice", "ops"),
)
FLOOR_OF = {room: number for number, floor in enumerate(FLOORS) for room in floor}
# Modules of the project itself: they name everything and are named by nobody.
ABOVE_ALL = {"settings", "urls", "wsgi", "asgi"}

DOORS = {"api", "backoffice", "ops"}

# How another room is entered.
ENTRANCES = {"actions", "queries", "events", "errors", "machine", "values"}
# Rooms that offer one more way in, and what it is for.
FURTHER_ENTRANCES = {
    "audit": {"export"},  # the log as a file, which two doors hand out
    "events": {"cursors"},  # how a place in the stream travels to a client and back
    # The line to the bank itself, spoken into between transactions; what its words mean; and how a
    # door knows that a callback is genuine before any room is asked.
    # The simulator is what the sandbox calls of the API steer.
    # Statements are the bank's days and what its files say.
    # The same of a payment gateway: the line to it, and the things it speaks of.
    "gateways": {
        "bank",
        "answers",
        "signatures",
        "simulator",
        "statements",
        "payments",
        "collected",
    },
    # Who has timers claims them between transactions, and lets them be worked off.
    "timers": {"tasks"},
    # What content is, asked before anything is written down.
    "files": {"sniffing"},
    # What is wanted of whom and what a reason means in words, for the doors to show.
    "verification": {"policies"},
    # What the worker does in its time, a door does at once for whoever waits.
    # And how a rate is written, and what foreign money may be paid for.
    # And, as in others, what a decision about a case will do: told before it is taken.
    "deposits": {"tasks", "fx", "purposes", "effects"},
    # What a bank's code means in words, for the door to show; and what all payouts come to.
    "payouts": {"reasons", "figures", "effects"},
    "reconciliation": {"effects"},
    # What a deal's terms may ask for before money is released; what deciding about a case will do.
    "escrow": {"conditions", "effects"},
    "disputes": {"effects"},
    "oversight": {"desks", "foreseeing"},
    # Lines in the order they were booked, and statements of them.
    # The whole book, for whoever keeps it; and proofs that an entry is in it.
    "ledger": {"history", "explorer", "accounts", "proving"},
    "wallets": {"statements"},
    # A report as a file, which is made of its rows and written nowhere.
    "reports": {"copies"},
    # Where a PDF is set and printed; nothing is written down there.
    "papers": {"press"},
}
# Who may use more of a room than its entrances, and what.
WIDER_ENTRANCES = {
    "backoffice": {"models"},  # lists every table, read-only
    # Runs workers and invariants, writes the documentation from the tables, migrates.
    "ops": {
        "models",
        "tasks",
        "tasks_back",
        "tasks_sweep",
        "listeners",
        "checks",
        "postings",
        "chart",
        "policies",
    },
}

# Decide and never do: no framework, no I/O, no clock, no chance. A module whose docstring says
# "Pure." is held to its word as well.
PURE_PARTS = {"machine", "postings", "policies", "values", "chart", "errors", "events", "rules"}
# Ids are names: they are made by clock and chance, and nothing is decided by them.
PURE_ENOUGH = {"adulis/kernel/ids.py"}
# What a pure module may import that is not ours.
PURE_IMPORTS = {
    "__future__", "abc", "base64", "bisect", "calendar", "collections", "csv", "dataclasses",
    "datetime", "enum", "fractions", "functools", "hashlib", "hmac", "io", "ipaddress",
    "itertools", "json", "math", "operator", "re", "string", "types", "typing", "unicodedata",
    "uuid", "zoneinfo",
    "orjson", "rapidfuzz", "stdnum", "defusedxml", "xml",
}  # fmt: skip

# Where rows are written. Everything else asks an action.
WRITERS = {"actions"}
WRITING_MODULES = {
    "adulis.api.idempotency": "the request's own row, claimed before any room is asked",
    "adulis.kernel.db": "updates the rows an action gives it, in one statement",
    "adulis.files.storage": "puts content into storage, which has no tables",
    "adulis.kernel.due": "claims due rows of a table for the action that names it",
    "adulis.api.throttles": "a counter about the caller, in a table that may be lost",
}

# Where a transaction is opened: the doors, and the two kinds of module a worker enters a room by.
OPENING_PARTS = {"tasks", "tasks_back", "tasks_sweep", "listeners"}

# What talks to a platform elsewhere, or looks at backups when the server may be gone, has no clock
# but this machine's; and spans are told in the time
# of the machine that they are of, as the collector's other programs tell theirs.
WITHOUT_A_DATABASE = {"adulis.ops.listening", "adulis.ops.freshness", "adulis.kernel.otlp"}
# Where the database clock may be read: by whoever stands at a door, and by actions after the lock.
CLOCK_PARTS = {"actions", "tasks", "tasks_back", "tasks_sweep", "listeners"}

# Rooms that may speak to the outside world.
SPEAKING_MODULES = {"adulis/kernel/redis.py"}  # as kernel/db.py speaks to PostgreSQL
SPEAKING_ROOMS = {"files", "gateways", "mail", "webhooks", "notifications", "ops"}

# Actions without `actor` or `at` of their own, and why that is right. Named as they are called:
# by the room's `actions`, also where that is a package.
UNSIGNED_ACTIONS = {
    "adulis.events.actions.record": {"actor": "who is said by the audit record beside the fact"},
    "adulis.events.actions.record_all": {"actor": "as for record"},
    "adulis.events.actions.begin_epoch": {
        "actor": "nobody decided anything: the database is another"
    },
    "adulis.events.actions.next_batch": {"actor": "the consumer; what it does is its own deed"},
    "adulis.events.actions.advance": {"actor": "as for next_batch"},
    "adulis.events.actions.consume": {"actor": "as for next_batch"},
    "adulis.timers.actions.set_timer": {"actor": "stands beside the record of whoever sets it"},
    "adulis.timers.actions.cancel_timers": {"actor": "as for set_timer", "at": "by the clock"},
    "adulis.timers.actions.pause_timers": {"actor": "as for set_timer", "at": "by the clock"},
    "adulis.timers.actions.resume_timers": {"actor": "as for set_timer"},
    "adulis.timers.actions.postpone": {"actor": "as for set_timer", "at": "told until when"},
    "adulis.timers.actions.fire": {"actor": "as for set_timer", "at": "by the clock"},
    "adulis.gateways.actions.store_callback": {"actor": "the bank, which signed the message"},
    "adulis.gateways.actions.store_webhook": {"actor": "the gateway, which signed the message"},
    "adulis.gateways.actions.put_off": {"actor": "as for mark_applied"},
    "adulis.gateways.actions.mark_applied": {"actor": "the worker; what it did is its own deed"},
    "adulis.gateways.actions.park": {"actor": "as for mark_applied; the case says the rest"},
    "adulis.gateways.actions.record_submissions": {
        "actor": "nobody decided anything: it counts",
        "at": "windows are told by the database clock, under the row's lock",
    },
    "adulis.gateways.actions.take_probe": {
        "actor": "as for record_submissions",
        "at": "as for record_submissions",
    },
    "adulis.ledger.actions.post": {"actor": "in the posting", "at": "in the posting"},
    "adulis.ledger.actions.post_all": {"actor": "in each posting", "at": "in each posting"},
    "adulis.ledger.actions.seal_entries": {
        "actor": "nobody decides anything: what is over is sealed",
        "at": "the clock is read when no other sealer can be before it",
    },
    "adulis.ledger.actions.note_publication": {
        "actor": "nobody decides anything: the worker noted what it did",
    },
    "adulis.ledger.actions.roll_checkpoints": {
        "actor": "nobody decided anything: a checkpoint is a sum",
        "at": "what it covers is told by transactions, not by a time",
    },
    "adulis.reports.actions.sum_flows": {
        "actor": "nobody decided anything: it is a sum",
        "at": "what it covers is told by transactions, not by a time",
    },
}

FUNCTION_LINES = 60
MODULE_LINES = 400
