-- The last word on every insert, whoever makes it. One check per statement over the rows it wrote.
--
-- What they promise together: an entry and its lines are written in one statement and never added
-- to; each entry has lines and sums to zero per currency; along a chained account sequence and
-- running balance continue without gap or jump and no floor is broken; a row carries the id of the
-- transaction that wrote it. They also stand in for foreign keys, which cost a batch 42 %.

CREATE FUNCTION ledger_guard_lines() RETURNS trigger
LANGUAGE plpgsql
SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    bad record;
BEGIN
    -- Each line by itself, and against the line before it on its chain.
    SELECT line.account_id, line.entry_id, line.position,
           CASE
               WHEN account.id IS NULL THEN 'its account does not exist'
               WHEN line.xid <> pg_current_xact_id() THEN 'it names another transaction'
               WHEN NOT account.chained THEN 'the account is unchained: no sequence, no balance'
               WHEN line.sequence IS NULL OR line.balance_minor IS NULL
                   THEN 'the account is chained: it needs a sequence and a balance'
               WHEN account.floor_minor > line.balance_minor THEN 'the account would fall below its floor'
               ELSE 'it does not continue the chain'
           END AS reason
      INTO bad
      FROM (SELECT *, lag(sequence) OVER chain AS sequence_before,
                      lag(balance_minor) OVER chain AS balance_before,
                      lag(recorded_at) OVER chain AS recorded_before
              FROM written WINDOW chain AS (PARTITION BY account_id ORDER BY sequence)) line
      LEFT JOIN LATERAL (
           SELECT account.id, account.chained, account.floor_minor FROM ledger_account account
            WHERE account.id = line.account_id OFFSET 0) account ON true
      LEFT JOIN LATERAL (
           SELECT stored.sequence, stored.balance_minor, stored.recorded_at
             FROM ledger_line stored
            WHERE line.sequence_before IS NULL AND line.sequence > 1
              AND stored.account_id = line.account_id AND stored.sequence = line.sequence - 1
           OFFSET 0) newest ON true
     WHERE account.id IS NULL
        OR line.xid <> pg_current_xact_id()
        OR CASE WHEN account.chained THEN
               line.sequence IS NULL OR line.balance_minor IS NULL
               OR account.floor_minor > line.balance_minor
               OR line.sequence
                  <> coalesce(line.sequence_before, newest.sequence, 0) + 1
               OR line.balance_minor
                  <> coalesce(line.balance_before, newest.balance_minor, 0) + line.amount_minor
               OR line.recorded_at < coalesce(line.recorded_before, newest.recorded_at)
           ELSE line.sequence IS NOT NULL OR line.balance_minor IS NOT NULL END
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger line % of entry % refused: %', bad.position, bad.entry_id, bad.reason
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_guard_lines';
    END IF;

    -- Each entry's lines together, and against the entry.
    SELECT sums.entry_id,
           CASE
               WHEN entry.id IS NULL THEN 'it does not exist'
               WHEN entry.xid <> pg_current_xact_id() THEN 'it was written by an earlier transaction'
               WHEN sums.unbalanced THEN 'its lines do not sum to zero'
               WHEN sums.line_count <> sums.last_position OR sums.first_position <> 1
                   THEN 'its lines are not numbered from one'
               ELSE 'its lines tell another time'
           END AS reason
      INTO bad
      FROM (SELECT part.entry_id, bool_or(part.total <> 0) AS unbalanced,
                   sum(part.line_count) AS line_count,
                   min(part.first_position) AS first_position,
                   max(part.last_position) AS last_position,
                   min(part.at_first) AS at_first, max(part.at_last) AS at_last,
                   min(part.recorded_first) AS recorded_first, max(part.recorded_last) AS recorded_last
              FROM (SELECT line.entry_id, account.currency, sum(line.amount_minor) AS total,
                           count(*) AS line_count, min(line.position) AS first_position,
                           max(line.position) AS last_position,
                           min(line.at) AS at_first, max(line.at) AS at_last,
                           min(line.recorded_at) AS recorded_first,
                           max(line.recorded_at) AS recorded_last
                      FROM written line
                     CROSS JOIN LATERAL (
                           SELECT account.currency FROM ledger_account account
                            WHERE account.id = line.account_id OFFSET 0) account
                     GROUP BY line.entry_id, account.currency) part
             GROUP BY part.entry_id) sums
      LEFT JOIN LATERAL (
           SELECT entry.id, entry.xid, entry.at, entry.recorded_at FROM ledger_entry entry
            WHERE entry.id = sums.entry_id OFFSET 0) entry ON true
     WHERE entry.id IS NULL
        OR entry.xid <> pg_current_xact_id()
        OR sums.unbalanced
        OR sums.first_position <> 1 OR sums.last_position <> sums.line_count
        OR entry.at <> sums.at_first OR entry.at <> sums.at_last
        OR entry.recorded_at <> sums.recorded_first OR entry.recorded_at <> sums.recorded_last
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger entry % refused: %', bad.entry_id, bad.reason
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
