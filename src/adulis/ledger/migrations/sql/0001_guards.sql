-- The last word on every insert, whoever makes it. One check per statement over the rows it wrote.
--
-- What they promise together: an entry and its lines are written in one statement and never added
-- to; each entry has lines and sums to zero per currency; along a chained account sequence and
-- running balance continue without gap or jump and no floor is broken; a row carries the id of the
-- transaction that wrote it. They also stand in for foreign keys, which cost a batch 42 %. (How they
-- look things up, and why so: see 0001_posting.sql.)

CREATE FUNCTION ledger_guard_lines() RETURNS trigger
LANGUAGE plpgsql
SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    bad record;
BEGIN
    -- Each line by itself, against its account, its entry, and the line before it on its chain.
    SELECT line.entry_id, line.position, line.xid, line.sequence, line.balance_minor,
           account.chained, account.floor_minor, entry.xid AS entry_xid,
           account.id IS NULL AS no_account, entry.id IS NULL AS no_entry,
           entry.at <> line.at OR entry.recorded_at <> line.recorded_at AS other_time
      INTO bad
      FROM written line
      LEFT JOIN LATERAL (
           SELECT account.id, account.chained, account.floor_minor FROM ledger_account account
            WHERE account.id = line.account_id OFFSET 0) account ON true
      LEFT JOIN LATERAL (
           SELECT entry.id, entry.xid, entry.at, entry.recorded_at FROM ledger_entry entry
            WHERE entry.id = line.entry_id OFFSET 0) entry ON true
      LEFT JOIN LATERAL (
           SELECT stored.sequence, stored.balance_minor, stored.recorded_at
             FROM ledger_line stored
            WHERE stored.account_id = line.account_id AND stored.sequence = line.sequence - 1
           OFFSET 0) before ON true
     WHERE account.id IS NULL
        OR line.xid <> pg_current_xact_id()
        OR entry.xid IS DISTINCT FROM pg_current_xact_id()
        OR entry.at <> line.at
        OR entry.recorded_at <> line.recorded_at
        OR CASE WHEN account.chained THEN
               line.sequence IS NULL OR line.balance_minor IS NULL
               OR account.floor_minor > line.balance_minor
               OR line.sequence <> coalesce(before.sequence, 0) + 1
               OR line.balance_minor <> coalesce(before.balance_minor, 0) + line.amount_minor
               OR line.recorded_at < before.recorded_at
           ELSE line.sequence IS NOT NULL OR line.balance_minor IS NOT NULL END
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger line % of entry % refused: %', bad.position, bad.entry_id, CASE
            WHEN bad.no_account THEN 'its account does not exist'
            WHEN bad.no_entry THEN 'its entry does not exist'
            WHEN bad.entry_xid <> pg_current_xact_id()
                THEN 'its entry was written by an earlier transaction'
            WHEN bad.xid <> pg_current_xact_id() THEN 'it names another transaction'
            WHEN bad.other_time THEN 'it tells another time than its entry'
            WHEN NOT bad.chained THEN 'its account is unchained: no sequence, no balance'
            WHEN bad.sequence IS NULL OR bad.balance_minor IS NULL
                THEN 'its account is chained: it needs a sequence and a balance'
            WHEN bad.floor_minor > bad.balance_minor THEN 'its account would fall below its floor'
            ELSE 'it does not continue the chain' END
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_guard_lines';
    END IF;

    -- Each entry's lines together. There is one first line, so whoever writes lines of an entry
    -- writes its first line with them, and nobody can add to it later.
    SELECT part.entry_id, bool_or(part.total <> 0) AS unbalanced INTO bad
      FROM (SELECT line.entry_id, sum(line.amount_minor) AS total,
                   min(line.position) AS first_position
              FROM written line
             CROSS JOIN LATERAL (
                   SELECT account.currency FROM ledger_account account
                    WHERE account.id = line.account_id OFFSET 0) account
             GROUP BY line.entry_id, account.currency) part
     GROUP BY part.entry_id
    HAVING bool_or(part.total <> 0) OR min(part.first_position) <> 1
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger entry % refused: %', bad.entry_id, CASE
            WHEN bad.unbalanced THEN 'its lines do not sum to zero'
            ELSE 'its lines do not begin with the first' END
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_guard_lines';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER ledger_line_guard AFTER INSERT ON ledger_line
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_guard_lines();

