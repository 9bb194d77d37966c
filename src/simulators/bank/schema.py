"""The tables of the bank. Times are milliseconds since 1970 UTC, money is paise.

``movements`` are the books: what they say happened, happened, and they are never changed. ``truth``
is the oracle, and may be read from outside while the bank runs, or after it was killed.
"""

# Raised with every change of a table: a store of another version is refused, never guessed at.
VERSION = 1

SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (
    id TEXT PRIMARY KEY,                    -- nostro, world, transit, charges, beneficiary/...
    opening_paise INTEGER NOT NULL DEFAULT 0,
    balance_paise INTEGER NOT NULL DEFAULT 0,
    reserved_paise INTEGER NOT NULL DEFAULT 0 CHECK (reserved_paise >= 0)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS payments (
    id INTEGER PRIMARY KEY,
    client_reference TEXT NOT NULL,         -- twice in this table only when dedupe was switched off
    bank_reference TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL,
    mode TEXT NOT NULL,
    amount_paise INTEGER NOT NULL CHECK (amount_paise > 0),
    beneficiary TEXT NOT NULL,
    beneficiary_name TEXT NOT NULL,
    narration TEXT NOT NULL,
    status TEXT NOT NULL
        CHECK (status IN ('accepted', 'processing', 'completed', 'rejected', 'returned')),
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    utr TEXT NOT NULL,
    refused INTEGER NOT NULL,               -- 1: at the counter, with a 422
    reserved INTEGER NOT NULL,              -- 1: its amount is part of nostro's reserved_paise
    returned_paise INTEGER NOT NULL DEFAULT 0,
    dedupes INTEGER NOT NULL,
    behaviours TEXT NOT NULL,
    callback_plan TEXT NOT NULL,
    enquiry_says TEXT,
    enquiry_fault TEXT,
    enquiry_faults_left INTEGER NOT NULL,
    enquiry_backs_left INTEGER NOT NULL,
    completed_shown INTEGER NOT NULL,       -- 1: an enquiry has been told that it completed
    created_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    sent_ms INTEGER NOT NULL,               -- when the platform last sent it
    visible_ms INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS payments_by_reference ON payments (client_reference, id);

CREATE TABLE IF NOT EXISTS movements (
    id INTEGER PRIMARY KEY,
    booked_ms INTEGER NOT NULL,
    booked_on TEXT NOT NULL,                -- the bank's date of booked_ms
    value_date TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('payment', 'return', 'inward', 'charge')),
    source TEXT NOT NULL REFERENCES accounts (id),
    target TEXT NOT NULL REFERENCES accounts (id),
    amount_paise INTEGER NOT NULL CHECK (amount_paise > 0),
    payment_id INTEGER REFERENCES payments (id),
    client_reference TEXT,
    linked INTEGER NOT NULL DEFAULT 1,      -- 0: a return whose reference the statement hides
    utr TEXT NOT NULL,
    counterparty TEXT NOT NULL,
    narration TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS movements_by_day ON movements (booked_on, booked_ms, id);
CREATE INDEX IF NOT EXISTS movements_by_reference ON movements (client_reference);
CREATE TRIGGER IF NOT EXISTS movements_are_not_changed BEFORE UPDATE ON movements
    BEGIN SELECT RAISE(ABORT, 'movements are never changed'); END;
CREATE TRIGGER IF NOT EXISTS movements_are_not_removed BEFORE DELETE ON movements
    BEGIN SELECT RAISE(ABORT, 'movements are never removed'); END;

CREATE TABLE IF NOT EXISTS inward_credits (
    utr TEXT PRIMARY KEY,
    credit_reference TEXT NOT NULL UNIQUE,
    virtual_account TEXT NOT NULL,
    amount_paise INTEGER NOT NULL,
    payer_name TEXT NOT NULL,
    value_ms INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS received (       -- what the platform sent, whatever became of it
    client_reference TEXT PRIMARY KEY,
    submissions INTEGER NOT NULL DEFAULT 0,
    lost INTEGER NOT NULL DEFAULT 0,        -- struck by a fault before acceptance
    accepted INTEGER NOT NULL DEFAULT 0,
    repeated INTEGER NOT NULL DEFAULT 0,    -- known already, answered with what became of it
    refused INTEGER NOT NULL DEFAULT 0,
    conflicting INTEGER NOT NULL DEFAULT 0  -- known already, with another body
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS agenda (
    id INTEGER PRIMARY KEY,
    due_ms INTEGER NOT NULL,
    act TEXT NOT NULL,
    payment_id INTEGER NOT NULL REFERENCES payments (id),
    detail TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS agenda_by_due ON agenda (due_ms, id);

CREATE TABLE IF NOT EXISTS enquiries (client_reference TEXT NOT NULL, asked_ms INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS enquiries_by_reference ON enquiries (client_reference, asked_ms);

CREATE TABLE IF NOT EXISTS statement_faults (
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    fault TEXT NOT NULL,
    params TEXT NOT NULL
);

CREATE VIEW IF NOT EXISTS truth AS
SELECT
    client_reference,
    submissions, lost, accepted, repeated, refused, conflicting,
    (SELECT COUNT(*) FROM movements m WHERE m.client_reference = r.client_reference
        AND m.kind = 'payment' AND m.target LIKE 'beneficiary/%') AS payments,
    (SELECT COALESCE(SUM(amount_paise), 0) FROM movements m
        WHERE m.client_reference = r.client_reference
        AND m.kind = 'payment' AND m.target LIKE 'beneficiary/%') AS credited_paise,
    (SELECT COALESCE(SUM(amount_paise), 0) FROM movements m
        WHERE m.client_reference = r.client_reference
        AND m.kind = 'return' AND m.source LIKE 'beneficiary/%') AS returned_paise,
    (SELECT COALESCE(SUM(CASE WHEN m.kind = 'payment' THEN amount_paise ELSE -amount_paise END), 0)
        FROM movements m WHERE m.client_reference = r.client_reference
        AND ((m.kind = 'payment' AND m.target LIKE 'beneficiary/%')
            OR (m.kind = 'return' AND m.source LIKE 'beneficiary/%'))) AS net_paise,
    (SELECT COALESCE(json_group_array(status), '[]') FROM
        (SELECT status FROM payments p WHERE p.client_reference = r.client_reference ORDER BY id)
    ) AS statuses
FROM received r;
"""
