"""Reports: every figure is what the ledger says, asked otherwise here, and leads to its rows."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from adulis.gateways.values import Verdict
from adulis.kernel import db
from adulis.payouts.models import Attempt
from adulis.reports.reckoning.agreed import better_by
from adulis.reports.reckoning.kinds import RECKONINGS
from adulis.reports.values import ReportKind, Row, totals_of
from tests.databases import TestDatabase
from tests.reporting import BACK, a_busy_day, scope, today, told
from tests.words import said
from tests.world import Shop, a_shop

K = ReportKind


@pytest.fixture(scope="module")
def shops(shared_database: TestDatabase) -> list[Shop]:
    """One world for all of these tests, which only look at it; in it a bank pays after its no."""
    shops = a_busy_day()
    said(Attempt.objects.get(state="confirmed_failure"), Verdict.SUCCESS)
    return shops


def said_by(sql: str, **params: Any) -> list[tuple[Any, ...]]:
    """What the book says when it is asked without any of the room's words."""
    start = datetime.combine(
        today() - timedelta(days=BACK), time.min, tzinfo=timezone.get_default_timezone()
    )
    period = {"start": start, "end": start + timedelta(days=BACK + 1)}
    return db.fetch_all(sql, period | params)


def figures(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return sorted(tuple(row[name] for name in names) for row in rows)


def test_volumes_are_what_was_booked(shops: list[Shop]) -> None:
    rows = told(K.VOLUMES)
    booked = said_by("""
        SELECT to_char(e.recorded_at AT TIME ZONE 'Asia/Kolkata', 'YYYY-MM-DD'), e.kind, 'INR',
               count(*), sum((SELECT sum(abs(amount_minor)) / 2 FROM ledger_line
                               WHERE entry_id = e.id))::bigint
          FROM ledger_entry e WHERE e.recorded_at >= %(start)s AND e.recorded_at < %(end)s
         GROUP BY 1, 2""")
    assert figures(rows, "day", "kind", "currency", "entries", "in_minor") == sorted(booked)
    assert all(row["in_minor"] == row["out_minor"] for row in rows)
    kinds = {row["kind"] for row in rows}
    assert kinds >= {
        "bank_transfer_credited", "deposit_captured", "deposit_cleared", "refund_held",
        "refund_processed", "chargeback_opened", "payout_held", "payout_completed",
        "payout_released", "payout_returned", "payout_paid_late", "milestone_funded",
        "milestone_released", "milestone_refunded", "escrow_disputed", "transfer_completed",
    }  # fmt: skip


def test_volumes_of_a_merchant_are_what_its_wallet_came_to(shops: list[Shop]) -> None:
    shop = shops[0]
    rows = told(K.VOLUMES, shop.id)
    came, went = (sum(row[name] for row in rows) for name in ("in_minor", "out_minor"))
    [(pending,)] = said_by(
        "SELECT coalesce(sum(l.amount_minor), 0)::bigint FROM ledger_line l JOIN ledger_account a"
        " ON a.id = l.account_id WHERE a.address = %(address)s",
        address=f"merchant/{shop.id}/pending/INR",
    )
    assert came - went == shop.available + shop.held + pending - shop.owed
    assert told(K.VOLUMES, a_shop().id) == []


_CHARGED = """
SELECT coalesce(sum(l.amount_minor) FILTER (WHERE a.address LIKE 'platform/fees/%%'), 0)::bigint,
       coalesce(sum(l.amount_minor) FILTER (WHERE a.address LIKE 'platform/tax/%%'), 0)::bigint
  FROM ledger_line l JOIN ledger_account a ON a.id = l.account_id
"""


def test_fees_and_tax_are_what_those_accounts_hold(shops: list[Shop]) -> None:
    rows = told(K.FEES)
    fee = sum(row["fee_charged_minor"] - row["fee_returned_minor"] for row in rows)
    tax = sum(row["tax_charged_minor"] - row["tax_returned_minor"] for row in rows)
    assert [(fee, tax)] == said_by(_CHARGED)
    assert fee > 0 < tax
    assert all(
        row["net_minor"]
        == row["fee_charged_minor"] - row["fee_returned_minor"]
        + row["tax_charged_minor"] - row["tax_returned_minor"]
        for row in rows
    )  # fmt: skip
    # What each of them was charged, or nobody in particular, is together what all were.
    theirs = [row for shop in shops for row in told(K.FEES, shop.id)]
    assert sum(row["net_minor"] for row in theirs) <= fee + tax
    deposits = [row for row in told(K.FEES, shops[0].id) if row["kind"] == "deposit_cleared"]
    assert [(row["fee_charged_minor"], row["tax_charged_minor"]) for row in deposits] == [
        (25_000, 4_500)
    ]


def test_escrow_is_aged_from_the_day_it_came(shops: list[Shop]) -> None:
    rows = told(K.ESCROW_AGEING)
    held = said_by("""
        SELECT coalesce(sum(l.amount_minor) FILTER (WHERE a.kind = 'escrow'), 0)::bigint,
               coalesce(sum(l.amount_minor) FILTER (WHERE a.kind = 'dispute'), 0)::bigint
          FROM ledger_line l JOIN ledger_account a ON a.id = l.account_id""")
    sums = tuple(sum(row[name] for row in rows) for name in ("in_escrow_minor", "disputed_minor"))
    assert [sums] == held
    assert min(sums) > 0
    counted = said_by("""
        SELECT m.id, sum(l.amount_minor)::bigint
          FROM escrow_milestone m
          LEFT JOIN disputes_dispute d ON d.milestone_id = m.id
          JOIN ledger_account a
            ON a.address IN ('escrow/' || m.id || '/INR', 'dispute/' || d.id || '/INR')
          JOIN ledger_line l ON l.account_id = a.id
         GROUP BY m.id HAVING sum(l.amount_minor) <> 0""")
    found = {row["place"]: row["in_escrow_minor"] + row["disputed_minor"] for row in rows}
    assert found == {f"milestone/{each}": minor for each, minor in counted}
    assert {row["age"] for row in rows} == {"a week"}
    # Either side sees its own.
    sides = [row["place"] for shop in shops for row in told(K.ESCROW_AGEING, shop.id)]
    assert sorted(sides) == sorted([*found] * 2)


def test_clients_money_is_where_it_should_be(shops: list[Shop]) -> None:
    rows = told(K.SAFEGUARDING)
    kinds = dict(
        said_by("""
        SELECT a.kind, sum(l.amount_minor)::bigint FROM ledger_line l
          JOIN ledger_account a ON a.id = l.account_id WHERE a.currency = 'INR' GROUP BY a.kind""")
    )
    found = {
        row["account"]: row["clients_minor"] + row["own_minor"] - row["assets_minor"]
        for row in rows
        if row["currency"] == "INR"
    }
    assert found == kinds
    clients, assets, own = (
        sum(row[name] for row in rows) for name in ("clients_minor", "assets_minor", "own_minor")
    )
    assert clients + own == assets
    assert {row["account"] for row in rows} >= {"available", "held", "escrow", "nostro", "gateway"}


def test_payouts_by_how_they_ended_and_how_long_that_took(shops: list[Shop]) -> None:
    [row] = told(K.PAYOUTS)
    ended = [row[name] for name in ("completed", "failed", "cancelled", "returned", "success")]
    assert ended == [3, 1, 0, 1, 7_500]
    # What the book says left for the bank.
    assert said_by("""
        SELECT e.kind, count(DISTINCT e.id), sum(l.amount_minor)::bigint FROM ledger_entry e
          JOIN ledger_line l ON l.entry_id = e.id JOIN ledger_account a ON a.id = l.account_id
         WHERE e.kind IN ('payout_completed', 'payout_paid_late')
           AND a.address LIKE 'bank/%%/clearing/INR' GROUP BY e.kind ORDER BY e.kind""") == [
        ("payout_completed", row["completed"], row["paid_minor"]),
        ("payout_paid_late", row["paid_late"], row["paid_late_minor"]),
    ]
    assert (row["paid_late"], row["paid_late_minor"]) == (1, 80_000)
    times = said_by(
        "SELECT ceil(extract(epoch FROM finished_at - started_at))::bigint FROM payouts_payout"
        " WHERE state = 'completed' ORDER BY 1"
    )
    assert [row["median_seconds"], row["ninety_ninth_seconds"]] == [times[1][0], times[2][0]]
    [own] = told(K.PAYOUTS, shops[0].id)
    assert (own["completed"], own["failed"], own["paid_minor"]) == (2, 1, 135_000)
    assert (own["paid_late"], own["paid_late_minor"]) == (1, 80_000)
    [another] = told(K.PAYOUTS, shops[1].id)
    assert (another["completed"], another["paid_late"], another["paid_late_minor"]) == (1, 0, 0)


def test_disputes_with_what_became_of_them(shops: list[Shop]) -> None:
    [row] = told(K.DISPUTES)
    [(dispute_id, buyer_id, seller_id, about, locked)] = said_by("""
        SELECT d.id, d.buyer_id, d.seller_id, d.about, sum(l.amount_minor)::bigint
          FROM disputes_dispute d JOIN ledger_account a ON a.address = 'dispute/' || d.id || '/INR'
          JOIN ledger_line l ON l.account_id = a.id GROUP BY d.id""")
    assert (row["place"], row["about"]) == (f"milestone-dispute/{dispute_id}", about)
    assert (row["amount_minor"], row["to_seller_minor"]) == (locked, None)
    assert told(K.DISPUTES, buyer_id) == told(K.DISPUTES, seller_id) == [row]
    assert told(K.DISPUTES, a_shop().id) == []


def test_auctions_that_are_over_with_what_bidding_saved(shops: list[Shop]) -> None:
    [row] = told(K.AUCTIONS)
    [(deal_id, poster_id, direction, start, first, best, bidders, bids)] = said_by("""
        SELECT a.deal_id, a.poster_id, a.direction, a.start_minor,
               (array_agg(b.price_after ORDER BY b.position))[1],
               (SELECT price_minor FROM bidding_result WHERE auction_id = a.id AND rank = 1),
               (SELECT count(*) FROM bidding_participant WHERE auction_id = a.id), count(*)
          FROM bidding_auction a JOIN bidding_bid b ON b.auction_id = a.id
         WHERE EXISTS (SELECT FROM bidding_result r WHERE r.auction_id = a.id) GROUP BY a.id""")
    assert (row["place"], row["start_minor"]) == (f"deal/{deal_id}", start)
    assert (row["bidders"], row["bids"]) == (bidders, bids)
    assert (row["first_minor"], row["best_minor"]) == (first, best)
    better = best - start if direction == "forward" else start - best
    assert (row["spread_minor"], row["better_minor"]) == (abs(first - best), better)
    assert better > 0
    assert told(K.AUCTIONS, poster_id) == [row]
    others = [shop for shop in shops if shop.id != poster_id]
    assert all(told(K.AUCTIONS, shop.id) == [] for shop in others)


@pytest.mark.parametrize(("direction", "better"), [("reverse", 200), ("forward", -200)])
def test_a_lower_price_is_better_for_whoever_pays(direction: str, better: int) -> None:
    assert better_by(direction, 1_000, 800) == better


def test_what_stands_behind_a_row_comes_to_the_row(shops: list[Shop]) -> None:
    for kind, figure in (
        (K.VOLUMES, "in_minor"),
        (K.FEES, "net_minor"),
    ):
        reckoning = RECKONINGS[kind]
        assert reckoning.behind is not None
        for merchant_id in (None, shops[0].id):
            for row in told(kind, merchant_id):
                things = reckoning.behind(db.fetch_all, scope(kind, merchant_id), row)
                assert len(things) == row["entries"]
                minors = [each.amount_minor or 0 for each in things]
                came_in = [each for each in minors if each > 0]
                assert sum(came_in if kind is K.VOLUMES else minors) == row[figure]
                if kind is K.VOLUMES and not came_in:
                    assert -sum(minors) == row["out_minor"] > 0
    behind = RECKONINGS[K.PAYOUTS].behind
    assert behind is not None
    [row] = told(K.PAYOUTS)
    things = behind(db.fetch_all, scope(K.PAYOUTS), row)
    assert [(each.place, each.amount_minor) for each in things] == [
        (f"payout/{each}", minor)
        for each, minor in said_by("""
            SELECT p.id, p.amount_minor FROM payouts_payout p
              JOIN ledger_entry e ON starts_with(e.key, 'payout/' || p.id || '/')
             WHERE e.kind IN ('payout_completed', 'payout_released', 'payout_paid_late')
             ORDER BY e.kind = 'payout_paid_late' DESC, p.id DESC, e.id DESC""")
    ]
    behind = RECKONINGS[K.SAFEGUARDING].behind
    assert behind is not None
    for row in told(K.SAFEGUARDING):
        things = behind(db.fetch_all, scope(K.SAFEGUARDING), row)
        held = row["clients_minor"] + row["own_minor"] - row["assets_minor"]
        assert sum(each.amount_minor or 0 for each in things) == held


@pytest.mark.parametrize("kind", list(K))
def test_rows_come_to_their_totals(shops: list[Shop], kind: ReportKind) -> None:
    columns, rows = RECKONINGS[kind].columns, told(kind)
    cells = [Row([row[each.name] for each in columns]) for row in rows]
    summed = [each.name for each in columns if each.is_summed]
    assert totals_of(columns, cells) == [
        {
            "currency": currency,
            "rows": sum(row["currency"] == currency for row in rows),
            **{
                name: sum(row[name] or 0 for row in rows if row["currency"] == currency)
                for name in summed
            },
        }
        for currency in sorted({row["currency"] for row in rows})
    ]


def test_a_day_ends_where_the_next_begins(shops: list[Shop]) -> None:
    """Half-open, by the platform's midnight: what is in one day is in no other."""
    zone: Any = timezone.get_default_timezone()
    midnight, day = datetime.combine(today(), time.min, tzinfo=zone), timedelta(days=1)
    whole = scope(K.VOLUMES)
    assert (whole.start, whole.end) == (midnight - BACK * day, midnight + day)
    assert whole.last_instant < whole.end <= whole.last_instant + timedelta(microseconds=1)
    rows = told(K.VOLUMES, back=0)
    assert {row["day"] for row in rows} == {today().isoformat()}
    before = [row for row in told(K.VOLUMES) if row["day"] != today().isoformat()]
    assert len(told(K.VOLUMES)) == len(rows) + len(before)


def test_every_kind_names_its_columns_once() -> None:
    for kind in K:
        names = RECKONINGS[kind].names
        assert len(set(names)) == len(names)
        assert "currency" in names
