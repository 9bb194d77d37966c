-- What is sealed stays sealed, and continues what was sealed before. None of this looks at, or is
-- looked at by, whoever posts.

CREATE TRIGGER ledger_leaf_append_only_rows BEFORE UPDATE OR DELETE ON ledger_leaf
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER ledger_leaf_append_only_table BEFORE TRUNCATE ON ledger_leaf
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();

CREATE TRIGGER ledger_node_append_only_rows BEFORE UPDATE OR DELETE ON ledger_node
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER ledger_node_append_only_table BEFORE TRUNCATE ON ledger_node
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();

CREATE TRIGGER ledger_seal_append_only_rows BEFORE UPDATE OR DELETE ON ledger_seal
    FOR EACH ROW EXECUTE FUNCTION adulis_refuse_change();
CREATE TRIGGER ledger_seal_append_only_table BEFORE TRUNCATE ON ledger_seal
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();

-- Leaves are numbered from 0 without a gap, and each is of an entry whose transaction is over: behind
-- the horizon, or not of this server's counting at all (a restored dump).
CREATE FUNCTION ledger_guard_leaves() RETURNS trigger
LANGUAGE plpgsql
SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    least bigint;
    count_written bigint;
    most bigint;
    bad uuid;
BEGIN
    SELECT min(position), max(position), count(*) INTO least, most, count_written FROM written;
    IF count_written > 0 AND (
        most - least + 1 <> count_written
        OR least <> coalesce((SELECT leaf.position + 1 FROM ledger_leaf leaf
                               WHERE leaf.position < least
                               ORDER BY leaf.position DESC LIMIT 1), 0)) THEN
        RAISE EXCEPTION 'ledger leaves from % on refused: they do not continue the tree', least
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_guard_leaves';
    END IF;
    SELECT leaf.entry_id INTO bad
      FROM written leaf
      LEFT JOIN LATERAL (
           SELECT entry.xid FROM ledger_entry entry
            WHERE entry.id = leaf.entry_id OFFSET 0) entry ON true
     WHERE entry.xid IS NULL
        OR entry.xid = pg_current_xact_id()
        OR (entry.xid >= pg_snapshot_xmin(pg_current_snapshot())
            AND entry.xid < pg_snapshot_xmax(pg_current_snapshot()))
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'ledger leaf of entry % refused: it is not in the book for good', bad
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_guard_leaves';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER ledger_leaf_guard AFTER INSERT ON ledger_leaf
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_guard_leaves();

-- Seals are numbered from 1 without a gap, and each is over all leaves there are, which are more than
-- at the one before.
CREATE FUNCTION ledger_guard_seals() RETURNS trigger
LANGUAGE plpgsql
SET search_path = public, pg_temp
SET enable_seqscan = off SET jit = off
AS $$
DECLARE
    before record;
BEGIN
    SELECT number, size INTO before FROM ledger_seal
     WHERE number < NEW.number ORDER BY number DESC LIMIT 1;
    IF NEW.number <> coalesce(before.number, 0) + 1
       OR NEW.size <= coalesce(before.size, 0)
       OR NEW.size <> (SELECT position + 1 FROM ledger_leaf ORDER BY position DESC LIMIT 1) THEN
        RAISE EXCEPTION 'ledger seal % refused: it does not continue the one before', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_guard_seals';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER ledger_seal_guard AFTER INSERT ON ledger_seal
    FOR EACH ROW EXECUTE FUNCTION ledger_guard_seals();