-- DEFINER, because it locks the entries that are taken back.
CREATE FUNCTION ledger_guard_entries() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    bad record;
BEGIN
    SELECT entry.id INTO bad
      FROM written entry
      LEFT JOIN LATERAL (
           SELECT line.id FROM ledger_line line
            WHERE line.entry_id = entry.id AND line.position = 1 OFFSET 0) line ON true
     WHERE line.id IS NULL OR entry.xid <> pg_current_xact_id()
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger entry % refused: it was not written together with its lines', bad.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_guard_entries';
    END IF;

    -- What takes an entry back touches its accounts only, against its direction, and all that do
    -- never take back more than there was. First the lock, then the look.
    IF NOT EXISTS (SELECT FROM written entry WHERE entry.reverses IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    PERFORM FROM (SELECT DISTINCT reverses AS id FROM written ORDER BY 1 OFFSET 0) wanted
      CROSS JOIN LATERAL (
            SELECT FROM ledger_entry original
             WHERE original.id = wanted.id FOR NO KEY UPDATE) locked;
    SELECT taken.reverses INTO bad
      FROM (SELECT wanted.reverses, line.account_id, sum(line.amount_minor) AS net
              FROM (SELECT DISTINCT reverses FROM written WHERE reverses IS NOT NULL) wanted
             CROSS JOIN LATERAL (
                   SELECT entry.id FROM ledger_entry entry
                    WHERE entry.reverses = wanted.reverses OFFSET 0) entry
             CROSS JOIN LATERAL (
                   SELECT line.account_id, line.amount_minor FROM ledger_line line
                    WHERE line.entry_id = entry.id OFFSET 0) line
             GROUP BY wanted.reverses, line.account_id) taken
      LEFT JOIN LATERAL (
           SELECT sum(line.amount_minor) AS net FROM ledger_line line
            WHERE line.entry_id = taken.reverses AND line.account_id = taken.account_id
           ) original ON true
     WHERE original.net IS NULL
        OR NOT -taken.net BETWEEN least(original.net, 0) AND greatest(original.net, 0)
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'more of ledger entry % would be taken back than there was', bad.reverses
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_guard_entries';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER ledger_entry_guard AFTER INSERT ON ledger_entry
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_guard_entries();

-- A checkpoint says nothing but what unchained lines say, and only of transactions that are all over.
CREATE FUNCTION ledger_guard_checkpoints() RETURNS trigger
LANGUAGE plpgsql
SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    bad record;
BEGIN
    SELECT point.account_id INTO bad
      FROM written point
      LEFT JOIN LATERAL (
           SELECT before.through_xid, before.balance_minor, before.line_count,
                  before.recorded_through
             FROM ledger_checkpoint before
            WHERE before.account_id = point.account_id AND before.through_xid < point.through_xid
            ORDER BY before.through_xid DESC LIMIT 1) before ON true
      LEFT JOIN LATERAL (
           SELECT coalesce(sum(line.amount_minor), 0) AS total, count(*) AS line_count,
                  max(line.recorded_at) AS recorded_through
             FROM ledger_line line
            WHERE line.account_id = point.account_id AND line.sequence IS NULL
              AND line.xid >= coalesce(before.through_xid, '0') AND line.xid < point.through_xid
           ) since ON true
     WHERE point.through_xid > pg_snapshot_xmin(pg_current_snapshot())
        OR point.next_xid > pg_snapshot_xmax(pg_current_snapshot())
        OR point.next_xid < point.through_xid
        OR point.balance_minor <> coalesce(before.balance_minor, 0) + since.total
        OR point.line_count <> coalesce(before.line_count, 0) + since.line_count
        OR point.recorded_through
           IS DISTINCT FROM greatest(before.recorded_through, since.recorded_through)
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'checkpoint of ledger account % refused: the lines say otherwise', bad.account_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_guard_checkpoints';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER ledger_checkpoint_guard AFTER INSERT ON ledger_checkpoint
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_guard_checkpoints();
