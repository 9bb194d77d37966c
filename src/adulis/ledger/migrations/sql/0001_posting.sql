-- The statements of the posting path. The application calls them; what may be written and what may
-- not is decided by the guards, not here.
--
-- Arrays and transition tables have no statistics, and a plan is kept for as long as a connection
-- lives. A plan made for an empty book must still be the right one at ten million lines, so nothing
-- is left to guess: every look into a table is a LATERAL subquery by a unique key that OFFSET 0 keeps
-- apart, whole tables are never scanned, and plans are made once, for any argument.

-- Lock, then look. Every chained account among `accounts` is locked in the order of ids, and only
-- *then*, in statements of their own whose snapshots are younger than the locks, are the clock and
-- the newest lines read. The application may not lock rows it may not change, hence DEFINER.
--
-- `missing`: accounts that do not exist; if there are any, nothing was locked or read. An id taken by
-- another address counts as missing too: two addresses can share an id, but never an account.
-- `sequences`, `balances`: the newest line of each account, in the order given; NULL if unchained.
-- `recorded_at`: no earlier than any line these accounts have, even if the machine's clock was set
-- back, so that along a chain time never runs backwards.
-- `taken`: whether some of `keys` already belong to an entry.
CREATE FUNCTION ledger_lock(
    accounts bigint[], addresses text[], keys text[],
    OUT missing bigint[], OUT recorded_at timestamptz,
    OUT sequences bigint[], OUT balances bigint[], OUT taken boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    own_xid xid8;
BEGIN
    SELECT array_agg(wanted.id) INTO missing
      FROM unnest(accounts, addresses) AS wanted(id, address)
      LEFT JOIN LATERAL (
           SELECT account.address FROM ledger_account account
            WHERE account.id = wanted.id OFFSET 0) found ON true
     WHERE found.address IS DISTINCT FROM wanted.address;
    IF missing IS NOT NULL THEN
        RETURN;
    END IF;

    PERFORM FROM (SELECT id FROM unnest(accounts) AS wanted(id) ORDER BY id OFFSET 0) wanted
      CROSS JOIN LATERAL (
            SELECT FROM ledger_account account
             WHERE account.id = wanted.id AND account.chained FOR NO KEY UPDATE) locked;

    -- A transaction has its id before it has its time: checkpoints conclude the one from the other.
    own_xid := pg_current_xact_id();
    SELECT array_agg(CASE WHEN account.chained THEN coalesce(newest.sequence, 0) END
                     ORDER BY wanted.place),
           array_agg(CASE WHEN account.chained THEN coalesce(newest.balance_minor, 0) END
                     ORDER BY wanted.place),
           greatest(adulis_clock(), max(newest.recorded_at)),
           EXISTS (SELECT FROM unnest(keys) AS wanted(key) CROSS JOIN LATERAL (
                   SELECT FROM ledger_entry entry WHERE entry.key = wanted.key OFFSET 0) found)
      INTO sequences, balances, recorded_at, taken
      FROM unnest(accounts) WITH ORDINALITY AS wanted(id, place)
     CROSS JOIN LATERAL (
           SELECT account.id, account.chained FROM ledger_account account
            WHERE account.id = wanted.id OFFSET 0) account
      LEFT JOIN LATERAL (
           SELECT line.sequence, line.balance_minor, line.recorded_at
             FROM ledger_line line
            WHERE account.chained AND line.account_id = account.id AND line.sequence IS NOT NULL
            ORDER BY line.sequence DESC LIMIT 1) newest ON true;
END
$$;

-- Append entries and all their lines in one statement, so that the guards see them whole.
-- `line_entries` says to which of the entries a line belongs, counting from one.
--
-- False, with nothing written: another transaction took one of the keys meanwhile (possible only
-- where the two share no chained account). The caller locks and looks again. The insert waits for
-- that transaction, and keys are inserted in one order, so that two batches cannot wait in a ring.
CREATE FUNCTION ledger_append(
    recorded_at timestamptz,
    ids uuid[], kinds text[], keys text[], ats timestamptz[], actors text[], reverses uuid[],
    memos text[], metadata jsonb[], digests bytea[],
    line_entries int[], positions smallint[], accounts bigint[], sequences bigint[],
    amounts bigint[], balances bigint[])
RETURNS boolean
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    violated text;
BEGIN
    WITH entries AS (
        INSERT INTO ledger_entry
               (id, kind, key, at, recorded_at, actor, reverses, memo, metadata, digest)
        SELECT e.id, e.kind, e.key, e.at, ledger_append.recorded_at,
               e.actor, e.reverses, e.memo, e.metadata, e.digest
          FROM unnest(ids, kinds, keys, ats, actors, ledger_append.reverses, memos,
                      ledger_append.metadata, digests)
               AS e(id, kind, key, at, actor, reverses, memo, metadata, digest)
         ORDER BY e.key COLLATE "C"
    )
    INSERT INTO ledger_line
           (entry_id, position, account_id, sequence, amount_minor, balance_minor, at, recorded_at)
    SELECT ids[l.entry], l.position, l.account_id, l.sequence, l.amount_minor, l.balance_minor,
           ats[l.entry], ledger_append.recorded_at
      FROM unnest(line_entries, positions, accounts, sequences, amounts, balances)
           WITH ORDINALITY
           AS l(entry, position, account_id, sequence, amount_minor, balance_minor, place)
     ORDER BY l.place;
    RETURN true;
EXCEPTION WHEN unique_violation THEN
    GET STACKED DIAGNOSTICS violated = CONSTRAINT_NAME;
    IF violated = 'ledger_entry_key_unique' THEN
        RETURN false;
    END IF;
    RAISE;
END
$$;

-- Whoever takes an entry back holds its row, so that two reversals cannot both take the rest.
CREATE FUNCTION ledger_lock_entry(entry uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM FROM ledger_entry WHERE id = entry FOR NO KEY UPDATE;
    RETURN FOUND;
END
$$;
