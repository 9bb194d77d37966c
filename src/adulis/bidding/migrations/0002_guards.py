"""What an auction may become, and a log that nobody improves afterwards."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

AUCTION_GUARD = """
CREATE FUNCTION bidding_auction_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'bidding_auction %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' OR NEW.position <> 0 OR NEW.price_minor <> 0 THEN
            RAISE EXCEPTION 'bidding_auction %: it begins as open, and nobody has bid', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'bidding_auction_moves';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('open', 'final_round'),
        ('open', 'closed'),
        ('open', 'failed'),
        ('open', 'cancelled'),
        ('final_round', 'closed'),
        ('final_round', 'cancelled'),
        ('closed', 'agreed'),
        ('closed', 'awarded'),
        ('closed', 'failed'),
        ('closed', 'cancelled'),
        ('awarded', 'agreed'),
        ('awarded', 'closed'),
        ('awarded', 'cancelled'),
        ('agreed', 'closed')
    ) THEN
        RAISE EXCEPTION 'bidding_auction %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bidding_auction_moves';
    END IF;
    IF (OLD.id, OLD.deal_id, OLD.number, OLD.poster_id, OLD.direction, OLD.format, OLD.visibility, OLD.start_minor,
        OLD.reserve_commitment, OLD.step_kind, OLD.step_value, OLD.own_step_kind,
        OLD.own_step_value, OLD.unusual_above_basis_points, OLD.starts_at, OLD.first_ends_at,
        OLD.first_hard_end_at, OLD.window_seconds, OLD.extension_seconds, OLD.final_round_seconds,
        OLD.bond_minor, OLD.confirm_within_seconds, OLD.ruleset_hash, OLD.created_by, OLD.created_at)
       IS DISTINCT FROM
       (NEW.id, NEW.deal_id, NEW.number, NEW.poster_id, NEW.direction, NEW.format, NEW.visibility, NEW.start_minor,
        NEW.reserve_commitment, NEW.step_kind, NEW.step_value, NEW.own_step_kind,
        NEW.own_step_value, NEW.unusual_above_basis_points, NEW.starts_at, NEW.first_ends_at,
        NEW.first_hard_end_at, NEW.window_seconds, NEW.extension_seconds, NEW.final_round_seconds,
        NEW.bond_minor, NEW.confirm_within_seconds, NEW.ruleset_hash, NEW.created_by, NEW.created_at)
       OR (OLD.reserve_sealed <> NEW.reserve_sealed
           AND NOT adulis_is_resealing('bidding_auction.reserve_sealed')) THEN
        RAISE EXCEPTION 'bidding_auction %: its rules never change', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bidding_auction_frozen';
    END IF;
    IF NEW.ends_at < OLD.ends_at OR NEW.version < OLD.version
       OR NEW.terms_version < OLD.terms_version THEN
        RAISE EXCEPTION 'bidding_auction %: it never ends sooner, and nothing is counted back', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bidding_auction_forward';
    END IF;
    -- Price and leader are what the last line of the log says; only what was sealed until the end
    -- can change them once more, when it is opened.
    IF OLD.position <> NEW.position THEN
        IF NEW.position <> OLD.position + 1 OR NOT EXISTS (
            SELECT FROM bidding_bid AS bid
             WHERE bid.auction_id = NEW.id AND bid.position = NEW.position
               AND bid.price_after = NEW.price_minor
               AND bid.leader_after_id IS NOT DISTINCT FROM NEW.leader_id) THEN
            RAISE EXCEPTION 'bidding_auction %: it stands where its log says', OLD.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'bidding_auction_follows_log';
        END IF;
    ELSIF (OLD.price_minor, OLD.leader_id) IS DISTINCT FROM (NEW.price_minor, NEW.leader_id)
          AND NOT (NEW.state = 'closed'
                   AND (OLD.state = 'final_round' OR OLD.format = 'sealed')) THEN
        RAISE EXCEPTION 'bidding_auction %: it stands where its log says', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bidding_auction_follows_log';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER bidding_auction_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON bidding_auction
    FOR EACH ROW EXECUTE FUNCTION bidding_auction_guard_moves();
"""
AWARD_GUARD = """
CREATE FUNCTION bidding_award_guard_moves() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'bidding_award %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'offered' THEN
            RAISE EXCEPTION 'bidding_award %: it begins as offered', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'bidding_award_moves';
        END IF;
        -- Nobody is awarded anything but what they have bid.
        IF NOT EXISTS (
            SELECT FROM bidding_result AS result
             WHERE result.auction_id = NEW.auction_id AND result.rank = NEW.rank
               AND result.party_id = NEW.party_id AND result.price_minor = NEW.price_minor) THEN
            RAISE EXCEPTION 'bidding_award %: nobody has bid this', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'bidding_award_of_a_bid';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('offered', 'confirmed'),
        ('offered', 'declined'),
        ('offered', 'defaulted'),
        ('offered', 'withdrawn'),
        ('confirmed', 'defaulted')
    ) THEN
        RAISE EXCEPTION 'bidding_award %: % never becomes %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bidding_award_moves';
    END IF;
    IF (OLD.auction_id, OLD.number, OLD.rank, OLD.party_id, OLD.price_minor, OLD.is_binding,
        OLD.reason, OLD.made_by, OLD.made_at)
       IS DISTINCT FROM
       (NEW.auction_id, NEW.number, NEW.rank, NEW.party_id, NEW.price_minor, NEW.is_binding,
        NEW.reason, NEW.made_by, NEW.made_at) THEN
        RAISE EXCEPTION 'bidding_award %: what was awarded never changes', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bidding_award_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER bidding_award_guard_moves BEFORE INSERT OR UPDATE OR DELETE ON bidding_award
    FOR EACH ROW EXECUTE FUNCTION bidding_award_guard_moves();
