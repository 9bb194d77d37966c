-- What Django's models cannot say about the four tables.

-- The account's id follows from its address, so the two are checked against each other.
CREATE FUNCTION ledger_account_id(address text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    -- The first 63 bits of the SHA-256 (chart.account_id says the same in Python).
    SELECT (('x' || encode(substr(sha256(convert_to(address, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint >> 1)
           & 9223372036854775807
$$;
ALTER TABLE ledger_account
    ADD CONSTRAINT ledger_account_id_follows_address CHECK (id = ledger_account_id(address));


-- The chart of accounts, once more: what chart.py says of an address is all an account can be.
ALTER TABLE ledger_account
    ADD CONSTRAINT ledger_account_kind_follows_address CHECK (kind = CASE
        WHEN address ~ '^merchant/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/(available|held|pending|receivable)/[A-Z]{3}$'
            THEN split_part(address, '/', 3)
        WHEN address ~ '^(escrow|dispute)/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/[A-Z]{3}$'
            THEN split_part(address, '/', 1)
        WHEN address ~ '^bond(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){2}/[A-Z]{3}$'
            THEN 'bond'
        WHEN address ~ '^bank/[a-z0-9][a-z0-9-]{0,31}/(clearing|nostro)/[A-Z]{3}$'
            THEN split_part(address, '/', 3)
        WHEN address ~ '^gateway/[a-z0-9][a-z0-9-]{0,31}/receivable/[A-Z]{3}$'
            THEN 'gateway'
        WHEN address ~ '^platform/(fees|tax|suspense|fx|losses)/[A-Z]{3}$'
            THEN split_part(address, '/', 2)
        ELSE 'nowhere' END),
    ADD CONSTRAINT ledger_account_kind_known CHECK (kind <> 'nowhere'),
    ADD CONSTRAINT ledger_account_chain_follows_kind CHECK (
        CASE WHEN kind IN ('available', 'held', 'pending', 'escrow', 'dispute', 'bond')
             THEN chained AND floor_minor IS NOT DISTINCT FROM 0
             ELSE NOT chained AND floor_minor IS NULL END),
    ADD CONSTRAINT ledger_account_currency_follows_address CHECK (currency = right(address, 3));

-- Which transaction wrote a row: what lies behind the horizon is complete for ever.
ALTER TABLE ledger_entry ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE ledger_line ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE ledger_checkpoint ADD COLUMN through_xid xid8 NOT NULL;
ALTER TABLE ledger_checkpoint ADD COLUMN next_xid xid8 NOT NULL;
CREATE UNIQUE INDEX ledger_checkpoint_place ON ledger_checkpoint (account_id, through_xid);
CREATE INDEX ledger_checkpoint_recorded ON ledger_checkpoint (account_id, recorded_through);
CREATE INDEX ledger_checkpoint_taken ON ledger_checkpoint (account_id, taken_at);

-- What the posting path looks for has one index each, and no other that would do: a plan made while
-- the book was young must still be the right one at ten million lines. So the indexes for pages and
-- statements answer only to those who say `amount_minor <> 0`, which is true of every line.
CREATE INDEX ledger_line_tail ON ledger_line (account_id, xid) INCLUDE (amount_minor, recorded_at)
    WHERE sequence IS NULL;
CREATE INDEX ledger_line_unchained ON ledger_line (account_id, id)
    WHERE sequence IS NULL AND amount_minor <> 0;
CREATE INDEX ledger_line_business ON ledger_line (account_id, at) INCLUDE (amount_minor)
    WHERE amount_minor <> 0;

-- Rows come at the right edge of the book and stay: tell vacuum early, so that reads of the index
-- alone are enough.
ALTER TABLE ledger_line SET (autovacuum_vacuum_insert_scale_factor = 0.02);
ALTER TABLE ledger_entry SET (autovacuum_vacuum_insert_scale_factor = 0.02);
