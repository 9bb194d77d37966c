"""The tables that every program has beside its own."""

TABLES = """
CREATE TABLE IF NOT EXISTS callbacks (
    id INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL,
    type TEXT NOT NULL,
    subject TEXT NOT NULL,                  -- the client reference, or the id of what has none
    payment_id INTEGER,
    signing TEXT NOT NULL,
    body BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'lost', 'given_up')),
    due_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    answer TEXT NOT NULL DEFAULT ''         -- the last one: a status code, or what went wrong
);
CREATE INDEX IF NOT EXISTS callbacks_waiting ON callbacks (due_ms, id) WHERE state = 'waiting';
CREATE INDEX IF NOT EXISTS callbacks_by_subject ON callbacks (subject);

CREATE TABLE IF NOT EXISTS scenarios (
    id INTEGER PRIMARY KEY,
    match TEXT NOT NULL,
    behaviour TEXT NOT NULL,
    params TEXT NOT NULL,
    left INTEGER                            -- NULL: until it is removed
);

CREATE TABLE IF NOT EXISTS violations (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,                     -- one of the Violations of the program
    client_reference TEXT,
    at_ms INTEGER NOT NULL,
    detail TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
