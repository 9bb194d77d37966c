"""Defects that were found in the money and auction code of others, and our test against each.

The list is reference/escrow.md's appendix B, as far as it is about money or bids. A defect named
here has tests with these names; whoever renames or removes one of them hears of it.
"""

from __future__ import annotations

import ast
from functools import cache

import pytest

from tests.architecture.source import REPOSITORY

ALL = "all of them"
DEFECTS: dict[str, tuple[tuple[str, str], ...]] = {
    "D-1: two withdrawals at once read one balance": (
        (
            "storm/test_concurrency",
            "test_of_two_sixty_rupee_payouts_on_a_hundred_exactly_one_is_made",
        ),
        ("storm/test_transfers", "test_among_many_nothing_is_lost"),
        ("rooms/test_escrow_races", "test_two_milestones_and_money_for_one"),
    ),
    "D-2: where a payout goes is changed while it is paid": (
        ("rooms/test_bank_accounts", "test_where_it_pays_to_never_changes"),
        ("rooms/test_state_machine", "test_what_was_ordered_never_changes"),
    ),
    "D-3: no word for an unknown outcome, and the money is gone": (
        ("story/test_a_lost_answer_is_resolved_by_enquiry", ALL),
        ("storm/test_payout_crash_matrix", ALL),
        ("storm/test_deposit_crash_matrix", "test_both_books_end_as_if_nobody_had_died"),
    ),
    "D-4: confirm, take it back, say nothing, and the wrong side is paid": (
        (
            "rooms/test_escrow_alone",
            "test_d04_nothing_that_one_side_does_alone_takes_the_others_money",
        ),
    ),
    "D-5: a ruling assigns a balance, alone and without a lock": (
        ("rooms/test_ledger_guards", ALL),
        ("rooms/test_escrow_races", "test_two_rulings_about_one_dispute"),
        ("rooms/test_payout_decisions", "test_the_proposer_cannot_confirm"),
    ),
    "D-6: what a failed withdrawal gives back is not what it took": (
        ("story/test_a_payout_is_refused_and_refunded", ALL),
        ("storm/test_everything_at_once", "test_everything_at_once"),
    ),
    "D-7: a race is mended by sleeping": (
        ("rooms/test_escrow_races", "test_e06_thirty_two_who_release_and_dispute_at_once"),
        ("rooms/test_bidding_races", "test_of_two_bids_the_second_is_measured_by_the_first"),
    ),
    "D-8: a state is written whatever it was": (
        ("rooms/test_escrow", "test_states_follow_the_table"),
        ("rooms/test_state_machine", "test_a_payout_makes_no_step_that_is_not_in_the_table"),
        ("rooms/test_deals", "test_a_deal_that_was_seen_stays_what_it_is"),
        ("rooms/test_bidding_guards", "test_an_auction_stands_where_its_log_says"),
    ),
    "D-9: what ends a contract adds more than once": (
        ("rooms/test_escrow_races", "test_a_release_before_a_release"),
        ("rooms/test_deals_and_money", "test_a_dispute_lost_is_counted_once"),
        ("rooms/test_escrow", "test_money_is_not_counted_twice"),
    ),
    "D-10: a loop over what is due dies of one exception": (
        ("rooms/test_worker", "test_a_bug_in_one_task_stops_neither_it_nor_the_others"),
        ("rooms/test_timers", "test_poison_is_parked"),
        ("rooms/test_escrow_by_itself", "test_that_fail_again_and_again_are_looked_at_by_people"),
    ),
    "D-12: a bid is checked against what was read, taken, and never counts; money is a float": (
        ("storm/test_auctions", "test_many_bid_while_auctions_end_and_workers_die"),
        ("rooms/test_bidding_races", "test_who_closes_first_has_closed_it"),
        (
            "rooms/test_bidding_races",
            "test_a_bid_that_waited_for_the_lock_until_after_the_end_is_late",
        ),
        ("api/test_bad_money", "test_none_of_the_corpus_is_an_amount"),
    ),
    "D-13: no lock about bids, two who bid by themselves, an end without end, refunds twice": (
        ("storm/test_auctions", "test_many_bid_while_auctions_end_and_workers_die"),
        ("pure/bidding/test_oracle", "test_price_leader_bids_and_end_are_those_of_the_table"),
        ("pure/bidding/test_open_auctions", "test_a_soft_close"),
        ("rooms/test_bidding_guards", "test_nothing_is_changed_or_removed"),
        ("rooms/test_bidding_races", "test_d18_two_who_end_it_at_once_end_it_once"),
    ),
    "D-14: time counts from the wrong state; a dispute is all or nothing": (
        (
            "rooms/test_escrow_by_itself",
            "test_counts_from_the_last_time_it_was_handed_in_and_in_full",
        ),
        ("rooms/test_deals", "test_silence_is_the_end_too"),
        ("rooms/test_escrow", "test_over_all_of_it_hold_it_and_split_to_the_paisa"),
    ),
    "D-15: told that it failed, and some of it is committed; a price that is not enough": (
        ("storm/test_payout_crash_matrix", ALL),
        (
            "rooms/test_kernel_transactions",
            "test_a_savepoint_undoes_what_is_inside_and_nothing_else",
        ),
        (
            "pure/bidding/test_properties",
            "test_d15_what_is_said_to_be_enough_is_and_a_paisa_less_is_not",
        ),
    ),
    "D-16: any later phase may follow": (
        ("pure/test_escrow_machine", "test_every_cell"),
        ("pure/test_machines", "test_every_state_verb_and_role"),
    ),
    "D-17: others are told before it is committed": (
        ("api/test_events", "test_what_is_not_committed_is_not_told"),
        (
            "rooms/test_event_consumers",
            "test_an_early_transaction_that_commits_last_is_not_skipped",
        ),
    ),
    "D-18: ends with the first bid, won several times, ended twice": (
        ("rooms/test_bidding_races", "test_d18_two_who_end_it_at_once_end_it_once"),
        ("rooms/test_bidding_endings", "test_writes_the_ranking_down_and_lets_the_poster_choose"),
        ("storm/test_auctions", "test_many_bid_while_auctions_end_and_workers_die"),
    ),
}
# D-11 is about letters and webhooks, and D-19 about what somebody has not written.


@cache
def _tests_in(path: str) -> frozenset[str]:
    tree = ast.parse((REPOSITORY / "tests" / path).read_text())
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


@pytest.mark.parametrize("defect", DEFECTS)
def test_each_has_its_test(defect: str) -> None:
    for place, name in DEFECTS[defect]:
        there = _tests_in(f"{place}.py")
        assert there if name == ALL else name in there, f"{place}.py::{name} is gone"
