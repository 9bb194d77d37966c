"""Invariants of auctions."""

from adulis.bidding.replaying import unlike_their_replay
from adulis.kernel.checks import Check

CHECKS = (
    Check(
        "auctions_are_their_log_read_again",
        "Price, leader and everybody's bid are what the rules make of the log, read again from the"
        " beginning with every limit opened.",
        "",
        columns=("auction_id", "stored", "replayed"),
        read=unlike_their_replay,
    ),
    Check(
        "auctions_stand_where_their_log_says",
        "Price, leader and counts of an auction are those of the last line of its log; what was"
        " sealed until the end has changed them to the ranking's first.",
        """
        SELECT auction.id, auction.state, auction.price_minor, bid.price_after
          FROM bidding_auction AS auction
          LEFT JOIN bidding_bid AS bid
            ON bid.auction_id = auction.id AND bid.position = auction.position
          LEFT JOIN bidding_result AS first ON first.auction_id = auction.id AND first.rank = 1
         WHERE CASE WHEN first.id IS NULL THEN
                    (auction.position, auction.price_minor, auction.leader_id)
                    IS DISTINCT FROM (coalesce(bid.position, 0), coalesce(bid.price_after, 0),
                                      bid.leader_after_id)
                    ELSE (auction.price_minor, auction.leader_id)
                         IS DISTINCT FROM (first.price_minor, first.party_id) END
        """,
    ),
    Check(
        "logs_of_auctions_are_gap_free",
        "Positions count 1, 2, 3 ..., and so do the sequences that everybody is told.",
        """
        SELECT auction.id, count(bid.id) AS lines, max(bid.position) AS last
          FROM bidding_auction AS auction JOIN bidding_bid AS bid ON bid.auction_id = auction.id
         GROUP BY auction.id, auction.position, auction.sequence
        HAVING count(bid.id) <> auction.position OR max(bid.position) <> auction.position
            OR count(bid.sequence) <> auction.sequence
            OR coalesce(max(bid.sequence), 0) <> auction.sequence
        """,
    ),
    Check(
        "bonds_are_in_their_accounts",
        "What a bidder has given as a bond is what lies in its account, to the paisa.",
        """
        SELECT seat.id, seat.bond_minor, coalesce(held.balance_minor, 0) AS balance_minor
          FROM bidding_participant AS seat
          LEFT JOIN ledger_account AS account
            ON account.address = 'bond/' || seat.auction_id || '/' || seat.party_id || '/INR'
          LEFT JOIN LATERAL (
               SELECT line.balance_minor FROM ledger_line AS line
                WHERE line.account_id = account.id ORDER BY line.sequence DESC LIMIT 1) AS held
            ON true
         WHERE seat.bond_minor <> coalesce(held.balance_minor, 0)
        """,
    ),
    Check(
        "bonds_have_a_bidder",
        "No money lies in a bond's account of somebody who does not take part.",
        """
        SELECT account.address FROM ledger_account AS account
         WHERE account.address LIKE 'bond/%'
           AND NOT EXISTS (
               SELECT FROM bidding_participant AS seat
                WHERE account.address
                      = 'bond/' || seat.auction_id || '/' || seat.party_id || '/INR')
        """,
    ),
    Check(
        "bonds_go_back_when_it_is_over",
        "Of an auction that failed or was called off nobody's bond is kept.",
        """
        SELECT seat.id, auction.state FROM bidding_participant AS seat
          JOIN bidding_auction AS auction ON auction.id = seat.auction_id
         WHERE auction.state IN ('failed', 'cancelled') AND seat.bond_minor > 0
        """,
    ),
    Check(
        "running_auctions_end_by_themselves",
        "An auction that takes bids has a timer for its end; so has one that waits for a word.",
        """
        SELECT auction.id, auction.state FROM bidding_auction AS auction
         WHERE auction.state IN ('open', 'final_round', 'awarded', 'closed')
           AND NOT EXISTS (
               SELECT FROM timers_timer AS timer
                WHERE timer.subject = 'auction/' || auction.id
                  AND timer.state IN ('running', 'paused')
                  AND timer.kind = CASE auction.state
                      WHEN 'awarded' THEN 'auction.confirm' WHEN 'closed' THEN 'auction.award'
                      ELSE 'auction.close' END)
        """,
    ),
    Check(
        "auctions_are_awarded_once",
        "An auction that is awarded or agreed has the one award that says so.",
        """
        SELECT auction.id, auction.state, award.state AS award
          FROM bidding_auction AS auction
          LEFT JOIN bidding_award AS award
            ON award.auction_id = auction.id AND award.state IN ('offered', 'confirmed')
         WHERE (auction.state = 'awarded' AND award.state IS DISTINCT FROM 'offered')
            OR (auction.state IN ('open', 'final_round', 'closed', 'failed', 'cancelled')
                AND award.id IS NOT NULL)
        """,
    ),
)
