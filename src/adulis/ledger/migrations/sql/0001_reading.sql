-- Balances, now and then. STABLE: they see what the statement that calls them sees.

-- How far a chain had come: the last sequence that was recorded no later than `recorded_by` and
-- whose line is older than `before_line` (NULL: any); 0 if there is none. Along a chain both time
-- and line ids only grow, so some twenty probes find the place among a million lines.
CREATE FUNCTION ledger_last_sequence(account bigint, recorded_by timestamptz, before_line bigint)
RETURNS bigint
LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    low bigint := 0;
    high bigint;
    middle bigint;
    reached boolean;
BEGIN
    SELECT line.sequence INTO high FROM ledger_line line
     WHERE line.account_id = account AND line.sequence IS NOT NULL
     ORDER BY line.sequence DESC LIMIT 1;
    IF high IS NULL OR (recorded_by IS NULL AND before_line IS NULL) THEN
        RETURN coalesce(high, 0);
    END IF;
    WHILE low < high LOOP
        middle := (low + high + 1) / 2;
        SELECT coalesce(line.recorded_at <= recorded_by, true) AND coalesce(line.id < before_line, true)
          INTO reached
          FROM ledger_line line WHERE line.account_id = account AND line.sequence = middle;
        IF reached THEN
            low := middle;
        ELSE
            high := middle - 1;
        END IF;
    END LOOP;
    RETURN low;
END
$$;

-- The balance now: of a chained account what its newest line says, of an unchained one the newest
-- checkpoint and the lines since. An account nobody has opened yet holds nothing.
CREATE FUNCTION ledger_balance(account bigint) RETURNS bigint
LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    point record;
    total bigint;
BEGIN
    SELECT line.balance_minor INTO total FROM ledger_line line
     WHERE line.account_id = account AND line.sequence IS NOT NULL
     ORDER BY line.sequence DESC LIMIT 1;
    IF FOUND THEN
        RETURN total;
    END IF;
    SELECT through_xid, balance_minor INTO point FROM ledger_checkpoint
     WHERE account_id = account ORDER BY through_xid DESC LIMIT 1;
    SELECT sum(line.amount_minor) INTO total FROM ledger_line line
     WHERE line.account_id = account AND line.sequence IS NULL
       AND line.xid >= coalesce(point.through_xid, '0');
    RETURN coalesce(point.balance_minor, 0) + coalesce(total, 0);
END
$$;

-- The balance as it was recorded at `moment`.
--
-- Unchained: from the newest checkpoint that holds nothing recorded later, the lines since that
-- were recorded by then. Transactions that had no id yet when a later checkpoint was taken were
-- recorded after it, so the search ends there: it reads the lines between two checkpoints, not all
-- (if the machine's clock was set back meanwhile, lines of that span may be missed; balances of
-- today never depend on a clock).
CREATE FUNCTION ledger_balance_at(account bigint, moment timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off SET jit = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    point record;
    end_xid xid8;
    reached bigint;
    total bigint;
BEGIN
    reached := ledger_last_sequence(account, moment, NULL);
    IF reached > 0 THEN
        SELECT line.balance_minor INTO total FROM ledger_line line
         WHERE line.account_id = account AND line.sequence = reached;
        RETURN total;
    END IF;
    SELECT through_xid, balance_minor INTO point FROM ledger_checkpoint
     WHERE account_id = account AND recorded_through <= moment
     ORDER BY recorded_through DESC, through_xid DESC LIMIT 1;
    SELECT next_xid INTO end_xid FROM ledger_checkpoint
     WHERE account_id = account AND taken_at > moment ORDER BY taken_at LIMIT 1;
    SELECT sum(line.amount_minor) INTO total FROM ledger_line line
     WHERE line.account_id = account AND line.sequence IS NULL
       AND line.xid >= coalesce(point.through_xid, '0')
       AND line.xid < coalesce(end_xid, '18446744073709551615')
       AND line.recorded_at <= moment;
    RETURN coalesce(point.balance_minor, 0) + coalesce(total, 0);
END
$$;