"""
# The step is reckoned here once more, by the database, from the auction's own row.
BID_GUARD = """
CREATE FUNCTION bidding_bid_guard() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    auction bidding_auction%ROWTYPE;
    step bigint;
BEGIN
    SELECT * INTO auction FROM bidding_auction WHERE id = NEW.auction_id;
    IF NEW.position <> auction.position + 1 OR NEW.previous_price <> auction.price_minor
       OR (NEW.sequence IS NOT NULL AND NEW.sequence <> auction.sequence + 1) THEN
        RAISE EXCEPTION 'bidding_bid %: it follows another line than the last one', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bidding_bid_follows_the_last';
    END IF;
    IF auction.state NOT IN ('open', 'final_round')
       OR (auction.state = 'final_round' AND NEW.kind <> 'delay')
       OR (auction.format = 'sealed' AND NEW.kind NOT IN ('delay', 'amend', 'withdraw')) THEN
        RAISE EXCEPTION 'bidding_bid %: the auction takes no such line now', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bidding_bid_while_open';
    END IF;
    IF NEW.party_id = auction.poster_id THEN
        RAISE EXCEPTION 'bidding_bid %: nobody bids on what is theirs', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bidding_bid_by_another';
    END IF;
    IF NEW.kind IN ('retract', 'withdraw', 'amend', 'delay') OR auction.price_minor = 0 THEN
        RETURN NEW;
    END IF;
    IF (auction.direction = 'forward' AND NEW.price_after < auction.price_minor)
       OR (auction.direction = 'reverse' AND NEW.price_after > auction.price_minor)
       OR NEW.price_after = 0 THEN
        RAISE EXCEPTION 'bidding_bid %: a bid never makes the price worse', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bidding_bid_improves';
    END IF;
    IF NEW.kind NOT IN ('bid', 'instruct') OR auction.visibility <> 'price'
       OR NEW.party_id = auction.leader_id THEN
        RETURN NEW;
    END IF;
    step := auction.step_value;
    IF auction.step_kind = 'basis_points' THEN
        step := greatest(1, ceil(auction.price_minor::numeric * auction.step_value / 10000));
    END IF;
    IF (auction.direction = 'forward' AND NEW.price_after < auction.price_minor + step)
       OR (auction.direction = 'reverse' AND NEW.price_after > auction.price_minor - step) THEN
        RAISE EXCEPTION 'bidding_bid %: whoever competes moves the price by a step', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bidding_bid_improves';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER bidding_bid_guard BEFORE INSERT ON bidding_bid
    FOR EACH ROW EXECUTE FUNCTION bidding_bid_guard();
-- A line's predecessor is a real one, and had the price that the line says it had.
ALTER TABLE bidding_bid ADD CONSTRAINT bidding_bid_predecessor
    FOREIGN KEY (auction_id, previous_position, previous_price)
    REFERENCES bidding_bid (auction_id, position, price_after) NOT VALID;
"""
PARTICIPANT_GUARD = """
CREATE FUNCTION bidding_participant_guard() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'bidding_participant %: rows are never removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (SELECT FROM bidding_auction AS auction
                    WHERE auction.id = NEW.auction_id AND auction.poster_id = NEW.party_id) THEN
            RAISE EXCEPTION 'bidding_participant %: nobody bids on what is theirs', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'bidding_participant_is_another';
        END IF;
        RETURN NEW;
    END IF;
    IF (OLD.id, OLD.auction_id, OLD.party_id, OLD.number, OLD.joined_at) IS DISTINCT FROM
       (NEW.id, NEW.auction_id, NEW.party_id, NEW.number, NEW.joined_at)
       OR (OLD.standing <> 'active' AND NEW.standing <> OLD.standing) THEN
        RAISE EXCEPTION 'bidding_participant %: who takes part stays who they are', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bidding_participant_frozen';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER bidding_participant_guard BEFORE INSERT OR UPDATE OR DELETE ON bidding_participant
    FOR EACH ROW EXECUTE FUNCTION bidding_participant_guard();
"""
APPEND_ONLY = """
CREATE TRIGGER {table}_append_only_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {function};
CREATE TRIGGER {table}_append_only_table BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION adulis_refuse_change();
"""
APPENDED = {
    "bidding_bid": "adulis_refuse_change_but_resealing('limit_sealed')",
    "bidding_sealed_bid": "adulis_refuse_change_but_resealing('data_key_sealed')",
    "bidding_result": "adulis_refuse_change()",
    "bidding_flag": "adulis_refuse_change()",
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("bidding", "0001_initial"),
        ("audit", "0002_resealing"),
        ("events", "0001_initial"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(AUCTION_GUARD, "DROP FUNCTION bidding_auction_guard_moves() CASCADE"),
        migrations.RunSQL(AWARD_GUARD, "DROP FUNCTION bidding_award_guard_moves() CASCADE"),
        migrations.RunSQL(BID_GUARD, "DROP FUNCTION bidding_bid_guard() CASCADE"),
        migrations.RunSQL(PARTICIPANT_GUARD, "DROP FUNCTION bidding_participant_guard() CASCADE"),
        *(
            migrations.RunSQL(
                APPEND_ONLY.format(table=table, function=function),
                f"DROP TRIGGER {table}_append_only_rows ON {table};"
                f"DROP TRIGGER {table}_append_only_table ON {table}",
            )
            for table, function in APPENDED.items()
        ),
    ]
