"""The tables of the gateway. Times are milliseconds since 1970 UTC, money is minor units.

``movements`` are the books: what they say happened, happened, and they are never changed. ``truth``
is the oracle, and may be read from outside while the gateway runs, or after it was killed.
"""

# Raised with every change of a table: a store of another version is refused, never guessed at.
VERSION = 1

SCHEMA = """
CREATE TABLE IF NOT EXISTS intents (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,                -- pi_…
    client_reference TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency TEXT NOT NULL,
    description TEXT NOT NULL,
    customer TEXT NOT NULL,                 -- JSON: name, email
    methods TEXT NOT NULL,                  -- JSON
    return_url TEXT NOT NULL,
    metadata TEXT NOT NULL,                 -- JSON
    status TEXT NOT NULL CHECK (status IN
        ('requires_payment', 'processing', 'succeeded', 'failed', 'expired', 'cancelled')),
    account_number TEXT NOT NULL UNIQUE,    -- where a bank transfer for it goes
    scripts TEXT NOT NULL,                  -- JSON: what it and its payments live through
    expires_ms INTEGER NOT NULL,
    created_ms INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS intents_by_reference ON intents (client_reference, number);

CREATE TABLE IF NOT EXISTS payments (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,                -- pay_…
    intent_id TEXT REFERENCES intents (id), -- NULL: nobody knows what it is for
    client_reference TEXT,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency TEXT NOT NULL,
    fee_minor INTEGER NOT NULL DEFAULT 0,
    tax_minor INTEGER NOT NULL DEFAULT 0,
    method TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('processing', 'captured', 'failed')),
    failure_code TEXT,
    payer TEXT NOT NULL,                    -- JSON
    utr TEXT UNIQUE,                        -- of a bank transfer or UPI payment
    authenticates INTEGER NOT NULL DEFAULT 0,  -- 1: the payer's bank is waiting for the payer
    scripts TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    captured_ms INTEGER
);
CREATE INDEX IF NOT EXISTS payments_by_intent ON payments (intent_id, number);

CREATE TABLE IF NOT EXISTS refunds (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,                -- rfnd_…
    payment_id TEXT NOT NULL REFERENCES payments (id),
    client_reference TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency TEXT NOT NULL,
    reason TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'processed', 'failed')),
    failure_code TEXT,
    scripts TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    processed_ms INTEGER
);
CREATE INDEX IF NOT EXISTS refunds_by_payment ON refunds (payment_id, number);
CREATE INDEX IF NOT EXISTS refunds_by_reference ON refunds (client_reference, number);

CREATE TABLE IF NOT EXISTS disputes (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,                -- dp_…
    payment_id TEXT NOT NULL REFERENCES payments (id),
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency TEXT NOT NULL,
    fee_minor INTEGER NOT NULL,
    reason_code TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'won', 'lost')),
    evidence TEXT NOT NULL DEFAULT '[]',    -- JSON: what was handed in
    evidence_due_ms INTEGER NOT NULL,
    opened_ms INTEGER NOT NULL,
    closed_ms INTEGER
);
CREATE INDEX IF NOT EXISTS disputes_by_payment ON disputes (payment_id, number);

CREATE TABLE IF NOT EXISTS shown (          -- what look-ups of one object are shown
    object_id TEXT PRIMARY KEY,
    visible_ms INTEGER NOT NULL,
    fault TEXT,
    faults_left INTEGER NOT NULL,
    backs_left INTEGER NOT NULL,
    end_shown INTEGER NOT NULL DEFAULT 0,   -- 1: the happy end has been shown
    says TEXT                               -- a lie about the status
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS keys (           -- Idempotency-Key; the newest is the one that counts
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    object_id TEXT NOT NULL,
    dedupes INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS keys_by_key ON keys (kind, key, number);

CREATE TABLE IF NOT EXISTS received (       -- what the platform sent, whatever became of it
    kind TEXT NOT NULL,                     -- intent, refund
    client_reference TEXT NOT NULL,
    submissions INTEGER NOT NULL DEFAULT 0,
    lost INTEGER NOT NULL DEFAULT 0,        -- struck by a fault before acceptance
    accepted INTEGER NOT NULL DEFAULT 0,
    repeated INTEGER NOT NULL DEFAULT 0,    -- known already, answered with what became of it
    refused INTEGER NOT NULL DEFAULT 0,
    conflicting INTEGER NOT NULL DEFAULT 0, -- known already, with another body
    PRIMARY KEY (kind, client_reference)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS movements (
    id INTEGER PRIMARY KEY,
    booked_ms INTEGER NOT NULL,
    booked_on TEXT NOT NULL,                -- the day in India
    kind TEXT NOT NULL CHECK (kind IN ('capture', 'fee', 'tax', 'refund',
        'chargeback', 'chargeback_fee', 'chargeback_won', 'payout')),
    currency TEXT NOT NULL,
    source TEXT NOT NULL,                   -- payer, platform, gateway, tax, bank
    target TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    payment_id TEXT REFERENCES payments (id),
    object_id TEXT NOT NULL,                -- the payment, refund, dispute or payout it is about
    client_reference TEXT                   -- of the intent
);
CREATE INDEX IF NOT EXISTS movements_by_reference ON movements (client_reference);
CREATE INDEX IF NOT EXISTS movements_by_payment ON movements (payment_id);
CREATE TRIGGER IF NOT EXISTS movements_are_not_changed BEFORE UPDATE ON movements
    BEGIN SELECT RAISE(ABORT, 'movements are never changed'); END;
CREATE TRIGGER IF NOT EXISTS movements_are_not_removed BEFORE DELETE ON movements
    BEGIN SELECT RAISE(ABORT, 'movements are never removed'); END;

CREATE TABLE IF NOT EXISTS payouts (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,                -- setl_…
    currency TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    utr TEXT NOT NULL UNIQUE,
    paid_ms INTEGER NOT NULL,
    paid_on TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS settled (        -- which payout a movement was paid out with
    movement_id INTEGER PRIMARY KEY REFERENCES movements (id),
    payout_id TEXT NOT NULL REFERENCES payouts (id)
);
CREATE INDEX IF NOT EXISTS settled_by_payout ON settled (payout_id, movement_id);

CREATE TABLE IF NOT EXISTS fixed_rates (    -- exchange rates that somebody has set
    base TEXT PRIMARY KEY,
    rate_ten_thousandths INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS agenda (
    id INTEGER PRIMARY KEY,
    due_ms INTEGER NOT NULL,
    act TEXT NOT NULL,
    object_id TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS agenda_by_due ON agenda (due_ms, id);

CREATE VIEW IF NOT EXISTS truth AS
SELECT
    client_reference, currency,
    COUNT(*) FILTER (WHERE kind = 'capture') AS captures,
    COALESCE(SUM(amount_minor) FILTER (WHERE kind = 'capture'), 0) AS captured_minor,
    COUNT(*) FILTER (WHERE kind = 'refund') AS refunds,
    COALESCE(SUM(amount_minor) FILTER (WHERE kind = 'refund'), 0) AS refunded_minor,
    COUNT(*) FILTER (WHERE kind = 'chargeback') AS chargebacks,
    COALESCE(SUM(amount_minor) FILTER (WHERE kind = 'chargeback'), 0) AS charged_back_minor,
    COALESCE(SUM(amount_minor) FILTER (WHERE kind = 'chargeback_won'), 0) AS won_back_minor,
    COALESCE(SUM(amount_minor) FILTER (WHERE kind IN ('fee', 'chargeback_fee')), 0) AS fee_minor,
    COALESCE(SUM(amount_minor) FILTER (WHERE kind = 'tax'), 0) AS tax_minor,
    COALESCE(SUM(CASE WHEN source = 'platform' THEN -amount_minor WHEN target = 'platform'
        THEN amount_minor ELSE 0 END) FILTER (WHERE kind <> 'payout'), 0) AS net_minor,
    COALESCE(SUM(CASE WHEN source = 'platform' THEN -amount_minor WHEN target = 'platform'
        THEN amount_minor ELSE 0 END) FILTER (WHERE kind <> 'payout'
        AND id IN (SELECT movement_id FROM settled)), 0) AS settled_minor
FROM movements m
GROUP BY client_reference, currency;
"""
